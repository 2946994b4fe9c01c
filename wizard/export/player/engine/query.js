/* A walk from and to a query string (wizard/query.py). Pure functions, no page. */
(function (root) {
  "use strict";
  const { EARLIER, IS_ID, IS_STEP, LIMITS, REVISION, TOKEN, TOLD, at, code, size, sorted } = root.Rahgosha.parts;

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

  Object.assign(root.Rahgosha.parts, { pairs, queryString, walkFrom });
})(typeof globalThis === "object" ? globalThis : self);
