// A slider for each parameter that varies.
(function (gdvideo) {
  "use strict";

  const { html, worded } = gdvideo;

  const STEPS = 200;

  gdvideo.pictures ??= {};
  gdvideo.pictures.knobs = function (element, entry, view, { words, numerals }) {
    const { state } = view;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", words.knobs);
    const knobs = entry.parameters.map((k, n) => {
      const [low, high] = entry.ranges[n];
      const value = html("output", { class: "knob-value" });
      const input = html("input", { type: "range", min: low, max: high, step: "any", oninput: () => {
        const theta = [...state.theta];
        theta[k] = Number(input.value);
        state.setTheta(theta);
      } });
      input.addEventListener("keydown", (event) => {
        const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
        if (way === undefined) return;
        event.preventDefault();
        const theta = [...state.theta];
        theta[k] += (way * (event.shiftKey ? 10 : 1) * (high - low)) / STEPS;
        state.setTheta(theta);
      });
      const [before, symbol, after] = entry.words[n];
      const name = html("span", {}, before, html("i", {}, gdvideo.written(symbol)), html("small", {}, after.replace(/^, /, "")));
      element.append(html("label", { class: "knob" }, html("span", { class: "knob-name" }, name, value), input));
      return { k, input, value };
    });
    const miss = html("output", { class: "knob-value" });
    const told = state.lesson.typicalMiss(state.error) === null ? words.error : words.miss;
    element.append(html("p", { class: "knob-name knobs-error" }, told, miss));
    view.subscribe(() => {
      const length = state.lesson.typicalMiss(state.error);
      const unit = length === null ? "" : state.lesson.columns.y.unit;
      miss.textContent = [numerals.significant(length ?? state.error), unit].filter(Boolean).join(" ");
      for (const { k, input, value } of knobs) {
        const number = numerals.significant(view.theta[k]);
        input.value = view.theta[k];
        value.textContent = number;
        input.setAttribute("aria-valuetext", worded(words.value, { name: state.lesson.names[k], value: number }));
        const [low, high] = [Number(input.min), Number(input.max)];
        const share = (100 * (view.theta[k] - low)) / (high - low);
        input.style.setProperty("--share", `${Math.min(100, Math.max(0, share))}%`);
      }
    });
    return { place() {} };
  };
})((globalThis.gdvideo ??= {}));
