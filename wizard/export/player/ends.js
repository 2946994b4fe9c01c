/* The pages where a walk stops: solved, passed on, or handed to a person by phone, e-mail, square code or text. */
(function (root) {
  "use strict";
  const { Rahgosha, RahgoshaPieces: pieces, RahgoshaViews: views, qrcode } = root;
  const { TICKET, COMMA, escaped, icon, when, toldStep, answers, transcript, language } = pieces;
  const { address, walkAddress, backAddress, anchor, where, heading, box, printing, notes } = pieces;
  const QR_BYTES = 600,
    MAIL_BYTES = 1800,
    SOLVED = "solved";
  const DAYS = ["sat", "sun", "mon", "tue", "wed", "thu", "fri"];

  function endPage(scene, end) {
    const { found, tree, speak } = scene,
      { say, word } = speak,
      kind = end === SOLVED ? SOLVED : found.tree.ends.get(end) || TICKET;
    if (kind === TICKET) return ticketPage(scene, end);
    const named = (tree.ends || {})[end] || {},
      advice = kind === SOLVED ? solvedAdvice(scene) : {},
      text = say(advice.text) || say(named.text),
      noted = notes(scene);
    const next = named.goto && named.goto.slice(5),
      ahead =
        scene.told.trees[next] && ![found.tree.id].concat(found.walk.via).includes(next)
          ? Rahgosha.trees(scene.told.engine).get(next)
          : null;
    const html = `<div class="sheet end end--${kind}">${where(scene)}${noted}${kind === SOLVED ? `<p class="seal">${icon("done")}</p>` : ""}${heading(word("end." + kind), noted)}${when(
      text,
      said => `<div class="text labels">${said}</div>`,
    )}${anchor(scene, named.link)}${
      ahead
        ? `<p><a class="button" href="${escaped(address(scene.language, next, Rahgosha.pairs(Rahgosha.carried(found, ahead), ahead)))}">${say(scene.told.trees[next].title)}</a></p>`
        : ""
    }${when(say(advice.prevent), said =>
      box("check labels", "prevent", "shield", word("prevent"), said),
    )}<p><a href="${escaped(walkAddress(Object.assign({}, scene, { wanted: TICKET })))}">${word("still-not")}</a></p>${printing(scene)}</div>${answers(scene)}`;
    return { title: language(scene, "end." + kind), html, back: backAddress(scene) };
  }

  /** Return the advice of the fix that solved it; what it does not say, the tree's. */
  function solvedAdvice(scene) {
    const trail = scene.found.position.trail,
      last = trail[trail.length - 1];
    const own =
      last && last.value === SOLVED
        ? toldStep(scene, scene.found.tree, scene.found.tree.index.get(last.step)).solved
        : null;
    return Object.assign({}, scene.tree.solved, own);
  }

  /** Return the page that passes the walk to a person: by a phone's camera, a call, an e-mail, a text to copy. */
  function ticketPage(scene, end) {
    const { found, tree, speak, told, language: here } = scene,
      { say, word } = speak,
      named = found && end !== undefined ? (tree.ends || {})[end] || {} : {};
    const text = transcript(scene),
      ways = told.site.channels || [],
      link = ticketLink(scene),
      made = [];
    if (link) {
      const { url, whole } = link,
        svg = square(url);
      if (svg)
        made.push(`<section class="part" aria-labelledby="scan"><h2 id="scan">${word("scan")}</h2><p>${word(whole ? "scan-hint" : "scan-plain")}</p><p class="qr" data-content="${escaped(url)}">${svg.replace("<svg", `<svg role="img" aria-label="${word("qr")}"`)}</p>
<p class="online"><a href="${escaped(link.full)}">${word("online")}</a></p></section>`);
    }
    if (ways.length)
      made.push(
        `<section class="part" aria-labelledby="channels"><h2 id="channels">${word("channels")}</h2>${channels(scene, text)}</section>`,
      );
    if (!made.length) made.push(`<p class="note">${word("no-channel")}</p>`);
    const noted = found ? notes(scene) : "";
    const html = `<div class="sheet end end--ticket">${found ? where(scene) : ""}${noted}${heading(word("end.ticket"), noted)}${when(found && (say(named.text) || say(tree.ticket)), said => `<div class="text labels">${said}</div>`)}${when(
      say(told.site.promise),
      said => `<div class="text">${said}</div>`,
    )}<p class="aside">${word("send-hint")}</p>${made.join("")}${
      found
        ? `<section class="part" aria-labelledby="transcript"><h2 id="transcript">${word("transcript")}</h2><textarea class="box transcript" id="text" readonly rows="10" aria-labelledby="transcript">${escaped(text)}</textarea>
<pre class="on-paper">${escaped(text)}</pre><p class="pair"><button class="button" type="button" data-copy-from="text">${word("copy-text")}</button><button class="button button--quiet" type="button" data-print>${word("print")}</button></p></section>`
        : ""
    }${when(link, one => `<p class="printed"><bdi dir="ltr">${escaped(one.full)}</bdi></p>`)}</div>${found ? answers(scene) : ""}`;
    return {
      title: here.words["end.ticket"],
      html,
      back: found
        ? end === undefined
          ? walkAddress(Object.assign({}, scene, { wanted: null }))
          : backAddress(scene)
        : address(here, ""),
    };
  }

  /** Return the address of the online request form: whole, or plain when that is too long for a square. */
  function ticketLink({ told, found, language: here }) {
    if (!told.online) return null;
    const base = `${told.online}/${here.id}/${found ? found.tree.id + "/" : ""}ticket?`;
    const items = found ? Rahgosha.pairs(found.walk, found.tree, true) : [],
      full = base + Rahgosha.queryString(items.concat([["_channel", "offline"]]));
    const whole = full.length <= QR_BYTES;
    return { full, whole, url: whole ? full : base + "_channel=offline" };
  }

  /** Return a text as a square code, dark on light whatever the colours of the page; "" when it does not fit. */
  function square(text) {
    const code = qrcode(0, "L"),
      path = [];
    code.addData(text, "Byte");
    code.make();
    const size = code.getModuleCount();
    for (let row = 0; row < size; row++)
      for (let at = 0; at < size; at++) if (code.isDark(row, at)) path.push(`M${at + 4} ${row + 4}h1v1h-1z`);
    return `<svg viewBox="0 0 ${size + 8} ${size + 8}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size + 8}v${size + 8}H0z"/><path fill="#000" d="${path.join("")}"/></svg>`;
  }

  // ---- ways to reach somebody ------------------------------------------------------------------------------------

  function channels(scene, text) {
    const { speak, told } = scene,
      { say, word } = speak,
      items = (told.site.channels || []).map(one => {
        const url = one.kind === "email" && one.url ? mail(scene, one.url, text) : one.url,
          shown = say(one.label);
        return `<li>${url ? `<a href="${escaped(url)}">${shown}</a>` : shown} ${/^http/.test(url || "") ? "" : `<bdi dir="${url ? "ltr" : "auto"}">${escaped(one.address)}</bdi>`}${
          one.kind === "email" && text ? `<p class="aside">${word("write-hint")}</p>` : ""
        }${(one.hours || []).map(hours => `<p class="aside">${hoursWords(scene, hours)}</p>`).join("")}${when(say(one.note), note => `<div class="aside">${note}</div>`)}</li>`;
      });
    const clock = (told.site.channels || []).some(one => one.hours)
      ? `<p class="aside">${word("clock", { place: `<bdi dir="ltr">${escaped(told.site.zone)}</bdi>` })}</p>`
      : "";
    return `<ul class="channels">${items.join("")}</ul>${clock}`;
  }

  function hoursWords(scene, [days, opens, closes]) {
    const { word, digits, language: here } = scene.speak,
      there = DAYS.filter(day => days.includes(day)),
      runs = [];
    for (const day of there) {
      const run = runs[runs.length - 1];
      if (run && DAYS.indexOf(day) === DAYS.indexOf(run[run.length - 1]) + 1) run.push(day);
      else runs.push([day]);
    }
    const name = day => word("day." + day),
      said = runs.map(run =>
        run.length > 2 ? `${name(run[0])} – ${name(run[run.length - 1])}` : run.map(name).join(COMMA[here.id] || ", "),
      );
    return word("hours", { days: said.join(COMMA[here.id] || ", "), opens: digits(opens), closes: digits(closes) });
  }

  /** Return the address that opens a mail program with the text, as much of it as such addresses carry. */
  function mail(scene, url, text) {
    if (!text) return url;
    const head = text.split("\n")[0],
      kept = [];
    const made = body => `${url}${url.includes("?") ? "&" : "?"}subject=${encodeURIComponent(head)}&body=${encodeURIComponent(body)}`;
    for (const line of text.split("\n")) {
      if (made(kept.concat([line, "…"]).join("\r\n")).length > MAIL_BYTES) {
        kept.push("…");
        break;
      }
      kept.push(line);
    }
    return made(kept.join("\r\n"));
  }

  Object.assign(views, { endPage, ticketPage, channels });
})(typeof globalThis === "object" ? globalThis : self);
