// E above its best as a bar: bands as on the map, a mark a step, a pointer for now. Logarithmic.
(function (gdvideo) {
  "use strict";

  const { svg, worded } = gdvideo;

  const [WIDTH, HEIGHT] = [340, 74];
  const HALF_LETTER = 5.2;
  const [LEFT, RIGHT, TOP, BOTTOM] = [2, 338, 30, 48];
  const DECADES = 3;
  const LEVELS_PER_DECADE = 2;
  const MARKS = 60;
  const WIDEST = 6;

  // Levels are 1 and 3 times powers of ten, numbered through.
  const level = (k) => Number(`${k % 2 === 0 ? 1 : 3}e${Math.floor(k / LEVELS_PER_DECADE)}`);
  const above = (excess) => {
    let k = LEVELS_PER_DECADE * Math.floor(Math.log10(excess));
    while (level(k) < excess) k += 1;
    return k;
  };

  gdvideo.errorScale = function (element, state, words, numerals) {
    const bands = svg("g");
    const marks = svg("g", { class: "scale-marks" });
    const pointer = svg("path", { class: "scale-now", d: `M-3 ${TOP - 4}h6v${BOTTOM - TOP + 8}h-6z` });
    const value = svg("text", { class: "scale-value", y: TOP - 12, "text-anchor": "middle" });
    const drawing = svg("svg", { class: "scale", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" },
      bands, marks, pointer, value);
    element.append(drawing);
    let drawn = "";

    const excess = (error) => Math.max(0, error - state.lesson.bestError);

    // The first and last level that are seen: from the start's down three decades, and up after a
    // descent that climbs.
    function seen() {
      const start = excess(state.errors[0]) || Number.MIN_VALUE;
      const highest = state.errors.reduce((most, error) => Math.max(most, excess(error)), start);
      const top = above(highest);
      const bottom = above(start) - LEVELS_PER_DECADE * DECADES;
      return { top, bottom: Math.max(bottom, top - LEVELS_PER_DECADE * WIDEST) };
    }

  function placed(height, { top, bottom }) {
      const [high, low] = [Math.log10(level(top)), Math.log10(level(bottom))];
      const share = (high - Math.log10(height)) / (high - low);
      return LEFT + Math.min(1, Math.max(0, share)) * (RIGHT - LEFT);
    }

    function drawBands(range) {
      const { top, bottom } = range;
      const nodes = [];
      for (let k = top; k > bottom; k--) {
        const [from, to] = [level(k), level(k - 1)].map((at) => placed(at, range));
        const share = (100 * (top - k)) / Math.max(1, top - bottom - 1);
        const band = svg("rect", { x: from, y: TOP, width: to - from, height: BOTTOM - TOP });
        band.style.fill = `color-mix(in srgb, var(--low) ${share}%, var(--high))`;
        nodes.push(band);
        if (k % 2 === 0 && k < top && k > bottom) nodes.push(tick(from, level(k)));
      }
      nodes.push(svg("rect", { class: "scale-frame", x: LEFT, y: TOP, width: RIGHT - LEFT, height: BOTTOM - TOP }));
      bands.replaceChildren(...nodes);
    }

    const tick = (x, at) => svg("g", { class: "scale-tick" },
      svg("line", { x1: x, x2: x, y1: BOTTOM, y2: BOTTOM + 5 }),
      svg("text", { x, y: BOTTOM + 22, "text-anchor": "middle" }, numerals.rounded(at)));

    function update() {
      const isKnown = state.lesson.bestError !== null;
      element.hidden = !isKnown;
      if (!isKnown) return;
      const range = seen();
      const key = `${range.top} ${range.bottom} ${state.lesson.bestError}`;
      if (key !== drawn) drawBands(range);
      drawn = key;
      marks.replaceChildren(...state.errors.slice(-MARKS, -1).map((error) => {
        const x = placed(excess(error), range);
        return svg("line", { x1: x, x2: x, y1: TOP + 1, y2: BOTTOM - 1 });
      }));
      const x = placed(excess(state.error), range);
      pointer.setAttribute("transform", `translate(${x.toFixed(2)} 0)`);
      const told = numerals.significant(excess(state.error), 2);
      value.textContent = told;
      const half = HALF_LETTER * told.length;
      value.setAttribute("x", Math.min(RIGHT - half, Math.max(LEFT + half, x)));
      drawing.setAttribute("aria-label", worded(words["above-value"], { value: told }));
    }

    update();
    return state.subscribe(update);
  };
})((globalThis.gdvideo ??= {}));
