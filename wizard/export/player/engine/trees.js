/* Trees as data (wizard/export/data.py), made ready once. Pure functions, no page. */
(function (root) {
  "use strict";
  const { at, leaves, target } = root.Rahgosha.parts;

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

  Object.assign(root.Rahgosha.parts, { exit, trees });
})(typeof globalThis === "object" ? globalThis : self);
