/* Known values brought to a tree as it is now (wizard/engine/carry.py). Pure functions, no page. */
(function (root) {
  "use strict";
  const { UNSURE, at, factValue, sorted, stepValue } = root.Rahgosha.parts;

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

  Object.assign(root.Rahgosha.parts, { carryOver, kept });
})(typeof globalThis === "object" ? globalThis : self);
