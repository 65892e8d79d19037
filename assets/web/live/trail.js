// The way that was walked, a dot a step, and the arrow of the last one: full and green where E fell,
// hollow, dashed and red where it rose.
(function (gdvideo) {
  "use strict";

  const { svg, set } = gdvideo;

  const HEAD = 13;
  const [SHAFT, LEAST] = [3.4, 4];
  const MOST_DOTS = 120;

  gdvideo.trail = function () {
    const way = svg("path", { class: "trail-way" });
    const dots = svg("path", { class: "trail-dots" });
    const shaft = svg("path", { class: "trail-shaft" });
    const head = svg("path", { class: "trail-head" });
    const node = svg("g", { class: "trail" }, way, dots, shaft, head);

    // `left`: places of the points of the path; `ahead`: where a step that is being made leads.
    function draw(left, { grown }, here, ahead, isGood, scale) {
      const isMoving = grown < 1 || (here[0] !== left.at(-1)[0] || here[1] !== left.at(-1)[1]);
      const passed = isMoving ? left : left.slice(0, -1);
      set(way, { d: passed.length > 1 ? gdvideo.pathOf(passed, false) : "" });
      const seen = passed.length > MOST_DOTS ? passed.slice(0, MOST_DOTS) : passed;
      const isStill = left.length === 1 && !isMoving;
      set(dots, { d: isStill ? "" : seen.map(([x, y]) => `M${x.toFixed(2)} ${y.toFixed(2)}h.01`).join("") });
      dots.style.strokeWidth = `${9 * Math.max(scale, 0.8)}px`;
      node.classList.toggle("is-bad", isGood === false);
      const ends = isMoving ? [left.at(-1), ahead] : left.slice(-2);
      point(ends.length === 2 && ends[1] ? ends : null, isMoving ? grown : 1);
    }

    function point(ends, grown) {
      const [length, along] = ends === null ? [0, [0, 0]] : between(...ends);
      if (length * grown < LEAST) {
        set(shaft, { d: "" });
        set(head, { d: "" });
        return;
      }
      const [[x, y]] = ends;
      const reach = length * grown;
      const size = Math.min(HEAD, reach);
      const at = (far, aside) => `${(x + far * along[0] - aside * along[1]).toFixed(2)} ${(y + far * along[1] + aside * along[0]).toFixed(2)}`;
      set(shaft, { d: `M${at(0, 0)}L${at(Math.max(reach - size, 0), 0)}` });
      set(head, { d: `M${at(reach, 0)}L${at(reach - size, 0.42 * size)}L${at(reach - size, -0.42 * size)}Z` });
      shaft.style.strokeWidth = `${SHAFT}px`;
    }

    return { node, draw };
  };

  function between([x, y], [u, v]) {
    const length = Math.hypot(u - x, v - y);
    return [length, length > 0 ? [(u - x) / length, (v - y) / length] : [0, 0]];
  }
})((globalThis.gdvideo ??= {}));
