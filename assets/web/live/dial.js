// The dial of the learning rate: logarithmic; its zones meet at 1/curvature and at the limit.
(function (gdvideo) {
  "use strict";

  const { svg, html, worded } = gdvideo;

  const [WIDTH, HEIGHT, RADIUS] = [292, 168, 106];
  const [X, Y] = [146, 148];
  const [GAP, BAND] = [0.012, 14];
  const FINE = 1.05;
  const COARSE = 1.5;
  const SET_S = 0.4;

  const places = (share, radius) => {
    const angle = Math.PI * (1 - share);
    return [X + radius * Math.cos(angle), Y - radius * Math.sin(angle)];
  };

  function arc(from, to) {
    const [start, end] = [places(from, RADIUS), places(to, RADIUS)];
    return `M${start.map((v) => v.toFixed(2))}A${RADIUS} ${RADIUS} 0 0 1 ${end.map((v) => v.toFixed(2))}`;
  }

  // The zones in order, each with where it ends. A rule without a limit has one that has no name.
  function zonesOf(lesson) {
    const zones = gdvideo.zones(lesson);
    const { rate } = lesson;
    if (zones === null) return { low: rate / 30, high: rate * 30, parts: [{ name: null, end: rate * 30 }] };
    const { crawl, good, limit } = zones;
    const [low, high] = [Math.min(limit / 100, rate / 2), Math.max(1.6 * limit, 1.25 * rate)];
    const parts = [
      { name: "crawl", end: crawl },
      { name: "good", end: good ?? limit },
      ...(good === null ? [] : [{ name: "overshoot", end: limit }]),
      { name: "explode", end: high },
    ];
    return { low, high, parts };
  }

  // Fill `element` with a dial for the state's rate; returns how to take it away.
  gdvideo.dial = function (element, state, words, numerals) {
    let scale, shown, stop = () => {}, lesson = null;

    const track = svg("g");
    const needle = svg("line", { class: "dial-needle" });
    const hub = svg("circle", { class: "dial-hub", cx: X, cy: Y, r: 7 });
    const handle = svg("g", { class: "dial-handle", role: "slider", tabindex: 0, "aria-label": words["rate-name"] },
      svg("circle", { class: "touch", r: 30 }), svg("circle", { class: "grip", r: 11 }));
    const drawing = svg("svg", { class: "dial", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "xMidYMid slice" },
      track, needle, hub, handle);
    const value = html("p", { class: "dial-value" });
    const inZone = html("p", { class: "dial-zone", "aria-hidden": "true" });
    const note = html("p", { class: "dial-note" });
    element.append(drawing, value, inZone, note);

    const shareOf = (rate) => {
      const share = Math.log(rate / scale.low) / Math.log(scale.high / scale.low);
      return Math.min(1, Math.max(0, share));
    };
    const rateAt = (share) => Number((scale.low * (scale.high / scale.low) ** share).toPrecision(3));
    const zoneAt = (rate) => (scale.parts.find(({ end }) => rate < end) ?? scale.parts.at(-1)).name;

    function drawZones() {
      const nodes = [];
      let from = 0;
      for (const { name, end } of scale.parts) {
        const to = shareOf(end);
        const inside = [from + (from > 0 ? GAP : 0), to - (to < 1 ? GAP : 0)];
        nodes.push(svg("path", { class: `zone zone-${name ?? "plain"}`, d: arc(...inside), "stroke-width": BAND }));
        if (name !== null) nodes.push(zoneName(name, (from + to) / 2));
        from = to;
      }
      track.replaceChildren(...nodes);
    }

    function zoneName(name, middle) {
      const [x, y] = places(middle, RADIUS + 21);
      const anchor = middle < 0.4 ? "end" : middle > 0.6 ? "start" : "middle";
      return svg("text", { class: `zone-name zone-${name}`, x, y: y + 4, "text-anchor": anchor }, words[name]);
    }

    function place(share) {
      shown = share;
      const [x, y] = places(share, RADIUS);
      handle.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
      const [ex, ey] = places(share, RADIUS - 10);
      for (const [name, at] of Object.entries({ x1: X, y1: Y, x2: ex, y2: ey })) needle.setAttribute(name, at);
    }

    function tell() {
      const told = numerals.rounded(state.rate);
      const zone = zoneAt(state.rate);
      value.textContent = worded(words.rate, { value: told });
      inZone.textContent = zone === null ? "" : words[zone];
      inZone.className = `dial-zone zone-${zone}`;
      handle.setAttribute("aria-valuemin", scale.low);
      handle.setAttribute("aria-valuemax", scale.high);
      handle.setAttribute("aria-valuenow", state.rate);
      const text = zone === null ? told : worded(words["rate-value"], { value: told, zone: words[zone] });
      handle.setAttribute("aria-valuetext", text);
    }

    function noteOn({ limit, isBowl, cut, names }) {
      if (limit === null) return "";
      const told = worded(isBowl ? words.limit : words["limit-near"], { limit: numerals.rounded(limit) });
      if (!cut) return told;
      const turned = cut.parameters.map((k) => names[k]).join(", ");
      return `${told} ${worded(words["limit-alone"], { names: turned })}`;
    }

    function update() {
      if (state.lesson !== lesson) {
        lesson = state.lesson;
        scale = zonesOf(lesson);
        note.textContent = noteOn(lesson);
        drawZones();
        place(shareOf(state.rate));
      }
      tell();
      stop();
      const [from, to] = [shown, shareOf(state.rate)];
      if (state.by !== "preset") place(to);
      else stop = gdvideo.eased(SET_S, (share) => place(from + share * (to - from)));
    }

    function turnTo(event) {
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
      const [x, y] = [at.x - X, Y - at.y];
      const angle = y < 0 ? (x < 0 ? Math.PI : 0) : Math.atan2(y, x);
      state.setRate(rateAt(1 - angle / Math.PI));
    }

    function onKey(event) {
      const factor = event.shiftKey ? COARSE : FINE;
      const turned = {
        ArrowRight: factor, ArrowUp: factor, ArrowLeft: 1 / factor, ArrowDown: 1 / factor,
        PageUp: COARSE, PageDown: 1 / COARSE, Home: 0, End: Infinity,
      }[event.key];
      if (turned === undefined) return;
      event.preventDefault();
      const rate = Math.min(scale.high, Math.max(scale.low, state.rate * turned));
      state.setRate(Number(rate.toPrecision(3)));
    }

    drawing.addEventListener("pointerdown", (event) => {
      drawing.setPointerCapture(event.pointerId);
      handle.focus({ preventScroll: true });
      event.preventDefault();
      turnTo(event);
    });
    drawing.addEventListener("pointermove", (event) => {
      if (drawing.hasPointerCapture(event.pointerId)) turnTo(event);
    });
    handle.addEventListener("keydown", onKey);
    update();
    return state.subscribe(update);
  };
})((globalThis.gdvideo ??= {}));
