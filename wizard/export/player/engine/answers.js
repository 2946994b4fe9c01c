/* What was typed or chosen, in the form it is kept in, and where it leads (wizard/model/step.py). Pure functions, no page. */
(function (root) {
  "use strict";
  const { LIMITS, TICKET, UNSURE, compare, number, size, strip } = root.Rahgosha.parts;

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

  Object.assign(root.Rahgosha.parts, { factValue, stepValue, target });
})(typeof globalThis === "object" ? globalThis : self);
