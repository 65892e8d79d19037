// What a learner walks with: the rate's dial, presets, steps, and what each step did.
(function (gdvideo) {
  "use strict";

  const { html, svg, worded } = gdvideo;

  const [FIRST_MS, LEAST_MS, FASTER] = [420, 40, 0.93];
  const MOST_STEPS = 5000;
  const ARRIVED = 1e-9;

  const ICONS = {
    reset: "M6 5v14M19 5L9 12l10 7z",
    back: "M13 5L4 12l9 7zM20 5v14",
    step: "M8 4l12 8-12 8z",
    play: "M4 5l8 7-8 7zM12 5l8 7-8 7z",
    pause: "M8 5v14M16 5v14",
    fell: "M12 4v15M5 12l7 7 7-7",
    rose: "M12 20V5M5 12l7-7 7 7",
    level: "M4 12h16",
    lost: "M12 4v10M12 19v.5",
  };

  const icon = (name) => svg("svg", { class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: ICONS[name] }));

  // What the last thing that happened did to E, by name.
  function outcome(state) {
    if (state.hasRunAway) return "lost";
    if (state.step === 0) return state.by === "hand" ? "hand" : "start";
    const [before, now] = state.errors.slice(-2);
    return now < before ? "fell" : now > before ? "rose" : "level";
  }

  function hasArrived(state) {
    const { bestError } = state.lesson;
    if (bestError === null) return false;
    return state.error - bestError <= ARRIVED * (state.errors[0] - bestError);
  }

  // Walks by itself, ever faster, until it has arrived, run away, or somebody does something else.
  function player(state, onChange) {
    let timer = null;
    let pause = FIRST_MS;
    const isDone = () => state.hasRunAway || state.step >= MOST_STEPS || hasArrived(state);

    function next() {
      state.stepOn();
      pause = Math.max(LEAST_MS, pause * FASTER);
      if (isDone()) stop();
      else timer = setTimeout(next, pause);
    }

    function stop() {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      onChange(false);
    }

    function start() {
      if (isDone()) state.reset();
      pause = FIRST_MS;
      timer = setTimeout(next, 0);
      onChange(true);
    }

    state.subscribe(() => { if (!["step", "rate"].includes(state.by)) stop(); });
    return { toggle: () => (timer === null ? start() : stop()), stop, isPlaying: () => timer !== null };
  }

  function presets(state, words, numerals) {
    const list = html("div", { class: "presets" });
    const block = html("div", { class: "tries", role: "group", "aria-label": words.try },
      html("p", { class: "live-title" }, words.try), list);
    let lesson = null;
    return [block, () => {
      if (state.lesson === lesson) return;
      lesson = state.lesson;
      const found = gdvideo.presets(lesson);
      block.hidden = found.length === 0;
      list.replaceChildren(...found.map(({ name, rate }) =>
        html("button", { type: "button", class: `preset preset-${name}`, onclick: () => state.preset(name) },
          html("span", {}, words[name]), html("small", {}, numerals.rounded(rate)))));
    }];
  }

  function walking(state, words, play) {
    const button = (name, act) => html("button",
      { type: "button", class: `walk-${name}`, title: words[name], "aria-label": words[name], onclick: act }, icon(name));
    const back = button("back", () => state.stepBack());
    const toggle = button("play", play.toggle);
    const one = html("button", { type: "button", class: "walk-step", onclick: () => { play.stop(); state.stepOn(); } },
      icon("step"), words.step);
    const row = html("div", { class: "walk", role: "group", "aria-label": words.walk },
      button("reset", () => state.reset()), back, one, toggle);
    return [row, () => {
      const name = play.isPlaying() ? "pause" : "play";
      toggle.replaceChildren(icon(name));
      toggle.title = words[name];
      toggle.setAttribute("aria-label", words[name]);
      back.setAttribute("aria-disabled", String(state.step === 0 && !state.hasRunAway));
    }];
  }

  // The last step's outcome: a mark, words and a colour. Not read aloud while it plays.
  function telling(state, words, numerals, play) {
    const line = html("p", { class: "outcome" });
    const spoken = html("p", { class: "unseen", role: "status" });
    return [html("div", { class: "outcome-box" }, line, spoken), () => {
      const what = outcome(state);
      const text = worded(words[what], {
        number: numerals.counted(state.step), value: numerals.significant(state.error),
      });
      line.className = `outcome outcome-${what}`;
      line.replaceChildren(...(ICONS[what] ? [icon(what)] : []), text);
      if (!play.isPlaying() && state.by !== "rate") spoken.textContent = text;
    }];
  }

  function table(state, words, numerals) {
    const body = html("tbody");
    const best = html("th", { scope: "col" }, words.best);
    const node = html("table", { class: "now-best" },
      html("thead", {}, html("tr", {}, html("td"), html("th", { scope: "col" }, words.now), best)), body);
    return [node, () => {
      const { lesson, theta, error } = state;
      const isKnown = lesson.best !== null;
      best.hidden = !isKnown;
      const row = (name, now, known) => html("tr", {}, html("th", { scope: "row" }, name),
        html("td", { class: "now" }, now), ...(isKnown ? [html("td", {}, known)] : []));
      const number = (value) => numerals.significant(value);
      const parameters = lesson.names.map((name, k) =>
        row(html("i", {}, name), number(theta[k]), isKnown && number(lesson.best[k])));
      body.replaceChildren(...parameters, lastRow(lesson, error, row, number));
    }];

    function lastRow(lesson, error, row, number) {
      if (lesson.typicalMiss(error) === null) return row(words.error, number(error), number(lesson.bestError));
      const told = (e) => [number(lesson.typicalMiss(e)), lesson.columns.y.unit].filter(Boolean).join(" ");
      return row(words.miss, told(error), lesson.bestError !== null && told(lesson.bestError));
    }
  }

  // Fill `element` with controls for a state. `words` are the page's [controls].
  gdvideo.controls = function (element, state, words, { language = "en" } = {}) {
    const numerals = gdvideo.numerals(language);
    const play = player(state, () => update());
    const parts = [presets(state, words, numerals), walking(state, words, play), telling(state, words, numerals, play),
      table(state, words, numerals)];
    const [[tries], [walk], [told], [numbers]] = parts;
    const dial = html("div", { class: "live-dial" });
    const scale = html("div", { class: "live-scale" }, html("p", { class: "live-title" }, words.above));
    const own = html("div", { class: "live-own" });
    element.classList.add("live-controls");
    element.append(dial, html("div", { class: "live-walk" }, tries, walk, told),
      html("div", { class: "live-numbers" }, scale, numbers));
    // Where no rows are drawn, there is no place for others.
    const hasRows = state.lesson.json.rows.length > 0;
    if (hasRows) element.append(own);
    function update() {
      for (const [, refresh] of parts) refresh();
      dial.hidden = state.lesson.rule.searches === true;
    }
    gdvideo.dial(dial, state, words, numerals);
    gdvideo.errorScale(scale, state, words, numerals);
    if (hasRows) gdvideo.ownData(own, state, words, numerals);
    update();
    state.subscribe(update);
  };
})((globalThis.gdvideo ??= {}));
