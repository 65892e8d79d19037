// A window onto the plane with two axes, laid out in a box of pixels or as it is in the film's frame.
(function (gdvideo) {
  "use strict";

  const { svg } = gdvideo;

  const TICK = 5;
  const ROOM = { letter: 8.2, beside: 22, top: 34, right: 16, bottom: 56 };
  const [SMALL, BARE, RIM] = [430, 240, 8];
  const STEPS = [1, 2, 5, 10];
  let count = 0;

  // Round positions: 1, 2 or 5 times a power of ten, so many about.
  function roundStep(raw) {
    const power = 10 ** Math.floor(Math.log10(raw));
    const away = (step) => Math.abs(Math.log((step * power) / raw));
    return power * STEPS.reduce((best, step) => (away(step) < away(best) ? step : best));
  }

  function ticks(low, high, wanted, numerals) {
    const step = roundStep((high - low) / wanted);
    const places = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    const found = [];
    for (let k = Math.ceil(low / step - 1e-9); k <= high / step + 1e-9; k++) {
      const value = k * step;
      const isPlain = step >= 1e-4 && Math.abs(value) < 1e6;
      found.push([value, k === 0 ? "0" : isPlain ? numerals.fixed(value, places) : numerals.rounded(value)]);
    }
    return found;
  }

  // Words and a symbol between them, as an axis or a control is called.
  gdvideo.named = function ([before, symbol, after], note = "") {
    const tail = `${after}${note && ` (${note})`}`;
    const told = symbol ? [gdvideo.symbol(symbol)] : [];
    return [before, ...told, tail].filter((part) => part !== "");
  };

  const GREEK = { alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", eta: "η", theta: "θ",
    kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", omega: "ω", phi: "φ", psi: "ψ", rho: "ρ", sigma: "σ", tau: "τ" };
  const LOWERED = "₀₁₂₃₄₅₆₇₈₉";

  gdvideo.written = function (name) {
    const [head, index] = name.split(/_(?=\d+$)/);
    return (GREEK[head] ?? head) + [...(index ?? "")].map((digit) => LOWERED[digit]).join("");
  };
  gdvideo.symbol = (name) => svg("tspan", { class: "symbol" }, gdvideo.written(name));

  // `entry`: a picture of the description. Layers from below: ground, axes, inside (both cut at the
  // axes but for the axes themselves), over (not cut).
  gdvideo.plot = function (drawing, entry, numerals) {
    count += 1;
    const clip = svg("rect");
    const cut = `url(#live-cut-${count})`;
    const panel = svg("rect", { class: "live-panel-ground", rx: 11 });
    const axes = svg("g", { class: "axes" });
    const [ground, inside] = [0, 1].map(() => svg("g", { "clip-path": cut }));
    const over = svg("g");
    drawing.append(svg("defs", {}, svg("clipPath", { id: `live-cut-${count}` }, clip)), panel, ground, axes, inside, over);
    const home = [...entry.window];
    const isFair = entry.kind === "map" && fair(entry);
    const plot = {
      ground, inside, over, entry,
      area: [0, 0, 1, 1],
      window: home,
      home,
      // What the axes are called where they are not those of the film.
      titles: null,
      // Names of the horizontal axis's ticks that are left out.
      hidden: null,
      x: (value) => plot.area[0] + (plot.area[2] * (value - plot.window[0])) / (plot.window[1] - plot.window[0]),
      y: (value) => plot.area[1] + (plot.area[3] * (plot.window[3] - value)) / (plot.window[3] - plot.window[2]),
      valueAcross: (x) => plot.window[0] + ((x - plot.area[0]) / plot.area[2]) * (plot.window[1] - plot.window[0]),
      valueUp: (y) => plot.window[3] - ((y - plot.area[1]) / plot.area[3]) * (plot.window[3] - plot.window[2]),
      holds: (x, y) => x >= plot.window[0] && x <= plot.window[1] && y >= plot.window[2] && y <= plot.window[3],
      // As large as the drawing is: room is left for the labels.
      fill(width, height) {
        const isBare = width < BARE;
        const widest = Math.max(...entry.up.ticks.map(([, label]) => label.length), 1);
        const left = widest * ROOM.letter + ROOM.beside;
        const [x, y, right, bottom] = isBare ? [RIM, RIM, RIM, RIM] : [left, ROOM.top, ROOM.right, ROOM.bottom];
        place([0, 0, width, height], [x, y, Math.max(width - x - right, 20), Math.max(height - y - bottom, 20)], 1);
        drawing.classList.toggle("is-small", width < SMALL);
        plot.home = isFair ? widened(home, plot.area) : home;
        plot.wanted = [Math.max(2, Math.min(5, Math.round(plot.area[2] / 95))), Math.max(2, Math.min(5, Math.round(plot.area[3] / 62)))];
        plot.look(plot.home);
      },
      // Where it is in a frame that is so many times as large as the film's, from the panel's corner.
      frame(scale) {
        const [left, top, width, height] = entry.panel;
        const [x, y, w, h] = entry.area;
        place([0, 0, width * scale, height * scale],
          [x - left, y - top, w, h].map((length) => length * scale), scale);
        plot.wanted = null;
        plot.home = home;
        plot.look(home);
      },
      look(window) {
        plot.window = window;
        drawAxes();
      },
    };
    return plot;

    // An axis's name; the short one where the whole one is too long.
    function name(axis, told, at, room) {
      const words = plot.titles?.[axis] ?? entry[axis].words;
      const node = svg("text", { class: "axis-name", ...at });
      axes.append(node);
      for (const tried of [words, gdvideo.untold(words)]) {
        node.replaceChildren(...gdvideo.named(tried, told ? entry[axis].note : ""));
        if (node.getComputedTextLength() <= room) return;
      }
    }

    function place(whole, area, scale) {
      plot.area = area;
      plot.scale = scale;
      plot.size = whole.slice(2);
      const [, , width, height] = whole;
      drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
      set(panel, { x: 0.5, y: 0.5, width: width - 1, height: height - 1 });
      set(clip, { x: area[0], y: area[1], width: area[2], height: area[3] });
    }

    function drawAxes() {
      const [left, top, width, height] = plot.area;
      const [right, bottom] = [left + width, top + height];
      const size = plot.scale;
      const isHome = plot.window.every((value, k) => value === home[k]);
      const [low, high, under, upper] = plot.window;
      const told = plot.wanted === null && isHome;
      const across = told ? entry.across.ticks : ticks(low, high, plot.wanted?.[0] ?? 5, numerals);
      const up = told ? entry.up.ticks : ticks(under, upper, plot.wanted?.[1] ?? 5, numerals);
      const nodes = [svg("path", { class: "axis", d: `M${left} ${top}V${bottom}H${right}` })];
      for (const [value, label] of across) {
        const x = plot.x(value);
        if (plot.hidden !== null && Math.abs(x - plot.hidden) < 36 * size) continue;
        nodes.push(svg("path", { class: "axis", d: `M${x} ${bottom}v${TICK * size}` }),
          svg("text", { x, y: bottom + 26 * size - 3, "text-anchor": "middle" }, label));
      }
      for (const [value, label] of up) {
        const y = plot.y(value);
        nodes.push(svg("path", { class: "axis", d: `M${left} ${y}h${-TICK * size}` }),
          svg("text", { x: left - 10 * size, y: y + 5.5 * size, "text-anchor": "end" }, label));
      }
      axes.replaceChildren(...nodes);
      name("across", told, { x: right, y: bottom + 44 * size, "text-anchor": "end" }, right);
      name("up", told, { x: left - 5 * size, y: top - 12 * size }, plot.size[0] - left);
    }
  };

  function set(node, attributes) {
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  }

  // Whether a unit is as long across as up in the film.
  function fair({ window: [low, high, under, upper], area: [, , width, height] }) {
    return Math.abs(((high - low) * height) / ((upper - under) * width) - 1) < 1e-3;
  }

  // A parameter's name alone: what else is told of it holds for the film's own data.
  gdvideo.untold = ([before, symbol]) => [before, symbol, ""];

  // The window, larger on two sides, so that a unit is as long across as up.
  function widened([low, high, under, upper], [, , width, height]) {
    const unit = Math.max((high - low) / width, (upper - under) / height);
    const [x, y] = [(low + high) / 2, (under + upper) / 2];
    const [w, h] = [(unit * width) / 2, (unit * height) / 2];
    return [x - w, x + w, y - h, y + h];
  }

  const MOST = 1000;
  const AIR = 0.12;

  // The home window, or one around it that holds some points too, no more than a thousand times as large.
  gdvideo.following = function (home, points, isFair) {
    const [low, high, under, upper] = home;
    const inside = ([x, y]) => x >= low && x <= high && y >= under && y <= upper;
    const far = points.filter((point) => point.every(Number.isFinite) && !inside(point));
    if (far.length === 0) return home;
    const along = (k, from, to) => {
      const [middle, most] = [(from + to) / 2, (MOST * (to - from)) / 2];
      const values = far.map((point) => Math.min(Math.max(point[k], middle - most), middle + most));
      const [least, greatest] = [Math.min(from, ...values), Math.max(to, ...values)];
      const air = AIR * (greatest - least);
      return [least < from ? least - air : from, greatest > to ? greatest + air : to];
    };
    const window = [...along(0, low, high), ...along(1, under, upper)];
    return isFair ? widened(window, [0, 0, high - low, upper - under]) : window;
  };

  // What a picture is to the page: drawn when something changes, and anew where it is placed.
  gdvideo.placed = function (plot, view, draw, forget) {
    view.subscribe(() => { if (plot.size) draw(); });
    return {
      plot,
      place(...given) {
        forget();
        if (given.length === 2) plot.fill(...given);
        else plot.frame(...given);
        draw();
      },
    };
  };

  gdvideo.isFair = fair;
  gdvideo.ticks = ticks;
  gdvideo.set = set;
})((globalThis.gdvideo ??= {}));
