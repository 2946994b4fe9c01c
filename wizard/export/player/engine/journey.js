/* A walk over several trees (wizard/journey.py), and what `wizard walk --json` prints. Pure functions, no page. */
(function (root) {
  "use strict";
  const { JUMP, LIMITS, TICKET, at, carryOver, kept, position, sorted, trees, walkFrom } = root.Rahgosha.parts;

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

  const { holds, pairs, queryString, stepValue } = root.Rahgosha.parts;
  Object.assign(root.Rahgosha, { stand, standing, here, endOf, trees, pairs, carried, queryString, holds, stepValue });
})(typeof globalThis === "object" ? globalThis : self);
