// One question before it is seen: optional, answered from the lesson's numbers, in nobody's way.
(function (gdvideo) {
  "use strict";

  const { html, worded } = gdvideo;

  // Which way the first step goes, for the parameter that it moves most.
  function way(state, words, numerals) {
    const { lesson } = state;
    const slopes = lesson.gradient(lesson.start);
    const steepest = slopes.reduce((most, slope, k) => (Math.abs(slope) > Math.abs(slopes[most]) ? k : most), 0);
    const slope = slopes[steepest];
    if (!Number.isFinite(slope) || slope === 0) return null;
    const values = { name: lesson.names[steepest], slope: numerals.significant(slope) };
    return {
      asked: worded(words["ask-way"], values),
      options: [["down", words["goes-down"]], ["up", words["goes-up"]]],
      right: slope < 0 ? "up" : "down",
      because: worded(slope < 0 ? words["because-up"] : words["because-down"], values),
      show: () => { state.reset(); state.stepOn(); },
    };
  }

  // Whether the rate that overshoots still settles: it is below the limit, and so it does.
  function rate(state, words, numerals) {
    const found = gdvideo.presets(state.lesson).find(({ name }) => name === "overshoot");
    if (found === undefined || !state.lesson.isBowl) return null;
    const values = { rate: numerals.rounded(found.rate), limit: numerals.rounded(state.lesson.limit) };
    return {
      asked: worded(words["ask-rate"], values),
      options: [["settles", words.settles], ["runs", words["runs-away"]]],
      right: "settles",
      because: worded(words["because-settles"], values),
      show: () => { state.preset("overshoot"); },
    };
  }

  gdvideo.question = function (element, state, words, numerals, asked) {
    const { lesson } = state;
    const question = (asked === "rate" && rate(state, words, numerals)) || way(state, words, numerals);
    if (question === null) {
      element.hidden = true;
      return;
    }
    const told = html("p", { class: "answer", role: "status" });
    const buttons = question.options.map(([name, text]) =>
      html("button", { type: "button", "aria-pressed": "false", onclick: (event) => answer(name, event.target) }, text));
    const choices = html("div", { class: "choices", role: "group", "aria-label": question.asked }, ...buttons);
    element.append(html("p", { class: "asked" }, html("b", {}, words.guess), " ", question.asked), choices, told);

    function answer(name, button) {
      const isRight = name === question.right;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      told.className = `answer ${isRight ? "answer-right" : "answer-wrong"}`;
      told.textContent = `${isRight ? words.right : words.wrong} ${question.because}`;
      question.show();
    }

    // Another lesson's numbers would answer another question.
    state.subscribe(() => { element.hidden = state.lesson !== lesson; });
  };
})((globalThis.gdvideo ??= {}));
