/* The step engine in JavaScript: from trees as data (wizard/export/data.py) and a query string to where a walk stands.
   It says what wizard/query.py, journey.py and engine/*.py say, function by function; only pure functions, no page. */
(function (root) {
  "use strict";
  const UNSURE = "unsure",
    NEXT = "next",
    TICKET = "ticket",
    JUMP = "tree:";
  const LIMITS = { typed: 40, value: 3500, name: 182, jumps: 20 };
  const ID = "[a-z0-9]+(?:-[a-z0-9]+)*",
    STEP = ID + "(?:\\." + ID + ")?";
  const IS_ID = new RegExp("^" + ID + "$"),
    IS_STEP = new RegExp("^" + STEP + "$");
  const TOLD = new RegExp("^(" + ID + ")~(host|probe)$"),
    EARLIER = new RegExp("^(" + ID + "):(" + STEP + ")$");
  const TOKEN = /^[A-Za-z0-9_-]{8,64}$/,
    REVISION = /^[0-9a-f]{6,16}$/;

  // ---- order and small things ------------------------------------------------------------------------------------

  /** Compare texts and lists as Python does: texts by code points, lists item by item. */
  function compare(a, b) {
    if (typeof a === "number") return a - b;
    const [first, second] = typeof a === "string" ? [Array.from(a, code), Array.from(b, code)] : [a, b];
    for (let i = 0; i < Math.min(first.length, second.length); i++) {
      const found = compare(first[i], second[i]);
      if (found !== 0) return found;
    }
    return first.length - second.length;
  }
  const code = letter => letter.codePointAt(0);
  const sorted = (items, key = item => item) => Array.from(items).sort((a, b) => compare(key(a), key(b)));
  const size = text => Array.from(text).length;
  const at = (map, key, other) => (map.has(key) ? map.get(key) : other);

  // ---- conditions (wizard/conditions.py) -------------------------------------------------------------------------

  /** Return a text as a list of numbers to compare, null when it is no number (or no version). */
  function number(text, version) {
    const trimmed = strip(text);
    if (!version) {
      const plain = trimmed.replace(/(\d)_(?=\d)/g, "$1");
      if (/^[+-]?inf(inity)?$/i.test(plain)) return [plain[0] === "-" ? -Infinity : Infinity];
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? [Number(plain)] : null;
    }
    const parts = text.split(".").map(part => strip(part).replace(/(\d)_(?=\d)/g, "$1"));
    if (!parts.every(part => /^[+-]?\d+$/.test(part))) return null;
    const found = parts.map(Number);
    while (found.length > 1 && found[found.length - 1] === 0) found.pop();
    return found;
  }
  const COMPARISONS = {
    below: order => order < 0,
    above: order => order > 0,
    "at-least": order => order >= 0,
    "at-most": order => order <= 0,
  };
  const SEVERAL = { all: true, any: true, none: true };

  /** Tell whether a condition holds with what is known now; what is unknown makes it false. */
  function holds(condition, values) {
    const [kind, ...rest] = condition;
    if (kind === "all") return rest.every(item => holds(item, values));
    if (kind === "any") return rest.some(item => holds(item, values));
    if (kind === "none") return !rest.some(item => holds(item, values));
    const [name, ...wanted] = rest,
      value = values.get(name);
    if (value === undefined) return false;
    if (kind === "is") return wanted.includes(value);
    if (kind === "has") return wanted.includes(value) || value.split(".").some(part => wanted.includes(part));
    const found = number(value, wanted[1] === "version");
    return found !== null && COMPARISONS[kind](compare(found, wanted[0]));
  }

  /** Tell whether a condition holds for good; null while that is open, with `open` names that may become anything. */
  function verdict(condition, values, open) {
    const [kind, ...rest] = condition;
    if (!SEVERAL[kind]) return values.has(rest[0]) ? holds(condition, values) : open.has(rest[0]) ? null : false;
    const found = rest.map(item => verdict(item, values, open));
    if (kind === "all") return found.includes(false) ? false : found.includes(null) ? null : true;
    const some = found.includes(true) ? true : found.includes(null) ? null : false;
    return kind === "any" || some === null ? some : !some;
  }

  /** Return the comparisons with single names inside a condition, in order. */
  function leaves(condition) {
    return SEVERAL[condition[0]] ? [].concat(...condition.slice(1).map(leaves)) : [condition];
  }

  // ---- typed answers (wizard/model/step.py) ----------------------------------------------------------------------

  const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  const ENDS = new RegExp("^" + SPACE + "|" + SPACE + "$", "g");
  const strip = text => text.replace(ENDS, "");
  const DIGITS = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫";
  const toAscii = text => text.replace(/[۰-۹٠-٩٫]/g, sign => "01234567890123456789."[DIGITS.indexOf(sign)]);
  const NUMBER = /^-?\d{1,15}(\.\d{1,6})?$/,
    VERSION = /^\d{1,9}(\.\d{1,9}){0,5}$/;
  const OLD = [
    [/\\p\{Nd\}/g, "\\d"],
    [/\\P\{Nd\}/g, "\\D"],
    [/\\p\{L\}\\p\{N\}/g, "0-9A-Za-z\\xaa-\\u{10ffff}"],
  ];
  const UNPRINTABLE =
    made("[\\p{C}\\p{Zl}\\p{Zp}\\u{a0}\\u{1680}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}]", "u") ||
    /[\0-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udbff\ue000-\uf8ff\ufeff\ufff9-\ufffb]/u;

  /** Return a regular expression, null where the browser is too old to know its classes. */
  function made(source, flags) {
    try {
      return new RegExp(source, flags);
    } catch (unknown) {
      return null;
    }
  }

  /** Tell whether a text fits a pattern as a whole. Before Chromium 64 every letter beyond ASCII is a letter. */
  function fits(pattern, text) {
    const flags = pattern.startsWith("(?i)") ? "iu" : "u",
      source = "^(?:" + pattern.replace("(?i)", "") + ")$";
    const found =
      made(source, flags) ||
      made(
        OLD.reduce((said, [from, to]) => said.replace(from, to), source),
        flags,
      );
    return found !== null && found.test(text);
  }

  /** Return what was typed in the form it is kept in, null when it does not fit. */
  function typedValue(typed, given) {
    const text = strip(toAscii(given)),
      version = typed.kind === "version";
    if (text === "" || size(text) > LIMITS.typed || UNPRINTABLE.test(text)) return null;
    if (typed.kind !== "text") {
      const found = (version ? VERSION : NUMBER).test(text) ? number(text, version) : null;
      if (found === null) return null;
      if (typed.min !== undefined && compare(found, number(typed.min, version)) < 0) return null;
      if (typed.max !== undefined && compare(found, number(typed.max, version)) > 0) return null;
    }
    return typed.pattern === undefined || fits(typed.pattern, text) ? text : null;
  }

  /** Return a value of a fact in the form it is kept in, null when the fact cannot have it; `unsure` is none. */
  function factValue(fact, given) {
    if (fact.values.has(given)) return given;
    return fact.typed && given !== UNSURE ? typedValue(fact.typed, given) : null;
  }

  /** Return an answer to a step in the form it is kept in, null when the step does not offer it. */
  function stepValue(step, given) {
    if (step.many) {
      const wanted = new Set(given.split("."));
      const chosen = step.options.filter(option => wanted.has(option.id)).map(option => option.id);
      return chosen.length !== wanted.size || (wanted.has(UNSURE) && wanted.size > 1) ? null : chosen.join(".");
    }
    if (step.option.has(given)) return given;
    return step.typed ? typedValue(step.typed, given) : null;
  }

  /** Return where an answer leads. Of several chosen options the first that names a place decides. */
  function target(tree, index, value) {
    const step = tree.steps[index],
      onward = index + 1 < tree.steps.length ? index + 1 : TICKET;
    const chosen = step.many ? value.split(".") : [value];
    let found = step.options.find(one => chosen.includes(one.id) && (!step.many || one.to !== undefined));
    if (!found && !step.many) found = step.typed;
    return found && found.to !== undefined ? found.to : onward;
  }

  // ---- trees as data, made ready once ----------------------------------------------------------------------------

  const READY = new WeakMap();

  /** Return the trees of the data by id, with what the engine looks up often. */
  function trees(data) {
    if (!READY.has(data)) {
      const facts = new Map(
        data.facts.map(fact => [fact.id, { values: new Set(fact.values || []), typed: fact.typed }]),
      );
      READY.set(data, new Map(data.trees.map(tree => [tree.id, ready(tree, facts)])));
    }
    return READY.get(data);
  }

  function ready(tree, facts) {
    const steps = (tree.steps || []).map(step => {
      const options = step.options || [];
      return Object.assign({}, step, {
        options,
        changes: step.changes || [],
        option: new Map(options.map(option => [option.id, option])),
      });
    });
    const found = {
      id: tree.id,
      revision: tree.revision,
      steps,
      facts,
      ends: new Map(Object.entries(tree.ends || {})),
      moved: new Map(Object.entries(tree.moved || {})),
      blocks: new Set(tree.blocks || []),
      late: new Set(tree.late || []),
      early: tree.early || [],
      index: new Map(steps.map((step, i) => [step.id, i])),
      named: new Map(),
    };
    steps.forEach((step, i) => {
      step.targets = new Map(step.options.map(option => [option.id, target(found, i, option.id)]));
      if (step.typed) step.targets.set("", target(found, i, ""));
      step.exits = new Set(Array.from(step.targets.values(), to => exit(found, to)));
      const conditions = [step.when].concat(step.options.map(option => option.chosen)).filter(Boolean);
      for (const leaf of [].concat(...conditions.map(leaves))) {
        found.named.set(leaf[1], at(found.named, leaf[1], []).concat([[i, leaf]]));
      }
    });
    return found;
  }

  const exit = (tree, to) => (typeof to === "number" ? to : tree.steps.length);

  // ---- a walk <-> a query string (wizard/query.py) ---------------------------------------------------------------

  const isStep = name => IS_STEP.test(name);
  const fitting = (single, name, pattern) => (pattern.test(at(single, name, "")) ? single.get(name) : null);

  /** Return the walk that a query string describes. A name that has two different values has none. */
  function walkFrom(query) {
    const given = new Map();
    for (const [name, value] of new URLSearchParams(query)) given.set(name, at(given, name, new Set()).add(value));
    const names = sorted(given.keys()),
      once = names.filter(name => given.get(name).size === 1);
    const single = new Map(once.map(name => [name, Array.from(given.get(name))[0]]));
    const said = at(single, "_via", ""),
      via = new Set(said ? said.split(".").slice(0, LIMITS.jumps) : []);
    const walk = {
      answers: new Map(),
      told: new Map(),
      earlier: [],
      via: Array.from(via).filter(name => IS_ID.test(name)),
      id: fitting(single, "_w", TOKEN),
      context: fitting(single, "_c", TOKEN),
      dropped: twice(given, names),
      revision: fitting(single, "_r", REVISION),
      at: fitting(single, "_at", IS_STEP),
    };
    for (const [name, value] of single) {
      if (name.length > LIMITS.name || size(value) > LIMITS.value) continue;
      const told = TOLD.exec(name),
        earlier = EARLIER.exec(name);
      if (isStep(name)) walk.answers.set(name, value);
      else if (told) walk.told.set(told[1], at(walk.told, told[1], new Map()).set(told[2], value));
      else if (earlier) walk.earlier.push({ tree: earlier[1], step: earlier[2], value });
    }
    walk.earlier = inOrder(walk.earlier, walk.via);
    return walk;
  }

  const inOrder = (earlier, via) => sorted(earlier, one => [via.indexOf(one.tree), one.tree, one.step]);

  function twice(given, names) {
    const found = [];
    for (const name of names) {
      const told = TOLD.exec(name);
      if (given.get(name).size < 2 || name.length > LIMITS.name || !(told || isStep(name))) continue;
      for (const value of sorted(given.get(name))) found.push({ step: told ? told[1] : name, value, why: "twice" });
    }
    return found;
  }

  /** Return a walk as names and values: facts sorted, steps in tree order, earlier trees, reserved names. */
  function pairs(walk, tree, shared) {
    const found = [],
      facts = Array.from(walk.answers.keys()).filter(name => tree.facts.has(name));
    for (const name of sorted(new Set(facts.concat(Array.from(walk.told.keys()))))) {
      if (walk.answers.has(name)) found.push([name, walk.answers.get(name)]);
      for (const source of sorted(at(walk.told, name, new Map()).keys())) {
        found.push([name + "~" + source, walk.told.get(name).get(source)]);
      }
    }
    const steps = Array.from(walk.answers.keys()).filter(name => !tree.facts.has(name));
    for (const name of sorted(steps, one => [at(tree.index, one, -1), one])) found.push([name, walk.answers.get(name)]);
    for (const one of inOrder(walk.earlier, walk.via)) found.push([one.tree + ":" + one.step, one.value]);
    if (walk.via.length) found.push(["_via", walk.via.join(".")]);
    found.push(["_r", tree.revision]);
    if (!shared && walk.context) found.push(["_c", walk.context]);
    if (!shared && walk.id) found.push(["_w", walk.id]);
    return found;
  }

  const quoted = text =>
    encodeURIComponent(text)
      .replace(/[!'()*]/g, sign => "%" + code(sign).toString(16).toUpperCase())
      .replace(/%3A/g, ":");
  const queryString = items => items.map(([name, value]) => quoted(name) + "=" + quoted(value)).join("&");

  // ---- known values brought to a tree (wizard/engine/carry.py) ---------------------------------------------------

  /** Return the value of a step or fact in the form it is kept in, or { why } the tree has no use for it. */
  function kept(tree, name, value) {
    const step = tree.steps[tree.index.get(name)],
      fact = tree.facts.get(name);
    if (!step && !fact) return { why: "unknown" };
    const found = step ? stepValue(step, value) : value === UNSURE ? value : factValue(fact, value);
    return found === null ? { why: "not-offered" } : { value: found };
  }

  function carryOver(tree, walk) {
    const dropped = [],
      answers = carriedAnswers(tree, walk.answers, dropped),
      told = new Map();
    for (const name of sorted(walk.told.keys())) {
      const fact = tree.facts.get(name);
      for (const source of sorted(walk.told.get(name).keys())) {
        const given = walk.told.get(name).get(source),
          value = fact ? factValue(fact, given) : null;
        if (value !== null) told.set(name, at(told, name, new Map()).set(source, value));
        else dropped.push({ step: name, value: given, why: fact ? "not-offered" : "unknown" });
      }
    }
    return { answers, told, dropped };
  }

  function carriedAnswers(tree, given, dropped) {
    const found = new Map(),
      answers = new Map();
    for (const name of sorted(given.keys())) {
      const now = moved(tree, name),
        value = kept(tree, now, given.get(name));
      if (value.why) dropped.push({ step: name, value: given.get(name), why: value.why });
      else found.set(now, at(found, now, new Map()).set(name, value.value));
    }
    for (const [now, values] of found) {
      if (values.has(now) || new Set(values.values()).size === 1)
        answers.set(now, at(values, now, Array.from(values.values())[0]));
      else for (const [step, value] of values) dropped.push({ step, value, why: "twice" });
    }
    return answers;
  }

  /** Return the name that a name has now; one in use is never followed. */
  function moved(tree, name) {
    const followed = new Set([name]);
    while (tree.moved.has(name) && !tree.index.has(name) && !followed.has(tree.moved.get(name))) {
      name = tree.moved.get(name);
      followed.add(name);
    }
    return name;
  }

  // ---- where a walk stands in a tree (wizard/engine/position.py) -------------------------------------------------

  /** Return where a walk stands: what is known is replayed from the first step to the first unanswered one. */
  function position(tree, known) {
    const state = knownFacts(tree, known),
      { values, sources, late } = state;
    const turning = tree.early.filter(fact => !values.has(fact)),
      steps = tree.steps;
    const trail = [],
      changed = new Set();
    let here = steps.length ? 0 : TICKET;
    while (typeof here === "number") {
      learn(tree, state, here, changed);
      const step = steps[here];
      if (step.when && !holds(step.when, values)) {
        here = here + 1 < steps.length ? here + 1 : TICKET;
        continue;
      }
      const given = answerTo(step, known.answers, values, sources);
      if (given === null) break;
      trail.push(given);
      values.set(step.id, given.value);
      sources.set(step.id, given.source);
      for (const fact of step.changes) {
        changed.add(fact);
        values.delete(fact);
      }
      here = target(tree, here, given.value);
    }
    const stop = exit(tree, here),
      ended = typeof here !== "number";
    return {
      trail,
      step: ended ? null : steps[here],
      end: ended ? here : null,
      values,
      changed,
      offPath: offPath(tree, known.answers, trail, stop),
      left: left(tree, stop, values, known.answers, late, turning),
    };
  }

  /** Return value and source of each known fact, and the late answers, which count from their own step on. */
  function knownFacts(tree, known) {
    const values = new Map(),
      sources = new Map(),
      late = new Map();
    const valueOf = (name, given) => {
      const fact = tree.facts.get(name);
      return fact ? (given === UNSURE ? UNSURE : factValue(fact, given)) : null;
    };
    for (const [name, told] of known.told) {
      for (const source of ["verified", "probe", "host"]) {
        const value = told.has(source) ? valueOf(name, told.get(source)) : null;
        if (value === null || value === UNSURE) continue;
        values.set(name, value);
        sources.set(name, source);
        break;
      }
    }
    const before = sorted(known.earlier, one => [one.tree, one.step, one.value]).map(one => [one.step, one.value]);
    for (const [answers, now] of [
      [new Map(before), false],
      [known.answers, true],
    ]) {
      for (const [name, given] of answers) {
        const value = valueOf(name, given);
        if (value === null) continue;
        if (now && tree.late.has(name)) late.set(name, value);
        else answered(values, sources, name, value);
      }
    }
    return { values, sources, late };
  }

  function answered(values, sources, name, value) {
    if (value === UNSURE && values.has(name)) return;
    values.set(name, value);
    sources.set(name, "answered");
  }

  function learn(tree, { values, sources, late }, here, changed) {
    for (const [name, value] of Array.from(late)) {
      if (tree.index.get(name) >= here) continue;
      late.delete(name);
      if (!changed.has(name)) answered(values, sources, name, value);
    }
  }

  function answerTo(step, answers, values, sources) {
    const answer = answers.has(step.id) ? stepValue(step, answers.get(step.id)) : null;
    if (step.fact && (answer === null || answer === UNSURE) && values.has(step.id)) {
      return { step: step.id, value: values.get(step.id), source: sources.get(step.id), by: [] };
    }
    if (answer !== null) return { step: step.id, value: answer, source: "answered", by: [] };
    const option = step.options.find(one => one.chosen && holds(one.chosen, values));
    if (!option) return null;
    const names = Array.from(new Set(leaves(option.chosen).map(leaf => leaf[1])));
    const by = names.filter(name => values.has(name));
    return {
      step: step.id,
      value: option.id,
      source: by.length ? sources.get(by[0]) : "answered",
      by: by.length ? by : names,
    };
  }

  function offPath(tree, answers, trail, stop) {
    const onPath = new Set(trail.map(given => given.step)),
      found = [];
    for (const [step, value] of answers) {
      if (onPath.has(step) || tree.facts.has(step) || at(tree.index, step, stop) >= stop) continue;
      found.push({ step, value, why: "off-path" });
    }
    return found;
  }

  // ---- how many steps are left (wizard/engine/left.py) -----------------------------------------------------------

  /** Return the steps left from the one at index `stop`, over those that what is known does not rule out. */
  function left(tree, stop, values, answers, late, turning) {
    if (stop >= tree.steps.length) return { least: 0, most: 0 };
    const ways = choices(tree, stop).map(([value, exits]) => {
      const ahead = { tree, answers, late, seen: new Map(values), open: new Set() };
      leave(ahead, tree.steps[stop], value);
      return waysFrom(outlooks(ahead, stop + 1, exits), stop + 1, exits);
    });
    const least = 1 + Math.min(...ways.map(way => way[0])),
      most = 1 + Math.max(...ways.map(way => way[1]));
    const turns = turning.some(fact => tree.index.get(fact) >= stop);
    return turns ? { least: 1, most: most + turning.length * tree.steps.length } : { least, most };
  }

  /** Return one answer for all that no condition ahead tells apart, and where they lead; null is any answer. */
  function choices(tree, stop) {
    const step = tree.steps[stop];
    const ahead = at(tree.named, step.id, [])
      .filter(([i]) => i > stop)
      .map(([, leaf]) => leaf);
    if (step.many || step.typed || !ahead.length) return [[null, step.exits]];
    const alike = new Map();
    for (const [option, to] of step.targets) {
      const apart = ahead.map(leaf => holds(leaf, new Map([[step.id, option]]))).join();
      if (!alike.has(apart)) alike.set(apart, [option, new Set()]);
      alike.get(apart)[1].add(exit(tree, to));
    }
    return Array.from(alike.values());
  }

  function leave(ahead, step, value) {
    if (value !== null) ahead.seen.set(step.id, value);
    else if (ahead.late.has(step.id) || !ahead.seen.has(step.id)) opened(ahead, step.id);
    for (const fact of step.changes) if (ahead.seen.has(fact)) opened(ahead, fact);
  }

  function opened(ahead, name) {
    ahead.seen.delete(name);
    ahead.open.add(name);
  }

  /** Return of each step from index `start` on: does it come, is it asked (null: perhaps), where to from there. */
  function outlooks(ahead, start, exits) {
    const steps = ahead.tree.steps,
      reached = new Set(exits),
      found = [];
    for (let i = start; i < steps.length; i++) {
      const step = steps[i];
      const comes = reached.has(i) && (step.when ? verdict(step.when, ahead.seen, ahead.open) : true);
      if (comes !== true && reached.has(i)) reached.add(i + 1);
      if (comes === false) {
        found.push([false, false, []]);
        if (ahead.late.has(step.id)) opened(ahead, step.id);
        continue;
      }
      const [asked, onward] = step.fact ? factAhead(ahead, i, step) : stepAhead(ahead, i, step);
      found.push([comes, asked, onward]);
      onward.forEach(to => reached.add(to));
      leave(ahead, step, null);
    }
    return found;
  }

  const exitOf = (ahead, i, answer) => new Set([exit(ahead.tree, target(ahead.tree, i, answer))]);
  const answerAhead = (ahead, step) =>
    ahead.answers.has(step.id) ? stepValue(step, ahead.answers.get(step.id)) : null;

  function factAhead(ahead, i, step) {
    let answer = answerAhead(ahead, step);
    if (answer === null || answer === UNSURE) {
      answer = at(ahead.seen, step.id, answer);
      if (ahead.open.has(step.id)) return [answer === null ? null : false, step.exits];
    }
    return answer === null ? [true, step.exits] : [false, exitOf(ahead, i, answer)];
  }

  function stepAhead(ahead, i, step) {
    const answer = answerAhead(ahead, step);
    if (answer !== null) return [false, exitOf(ahead, i, answer)];
    let asked = true;
    for (const option of step.options) {
      const found = option.chosen ? verdict(option.chosen, ahead.seen, ahead.open) : false;
      if (found && asked) return [false, exitOf(ahead, i, option.id)];
      if (found !== false) asked = null;
    }
    return [asked, step.exits];
  }

  function waysFrom(found, start, exits) {
    const end = start + found.length,
      ways = new Map([[end, [0, 0]]]);
    const best = to => {
      const all = Array.from(to, one => ways.get(one));
      return all.length ? [Math.min(...all.map(way => way[0])), Math.max(...all.map(way => way[1]))] : [0, 0];
    };
    for (let i = end - 1; i >= start; i--) {
      const [comes, asked, onward] = found[i - start],
        over = ways.get(i + 1);
      let [shortest, longest] = comes === false ? over : best(onward);
      if (comes !== false) [shortest, longest] = [shortest + (asked === true), longest + (asked !== false)];
      if (comes === null) [shortest, longest] = [Math.min(shortest, over[0]), Math.max(longest, over[1])];
      ways.set(i, [shortest, longest]);
    }
    return best(exits);
  }

  // ---- a walk over several trees (wizard/journey.py) -------------------------------------------------------------

  /** Return where the walk of a query string stands when it is read in a tree, jumps to other trees followed. */
  function standing(data, treeId, query) {
    const all = trees(data),
      tree = all.get(treeId);
    if (!tree) throw new RangeError("there is no tree " + treeId);
    let found = inTree(tree, knownHere(all, treeId, walkFrom(query))),
      jumped = false;
    for (let next = nextTree(all, found); next; next = nextTree(all, found)) {
      found = Object.assign(inTree(next, carried(found, next)), { dropped: found.dropped });
      jumped = true;
    }
    return Object.assign(found, { jumped });
  }

  /** Return where a walk stands in this very tree, jumps not followed. */
  function here(data, treeId, query) {
    const all = trees(data);
    return inTree(all.get(treeId), knownHere(all, treeId, walkFrom(query)));
  }

  function knownHere(all, treeId, walk) {
    const via = walk.via.filter(name => all.has(name) && name !== treeId),
      earlier = [],
      dropped = [];
    for (const { tree, step, value } of walk.earlier) {
      const found = via.includes(tree) ? kept(all.get(tree), step, value) : { why: "unknown" };
      if (found.why) dropped.push({ step: tree + ":" + step, value, why: found.why });
      else earlier.push({ tree, step, value: found.value });
    }
    const inTrees = sorted(earlier, one => [
      via.indexOf(one.tree),
      at(all.get(one.tree).index, one.step, -1),
      one.step,
    ]);
    const gone = walk.dropped.concat(sorted(dropped, one => [one.step, one.value, one.why]));
    return Object.assign({}, walk, { via, earlier: inTrees, dropped: gone });
  }

  function inTree(tree, walk) {
    const brought = carryOver(tree, walk),
      { told } = brought;
    const reached = position(tree, { answers: brought.answers, told, earlier: walk.earlier });
    const off = new Set(reached.offPath.map(gone => gone.step));
    // What was answered in an earlier tree, to a step that this one shares, has its place there.
    const cameAlong = gone => walk.earlier.some(one => one.step === gone.step && one.value === gone.value);
    const lost = reached.offPath.filter(gone => !cameAlong(gone));
    const answers = new Map(Array.from(brought.answers).filter(([name]) => !off.has(name)));
    const here = walk.at !== null && tree.index.has(walk.at) ? walk.at : null;
    const now = Object.assign({}, walk, { answers, told, at: here, revision: tree.revision, dropped: [] });
    return { tree, walk: now, position: reached, dropped: walk.dropped.concat(brought.dropped, lost) };
  }

  function nextTree(all, found) {
    const end = found.position.end,
      been = new Set(found.walk.via.concat(found.tree.id));
    const next = end !== null && end.startsWith(JUMP) ? all.get(end.slice(JUMP.length)) : undefined;
    return next && !been.has(next.id) && been.size <= LIMITS.jumps ? next : null;
  }

  /** Return the end a walk stands at, null at a step; a jump that was not followed is a ticket. */
  function endOf(found) {
    const end = found.position.end;
    return end !== null && end.startsWith(JUMP) ? TICKET : end;
  }

  /** Return the walk as the next tree gets it: facts, answers of its blocks, the rest as earlier ones. */
  function carried(found, next) {
    const { walk, tree, position: reached } = found,
      facts = lasting(found),
      answers = new Map();
    const shared = step => step.includes(".") && next.blocks.has(step.split(".")[0]);
    const earlier = new Map();
    const before = (where, step, value) => earlier.set(where + ":" + step, { tree: where, step, value });
    for (const one of walk.earlier) if (!tree.facts.has(one.step)) before(one.tree, one.step, one.value);
    const old = Array.from(earlier.values());
    for (const given of reached.trail) if (!tree.facts.has(given.step)) before(tree.id, given.step, given.value);
    for (const [name, value] of facts) if (next.late.has(name)) before(tree.id, name, value);
    for (const [name, value] of facts) if (!next.late.has(name)) answers.set(name, value);
    for (const one of old) if (shared(one.step)) answers.set(one.step, one.value);
    for (const [step, value] of walk.answers) if (shared(step)) answers.set(step, value);
    const told = new Map(Array.from(walk.told).filter(([name]) => !reached.changed.has(name)));
    return Object.assign({}, walk, {
      answers,
      told,
      earlier: Array.from(earlier.values()),
      via: walk.via.concat(tree.id),
      at: null,
      revision: null,
      dropped: [],
    });
  }

  /** Return the facts that were answered and that the walk has not changed since. */
  function lasting({ walk, tree, position: reached }) {
    const found = new Map();
    for (const one of walk.earlier) {
      if (tree.facts.has(one.step) && !reached.changed.has(one.step)) found.set(one.step, one.value);
    }
    for (const [name, value] of walk.answers) {
      if (tree.facts.has(name) && (!reached.changed.has(name) || reached.values.has(name))) found.set(name, value);
    }
    return found;
  }

  // ---- what `wizard walk --json` prints --------------------------------------------------------------------------

  /** Return where a walk stands as plain data. */
  function stand(data, treeId, query) {
    const found = standing(data, treeId, query),
      reached = found.position;
    return {
      tree: found.tree.id,
      revision: found.tree.revision,
      position: place(found),
      trail: reached.trail.map(({ step, value, source, by }) =>
        Object.assign({ step, value, source }, by.length ? { by } : {}),
      ),
      left: reached.left,
      dropped: found.dropped,
    };
  }

  function place(found) {
    const step = found.position.step;
    if (step === null) return { end: endOf(found) };
    const said = { step: step.id, kind: step.kind, options: step.options.map(option => option.id) };
    if (step.many) said.many = true;
    if (step.typed) said.type = step.typed.kind;
    return said;
  }

  root.Rahgosha = { stand, standing, here, endOf, trees, pairs, carried, queryString, holds, stepValue };
})(typeof globalThis === "object" ? globalThis : self);
