// What the browser itself can tell about the computer, for steps that want to know. It shows what it saw and leaves the
// rest to the customer; nothing is sent. All words come from the page. A phone is never the computer that is in trouble.
(() => {
  "use strict";
  const agent = navigator.userAgentData;
  // Phones and tablets that ask for the pages of computers call themselves a Mac or a Linux; a finger gives them away.
  const handheld = Boolean(agent && agent.mobile) || /Android|iPhone|iPad|iPod|Mobi/.test(navigator.userAgent)
    || (!/Windows/.test(navigator.userAgent)
      && (navigator.maxTouchPoints > 1 || matchMedia("(pointer: coarse)").matches));

  const show = (part, name) => {
    part.querySelectorAll("[data-sight]").forEach((sight) => { sight.hidden = sight.dataset.sight !== name; });
    return part.querySelector('[data-sight="' + name + '"]');
  };

  const withFact = (query, name, value) =>
    query.split("&").filter((pair) => pair && pair.split("=")[0] !== name).concat(name + "=" + value).join("&");

  // The answer that the customer then chooses takes along what the test found.
  const keep = (fact, value) => {
    document.querySelectorAll("form[data-again]").forEach((form) => {
      const [path, query = ""] = form.dataset.again.split("?");
      const known = form.elements._known;
      known.value = withFact(known.value, fact + "~probe", value);
      form.dataset.again = path + "?" + withFact(query, fact + "~probe", value);
    });
  };

  // The key of U: on a number pad that lies over the letters it is one of the pad. Old browsers only know its number.
  const keySeen = (event) => {
    const pad = event.code ? /^Numpad[0-9]$/.test(event.code) : event.keyCode >= 96 && event.keyCode <= 105;
    const named = event.key && event.key.length > 1 && !/^(Unidentified|Process|Dead)$/.test(event.key);
    if (pad) return named ? "other" : "on";
    if (event.code ? event.code !== "KeyU" : event.keyCode !== 85) return event.code ? "other" : "unclear";
    if (/^[0-9\u0660-\u0669\u06F0-\u06F9]$/.test(event.key)) return "unclear";
    return /^[A-Za-z]$/.test(event.key) ? "english" : "off";
  };

  const modifying = /^(Tab|Escape|Enter|Shift|Control|Alt|AltGraph|Meta|OS|CapsLock|NumLock|Fn|FnLock|F[0-9]+)$/;
  // Keys that only move about: screen readers and their users need them. On the number pad they have another place.
  const moving = /^(Arrow|Page|Home$|End$|Insert$|ContextMenu$)/;
  const testKeys = (part) => {
    const box = part.querySelector("input");
    box.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || modifying.test(event.key)
        || moving.test(event.code)) return;
      event.preventDefault();
      const sight = show(part, keySeen(event));
      if (sight && sight.dataset.value) keep(part.dataset.fact, sight.dataset.value);
    });
    box.addEventListener("input", () => { box.value = ""; });
    part.hidden = false;
  };

  const older = { "5.1": "xp", "5.2": "xp", "6.0": "win7", "6.1": "win7", "6.2": "win8", "6.3": "win8" };
  // What browsers say of Windows 10 and 11 is the same, so only the newer way to ask tells them apart.
  const windows = () => {
    const plain = /Windows NT (\d+\.\d+)/.exec(navigator.userAgent);
    if (!plain) return Promise.resolve("");
    if (older[plain[1]]) return Promise.resolve(older[plain[1]]);
    if (!agent || agent.platform !== "Windows" || !agent.getHighEntropyValues) return Promise.resolve("");
    return agent.getHighEntropyValues(["platformVersion"]).then((told) => {
      const [major, minor] = String(told.platformVersion).split(".").map(Number);
      if (major >= 13) return "win11";
      if (major >= 1) return "win10";
      return { 1: "win7", 2: "win8", 3: "win8" }[minor] || "";
    }, () => "");
  };
  const tellWindows = (part) => {
    windows().then((seen) => { part.hidden = !seen || !show(part, seen); });
  };

  // A font that is there makes the letters as wide as no other font that stands in for it.
  const lookForFont = (part) => {
    const pen = document.createElement("canvas").getContext("2d");
    const wide = (family) => {
      pen.font = "72px " + family;
      return pen.measureText(part.dataset.letters).width;
    };
    const own = '"' + part.dataset.font + '", ';
    const there = ["serif", "sans-serif", "monospace"].some((other) => wide(own + other) !== wide(other));
    part.hidden = !show(part, there ? "there" : "missing");
  };

  const ways = { "keyboard-test": testKeys, "windows-version": tellWindows, "glyph-test": lookForFont };
  const look = () => {
    if (handheld) return;
    document.querySelectorAll("[data-detect]:not([data-looked])").forEach((part) => {
      part.dataset.looked = "";
      ways[part.dataset.detector](part);
    });
  };
  look();
  document.addEventListener("htmx:afterSettle", look);
})();
