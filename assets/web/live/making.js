// Elements of the page and of its drawings, made and moved.
(function (gdvideo) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  function filled(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  // Texts become text nodes, whatever they hold.
  gdvideo.html = (tag, attributes = {}, ...children) =>
    filled(document.createElement(tag), attributes, children);
  gdvideo.svg = (tag, attributes = {}, ...children) =>
    filled(document.createElementNS(SVG, tag), attributes, children);

  // "{name} is {value}" with its names filled in.
  gdvideo.worded = (pattern, values = {}) =>
    pattern.replace(/\{([\w-]+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

  const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Call `draw` with shares from 0 to 1 in so many seconds, out-cubic; returns how to end it early.
  gdvideo.eased = function (seconds, draw) {
    if (isStill()) {
      draw(1);
      return () => {};
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function next(now) {
      const share = Math.min(1, Math.max(0, (now - began) / (1000 * seconds)));
      draw(1 - (1 - share) ** 3);
      if (share < 1) frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  };
})((globalThis.gdvideo ??= {}));
