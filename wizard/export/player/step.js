/* The page of a step: what to do or to answer, and the form for it. */
(function (root) {
  "use strict";
  const { RahgoshaPieces: pieces } = root;
  const {
    escaped,
    icon,
    when,
    bare,
    toldStep,
    answers,
    walkAddress,
    backAddress,
    picture,
    anchor,
    where,
    heading,
    box,
    notes,
    offersPerson,
    how,
  } = pieces;
  const BUTTONS = 4,
    SHORT = 60;
  const APART = ["unsure", "unable"],
    RISKS = ["setting", "security", "data"];

  function shape(scene, step, said) {
    if (step.many) return "checkbox";
    if (step.typed) return "typed";
    if (step.kind !== "ask") return "submit";
    const main = (said.options || []).filter((_, i) => !APART.includes(step.options[i].id));
    const plain = (said.options || []).every(one => !one.hint && !one.image);
    return plain && main.length <= BUTTONS && main.every(one => bare(scene.speak.say(one.label)).length <= SHORT)
      ? "submit"
      : "radio";
  }

  function choice(scene, option, said, id, type, chosen, wrong) {
    const { say, word } = scene.speak,
      checked = chosen.includes(option.id),
      apart = APART.includes(option.id);
    const hint = say(said.hint),
      about = hint ? ` aria-labelledby="${id}-label" aria-describedby="${id}-hint"` : "";
    const words = `<span id="${id}-label">${say(said.label)}</span>${hint && `<span class="choice-hint" id="${id}-hint">${hint}</span>`}`;
    const image = picture(scene, said.image)
      .replace(/<\/?p[^>]*>/g, "")
      .replace("<img", '<img class="choice-picture"');
    if (type !== "submit")
      return `<label class="pick"><input type="${type}" id="${id}" name="answer" value="${option.id}"${checked ? " checked" : ""}${wrong ? ' aria-invalid="true"' : ""}${about}>${image}<span class="choice-words">${words}</span></label>`;
    const earlier = checked ? `<span class="earlier">${icon("done")}${word("earlier")}</span>` : "";
    return `<button class="choice${apart ? " choice--apart" : ""}${checked ? " choice--earlier" : ""}" type="submit" id="${id}" name="answer" value="${option.id}"${about}>${image}<span class="choice-words">${words}${earlier}</span>${icon("on")}</button>`;
  }

  function errorWords(scene, step) {
    const { word, digits } = scene.speak,
      typed = step.typed;
    if (!typed) return word(step.many ? "choose-one" : "choose");
    if (typed.kind === "text") return word("type-text");
    if (typed.min !== undefined && typed.max !== undefined)
      return word("type-range", { least: digits(typed.min), most: digits(typed.max) });
    return word(typed.kind === "version" ? "type-version" : "type-number");
  }

  function form(scene, step, said, parts) {
    const { word, say } = scene.speak,
      { given, error, described, h1, h2, hint } = parts,
      type = shape(scene, step, said);
    const chosen = given === null ? [] : step.many ? given.split(".") : [given],
      options = step.options.map((one, i) => [one, (said.options || [])[i]]);
    const offered = (list, name, kind) =>
      list.map(([one, told], i) => choice(scene, one, told, `${name}-${i + 1}`, kind, chosen, error)).join("");
    const plain = options.filter(([one]) => !APART.includes(one.id)),
      apart = options.filter(([one]) => APART.includes(one.id));
    const or = plain.length ? `<p class="or">${word("or")}</p>` : "",
      about = described.length ? ` aria-describedby="${described.join(" ")}"` : "";
    const label = h2 ? "question" : "heading",
      group = html => `<div class="choices" role="group" aria-labelledby="${label}"${about}>${html}</div>`;
    const wrong = error ? `<p class="wrong" id="wrong">${error}</p>` : "",
      go = `<p><button class="button" type="submit">${word("continue")}</button></p>`;
    const open = more => `<form class="answer${more || ""}" data-step="${step.id}" novalidate>`;
    if (type === "submit")
      return (
        open() +
        h2 +
        wrong +
        group(offered(plain, "answer", type) + (apart.length ? or + offered(apart, "apart", type) : "")) +
        "</form>"
      );
    const beside = list =>
      list.length
        ? `${open(" answer--apart")}<p class="or">${word("or")}</p>${group(offered(list, "apart", "submit"))}</form>`
        : "";
    if (type === "typed") {
      const value = given !== null && !step.option.has(given) ? given : "",
        unit = say(said.unit),
        text = step.typed.kind === "text";
      const ids = described.concat(unit ? ["unit"] : []);
      return `${open()}${h2}${wrong}<p class="typed"><input class="box" id="answer" name="answer" type="text" value="${escaped(value)}" inputmode="${text ? "text" : "decimal"}" dir="${text ? "auto" : "ltr"}" maxlength="40" autocomplete="off" spellcheck="false"${ids.length ? ` aria-describedby="${ids.join(" ")}"` : ""}${error ? ' aria-invalid="true"' : ""}>${unit && ` <span class="unit" id="unit">${unit}</span>`}</p>${go}</form>${beside(options)}`;
    }
    const ask = step.kind === "ask";
    return `${open()}<fieldset${about}><legend>${ask ? h1 : h2}</legend>${ask ? hint : ""}${step.many ? `<p class="hint">${word("tick")}</p>` : ""}${wrong}<div class="choices">${offered(plain, "answer", type)}${
      apart.length && !step.many ? or + offered(apart, "apart", type) : ""
    }</div></fieldset>${go}</form>${step.many ? beside(apart) : ""}`;
  }

  function instructions(scene, step, said) {
    const { say, word, count } = scene.speak,
      made = [],
      todo = how(scene, said.how);
    if (said.restart) {
      made.push(
        box(
          "note",
          "restart",
          "restart",
          word("restart"),
          `<p>${word("restart-file")}</p><p class="pair"><button class="button button--quiet" type="button" data-print>${word("print")}</button>
<button class="button button--quiet" type="button" data-copy="${escaped(walkAddress(scene, [["_at", step.id]]))}">${word("copy-address")}</button></p>`,
        ),
      );
    }
    if (said.warning) made.push(box("note note--care labels", "warning", "care", word("warning"), say(said.warning)));
    const minutes = said.minutes ? `<li>${icon("time")}${count("minutes", said.minutes)}</li>` : "";
    const risk = RISKS.includes(said.risk)
      ? `<li class="risk risk--${said.risk}">${icon("shield")}${word("risk." + said.risk)}</li>`
      : "";
    if (minutes || risk) made.push(`<ul class="facts">${minutes}${risk}</ul>`);
    if (todo) made.push(`<h2 class="how-title">${word("what-to-do")}</h2><div class="how">${todo}</div>`);
    made.push(picture(scene, said.image), anchor(scene, said.link));
    if (say(said.undo)) made.push(box("undo labels", "undo", "", word("undo"), say(said.undo)));
    if (say(said.why))
      made.push(`<details class="why"><summary>${word("why")}</summary><div>${say(said.why)}</div></details>`);
    if (say(said.check)) made.push(box("check labels", "check", "done", word("check"), say(said.check)));
    return made.join("");
  }

  /** Return the page of a step; `typed` and `wrong` when an answer was refused. */
  function stepPage(scene, step, typed, wrong) {
    const { found, speak } = scene,
      { say, word, count, digits } = speak,
      index = found.tree.index.get(step.id),
      said = toldStep(scene, found.tree, index);
    const again = found.position.step !== step,
      ask = step.kind === "ask",
      error = wrong ? errorWords(scene, step) : "",
      type = shape(scene, step, said);
    const noted = notes(scene, again, offersPerson(scene)),
      place = found.position.trail.findIndex(given => given.step === step.id);
    const { least, most } = found.position.left,
      left =
        !again && most - least <= 2 && most > 1 ? ` <span class="where-more">${count("left", most - 1)}</span>` : "";
    const title = say(said.title),
      hint = when(say(said.hint), html => `<div class="hint labels" id="hint">${html}</div>`);
    const h1 = heading(ask && type === "typed" ? `<label for="answer">${title}</label>` : title, noted),
      grouped = ask && (type === "radio" || type === "checkbox");
    const question = {
      fix: "did-it-help",
      do: "have-you-done",
      tell: step.options.length > 1 ? "does-that-answer" : "",
    }[step.kind];
    const given =
      typed !== undefined ? typed : found.walk.answers.has(step.id) ? found.walk.answers.get(step.id) : null;
    const shown = picture(scene, said.image) + anchor(scene, said.link),
      first =
        type === "typed"
          ? "answer"
          : step.options.length && APART.includes(step.options[0].id)
            ? "apart-1"
            : "answer-1";
    const problem =
      error &&
      `<div class="note note--bad problem" tabindex="-1" id="problem"><div role="alert"><h2>${word("problem")}</h2><ul><li><a href="#${first}" data-to="${first}">${error}</a></li></ul></div></div>`;
    const html = `<div class="sheet">${problem}${where(scene, ` <span class="where-step">${word("step", { num: digits((place < 0 ? found.position.trail.length : place) + 1) })}${left}</span>`)}${noted}${
      grouped ? "" : h1 + hint
    }${ask ? (grouped ? "" : shown) : instructions(scene, step, said)}${form(scene, step, said, {
      given,
      error,
      h1,
      hint: hint + shown,
      h2: question ? `<h2 class="question" id="question">${word(question)}</h2>` : "",
      described: [hint && "hint", error && "wrong"].filter(Boolean),
    })}</div>${answers(scene)}`;
    return { title: bare(title), html, back: backAddress(scene, step.id) };
  }

  root.RahgoshaViews = { stepPage };
})(typeof globalThis === "object" ? globalThis : self);
