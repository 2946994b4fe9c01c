/* From a customer's own words to guides: a smaller wizard/search over the index that the file brings. */
(function (root) {
  "use strict";
  // What a word counts in each field of a guide, which fields are strong, which name the guide.
  const PLACES = [1, 0.95, 0.75, 0.6, 0.45, 0.3, 0.1],
    STRONG = 4,
    NAMED = 2,
    LITTLE = 0.12;
  const CODE = 4,
    MISSED = 0.3,
    LEAST = 0.05,
    BESIDE_BEST = 0.12,
    BESIDE = 0.6,
    TOKENS = 24,
    MOST = 10;
  const QUESTION_MARKS = "????",
    BOXES = "□□□",
    MOJIBAKE = "mojibake",
    ERROR = "error";
  const JOINED = {
    "check sum": "checksum",
    "num lock": "numlock",
    "install driver": "installdriver",
    "چک سام": "چکسام",
  };
  const LATIN = [
    "ations",
    "ation",
    "ating",
    "ated",
    "ates",
    "ate",
    "ions",
    "ion",
    "ings",
    "ing",
    "ies",
    "ied",
    "ed",
    "es",
    "s",
    "y",
    "e",
  ];
  const ARTICLES = ["وال", "بال", "فال", "کال", "ال", "لل"],
    ENDINGS = ["هایی", "های", "ها", "ات", "ون", "ین", "ان", "ی", "ه"];
  const ENCLITICS = ["مان", "تان", "شان", "مون", "تون", "شون", "م", "ت", "ش"];
  const LETTER =
    classOf("[\\p{L}\\p{N}]") ||
    /[0-9A-Za-z\xaa\xb5\xba\xc0-\u02ff\u0370-\u05ff\u0620-\u064a\u066e-\u06d3\u06ee-\u1fff\u2c00-\ufdff\ufe70-\uffdc]/;
  const SIGN = new RegExp(
    "0x[0-9a-f]{1,16}|[0-9]+|[a-z]+|\\?{2,}|□{2,}|(?:(?![0-9a-z])" + LETTER.source + ")+",
    LETTER.flags + "g",
  );
  const LETTERS_ONLY = new RegExp("^(?:(?![0-9])" + LETTER.source + ")+$", LETTER.flags);

  function classOf(source) {
    try {
      return new RegExp(source, "u");
    } catch (old) {
      return null;
    }
  }

  const isWord = token => LETTERS_ONLY.test(token),
    isAscii = token => /^[\0-\x7f]*$/.test(token);

  /** Return an index ready to be asked, from the data of wizard/export/search_data.py. */
  function made(data) {
    const words = data.words.split(" "),
      stems = data.stems.split(" "),
      count = data.trees.length;
    const index = Object.assign({}, data, {
      listed: words,
      known: new Map(words.map((word, i) => [word, data.terms[i]])),
      stemmed: new Map(stems.map((stem, term) => [stem, term])),
      isNamed: new Set(),
      isLittle: new Set(data.little.split(" ")),
      isError: new Set(data.errors.split(" ")),
    });
    const little = new Set(words.filter(word => index.isLittle.has(word)).map(word => index.known.get(word)));
    little.add(index.stemmed.get(ERROR));
    // How much a term tells that stands in so many guides (Robertson's inverse frequency).
    const telling = (trees, term) =>
      trees ? Math.log(1 + (count - trees + 0.5) / (trees + 0.5)) * (little.has(term) ? LITTLE : 1) : 0;
    index.strong = data.found.map((found, term) => telling(found.filter(one => one % 7 <= STRONG).length, term));
    index.weak = data.found.map((found, term) => telling(found.length, term));
    data.found.forEach((found, term) => found.some(one => one % 7 <= NAMED) && index.isNamed.add(term));
    return index;
  }

  // ---- one spelling (wizard/search/fold.py) ----------------------------------------------------------------------

  const plain = (index, text) =>
    Array.from(text, sign => (sign in index.letters ? index.letters[sign] : sign)).join("");

  function parts(index, word) {
    const bare = word.replace(/^[.,:;!?()[\]«»"]+|[.,:;!?()[\]«»"]+$/g, "");
    if (/^(?:[À-ÿ]{3,}|(?:[ØÙÛÚ]\S){2,})$/.test(bare)) return [MOJIBAKE];
    let text = plain(index, word);
    if (!/[?□]/.test(text)) return text.match(SIGN) || [];
    if (/[^\s\d_?□.,:;!()-]\?+[^\s\d_?□.,:;!()-]/.test(text)) return [QUESTION_MARKS];
    text = text.replace(/([^\s?])\?+(?=[^0-9a-z\u0600-\u06ff]*$)/, "$1");
    return (text.match(SIGN) || []).map(token =>
      token[0] === "?" ? QUESTION_MARKS : token[0] === "□" ? BOXES : token,
    );
  }

  function tokens(index, text) {
    const all = [].concat(
        ...text
          .split(/\s+/)
          .filter(Boolean)
          .map(word => parts(index, word)),
      ),
      found = [];
    for (let i = 0; i < all.length; i++) {
      const pair = JOINED[all[i] + " " + all[i + 1]];
      found.push(pair || all[i]);
      if (pair) i++;
    }
    return found;
  }

  // ---- what forms share (wizard/search/stems.py) -----------------------------------------------------------------

  function stem(index, token) {
    if (index.isError.has(token)) return ERROR;
    if (!isWord(token)) return token;
    return isAscii(token) ? latin(token) : arabic(token);
  }

  function latin(token) {
    const ending = LATIN.find(one => token.endsWith(one) && token.length - one.length >= 3 && !token.endsWith("ss"));
    const cut = ending ? token.slice(0, -ending.length) : token,
      last = cut[cut.length - 1];
    return cut.length > 3 && last === cut[cut.length - 2] && !"aeiou".includes(last) ? cut.slice(0, -1) : cut;
  }

  function arabic(token) {
    const article = ARTICLES.find(one => token.startsWith(one) && token.length - one.length >= 3);
    const bare = article ? token.slice(article.length) : token;
    if (bare.endsWith("است") && bare.length >= 5) return bare.slice(0, -2);
    const least = ending => (ending === "ی" && "او".includes(bare.slice(-2, -1)) && bare.length > 1 ? 2 : 3);
    const ending = ENDINGS.find(one => bare.endsWith(one) && bare.length - one.length >= least(one));
    return ending ? bare.slice(0, -ending.length) : bare;
  }

  // ---- what a word may mean (wizard/search/vocabulary.py, reading.py) --------------------------------------------

  function same(index, token) {
    if (index.known.has(token)) return [{ term: index.known.get(token), near: 1 }];
    for (const form of [token].concat(withoutGlue(token))) {
      const term = index.stemmed.get(stem(index, form));
      if (term !== undefined) return [{ term, near: 0.95 }];
    }
    return [];
  }

  function withoutGlue(token) {
    if (isAscii(token)) return [];
    const found = "وبلف".includes(token[0]) && token.length > 3 ? [token.slice(1)] : [];
    return found.concat(
      ENCLITICS.filter(one => token.endsWith(one) && token.length - one.length >= 3).map(one =>
        token.slice(0, -one.length),
      ),
    );
  }

  const edits = word => (!isWord(word) || word.length <= 3 ? 0 : word.length <= 6 ? 1 : 2);

  function misspelt(index, token) {
    const most = edits(token),
      found = [];
    for (const word of most ? index.listed : []) {
      if (Math.abs(word.length - token.length) > most || word === token) continue;
      const far = distance(token, word, most),
        first = word[0] === token[0] ? 1 : 0.85;
      if (far > most || far > edits(word) || (first < 1 && word.length <= 5 * far)) continue;
      found.push({
        term: index.known.get(word),
        near: first * (1 - (1.15 * far) / Math.max(word.length, token.length)),
      });
    }
    return found.sort((a, b) => b.near - a.near).slice(0, 6);
  }

  /** Return how many slips (letters left out, added, changed, swapped) lie between two words; more than `most` is enough. */
  function distance(a, b, most) {
    let before = [],
      row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[b.length];
  }

  function beginnings(index, token) {
    const found = index.listed
      .filter(word => word !== token && word.startsWith(token))
      .sort((a, b) => a.length - b.length);
    return found
      .slice(0, 12)
      .map(word => ({ term: index.known.get(word), near: 0.4 + (0.5 * token.length) / word.length }));
  }

  /** Return the two words that a token is when it is written as one. */
  function pieces(index, token) {
    const least = isAscii(token) ? 3 : 2;
    for (let i = least; i <= token.length - least; i++) {
      const pair = [token.slice(0, i), token.slice(i)];
      if (pair.every(word => index.known.has(word))) return pair;
    }
    return [];
  }

  function wordsOf(index, all) {
    const found = new Map();
    const add = (text, choices, little) => found.has(text) || found.set(text, { choices: best(choices), little });
    all.forEach((token, i) => {
      const joined = i + 1 < all.length ? token + all[i + 1] : "",
        last = i === all.length - 1;
      if (isWord(joined) && index.known.has(joined)) add(joined, [{ term: index.known.get(joined), near: 0.95 }]);
      const exact = same(index, token),
        isLittle = index.isLittle.has(token) || stem(index, token) === ERROR;
      if ([QUESTION_MARKS, BOXES, MOJIBAKE].includes(token))
        return add(
          token,
          exact.map(one => ({ term: one.term, near: 2 * one.near })),
        );
      if (token.length === 1 && isWord(token)) return;
      if (isLittle) return add(token, exact, true);
      const named = exact.some(one => index.isNamed.has(one.term)),
        near = named ? [] : misspelt(index, token);
      if (!exact.length && !near.some(one => one.near >= 0.75)) {
        const apart = pieces(index, token);
        if (apart.length) return apart.forEach(piece => add(piece, same(index, piece), index.isLittle.has(piece)));
      }
      const more = last && token.length > 1 && (isWord(token) || !exact.length) ? beginnings(index, token) : [];
      const share = exact.length ? BESIDE : 1;
      add(token, exact.concat(near.concat(more).map(one => ({ term: one.term, near: one.near * share }))));
    });
    return Array.from(found.values());
  }

  function best(choices) {
    const found = new Map();
    for (const one of choices)
      if (!found.has(one.term) || found.get(one.term) < one.near) found.set(one.term, one.near);
    return Array.from(found, ([term, near]) => ({ term, near }));
  }

  // ---- how well each guide fits (wizard/search/scoring.py) -------------------------------------------------------

  /** Return the numbers of error codes in a query, and how sure it is that they are meant as such. */
  function codes(index, query) {
    const text = plain(index, query).replace(/(\d)[,٬](?=\d{3}(?!\d))/g, "$1"),
      found = [],
      worded = tokens(index, query).some(token => stem(index, token) === ERROR);
    const alone = !Array.from(text).some(isWord);
    for (const hex of text.match(/0x[0-9a-f]{1,8}(?![0-9a-z])/g) || []) {
      const value = parseInt(hex, 16),
        inside = Math.floor(value / 65536) === 0x8007 ? [value % 65536] : [];
      found.push({ values: [value].concat(inside), sure: 1 });
    }
    for (const digits of text.match(/\d+/g) || []) {
      const sure = worded || alone;
      if (digits.length < 3 || digits.length > 5 || (digits.length !== 4 && !sure)) continue;
      const named = index.codes[Number(digits)] !== undefined && !/^(13[7-9]|14[01]|199|20[0-3])\d$/.test(digits);
      found.push({ values: [Number(digits)], sure: sure ? 1 : named ? 0.9 : 0.3 });
    }
    return found.slice(0, 4);
  }

  /** Return the ids of the guides that fit a query, best first. */
  function search(index, query) {
    const words = wordsOf(index, tokens(index, query.slice(0, 4000)).slice(0, TOKENS)),
      asked = codes(index, query);
    const rarest = Math.log(1 + (index.trees.length + 0.5) / 1.5),
      reached = index.trees.map(() => ({ score: 0, told: 0, near: new Map(), strong: false }));
    const telling = word =>
      Math.max(
        0,
        ...word.choices.map(one => one.near * Math.max(index.strong[one.term], index.weak[one.term] * PLACES[5])),
      );
    let told = 0,
      possible = 0;
    for (const word of words) {
      told += telling(word);
      possible += 2 * (word.choices.length ? telling(word) : rarest / 2);
      count(index, word, telling(word), reached);
    }
    for (const code of asked) {
      const value = code.values.find(one => index.codes[one]),
        there = value === undefined ? [] : index.codes[value];
      for (const tree of there)
        Object.assign(reached[tree], { score: reached[tree].score + CODE * rarest * code.sure, strong: true });
    }
    reached.forEach((one, tree) => {
      one.score += bestPhrase(index, tree, one.near);
      if (told) one.score *= 1 - MISSED * (1 - one.told / told);
    });
    return kept(index, reached, possible + (asked.length ? CODE * rarest : 0) || 1);
  }

  function count(index, word, tells, reached) {
    const here = new Map();
    for (const { term, near } of word.choices) {
      for (const packed of index.found[term]) {
        const tree = Math.floor(packed / 7),
          place = packed % 7;
        const value = PLACES[place] * near * (place <= STRONG ? index.strong[term] : index.weak[term]);
        const one = here.get(tree) || { value: 0, near: 0 };
        reached[tree].near.set(term, Math.max(near, reached[tree].near.get(term) || 0));
        if (value > one.value) here.set(tree, { value, near });
      }
    }
    for (const [tree, { value, near }] of here) {
      reached[tree].score += value;
      reached[tree].told += Math.min(1, near) * tells;
      if (!word.little) reached[tree].strong = true;
    }
  }

  function bestPhrase(index, tree, near) {
    let most = 0;
    for (const phrase of index.phrases[tree]) {
      let said = 0,
        whole = 0;
      for (const term of phrase) {
        whole += index.strong[term];
        if (near.has(term)) said += index.strong[term] * near.get(term);
      }
      if (whole) most = Math.max(most, said * (said / whole) * (said / whole));
    }
    return most;
  }

  function kept(index, reached, possible) {
    const order = reached.map((one, tree) => tree).sort((a, b) => reached[b].score - reached[a].score || a - b);
    const least = Math.max(LEAST * possible, BESIDE_BEST * (order.length ? reached[order[0]].score : 0));
    return order
      .filter(tree => reached[tree].strong && reached[tree].score >= least)
      .slice(0, MOST)
      .map(tree => index.trees[tree]);
  }

  root.RahgoshaSearch = { made, search, tokens, stem };
})(typeof globalThis === "object" ? globalThis : self);
