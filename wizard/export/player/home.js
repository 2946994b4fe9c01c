/* The first page with its search, and what stands around every page. */
(function (root) {
  "use strict";
  const { RahgoshaPieces: pieces, RahgoshaViews: views } = root;
  const { escaped, icon, when, bare, address, heading, language } = pieces;
  const { channels } = views;
  const MARK =
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path class="mark-star" d="M16 .8l4.45 4.45h6.3v6.3L31.2 16l-4.45 4.45v6.3h-6.3L16 31.2l-4.45-4.45h-6.3v-6.3L.8 16l4.45-4.45v-6.3h6.3z"/><path class="mark-way" d="M11.5 23.5V15q0-3 4.5-7.5 4.5 4.5 4.5 7.5v8.5z"/></svg>';

  const card = (scene, id) => {
    const { say } = scene.speak,
      tree = scene.told.trees[id];
    return `<li><a class="card" href="${escaped(address(scene.language, id))}"><span class="choice-words"><span class="card-title">${say(tree.title)}</span> ${when(say(tree.summary), html => `<span class="card-summary">${html}</span>`)}</span>${icon("on")}</a></li>`;
  };
  const cards = (scene, ids) => `<ul class="cards">${ids.map(id => card(scene, id)).join("")}</ul>`;

  /** Return what was found, or all guides by stage: what changes while somebody types. */
  function foundGuides(scene, { query, stage, hits }) {
    const { told, speak, language: here } = scene,
      { word, say } = speak,
      ids = Object.keys(told.trees),
      stages = told.site.stages || [];
    const results = query
      ? `<section class="results" aria-labelledby="results"><h2 id="results">${word(hits.length ? "fits" : "nothing")}</h2>${hits.length ? cards(scene, hits) : `<p>${word("fewer")}</p>`}</section>`
      : "";
    const of = one => ids.filter(id => told.trees[id].stage === one),
      other = ids.filter(id => !stages.some(([one]) => one === told.trees[id].stage));
    const link = (id, label, number) =>
      `<li><a href="${escaped(address(here, "", id ? [["stage", id]] : []))}"${(stage || "") === id ? ' aria-current="true"' : ""}>${label}&nbsp;<span class="count">(${speak.digits(number)})</span></a></li>`;
    const links = `<nav class="stages" aria-label="${word("stages")}"><ul>${link("", word("all"), ids.length)}${stages
      .filter(([one]) => of(one).length)
      .map(([one, label]) => link(one, say(label), of(one).length))
      .join("")}</ul></nav>`;
    const section = (id, label, there) =>
      there.length && (!stage || stage === id)
        ? `<section class="stage" aria-labelledby="stage-${id}"><h2 id="stage-${id}">${label}</h2>${cards(scene, there)}</section>`
        : "";
    const all = query
      ? ""
      : stages.map(([one, label]) => section(one, say(label), of(one))).join("") +
        section("other-guides", word("other"), other);
    const ways =
      (told.site.channels || []).length && (!query || !hits.length) && !stage
        ? `<section class="stage" aria-labelledby="channels"><h2 id="channels">${word("channels")}</h2>${channels(scene, "")}</section>`
        : "";
    return results + links + all + ways;
  }

  const statusWords = ({ speak }, { query, hits }) =>
    !query ? "" : hits.length ? speak.count("found", hits.length) : speak.word("nothing-found");

  function homePage(scene, asked) {
    const { word } = scene.speak;
    const html = `<div class="welcome">${heading(word("home"))}<form class="search" role="search" id="search"><label for="q">${word("describe")}</label><div class="search-row"><input class="box" id="q" name="q" type="search" dir="auto" value="${escaped(asked.query)}" maxlength="2000" autocomplete="off"><button class="button" type="submit">${icon("search")}${word("search")}</button></div></form>${
      asked.query ? "" : `<p class="lead">${word("lead")}</p>`
    }<p class="found-count" id="found-count" role="status">${statusWords(scene, asked)}</p></div><div id="found">${foundGuides(scene, asked)}</div>`;
    return { title: language(scene, "home"), html, back: null };
  }

  function missingPage(scene) {
    const { word } = scene.speak;
    return {
      title: language(scene, "no-guide"),
      html: `<div class="sheet">${heading(word("no-guide"))}<p>${word("no-guide-hint")}</p><p><a class="button" href="${escaped(address(scene.language, ""))}">${word("all-guides")}</a></p></div>`,
      back: null,
    };
  }

  /** Return head and foot of every page; `other` makes the address of the same page in another language. */
  function around(scene, other, personAddress) {
    const { told, speak, language: here } = scene,
      { word, say } = speak;
    const links = told.locales.map(
      one =>
        `<li><a href="${escaped(other(one))}" lang="${one.id}" hreflang="${one.id}" dir="${one.direction}"${one.id === here.id ? ' aria-current="true"' : ""}>${escaped(one.name)}</a></li>`,
    );
    return {
      head: `<a class="skip" href="#main" data-to="main">${word("skip")}</a><header class="top"><div class="top-in"><a class="brand" href="${escaped(address(here, ""))}">${MARK}<bdi>${escaped(bare(say(told.site.brand)))}</bdi></a>${
        links.length > 1
          ? `<nav class="languages" aria-label="${word("language")}"><ul>${links.join("")}</ul></nav>`
          : ""
      }<a class="person" href="${escaped(personAddress)}">${icon("person")}${word("person")}</a></div></header>`,
      foot: `<p><a href="${escaped(address(here, ""))}">${word("all-guides")}</a></p><p>${word("offline")}${when(told.day, day => " " + word("made", { day: `<bdi dir="ltr">${escaped(day)}</bdi>` }))}</p>`,
      back: url =>
        url
          ? `<nav aria-label="${word("before")}"><a href="${escaped(url)}">${icon("back")}${word("back")}</a></nav>`
          : "",
    };
  }

  Object.assign(views, { homePage, foundGuides, statusWords, missingPage, around });
})(typeof globalThis === "object" ? globalThis : self);
