// Two walk together: this page asks every two seconds, while somebody looks at it, whether the other one has answered,
// and follows. Nothing that is being typed or chosen is taken away. Without this file a link shows the latest.
(() => {
  "use strict";
  const EVERY = 2000;
  const bar = () => document.getElementById("together");
  let asking = false;

  const isBusy = () => Array.prototype.some.call(
    document.querySelectorAll("form.answer input:not([type=hidden])"),
    (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  ) || document.querySelector(".sent") !== null;

  const follow = (box, told) => {
    const behind = document.getElementById("together-behind");
    if (!isBusy()) location.assign(told.moved ? told.address : box.dataset.here);
    else if (told.moved) behind.textContent = behind.dataset.moved;
  };

  const ask = async () => {
    const box = bar();
    if (!box || document.hidden || asking) return;
    asking = true;
    try {
      const answer = await fetch(box.dataset.state, { cache: "no-store", headers: { "If-None-Match": box.dataset.seen } });
      if (bar() !== box) return;
      if (answer.status === 410) location.assign(box.dataset.here);
      else if (answer.status === 200) follow(box, await answer.json());
    } catch (lost) {
      // The line is down for a moment. The next time is two seconds away.
    } finally {
      asking = false;
    }
  };

  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
})();
