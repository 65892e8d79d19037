// Fog over a picture: clear around one place, as far as a search can feel. It can be lifted.
(function (gdvideo) {
  "use strict";

  const { svg, html, set } = gdvideo;

  const [REACH, CLEAR] = [104, 0.22];
  const CORNER = 11;
  let made = 0;

  // Returns what to lay over a drawing, the button that lifts it, and how it follows a place.
  gdvideo.fog = function (words) {
    const id = `fog-${made++}`;
    const stops = [[CLEAR, 0], [1, 1]].map(([offset, opacity]) =>
      svg("stop", { class: "live-fog-stop", offset, "stop-opacity": opacity }));
    const around = svg("radialGradient", { id, gradientUnits: "userSpaceOnUse" }, ...stops);
    const bank = svg("rect", { class: "live-fog", width: "100%", height: "100%", rx: CORNER, fill: `url(#${id})` });
    const node = svg("g", {}, around, bank);
    const button = html("button", { type: "button", class: "live-lift", onclick: () => lift(!isLifted()) });
    const isLifted = () => node.style.display === "none";

    function lift(isUp) {
      node.style.display = isUp ? "none" : "";
      button.textContent = words[isUp ? "fog-again" : "lift-fog"];
    }

    lift(false);
    return { node, button, at: ([cx, cy], scale) => set(around, { cx, cy, r: REACH * scale }) };
  };
})((globalThis.gdvideo ??= {}));
