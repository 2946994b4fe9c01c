// For writers, while the folder of trees is watched: asks twice a second whether it was read again, and then shows the
// same page anew where the reader is, with what was typed and the focus kept. Asking holds no thread of the server,
// and nobody asks for a page that nobody looks at.
(() => {
  "use strict";
  const EVERY = 500;
  const PARTS = ["top", "back", "main", "beside-found"];
  const byId = (id) => document.getElementById(id);
  const readingOf = (page) => page.querySelector("meta[name=reading]").content;
  let shown = readingOf(document);
  let at = location.pathname;
  let busy = false;

  const isTouched = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    return field.defaultValue !== undefined && field.value !== field.defaultValue;
  };
  const typed = () => [...document.querySelectorAll("main input[id], main textarea[id]")].filter(isTouched);

  const put = (field) => {
    const now = byId(field.id);
    if (!now || now.type !== field.type) return;
    now.checked = field.checked;
    if (now.type !== "checkbox" && now.type !== "radio") now.value = field.value;
  };

  const exchange = (page, parts) => {
    const there = parts.filter((id) => byId(id) && page.getElementById(id));
    there.forEach((id) => {
      byId(id).replaceWith(page.getElementById(id));
      if (window.htmx) window.htmx.process(byId(id));
    });
  };

  const say = (page) => {
    const [state, now] = [byId("beside-state"), page.getElementById("beside-state")];
    if (!state || !now) return;
    state.className = now.className;
    if (state.textContent !== now.textContent) state.textContent = now.textContent;
    const jump = document.querySelector(".beside-jump");
    const jumpNow = page.querySelector(".beside-jump");
    if (jump) jump.remove();
    if (jumpNow) byId("beside").prepend(jumpNow);
  };

  // The same page as it is now; null when it is another one by now, which takes a whole load.
  const fetched = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const isSame = new URL(answer.url).pathname === location.pathname && page.querySelector("meta[name=reading]");
    return isSame && page.getElementById("main") && !document.querySelector("[data-search]") ? page : null;
  };

  const show = async (parts) => {
    const page = await fetched();
    if (!page) return location.reload();
    const kept = typed();
    const focus = document.activeElement && document.activeElement.id;
    const [x, y] = [scrollX, scrollY];
    exchange(page, parts);
    kept.forEach(put);
    say(page);
    document.title = page.title;
    if (focus && byId(focus) && document.activeElement.id !== focus) byId(focus).focus({ preventScroll: true });
    scrollTo(x, y);
    shown = readingOf(page);
    at = location.pathname;
  };

  const ask = async () => {
    if (busy || document.hidden) return;
    busy = true;
    try {
      const answer = await fetch("/studio/reading", { cache: "no-store" });
      if (answer.ok && (await answer.text()) !== shown) await show(PARTS);
      else if (at !== location.pathname) await show(["beside-found"]); // the walk has gone on in another tree
    } catch (gone) {
      // The server is away for a moment; it is asked again.
    }
    busy = false;
  };

  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
})();
