// A slider for each parameter that varies.
(function (gdvideo) {
  "use strict";

  const { html, worded } = gdvideo;

  const STEPS = 200;
  const ROOM = 1.5;

  gdvideo.pictures ??= {};
  gdvideo.pictures.knobs = function (element, entry, view, { words, numerals }) {
    const { state } = view;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", words.knobs);
    const firstLesson = state.lesson;
    // Of other data as far to both sides of the best value as is worth seeing.
    const range = (k, n) => {
      const { lesson } = state;
      if (lesson === firstLesson) return entry.ranges[n];
      const goal = (lesson.best ?? lesson.start)[k];
      const reach = ROOM * (Math.abs(lesson.start[k] - goal) || 1);
      return [goal - reach, goal + reach];
    };
    const knobs = entry.parameters.map((k, n) => {
      const [before, symbol, after] = entry.words[n];
      const value = html("output", { class: "knob-value" });
      // A label names the first control in it, and that is the output.
      const called = before + symbol + after;
      const input = html("input", { type: "range", step: "any", "aria-label": called, oninput: () => {
        const theta = [...state.theta];
        theta[k] = Number(input.value);
        state.setTheta(theta);
      } });
      input.addEventListener("keydown", (event) => {
        const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
        if (way === undefined) return;
        event.preventDefault();
        const [low, high] = range(k, n);
        const theta = [...state.theta];
        theta[k] += (way * (event.shiftKey ? 10 : 1) * (high - low)) / STEPS;
        state.setTheta(theta);
      });
      const told = html("small", {}, after.replace(/^, /, ""));
      const name = html("span", {}, before, html("i", {}, gdvideo.written(symbol)), told);
      element.append(html("label", { class: "knob" }, html("span", { class: "knob-name" }, name, value), input));
      return { k, n, told, input, value };
    });
    const miss = html("output", { class: "knob-value" });
    const missed = state.lesson.typicalMiss(state.error) === null ? words.error : words.miss;
    element.append(html("p", { class: "knob-name knobs-error" }, missed, miss));
    view.subscribe(() => {
      const length = state.lesson.typicalMiss(state.error);
      const unit = length === null ? "" : state.lesson.columns.y.unit;
      miss.textContent = [numerals.significant(length ?? state.error), unit].filter(Boolean).join(" ");
      for (const { k, n, told, input, value } of knobs) {
        told.hidden = state.lesson !== firstLesson;
        const number = numerals.significant(view.theta[k]);
        const [low, high] = range(k, n);
        [input.min, input.max] = [low, high];
        input.value = view.theta[k];
        value.textContent = number;
        input.setAttribute("aria-valuetext", worded(words.value, { name: state.lesson.names[k], value: number }));
        const share = (100 * (view.theta[k] - low)) / (high - low);
        input.style.setProperty("--share", `${Math.min(100, Math.max(0, share))}%`);
      }
    });
    return { place() {} };
  };
})((globalThis.gdvideo ??= {}));
