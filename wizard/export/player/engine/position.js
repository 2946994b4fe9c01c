/* Where a walk stands in a tree (wizard/engine/position.py). Pure functions, no page. */
(function (root) {
  "use strict";
  const { TICKET, UNSURE, at, exit, factValue, holds, leaves, left, sorted, stepValue, target } = root.Rahgosha.parts;

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

  Object.assign(root.Rahgosha.parts, { position });
})(typeof globalThis === "object" ? globalThis : self);
