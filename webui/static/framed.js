// A page inside another site's page: tells the page around where the walk stands, how high it is and that Escape was
// pressed, and hears facts from it. Talks only to the sites of the site file, and not before they have spoken.
(() => {
  "use strict";
  const framers = document.body.dataset.framers.toLowerCase().split(" ");
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  let around = "";
  let waiting = {};

  // The sites are as in the policy: `https://*.example.org` means all below it.
  const isAllowed = (origin) => framers.some((one) => {
    const [head, tail] = one.replace(/^(https:.*):443$|^(http:.*):80$/, "$1$2").split("*");
    if (tail === undefined) return origin === head;
    return origin.startsWith(head) && origin.endsWith(tail) && /^[a-z0-9.-]+$/.test(origin.slice(head.length, -tail.length));
  });

  const tell = (type, more) => {
    if (around) window.parent.postMessage(Object.assign({ rahgosha: 1, type }, more), around);
  };

  const place = () => {
    const [, language, tree, form] = location.pathname.split("/");
    if (language !== document.documentElement.lang) return {}; // a page of two people: its address holds their code
    const step = document.querySelector("form.answer input[name=_step]");
    const end = document.querySelector(".end");
    if (step) return { tree, step: step.value };
    if (end) return { tree, end: end.className.split("end--")[1] };
    return form === "ticket" ? { tree } : {};
  };

  // What was typed into the step is worth more than what the program says: that waits for the next page.
  const learn = () => {
    const box = document.getElementById("answer");
    if (!place().step || (box && box.value !== box.defaultValue)) return;
    const url = new URL(location.href);
    const news = Object.keys(waiting).filter((id) => url.searchParams.get(id + "~host") !== waiting[id]);
    news.forEach((id) => url.searchParams.set(id + "~host", waiting[id]));
    waiting = {};
    if (news.length) location.replace(url.href.replace(/%7E/g, "~"));
  };

  const height = () => tell("height", { height: Math.ceil(document.body.getBoundingClientRect().height) });

  // Each form says that its walk came by the widget; other sites open in a window of their own, and that is said.
  const settle = () => {
    document.querySelectorAll("form[method=post]").forEach((form) => {
      if (form.elements._channel) return;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "_channel", value: "widget" });
      form.append(field);
    });
    document.querySelectorAll("a[href^=http]:not([target])").forEach((link) => {
      if (link.origin === location.origin) return;
      const said = document.createElement("span");
      said.className = "away";
      said.textContent = " " + document.body.dataset.apart;
      Object.assign(link, { target: "_blank", rel: "noopener" });
      link.append(said);
    });
  };

  // The page that says thank you, and not when it is shown again.
  const isSent = () => {
    const [entry] = performance.getEntriesByType("navigation");
    return location.search === "?sent=1" && location.pathname.split("/")[2] === "request" && (!entry || entry.type === "navigate");
  };

  const report = () => {
    if (isSent()) tell("ticket");
    tell("place", place());
    height();
  };

  window.addEventListener("message", (event) => {
    const said = event.data;
    if (event.source !== window.parent || !isAllowed(event.origin) || !said || said.rahgosha !== 1) return;
    if (said.type === "hello") {
      around = event.origin;
      report();
    }
    if (said.type !== "facts" || !around || typeof said.facts !== "object" || !said.facts) return;
    Object.keys(said.facts).slice(0, 60).forEach((id) => {
      const value = said.facts[id];
      if (ID.test(id) && ["string", "number"].includes(typeof value) && String(value).length <= 80) waiting[id] = String(value);
    });
    learn();
  });

  document.addEventListener("keydown", (event) => {
    const typed = event.target.type === "search" && event.target.value;
    if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing && !typed) tell("close");
  });
  document.addEventListener("htmx:afterSettle", () => {
    settle();
    tell("place", place());
    learn();
  });
  if (window.ResizeObserver) new ResizeObserver(height).observe(document.body);
  settle();
})();
