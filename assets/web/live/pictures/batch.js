// A slider for how many rows a step looks at: each goes back to the start, at a rate that suits it.
(function (gdvideo) {
  "use strict";

  const { html, worded } = gdvideo;

  gdvideo.pictures ??= {};
  gdvideo.pictures.batch = function (element, entry, view, { words, numerals }) {
    const { state } = view;
    const sizes = entry.sizes;
    const value = html("output", { class: "knob-value" });
    const looked = html("output", { class: "knob-value" });
    const input = html("input", { type: "range", min: 0, max: sizes.length - 1, step: 1, "aria-label": words.batch, oninput: () => {
      const { batch } = state.lesson;
      batch.size = sizes[Number(input.value)];
      state.setRate(gdvideo.batchRate(batch));
      state.reset();
    } });
    element.append(
      html("label", { class: "batch" }, html("span", { class: "knob-name" }, words.batch, value), input),
      html("p", { class: "knob-name knobs-error" }, words.looked, looked),
    );
    view.subscribe(() => {
      const { size } = state.lesson.batch;
      const at = sizes.indexOf(size);
      input.value = at;
      input.style.setProperty("--share", `${(100 * at) / (sizes.length - 1)}%`);
      value.textContent = numerals.counted(size);
      looked.textContent = numerals.counted(size * state.step);
      input.setAttribute("aria-valuetext", worded(words["batch-value"], { number: numerals.counted(size) }));
    });
    return { place() {} };
  };
})((globalThis.gdvideo ??= {}));
