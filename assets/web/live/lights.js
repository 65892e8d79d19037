// Descents from many starts on one curve: each leaves a light where it ended, and the lowest is told.
(function (gdvideo) {
  "use strict";

  const { svg, worded } = gdvideo;

  const RADIUS = 6.5;

  // `i`: the parameter of the curve. `draw` takes how a value and its E become a place.
  gdvideo.lights = function (state, i, { words, numerals }) {
    const node = svg("g", { class: "live-lights" });
    const told = svg("text", { class: "live-lowest", "text-anchor": "end" });
    let ends = [];
    let [path, lesson] = [state.path, state.lesson];

    // A picture may be drawn before or after this is told.
    function follow() {
      if (state.path === path) return;
      const isNew = ["hand", "reset", "preset"].includes(state.by);
      if (isNew && path.length > 1) ends.push(path.at(-1));
      if (state.lesson !== lesson) ends = [];
      [path, lesson] = [state.path, state.lesson];
    }
    state.subscribe(follow);

    function draw(place, [right, top]) {
      follow();
      const errors = ends.map((theta) => lesson.error(theta));
      node.replaceChildren(...ends.map((theta, k) => {
        const [cx, cy] = place(theta[i], errors[k]);
        return svg("circle", { cx, cy, r: RADIUS });
      }));
      const number = numerals.counted(ends.length);
      told.textContent = ends.length === 0 ? ""
        : worded(words.lowest, { number, value: numerals.significant(Math.min(...errors)) });
      told.setAttribute("x", right);
      told.setAttribute("y", top);
    }

    return { node, told, draw };
  };
})((globalThis.gdvideo ??= {}));
