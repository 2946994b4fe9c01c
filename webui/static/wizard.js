// A few comforts on top of pages that work without this file: Back shows the answer that was given, a slow or failed
// request says so, and a page can be printed or its link copied. All words come from the page.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  let slow = 0;

  document.documentElement.classList.add("js");
  // Inside another site's page.
  if (window.parent !== window && document.body.dataset.framers) {
    const more = document.createElement("script");
    more.src = document.currentScript.src.replace("wizard.js", "framed.js");
    document.documentElement.classList.add("framed");
    document.head.append(more);
  }

  const say = (words) => {
    byId("status").textContent = words;
  };

  // The walk with this answer in it, as the address that shows its step again.
  const addressWith = (form, answers) => {
    const step = form.elements._step.value;
    const [path, query = ""] = form.dataset.again.split("?");
    const others = query.split("&").filter((pair) => pair && pair.split("=")[0] !== step);
    return path + "?" + others.concat(step + "=" + answers.map(encodeURIComponent).join(".")).join("&");
  };

  const remember = (form, answers) => {
    const given = answers.filter((answer) => answer !== "");
    history.replaceState(history.state, "", given.length ? addressWith(form, given) : form.dataset.again);
  };

  const settle = () => {
    clearTimeout(slow);
    say("");
    byId("step").removeAttribute("aria-busy");
    document.querySelectorAll(".sent").forEach((button) => button.classList.remove("sent"));
  };

  const fail = (event) => {
    if (event.detail.elt && event.detail.elt.dataset.search) return;
    const trouble = byId("trouble");
    const again = trouble.querySelector("a");
    settle();
    again.href = location.href;
    trouble.hidden = false;
    again.focus();
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, requestConfig } = event.detail;
    if (!elt.dataset.again) return;
    const pressed = requestConfig.triggeringEvent && requestConfig.triggeringEvent.submitter;
    remember(elt, requestConfig.formData.getAll("answer"));
    if (pressed) pressed.classList.add("sent");
    byId("trouble").hidden = true;
    clearTimeout(slow);
    slow = setTimeout(() => {
      byId("step").setAttribute("aria-busy", "true");
      say(byId("status").dataset.loading);
    }, 1000);
  });
  document.addEventListener("htmx:afterRequest", settle);
  // The pressed button goes with its step. Otherwise htmx looks for its id in the next one, before the heading gets the focus.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.shouldSwap && event.detail.target.id === "step" && document.activeElement) document.activeElement.blur();
  });
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => document.addEventListener(name, fail));

  // Searching while typing: htmx comes when somebody begins to. Until then, and without it, the form is sent plainly.
  const search = document.querySelector("[data-search]");
  const searchWhileTyping = () => {
    const typed = search.elements.q.value;
    const script = document.createElement("script");
    script.src = search.dataset.search;
    script.onload = () => {
      if (search.elements.q.value !== typed) search.dispatchEvent(new Event("typed"));
    };
    document.head.append(script);
  };
  if (search) {
    search.addEventListener("focusin", () => {
      if (document.readyState === "complete") searchWhileTyping();
      else window.addEventListener("load", searchWhileTyping);
    }, { once: true });
  }

  const copy = (field) => {
    const whole = new URL(field.value, location.href).href;
    if (navigator.clipboard) return navigator.clipboard.writeText(whole);
    field.value = whole;
    field.select();
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("copy"));
  };

  // A link of the error summary goes to its field without an entry of its own in the history.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".problem a");
    const field = link && byId(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print], [data-copy]");
    if (!button) return;
    if (!button.dataset.copy) return window.print();
    const field = byId(button.dataset.copy);
    copy(field).then(() => say(button.dataset.done), () => field.select());
  });

  // At some steps the browser itself can look at the computer; the script for that comes with the first of them.
  const look = () => {
    const part = document.querySelector("[data-detect]");
    if (!part || document.querySelector("script[data-looks]")) return;
    const script = document.createElement("script");
    script.src = part.dataset.detect;
    script.dataset.looks = "";
    document.head.append(script);
  };
  look();
  document.addEventListener("htmx:afterSettle", look);

  // On paper: what is folded away, and the day.
  window.addEventListener("beforeprint", () => {
    const time = document.querySelector(".printed time");
    if (time) time.textContent = new Date().toLocaleDateString(time.dataset.style, { dateStyle: "long" });
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
  });
})();
