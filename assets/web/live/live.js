// Brings the last picture of a clip to life: its pictures and controls in `<section data-live>`.
(function (gdvideo) {
  "use strict";

  const { html, svg } = gdvideo;

  const HTML = ["knobs", "batch", "clock"];
  const DRAWN = ["surface"];
  const NARROW = 640;
  const LONE = "is-lone";
  const CORNERS = ["right-low", "right-high", "left-low", "left-high"];

  // Fill `section` with what brings a picture to life. `lesson` is numbers/lesson.json, `live` the
  // clip's live.json, `words` those of the page. If that fails, it is left empty, the console is
  // told why, and null is returned.
  gdvideo.live = function (section, given) {
    try {
      return mounted(section, given);
    } catch (fault) {
      reportError(fault);
      section.replaceChildren();
      return null;
    }
  };

  function mounted(section, { lesson: json, live: picture, words }) {
    const language = document.documentElement.lang || "en";
    const lesson = gdvideo.held(gdvideo.batched(gdvideo.lesson(picture.lesson ?? json), picture.batch), picture.cut);
    const state = gdvideo.state(lesson);
    const numerals = gdvideo.numerals(language);
    shownFirst();
    const view = gdvideo.view(state);
    const board = html("div", { class: `live-board scene-${picture.scene}` });
    const panels = picture.pictures.filter(({ kind }) => kind in gdvideo.pictures).map((entry) => panel(entry));
    board.append(...panels.map(({ node }) => node));
    const drawn = panels.filter(({ entry }) => !HTML.includes(entry.kind));
    if (drawn.length === 0) return null;
    if (drawn.length === 1) board.classList.add(LONE);
    const knobs = panels.some(({ entry }) => HTML.includes(entry.kind));
    if (knobs) board.classList.add("has-knobs");
    section.append(board);
    if (picture.walks) control();
    const swap = knobs ? null : inset();
    const layout = () => {
      const isNarrow = section.clientWidth < NARROW;
      board.classList.toggle("is-narrow", isNarrow);
      swap?.show(isNarrow);
      for (const each of panels) lay(each);
    };
    new ResizeObserver(layout).observe(board);
    layout();
    return { state, view, panels, board, frame };

    function control() {
      const controls = html("div");
      section.append(controls);
      gdvideo.controls(controls, state, words.controls, { language });
    }

    // The point of the film's last picture, and its way there; a whole path bends with its rate.
    function shownFirst() {
      const isStart = picture.theta.every((value, k) => value === lesson.start[k]);
      if (!isStart) state.setTheta(picture.theta);
      if (picture.steps > 0) state.stepOn(picture.steps);
      if (picture.leaps) state.leap(picture.leaps);
      if (!picture.bends) return;
      state.subscribe(() => {
        if (!["rate", "preset"].includes(state.by)) return;
        state.reset();
        state.stepOn(picture.steps);
      });
    }

    function panel(entry) {
      const { kind } = entry;
      const surface = HTML.includes(kind) ? html("div", { class: "live-knobs" })
        : DRAWN.includes(kind) ? html("canvas", { class: "live-canvas", tabindex: 0 })
          : svg("svg", { class: `live-drawing live-${kind}`, role: "group" });
      const node = html("div", { class: `live-panel live-panel-${kind}` }, surface);
      const made = gdvideo.pictures[kind](surface, entry, view, { words: { ...words.controls, ...picture.words }, numerals });
      if (made.button) node.append(made.button);
      return { entry, node, surface, ...made };
    }

    function lay({ entry, node, place }) {
      if (board.classList.contains("is-frame")) return;
      const { width, height } = node.getBoundingClientRect();
      if (width > 0 && !HTML.includes(entry.kind)) place(width, height);
    }

    // On a phone the second of two linked pictures is an inset of the first; a tap swaps them.
    function inset() {
      if (drawn.length !== 2) return null;
      const [first, second] = drawn.map(({ node }) => node);
      second.classList.add("is-inset");
      const button = html("button", { type: "button", class: "live-swap", "aria-label": picture.words.swap,
        title: picture.words.swap, onclick: () => {
          for (const node of [first, second]) node.classList.toggle("is-inset");
          const small = drawn.find(({ node }) => node.classList.contains("is-inset"));
          small.node.append(button);
          for (const each of drawn) lay(each);
          settle();
          button.focus({ preventScroll: true });
        } });
      second.append(button);
      view.subscribe(settle);
      return { show(isNarrow) {
        button.hidden = !isNarrow;
        settle();
      } };

      // The inset lies in a corner where it covers no handle; it stays there while one is held.
      function settle() {
        const [small, large] = [...drawn].sort(({ node }) => (node.classList.contains("is-inset") ? -1 : 1));
        if (button.hidden || large.surface.classList.contains("is-held")) return;
        const handles = [...large.surface.querySelectorAll(".handle-ring")].map((ring) => ring.getBoundingClientRect());
        const covers = (corner) => {
          small.node.dataset.corner = corner;
          const box = small.node.getBoundingClientRect();
          return handles.some(({ left, right, top, bottom }) =>
            right > box.left && left < box.right && bottom > box.top && top < box.bottom);
        };
        if (CORNERS.every(covers)) small.node.dataset.corner = CORNERS[0];
      }
    }

    // Lay the panels out as they are in the film's frame, so many pixels wide; back with null.
    function frame(width) {
      const scale = width === null ? 1 : width / picture.frame[0];
      board.classList.toggle("is-frame", width !== null);
      board.style.width = width === null ? "" : `${width}px`;
      board.style.height = width === null ? "" : `${picture.frame[1] * scale}px`;
      for (const { entry, node, place } of panels) {
        const [left, top, wide, high] = entry.panel.map((length) => `${length * scale}px`);
        Object.assign(node.style, width === null ? { left: "", top: "", width: "", height: "" }
          : { left, top, width: wide, height: high });
        if (width !== null && !HTML.includes(entry.kind)) place(scale);
      }
      if (width === null) layout();
    }
  }
})((globalThis.gdvideo ??= {}));
