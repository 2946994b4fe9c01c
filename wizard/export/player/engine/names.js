/* The step engine in JavaScript. Ids, limits, and order as Python has it (wizard/names.py, wizard/limits.py). Pure functions, no page. */
(function (root) {
  "use strict";
  const UNSURE = "unsure",
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
  const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  const ENDS = new RegExp("^" + SPACE + "|" + SPACE + "$", "g");
  const strip = text => text.replace(ENDS, "");

  // The parts are for the engine's own files; what the player uses stands beside them (journey.js).
  const parts = { IS_ID, IS_STEP, TOLD, EARLIER, TOKEN, REVISION, LIMITS, UNSURE, TICKET, JUMP };
  root.Rahgosha = { parts: Object.assign(parts, { at, code, compare, size, sorted, strip }) };
})(typeof globalThis === "object" ? globalThis : self);
