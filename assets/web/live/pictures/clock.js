// Steps from none to very many on a logarithmic slider, and what is done by then.
(function (gdvideo) {
  "use strict";

  const { html } = gdvideo;

  const PARTS = 10;

  const place = (steps) => (steps < 1 ? steps : 1 + Math.log10(steps));
  const stepsAt = (where) => (where < 1 ? Math.round(where) : Math.round(10 ** (where - 1)));

  gdvideo.pictures ??= {};
  gdvideo.pictures.clock = function (element, entry, view, { words, numerals }) {
    const { state } = view;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", words.clock);
    const most = place(entry.most);
    const count = html("output", { class: "knob-value" });
    const go = (where) => state.leap(Math.min(entry.most, stepsAt(Math.min(most, Math.max(0, where)))));
    const input = html("input", { type: "range", min: 0, max: most, step: "any", "aria-label": words.clock, oninput: () => go(Number(input.value)) });
    // An arrow goes on by a tenth of a decade, but by one step at least.
    input.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (way === undefined) return;
      event.preventDefault();
      const size = event.shiftKey ? 1 : 1 / PARTS;
      const next = stepsAt(place(state.step) + way * size);
      go(place(next === state.step ? Math.max(0, state.step + way) : next));
    });
    element.append(html("label", { class: "knob" }, html("span", { class: "knob-name" }, words.clock, count), input));
    const done = entry.shares.map(({ words: told, of }) => {
      const value = html("output", { class: "knob-value" });
      element.append(html("p", { class: "knob-name" }, told, value));
      return { of, value };
    });

    // A share of the error above its best, or of a parameter's way, in per cent with one decimal.
    function share(of) {
      const { lesson, path, errors, error, theta } = state;
      const [first, now, last] = of === null ? [errors[0], error, lesson.bestError]
        : [path[0][of], theta[of], lesson.best[of]];
      return first === last ? 1 : (now - first) / (last - first);
    }

    view.subscribe(() => {
      const { lesson } = state;
      element.hidden = !lesson.isBowl || lesson.best === null;
      if (element.hidden) return;
      const told = numerals.counted(state.step);
      count.textContent = told;
      input.value = place(state.step);
      input.setAttribute("aria-valuetext", told);
      input.style.setProperty("--share", `${(100 * Math.min(most, place(state.step))) / most}%`);
      for (const { of, value } of done) value.textContent = numerals.share(share(of));
    });
    return { place() {} };
  };
})((globalThis.gdvideo ??= {}));
