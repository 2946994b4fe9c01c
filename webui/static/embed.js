// Help inside this page: a launcher that is a link, a panel with a frame in it, <rahgosha-help>, and window.Rahgosha.
// Sets no cookie, stores nothing, needs no inline style. See docs/widget.md.
(() => {
  "use strict";
  const WORDS = "words"; // the route puts those of the site here
  const EVENTS = ["opened", "step", "solved", "ticket", "closed"];
  const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)?$/;
  const WAITING = window.Rahgosha;
  if (WAITING && WAITING.version) return;

  const script = document.currentScript || document.querySelector('script[src$="/embed.js"]');
  const { origin } = new URL(script.src);
  const defaults = script.dataset;
  const narrow = window.matchMedia("(max-width: 40rem)");

  const locale = (wanted) => {
    const asked = [wanted, defaults.locale, document.documentElement.lang].map((one) => (one || "").toLowerCase());
    const offered = Object.keys(WORDS);
    const fits = (one) => offered.find((other) => other.toLowerCase() === one || other.toLowerCase() === one.split("-")[0]);
    return asked.map(fits).find(Boolean) || offered[0];
  };

  // At the end of the line, unless the page says where.
  const side = (words) => (/^(left|right)$/.test(defaults.side) ? defaults.side : words.dir === "rtl" ? "left" : "right");

  const told = (query) => Array.from(new URLSearchParams(query || "")).reduce((facts, [id, value]) => Object.assign(facts, { [id]: value }), {});

  const withFacts = (url, facts) => {
    Object.keys(facts).forEach((fact) => url.searchParams.set(`${fact}~host`, facts[fact]));
    return url.href.replace(/%7E/g, "~");
  };

  const address = (language, tree, facts) => {
    const url = new URL(`${origin}/${language}/widget`);
    if (tree) url.searchParams.set("tree", tree);
    return withFacts(url, facts);
  };

  // A signed token opens once: the panel uses it up.
  const untaken = (href) => {
    const url = new URL(href);
    url.searchParams.delete("ctx");
    return withFacts(url, {});
  };

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    Object.keys(attributes).forEach((one) => made.setAttribute(one, attributes[one]));
    made.append(...children);
    return made;
  };

  // A style sheet that a strict policy permits: made by script, not written into the page.
  const dress = (root, rules) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      root.adoptedStyleSheets = [sheet];
    } catch (error) {
      root.append(element("style", {}, rules));
    }
  };

  // A frame with a page of the help in it, and what the two say to each other. `heard` gets what was checked.
  const frames = [];
  const framed = (title, heard) => {
    const frame = element("iframe", {
      title,
      sandbox: "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals",
      allow: "clipboard-write",
      referrerpolicy: "no-referrer",
    });
    // `known`: all facts; `news`: those that no walk has heard yet; `now`: what the frame shows; `last`: where a walk stood.
    const at = { frame, heard, url: "", known: {}, news: {}, now: {}, last: {} };
    at.say = (type, more) => {
      if (frame.contentWindow) frame.contentWindow.postMessage(Object.assign({ rahgosha: 1, type }, more), origin);
    };
    at.show = (url, facts) => {
      if (at.url && frame.contentWindow) frame.contentWindow.location.replace(url);
      else frame.src = url;
      Object.assign(at, { url, known: Object.assign({}, facts), news: {}, now: {}, last: {} });
    };
    at.tell = (facts) => {
      Object.assign(at.known, facts);
      Object.assign(at.news, facts);
      if (!at.now.step || !Object.keys(at.news).length) return;
      at.say("facts", { facts: at.news });
      at.news = {};
    };
    frame.addEventListener("load", () => at.url && at.say("hello"));
    frames.push(at);
    return at;
  };

  const id = (value) => (typeof value === "string" && value.length < 200 && ID.test(value) ? value : undefined);
  const copy = (place) => JSON.parse(JSON.stringify(place)); // without what is not there

  const moved = (at, said) => {
    const { tree, step, end } = at.now = { tree: id(said.tree), step: id(said.step), end: id(said.end) };
    if (!tree) at.tell(at.known); // a walk that begins elsewhere knows nothing yet
    else at.tell({});
    if (!tree || !(step || end) || (at.last.tree === tree && at.last.step === step && at.last.end === end)) return;
    at.last = at.now;
    at.heard("step", copy(at.last));
    if (end === "solved") at.heard("solved", copy(at.last));
  };

  // What a page of the help says counts only if it comes from its origin, from that very frame, in the known shape.
  const hear = (event) => {
    const at = frames.find((one) => one.frame.contentWindow && one.frame.contentWindow === event.source);
    const said = event.data;
    if (!at || event.origin !== origin || !said || said.rahgosha !== 1) return;
    if (said.type === "place") moved(at, said);
    if (said.type === "ticket") at.heard("ticket", at.now.tree ? { tree: at.now.tree } : {});
    if (said.type === "height" && said.height > 0 && said.height < 1e5) at.heard("height", Math.ceil(said.height));
    if (said.type === "close") at.heard("close");
  };
  window.addEventListener("message", hear);

  const LOOK = `
    :host { all: initial !important; }
    @media print { :host { display: none !important; } }
    *, ::before { box-sizing: border-box; }
    [hidden], dialog:not([open]) { display: none !important; }
    a, button { font: inherit; cursor: pointer; }
    :focus { outline: 3px solid #0d5c66; outline-offset: 2px; }
    :focus:not(:focus-visible) { outline: 0; }
    aside { position: fixed; bottom: 1rem; z-index: 2147483000; font: 700 16px/1.5 "Segoe UI", system-ui, Tahoma, sans-serif; }
    .right { right: 1rem; left: auto; }
    .left { left: 1rem; right: auto; }
    aside a { display: block; padding: .6rem 1.4rem; border: 2px solid #fff; border-radius: 2rem; background: #0d5c66; color: #fff; text-decoration: none; box-shadow: 0 2px 10px rgba(0, 0, 0, .3); }
    aside a:hover { background: #084049; }
    dialog { position: fixed; top: auto; bottom: 1rem; z-index: 2147483001; display: flex; flex-direction: column; width: 27rem; max-width: calc(100% - 2rem); max-height: calc(100% - 2rem); margin: 0; padding: 0; overflow: hidden; border: 1px solid #75858a; border-radius: .9rem; background: #f3f5f2; color: #1b2a2d; box-shadow: 0 6px 32px rgba(0, 0, 0, .3); font: 16px/1.5 "Segoe UI", system-ui, Tahoma, sans-serif; }
    dialog::backdrop { background: rgba(0, 0, 0, .4); }
    .bar { flex: none; display: flex; align-items: center; gap: .25rem; padding: .25rem; padding-inline-start: 1rem; background: #0b4650; color: #fff; }
    .bar strong { flex: 1; min-width: 0; }
    .bar a, .bar button { display: flex; align-items: center; justify-content: center; width: 2.75rem; height: 2.75rem; margin: 0; padding: 0; border: 0; border-radius: .5rem; background: none; color: inherit; }
    .bar a:hover, .bar button:hover { background: #1d6570; }
    .bar :focus { outline-color: #fff; outline-offset: -3px; }
    svg { width: 1.25rem; height: 1.25rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
    [dir="rtl"] .turn { transform: scaleX(-1); }
    iframe { flex: 0 1 auto; display: block; width: 100%; height: 30rem; min-height: 14rem; border: 0; }
    @media (max-width: 40rem) {
      dialog.left, dialog.right { top: 0; right: 0; bottom: 0; left: 0; width: 100%; height: 100%; max-width: none; max-height: none; border: 0; border-radius: 0; }
      iframe { flex: 1 1 auto; }
    }
    @media (prefers-color-scheme: dark) { dialog { background: #10191b; } :focus { outline-color: #86d1d2; } }
    @media (forced-colors: active) { .bar, aside a { border: 1px solid; } }
    @media (prefers-reduced-motion: no-preference) {
      dialog { animation: rise .16s ease-out; }
      @keyframes rise { from { opacity: 0; transform: translateY(1rem); } }
    }`;
  const SHAPES = { apart: "M10 4H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-5M12 3h5v5M17 3l-7 7", close: "M4 4l12 12M16 4L4 16" };
  const drawing = (name) => {
    const make = (tag, attributes) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      Object.keys(attributes).forEach((one) => made.setAttribute(one, attributes[one]));
      return made;
    };
    const picture = make("svg", { viewBox: "0 0 20 20", "aria-hidden": "true", class: name === "apart" ? "turn" : "" });
    picture.append(make("path", { d: SHAPES[name] }));
    return picture;
  };

  const listeners = {};
  const emit = (name, payload) => {
    (listeners[name] || []).slice().forEach((listener) => {
      try {
        listener(payload);
      } catch (error) {
        setTimeout(() => { throw error; });
      }
    });
  };

  // The panel, made when it is first opened.
  let panel = null;
  const forget = () => {
    frames.splice(frames.indexOf(panel), 1);
    panel = null;
  };
  const known = told(defaults.facts);
  let launcher = null; // that was pressed
  let before = null; // what gets the focus back

  const built = () => {
    const host = element("div", { "data-rahgosha-panel": "" });
    const root = host.attachShadow({ mode: "open" });
    const title = element("strong", {});
    const apart = element("a", { target: "_blank", rel: "noopener" }, drawing("apart"));
    const close = element("button", { type: "button" }, drawing("close"));
    const at = framed("", heard);
    const dialog = element("dialog", { role: "dialog", tabindex: "-1" }, element("div", { class: "bar" }, title, apart, close), at.frame);
    dress(root, LOOK);
    root.append(dialog);
    document.body.append(host);
    close.addEventListener("click", api.close);
    dialog.addEventListener("close", api.close); // by the browser itself
    return Object.assign(at, { host, dialog, title, apart, closer: close, isOpen: false });
  };

  const heard = (type, what) => {
    if (type === "close") api.close();
    else if (type === "height") panel.frame.style.setProperty("height", `${what}px`);
    else emit(type, what);
  };

  const name = (language) => {
    const words = WORDS[language];
    panel.dialog.lang = language;
    panel.dialog.dir = words.dir;
    panel.dialog.className = side(words);
    panel.dialog.setAttribute("aria-label", words.title);
    panel.title.textContent = words.title;
    panel.frame.title = words.title;
    [[panel.apart, words.apart], [panel.closer, words.close]].forEach(([one, label]) => {
      one.setAttribute("aria-label", label);
      one.title = label;
    });
  };

  const focused = () => {
    let found = document.activeElement;
    while (found && found.shadowRoot && found.shadowRoot.activeElement) found = found.shadowRoot.activeElement;
    return found;
  };

  const isOpen = () => Boolean(panel && panel.isOpen);

  const reveal = () => {
    const { dialog } = panel;
    panel.isOpen = true;
    if (!dialog.showModal) dialog.setAttribute("open", "");
    else if (narrow.matches) dialog.showModal();
    else dialog.show();
  };
  const conceal = () => {
    panel.isOpen = false;
    if (panel.dialog.close) panel.dialog.close();
    else panel.dialog.removeAttribute("open");
  };

  // Ours would lie behind the panel.
  const mark = () => {
    launchers().forEach((link) => link.setAttribute("aria-expanded", String(isOpen())));
    if (made) made.shadowRoot.querySelector("aside").hidden = isOpen();
  };

  // `aim` says what the panel shows; what it shows already stays as it is.
  const opened = (aim, language, url) => {
    if (!document.body) return document.addEventListener("DOMContentLoaded", () => opened(aim, language, url));
    if (panel && !panel.host.isConnected) forget(); // the page was drawn anew
    panel = panel || built();
    if (panel.aim !== aim) {
      panel.aim = aim;
      panel.apart.href = untaken(url);
      name(language);
      panel.shows = [aim, language, url];
      panel.show(url, known);
    }
    if (isOpen()) return;
    before = launcher || focused();
    launcher = null;
    reveal();
    panel.dialog.focus();
    mark();
    emit("opened", copy(panel.last));
  };

  const ofOurs = (link) => new URL(link.href).origin === origin;
  const openLink = (link) => {
    const url = new URL(link.href);
    const first = url.pathname.split("/")[1];
    url.searchParams.set("_channel", "widget");
    opened(link.href, first in WORDS ? first : locale(url.searchParams.get("lang")), withFacts(url, known));
  };

  const api = {
    version: 1,
    open(wanted) {
      const { tree = defaults.tree || "", locale: language, facts } = wanted || {};
      Object.assign(known, facts);
      if (panel) panel.tell(facts || {});
      const { shows } = panel || {};
      if (shows && !(wanted && (wanted.tree || wanted.locale))) return opened(...shows);
      const chosen = locale(language);
      opened(`${chosen} ${tree}`, chosen, address(chosen, tree, known));
    },
    close() {
      if (!isOpen()) return;
      const inside = document.activeElement === panel.host || document.activeElement === document.body;
      conceal();
      mark();
      const back = before && before !== document.body && before.isConnected ? before : launchers()[0];
      if (inside && back) back.focus();
      emit("closed", copy(panel.last));
    },
    toggle(wanted) {
      if (isOpen()) api.close();
      else api.open(wanted);
    },
    update(facts) {
      Object.assign(known, facts);
      if (panel) panel.tell(facts || {});
    },
    on(event, listener) {
      if (!EVENTS.includes(event)) throw new Error(`Rahgosha.on: there is no event "${event}", only ${EVENTS.join(", ")}.`);
      listeners[event] = (listeners[event] || []).concat(listener);
      return () => { listeners[event] = listeners[event].filter((one) => one !== listener); };
    },
    push(call) {
      if (typeof call === "function") call(api);
      else if (call.length) call.done = api[call[0]](...Array.from(call).slice(1));
    },
    destroy() {
      api.close();
      Object.keys(listeners).forEach((event) => { listeners[event] = []; });
      document.removeEventListener("click", pressed);
      document.removeEventListener("keydown", escaped);
      [panel && panel.host, made].forEach((one) => one && one.remove());
      launchers().forEach((link) => ["aria-haspopup", "aria-expanded"].forEach((one) => link.removeAttribute(one)));
      if (panel) forget();
      made = null;
      if (window.Rahgosha === api) delete window.Rahgosha;
    },
  };

  // Launchers: the links of the page that are marked, else one of ours.
  let made = null;
  const launchers = () => {
    const written = Array.from(document.querySelectorAll("a[data-rahgosha][href]"));
    return made ? written.concat(made.shadowRoot.querySelector("a")) : written;
  };

  const launch = () => {
    if (!launchers().length && defaults.launcher !== "none") {
      const language = locale();
      const words = WORDS[language];
      const link = element("a", { href: address(language, defaults.tree, known) }, words.help);
      made = element("div", { "data-rahgosha-launcher": "" });
      const root = made.attachShadow({ mode: "open" });
      dress(root, LOOK);
      root.append(element("aside", { class: side(words), lang: language, dir: words.dir, "aria-label": words.title }, link));
      document.body.append(made);
      link.addEventListener("click", (event) => {
        if (!isPlain(event)) return;
        event.preventDefault();
        launcher = link;
        api.toggle();
      });
    }
    launchers().forEach((link) => {
      link.setAttribute("aria-haspopup", "dialog");
      link.setAttribute("aria-expanded", "false");
    });
  };

  const isPlain = (event) => event.button === 0 && !event.defaultPrevented && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const pressed = (event) => {
    const link = event.target.closest && event.target.closest("a[data-rahgosha][href]");
    if (!link || !ofOurs(link) || !isPlain(event)) return;
    event.preventDefault();
    launcher = link;
    if (isOpen() && panel.aim === link.href) api.close();
    else openLink(link);
  };
  const escaped = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && isOpen()) api.close();
  };
  document.addEventListener("click", pressed);
  document.addEventListener("keydown", escaped);

  // <rahgosha-help tree="…" locale="…" facts="…">: the help inside the page. What is written in it shows without script.
  const INLINE = `:host { display: block; } iframe { display: block; width: 100%; height: 30rem; border: 0; }`;
  class Help extends HTMLElement {
    static get observedAttributes() {
      return ["tree", "locale", "facts"];
    }
    connectedCallback() {
      if (this.at) return;
      const root = this.attachShadow({ mode: "open" });
      dress(root, INLINE);
      this.at = framed(WORDS[locale(this.getAttribute("locale"))].title, (type, what) => this.heard(type, what));
      this.show();
      root.append(this.at.frame);
    }
    attributeChangedCallback(attribute, old, value) {
      if (!this.at || old === value) return;
      if (attribute === "facts") this.at.tell(told(value));
      else this.show();
    }
    show() {
      const language = locale(this.getAttribute("locale"));
      this.at.frame.title = WORDS[language].title;
      const facts = told(this.getAttribute("facts"));
      this.at.show(address(language, this.getAttribute("tree"), facts), facts);
    }
    heard(type, what) {
      if (type === "height") this.at.frame.style.setProperty("height", `${Math.min(Math.max(what, 240), 4000)}px`);
      else if (type !== "close") this.dispatchEvent(new CustomEvent(type, { detail: what, bubbles: true }));
    }
  }
  if (window.customElements && !customElements.get("rahgosha-help")) customElements.define("rahgosha-help", Help);

  window.Rahgosha = api;
  const begin = () => {
    launch();
    (Array.isArray(WAITING) ? WAITING : []).forEach(api.push);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
