/* What the player's pages are made of: what is said in a language, addresses, the answers so far, small pieces. */
(function (root) {
  "use strict";
  const { Rahgosha } = root;
  const FAILED_FIXES = 3;
  const UNSURE = "unsure",
    NOT_SOLVED = "not-solved",
    TICKET = "ticket";
  const COMMA = { fa: "، ", ar: "، ", ur: "، " };
  const ICONS = {
    on: '<path d="M9 5l7 7-7 7"/>',
    back: '<path d="M20 12H5m6-6l-6 6 6 6"/>',
    done: '<path d="M5 12.5l5 5L19.5 7"/>',
    person: '<path d="M4 5h16v11h-8l-5 4v-4H4z"/><path d="M8.5 10.5h7"/>',
    care: '<path d="M12 4l9.5 16h-19z"/><path d="M12 10v4.5m0 2.6v.1"/>',
    restart: '<path d="M19.5 12a7.5 7.5 0 1 1-2.4-5.5L19.5 9"/><path d="M19.8 4v5h-5"/>',
    time: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    search: '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    shield: '<path d="M12 3.5l7.5 2.8v5.2c0 4.6-3 7.7-7.5 9.2-4.5-1.5-7.5-4.6-7.5-9.2V6.3z"/>',
  };

  const escaped = text => String(text).replace(/[&<>"']/g, sign => "&#" + sign.charCodeAt(0) + ";");
  const icon = name =>
    `<svg class="icon${name === "on" || name === "back" ? " icon--dir" : ""}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${ICONS[name]}</svg>`;
  const own = (object, key, other) => (Object.prototype.hasOwnProperty.call(object, key) ? object[key] : other);
  const when = (said, html) => (said ? html(said) : "");
  /** Return HTML as plain text: the words alone, as they stand on the page. */
  const bare = html =>
    html
      .replace(/<\/(?:p|li)>|<br>/g, "\n")
      .replace(/<[^>]*>/g, "")
      .replace(/&(?:#(\d+)|amp|lt|gt|quot|nbsp);/g, (name, code) =>
        code
          ? String.fromCharCode(code)
          : { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " " }[name],
      )
      .replace(/\n\s*\n+/g, "\n")
      .trim();

  /** Return what speaks in one language: page words, strings of the library, numbers. `values` are known facts. */
  function speaker(told, language, values) {
    const strings = told.strings[language.id];
    const mark = new RegExp(told.mark.replace("{}", "([a-z0-9-]+)"), "g");
    const digits = text =>
      language.id === "fa" ? String(text).replace(/\d/g, digit => "۰۱۲۳۴۵۶۷۸۹"[digit]) : String(text);
    const filled = (words, more) => escaped(words).replace(/%\((\w+)\)s/g, (_, name) => more[name]);
    const speak = {
      language,
      digits,
      /** Return a page word as HTML; `more` is HTML for its gaps. */
      word: (key, more) => filled(language.words[key], more || {}),
      count(key, number) {
        const form = language.forms[number < language.forms.length ? number : number % 100];
        return filled(language.plurals[key][form], { num: digits(number) });
      },
      /** Return a text of the library as HTML, "" for none. */
      say(reference) {
        if (reference === undefined || reference === null) return "";
        const [usual, others] = typeof reference === "number" ? [reference, {}] : reference;
        const number = values.has("product") ? own(others, values.get("product"), usual) : usual;
        return number === null ? "" : strings[number].replace(mark, (_, name) => fact(name));
      },
      value(name, value) {
        const one = told.facts[name] || {},
          label = own(one.values || {}, value);
        if (label !== undefined) return speak.say(label);
        return value === UNSURE ? speak.word(UNSURE) : speak.typed(value, one.unit);
      },
      typed: (value, unit) =>
        `<bdi dir="ltr"><code>${escaped(value)}</code></bdi>${when(speak.say(unit), said => " " + said)}`,
    };
    // A value in a text stands without its unit, which the text says.
    const fact = name => {
      const value = values.get(name),
        label = own((told.facts[name] || {}).values || {}, value);
      if (value === undefined) return "…";
      return label === undefined && value !== UNSURE ? speak.typed(value) : speak.value(name, value);
    };
    return speak;
  }

  // ---- addresses -------------------------------------------------------------------------------------------------

  const address = (language, path, items) =>
    `#/${language.id}/${path}${items && items.length ? "?" + Rahgosha.queryString(items) : ""}`;

  /** Return a walk's address; with `more` names and values added, such as `_at`. */
  function walkAddress(scene, more) {
    const items = Rahgosha.pairs(scene.found.walk, scene.found.tree);
    return address(
      scene.language,
      scene.found.tree.id + (scene.wanted === TICKET ? "/ticket" : ""),
      items.concat(more || []),
    );
  }

  /** Return the address of the step before: the one answered last, here or in the tree before. */
  function backAddress(scene, before) {
    const { found, told, language } = scene,
      asked = askedSteps(found, before);
    const at = (tree, walk, step) => address(language, tree.id, Rahgosha.pairs(walk, tree).concat([["_at", step]]));
    if (asked.length) return at(found.tree, found.walk, asked[asked.length - 1]);
    const left = Rahgosha.trees(told.engine).get(found.walk.via[found.walk.via.length - 1]);
    if (!left) return null;
    const facts = Array.from(found.walk.answers).filter(([name]) => left.facts.has(name));
    const steps = found.walk.earlier.filter(one => one.tree === left.id).map(one => [one.step, one.value]);
    const walk = Object.assign({}, found.walk, {
      answers: new Map(facts.concat(steps)),
      earlier: found.walk.earlier.filter(one => one.tree !== left.id),
      via: found.walk.via.slice(0, -1),
    });
    const there = Rahgosha.here(told.engine, left.id, Rahgosha.queryString(Rahgosha.pairs(walk, left)));
    const steps2 = askedSteps(there);
    return steps2.length ? at(left, walk, steps2[steps2.length - 1]) : null;
  }

  const wasAsked = given => given.source === "answered" && !given.by.length;

  function askedSteps(found, before) {
    const trail = found.position.trail,
      upto = trail.findIndex(given => given.step === before);
    return trail
      .slice(0, upto < 0 ? trail.length : upto)
      .filter(wasAsked)
      .map(given => given.step);
  }

  // ---- the answers so far (wizard/transcript.py) -----------------------------------------------------------------

  const toldStep = (scene, tree, index) => scene.told.trees[tree.id].steps[index];

  function answerWords(scene, tree, index, value) {
    const step = tree.steps[index],
      said = toldStep(scene, tree, index),
      { say, typed, language } = scene.speak;
    const label = id => say((said.options || [])[step.options.findIndex(option => option.id === id)].label);
    if (step.many)
      return value
        .split(".")
        .map(label)
        .join(COMMA[language.id] || ", ");
    if (step.option.has(value)) return label(value);
    return step.fact ? scene.speak.value(step.id, value) : typed(value, said.unit);
  }

  /** Return the walk's lines: earlier trees first, then what is known besides, then the present trail. */
  function lines(scene) {
    const { found, told, speak } = scene,
      { walk, tree, position } = found,
      all = Rahgosha.trees(told.engine),
      made = [];
    for (const id of new Set(walk.earlier.map(one => one.tree))) {
      const left = all.get(id);
      left.steps.forEach((step, i) => {
        const one = walk.earlier.find(given => given.tree === id && given.step === step.id);
        const value = one ? Rahgosha.stepValue(step, one.value) : null;
        if (value !== null)
          made.push({
            question: speak.say(toldStep(scene, left, i).title),
            answer: answerWords(scene, left, i, value),
          });
      });
    }
    const onPath = new Set(position.trail.map(given => given.step));
    for (const name of tree.facts.keys()) {
      const value = position.values.get(name);
      if (
        onPath.has(name) ||
        value === undefined ||
        value === UNSURE ||
        !(walk.answers.has(name) || walk.told.has(name))
      )
        continue;
      const answered = (walk.answers.get(name) || UNSURE) !== UNSURE,
        first = walk.told.has(name) ? ["probe", "host"].find(one => walk.told.get(name).has(one)) : null;
      made.push({
        question: speak.say(told.facts[name].ask) || escaped(name),
        answer: speak.value(name, value),
        note: answered ? null : first,
      });
    }
    for (const given of position.trail) {
      const i = tree.index.get(given.step);
      made.push({
        question: speak.say(toldStep(scene, tree, i).title),
        answer: answerWords(scene, tree, i, given.value),
        note: wasAsked(given) ? null : given.source,
        change: given.step,
      });
    }
    return made;
  }

  function answers(scene) {
    const { speak, found, language } = scene,
      rows = lines(scene).map(line => {
        const change =
          line.change &&
          `<dd class="change"><a href="${escaped(walkAddress(Object.assign({}, scene, { wanted: null }), [["_at", line.change]]))}">${speak.word("change")}<span class="away">: ${escaped(bare(line.question))}</span></a></dd>`;
        return `<div><dt>${line.question}</dt><dd>${line.answer}${when(line.note, note => ` <span class="aside">${speak.word("source." + note)}</span>`)}</dd>${change || ""}</div>`;
      });
    return when(
      rows.join(""),
      all => `<section class="answers" aria-labelledby="answers"><div class="answers-head"><h2 id="answers">${speak.word("answers")}</h2>
<a href="${escaped(address(language, found.tree.id))}">${speak.word("start-again")}</a></div><dl class="trail">${all}</dl></section>`,
    );
  }

  /** Return the walk as lines of plain text, for a person who helps. */
  function transcript(scene) {
    const { speak, found, told } = scene;
    if (!found) return bare(speak.say(told.site.brand));
    const rows = lines(scene).map(line => {
      const note = line.note ? ` (${language(scene, "source." + line.note)})` : "";
      return `- ${bare(line.question)}\n  ${bare(line.answer)}${note}`;
    });
    const head = bare(speak.say(told.trees[found.tree.id].title));
    const edition = bare(speak.word("revision", { tree: found.tree.id, revision: found.tree.revision }));
    return [head, ...rows, edition].join("\n");
  }
  const language = (scene, key) => scene.language.words[key];

  // ---- pieces of pages -------------------------------------------------------------------------------------------

  const picture = (scene, image) => {
    const data = image && scene.told.pictures[image.file];
    return data
      ? `<p class="picture"><img src="${escaped(data)}" alt="${escaped(bare(scene.speak.say(image.alt)))}"></p>`
      : "";
  };
  const anchor = (scene, link) =>
    when(link, one => {
      const url = bare(scene.speak.say(one.url));
      return `<p class="more"><a href="${escaped(url)}">${scene.speak.say(one.label) || escaped(url)}</a></p>`;
    });
  const where = (scene, more) =>
    `<p class="where"><span class="where-tree">${scene.speak.say(scene.tree.title)}</span>${more || ""}</p>`;
  const heading = (html, noted) =>
    `<h1 id="heading" tabindex="-1"${noted ? ' aria-describedby="notes"' : ""}>${html}</h1>`;
  const box = (kind, id, sign, title, html) =>
    `<section class="${kind}" aria-labelledby="${id}"><h2 id="${id}">${sign ? icon(sign) : ""}${title}</h2>${html}</section>`;
  const printing = scene =>
    `<p class="pair apart"><button class="button button--quiet" type="button" data-print>${scene.speak.word("print")}</button></p>`;

  /** Return what happened since the last page: what to do after the last step, and answers that were left out. */
  function notes(scene, at, offer) {
    const { found, speak } = scene,
      made = [],
      asked = askedSteps(found),
      last = asked[asked.length - 1];
    if (last !== undefined && !at) made.push(speak.say(toldStep(scene, found.tree, found.tree.index.get(last)).after));
    for (const gone of found.dropped) {
      if (gone.why === "unknown") continue;
      const tree = [found.tree]
        .concat(
          found.walk.via
            .slice()
            .reverse()
            .map(id => Rahgosha.trees(scene.told.engine).get(id)),
        )
        .find(one => one && one.index.has(gone.step));
      if (tree)
        made.push(
          speak.word(gone.why, { question: speak.say(toldStep(scene, tree, tree.index.get(gone.step)).title) }),
        );
    }
    const boxes = Array.from(new Set(made.filter(Boolean)), html => `<div class="note">${html}</div>`);
    if (offer)
      boxes.push(
        `<div class="note note--person"><p><strong>${speak.word("enough")}</strong> ${speak.word("takes-over")}</p><p>${person(scene)}</p></div>`,
      );
    return when(boxes.join(""), all => `<div id="notes">${all}</div>`);
  }

  const person = scene =>
    `<a class="button button--quiet" href="${escaped(walkAddress(Object.assign({}, scene, { wanted: TICKET })))}">${icon("person")}${scene.speak.word("person")}</a>`;

  /** Tell whether enough fixes failed, here and in the trees before, to offer a person unasked. */
  function offersPerson(scene) {
    const { found, told } = scene,
      all = Rahgosha.trees(told.engine);
    const failed = (tree, step, value) =>
      value === NOT_SOLVED && tree.index.has(step) && tree.steps[tree.index.get(step)].kind === "fix";
    const here = found.position.trail.filter(given => failed(found.tree, given.step, given.value));
    return (
      here.length + found.walk.earlier.filter(one => failed(all.get(one.tree), one.step, one.value)).length >=
      FAILED_FIXES
    );
  }

  /** Return what to do as one piece: the parts that apply, numbered on where they are lists. */
  function how(scene, parts) {
    const said = (parts || [])
      .filter(([, condition]) => !condition || Rahgosha.holds(condition, scene.found.position.values))
      .map(([text]) => scene.speak.say(text));
    return said
      .filter(Boolean)
      .join("")
      .replace(/<\/ol>\s*<ol[^>]*>/g, "");
  }

  root.RahgoshaPieces = {
    TICKET,
    COMMA,
    UNSURE,
    escaped,
    icon,
    when,
    bare,
    speaker,
    address,
    walkAddress,
    backAddress,
    toldStep,
    answers,
    transcript,
    language,
    picture,
    anchor,
    where,
    heading,
    box,
    printing,
    notes,
    offersPerson,
    how,
  };
})(typeof globalThis === "object" ? globalThis : self);
