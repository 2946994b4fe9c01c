/* Conditions: whether they hold, and whether they can still hold (wizard/conditions.py). Pure functions, no page. */
(function (root) {
  "use strict";
  const { compare, strip } = root.Rahgosha.parts;

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

  Object.assign(root.Rahgosha.parts, { holds, leaves, number, verdict });
})(typeof globalThis === "object" ? globalThis : self);
