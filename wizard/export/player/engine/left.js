/* How many steps are left (wizard/engine/left.py). Pure functions, no page. */
(function (root) {
  "use strict";
  const { UNSURE, at, exit, holds, stepValue, target, verdict } = root.Rahgosha.parts;

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

  Object.assign(root.Rahgosha.parts, { left });
})(typeof globalThis === "object" ? globalThis : self);
