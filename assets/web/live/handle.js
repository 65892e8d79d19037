// What can be taken hold of: by a pointer, a finger or the keyboard.
(function (gdvideo) {
  "use strict";

  const { svg } = gdvideo;

  const RADIUS = 10;
  const REACH = 22;
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const LARGER = 10;

  // Where a pointer is, in the units of a drawing.
  gdvideo.whereIs = function (drawing, event) {
    const matrix = drawing.getScreenCTM();
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  };

  // Let a node be dragged: `move(x, y)` takes where the pointer is, less where it took hold.
  gdvideo.draggable = function (node, drawing, { begin, move }) {
    let offset = null;
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const at = gdvideo.whereIs(drawing, event);
      const from = begin(at.x, at.y);
      offset = [from[0] - at.x, from[1] - at.y];
      node.setPointerCapture(event.pointerId);
      drawing.classList.add("is-held");
      event.preventDefault();
    });
    // A finger that drags does not scroll; Chromium heeds no touch-action of parts of a drawing.
    node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    node.addEventListener("pointermove", (event) => {
      if (offset === null) return;
      const at = gdvideo.whereIs(drawing, event);
      move(at.x + offset[0], at.y + offset[1]);
    });
    for (const name of ["pointerup", "pointercancel"]) {
      node.addEventListener(name, () => {
        offset = null;
        drawing.classList.remove("is-held");
      });
    }
  };

  // A ring to drag. `move(x, y)`: to a place of the drawing; `nudge(across, up)`: so many small steps.
  gdvideo.handle = function (drawing, { name, role = "model", move, nudge, hold = () => {} }) {
    const ring = svg("circle", { class: "handle-ring", r: RADIUS });
    const node = svg("g", { class: `handle handle-${role}`, tabindex: 0, role: "slider", "aria-label": name,
      "aria-valuenow": 0 }, svg("circle", { class: "handle-reach", r: REACH }), ring);
    let place = [0, 0];
    gdvideo.draggable(node, drawing, {
      begin() {
        node.focus({ preventScroll: true });
        hold();
        return place;
      },
      move,
    });
    node.addEventListener("keydown", (event) => {
      const way = WAYS[event.key];
      if (way === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      const times = event.shiftKey ? LARGER : 1;
      nudge(way[0] * times, way[1] * times);
      event.preventDefault();
    });
    return {
      node,
      get place() { return place; },
      // Say where it is, and in words.
      at(x, y, value, told, [low, high]) {
        place = [x, y];
        node.setAttribute("transform", `translate(${x} ${y})`);
        const [least, most] = [Math.min(low, value), Math.max(high, value)];
        gdvideo.set(node, { "aria-valuenow": value, "aria-valuemin": least, "aria-valuemax": most, "aria-valuetext": told });
      },
      show(isSeen) { node.style.display = isSeen ? "" : "none"; },
    };
  };
})((globalThis.gdvideo ??= {}));
