/* The player: the address behind # says what is shown; answers, searches and buttons make the next address. */
(function (root) {
  "use strict";
  const {
    document,
    location,
    history,
    Rahgosha,
    RahgoshaPieces: pieces,
    RahgoshaViews: views,
    RahgoshaSearch,
    RahgoshaPacked,
  } = root;
  const byId = id => document.getElementById(id);
  const told = JSON.parse(RahgoshaPacked.unpacked(byId("data").textContent));
  const TICKET = pieces.TICKET,
    TYPING = 250;
  let index = null,
    scene = null,
    pressed = null,
    waiting = 0,
    begun = false;

  // ---- what an address asks for ----------------------------------------------------------------------------------

  /** Return the language of that id, else the reader's, else the first. */
  function languageOf(id) {
    const wanted = [id].concat(root.navigator.languages || []).map(one => (one || "").split("-")[0]);
    return wanted.map(one => told.locales.find(known => known.id === one)).find(Boolean) || told.locales[0];
  }

  /** Return what the address says: language, tree, whether a person is asked for, and the walk as a query string. */
  function asked() {
    const [path, ...rest] = location.hash.replace(/^#\/?/, "").split("?"),
      [locale, tree, page] = path.split("/");
    return { language: languageOf(locale), tree: tree || "", page: page || "", query: rest.join("?") };
  }

  function hits(query) {
    if (!query.trim()) return [];
    index = index || RahgoshaSearch.made(told.search);
    return RahgoshaSearch.search(index, query);
  }

  // ---- showing ---------------------------------------------------------------------------------------------------

  const sceneOf = (language, found, wanted) => ({
    told,
    language,
    found,
    wanted,
    tree: found ? told.trees[found.tree.id] : null,
    speak: pieces.speaker(told, language, found ? found.position.values : new Map()),
  });

  function homeAsked(query) {
    const given = new URLSearchParams(query),
      words = (given.get("q") || "").slice(0, 2000);
    return { query: words.trim(), stage: given.get("stage") || "", hits: hits(words) };
  }

  /** Return where a walk stands; a step of this tree that is to be shown again is shown, even where it led on. */
  function foundAt(tree, query) {
    const found = Rahgosha.standing(told.engine, tree, query);
    const here = found.jumped ? Rahgosha.here(told.engine, tree, query) : found;
    return here.walk.at === null ? found : here;
  }

  /** Return the page that an address asks for, with the scene it stands in. */
  function pageOf({ language, tree, page, query }) {
    const known = Object.prototype.hasOwnProperty.call(told.trees, tree);
    if (known && (page === "" || page === TICKET)) {
      const found = foundAt(tree, query);
      scene = sceneOf(language, found, page);
      if (page === TICKET) return views.ticketPage(scene);
      const at = found.walk.at && found.tree.steps[found.tree.index.get(found.walk.at)],
        step = at || found.position.step;
      return step ? views.stepPage(scene, step) : views.endPage(scene, Rahgosha.endOf(found));
    }
    scene = sceneOf(language, null, tree);
    if (tree === TICKET) return views.ticketPage(scene);
    return tree === "" ? views.homePage(scene, homeAsked(query)) : views.missingPage(scene);
  }

  function show() {
    const what = asked(),
      page = pageOf(what),
      { language } = what;
    const path = what.tree + (what.page && "/" + what.page),
      query = what.query ? "?" + what.query : "";
    const person = scene.found
      ? pieces.walkAddress(Object.assign({}, scene, { wanted: TICKET }))
      : pieces.address(language, TICKET);
    draw(
      page,
      views.around(scene, other => "#/" + other.id + "/" + path + query, person),
    );
    document.documentElement.lang = language.id;
    document.documentElement.dir = language.direction;
    if (begun) {
      byId("heading").focus();
      root.scrollTo(0, 0);
    }
    begun = true;
  }

  function draw(page, around) {
    byId("frame").innerHTML = around.head;
    byId("back").innerHTML = around.back(page.back);
    byId("foot").innerHTML = around.foot;
    byId("step").innerHTML = page.html;
    byId("status").textContent = "";
    const title = scene.tree
      ? pieces
          .speaker(told, scene.language, new Map())
          .say(scene.tree.title)
          .replace(/<[^>]*>/g, "")
      : "";
    document.title = [page.title, title, told.strings[scene.language.id][told.site.brand]].filter(Boolean).join(" – ");
  }

  // ---- answering -------------------------------------------------------------------------------------------------

  function replace(hash) {
    try {
      history.replaceState(history.state, "", hash);
    } catch (locked) {
      /* some help windows keep their address */
    }
  }

  function answer(form, button) {
    const step = scene.found.tree.steps[scene.found.tree.index.get(form.dataset.step)];
    const fields = Array.from(form.querySelectorAll("input[name=answer]"));
    const typed = fields.find(field => field.type === "text");
    const given =
      button && button.name === "answer"
        ? button.value
        : typed
          ? typed.value
          : fields
              .filter(field => field.checked)
              .map(field => field.value)
              .join(".");
    const value = Rahgosha.stepValue(step, given);
    if (value === null) return refuse(step, given);
    const walk = Object.assign({}, scene.found.walk, {
      answers: new Map(scene.found.walk.answers).set(step.id, value),
    });
    const items = Rahgosha.pairs(walk, scene.found.tree);
    replace(pieces.address(scene.language, scene.found.tree.id, items.concat([["_at", step.id]]))); // Back shows the answer
    location.hash = pieces.address(scene.language, scene.found.tree.id, items);
  }

  function refuse(step, given) {
    const page = views.stepPage(scene, step, given, true);
    byId("step").innerHTML = page.html;
    document.title = scene.language.words.error + " " + document.title.replace(scene.language.words.error + " ", "");
    byId("problem").focus();
  }

  // ---- searching -------------------------------------------------------------------------------------------------

  const searchAddress = () => {
    const words = byId("q").value.trim();
    return pieces.address(scene.language, "", words ? [["q", words]] : []);
  };

  function typing() {
    replace(searchAddress());
    const wanted = homeAsked(asked().query);
    byId("found").innerHTML = views.foundGuides(scene, wanted);
    byId("found-count").innerHTML = views.statusWords(scene, wanted);
  }

  // ---- copying ---------------------------------------------------------------------------------------------------

  /** Copy what stands in a box: the old way, which works without a safe origin too. */
  function copy(field) {
    let done = false;
    field.focus();
    field.select();
    try {
      done = document.execCommand("copy");
    } catch (refused) {
      done = false;
    }
    byId("status").textContent = scene.language.words[done ? "copied" : "not-copied"];
    return done;
  }

  function copyAddress(button) {
    const field = Object.assign(document.createElement("input"), {
      readOnly: true,
      dir: "ltr",
      className: "box copied",
    });
    field.value = location.href.split("#")[0] + button.dataset.copy;
    field.setAttribute("aria-label", button.textContent);
    const before = button.parentNode.parentNode.querySelector(".copied");
    if (before) before.remove();
    button.parentNode.insertAdjacentElement("afterend", field);
    if (copy(field)) button.focus();
  }

  // ---- events ----------------------------------------------------------------------------------------------------

  document.addEventListener("click", event => {
    const at = event.target.closest("[data-to],[data-print],[data-copy],[data-copy-from],button[type=submit]");
    pressed = null;
    if (!at) return;
    if (at.dataset.to) {
      event.preventDefault();
      byId(at.dataset.to).focus();
    } else if (at.hasAttribute("data-print")) root.print();
    else if (at.dataset.copy) copyAddress(at);
    else if (at.dataset.copyFrom) copy(byId(at.dataset.copyFrom));
    else pressed = at;
  });
  document.addEventListener("submit", event => {
    const button = event.submitter || pressed;
    event.preventDefault();
    pressed = null;
    if (event.target.id !== "search") return answer(event.target, button);
    clearTimeout(waiting);
    if (location.hash === searchAddress()) show();
    else location.hash = searchAddress();
  });
  document.addEventListener("input", event => {
    if (event.target.id !== "q") return;
    clearTimeout(waiting);
    waiting = setTimeout(typing, TYPING);
  });
  root.addEventListener("hashchange", () => {
    clearTimeout(waiting);
    show();
  });

  Rahgosha.data = told.engine;
  show();
})(typeof globalThis === "object" ? globalThis : self);
