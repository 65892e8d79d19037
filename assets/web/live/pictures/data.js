// The data, the model's line or curve among them, what it misses, and the lines that it has left.
(function (gdvideo) {
  "use strict";

  const { svg, set, worded } = gdvideo;

  const SAMPLES = 160;
  const [MOST_DOTS, MOST_RESIDUALS, MOST_GHOSTS] = [400, 300, 24];
  const [LOOKED_AT, APART] = [400, 7];
  const FAR = 30;
  const [LEAST_ARM, INSIDE] = [0.2, 0.94];
  const STEP = 0.01;

  gdvideo.pictures ??= {};
  gdvideo.pictures.data = function (drawing, entry, view, { words, numerals }) {
    const { state } = view;
    const firstLesson = state.lesson;
    let drawnLesson = null;
    const plot = gdvideo.plot(drawing, entry, numerals);
    const stroke = (name) => svg("path", { class: name });
    const [dots, misses, best, line] = ["live-dots", "live-misses", "live-best-line", "live-line"].map(stroke);
    const [foot, footLabel] = [stroke("live-foot"), svg("text", { class: "live-foot-label", "text-anchor": "middle" })];
    const grab = svg("path", { class: "live-grab" });
    const ghosts = svg("g", { class: "live-ghosts" });
    plot.inside.append(ghosts, misses, dots, foot, line, best, grab);
    plot.over.append(footLabel);
    drawing.setAttribute("aria-label", words.data);

    const columns = () => state.lesson.columns;
    const inside = (x) => (x - columns().x.shift) / columns().x.step;
    const own = (y) => columns().y.shift + y * columns().y.step;
    const height = (theta, x) => own(state.lesson.predict(theta, inside(x)));
    const isFree = (k) => !state.lesson.cut || state.lesson.cut.parameters.includes(k);

    // Dragging keeps the line's height at the first grip, or its slope.
    const turned = {
      height(x, y, theta = state.theta) {
        const level = (y - columns().y.shift) / columns().y.step;
        return [theta[0], level - theta[0] * inside(x)];
      },
      slope(x, y, pivot, theta = state.theta) {
        const level = (y - columns().y.shift) / columns().y.step;
        const [x0, x1] = [isFree(1) ? inside(pivot) : 0, inside(x)];
        const held = theta[0] * x0 + theta[1];
        const m = (level - held) / (x1 - x0);
        return [m, isFree(1) ? held - m * x0 : theta[1]];
      },
    };
    let wasTaken = false;
    const take = (theta) => {
      wasTaken = true;
      state.setTheta(theta);
    };
    const grips = makeGrips();
    if (grips.length) makeGrab();

    function makeGrips() {
      if (!entry.grips || state.lesson.names.length !== 2) return [];
      const made = [];
      const at = (k) => (held === null ? gripAt(k) : held);
      let held = null;
      const add = (k, key, free, move, label) => {
        if (!isFree(free)) return;
        const handle = gdvideo.handle(drawing, {
          name: worded(words[key], { at: numerals.rounded(entry.grips[k]) }),
          hold: () => {
            held = null;
            held = gripAt(k);
          },
          move: (_, y) => take(move(at(k), plot.valueUp(y))),
          nudge: (across, up) => {
            held = null;
            const size = STEP * (plot.window[3] - plot.window[2]);
            take(move(at(k), height(state.theta, at(k)) + (up + across) * size));
          },
        });
        const tag = svg("text", { class: "live-drag", "text-anchor": "middle" }, `${words.drag} `, gdvideo.symbol(label));
        made.push({ k, key, free, handle, tag, move });
      };
      add(0, "height-grip", 1, (x, y) => turned.height(x, y), state.lesson.names[1]);
      add(1, "turn-grip", 0, (x, y) => turned.slope(x, y, gripsNow()[0]), state.lesson.names[0]);
      plot.over.append(...made.map(({ tag }) => tag), ...made.map(({ handle }) => handle.node));
      return made;
    }

    // Where the line is taken: in its own picture as told, in one of other data at the same shares.
    function gripsNow() {
      const [low, high] = plot.home;
      if (state.lesson === firstLesson) return entry.grips;
      const origin = columns().x.shift;
      const near = origin > low && origin < high ? origin : low + 0.25 * (high - low);
      return [near, low + (near < low + 0.6 * (high - low) ? 0.86 : 0.14) * (high - low)];
    }

    // The same, but for a steep line's second grip: that is where the line leaves the picture.
    function gripAt(k, theta = state.theta) {
      const [pivot, far] = gripsNow();
      const [under, upper] = plot.window.slice(2);
      if (k === 0) return pivot;
      const [from, to] = [pivot, far].map((x) => height(theta, x));
      if ((to >= under && to <= upper) || from < under || from > upper) return far;
      const share = ((to > upper ? upper : under) - from) / (to - from);
      return pivot + Math.max(LEAST_ARM, INSIDE * share) * (far - pivot);
    }

    // The line itself can be taken anywhere: nearer to a grip is as by that grip.
    function makeGrab() {
      let held = null;
      gdvideo.draggable(grab, drawing, {
        begin(x) {
          const value = plot.valueAcross(x);
          const away = ({ k }) => Math.abs(gripAt(k) - value);
          held = { ...grips.reduce((one, other) => (away(other) < away(one) ? other : one)), x: value };
          const isTurn = held.k === 1;
          if (isTurn && Math.abs(inside(value) - inside(gripsNow()[0])) < 1e-9) held.x = gripsNow()[1];
          return [plot.x(held.x), plot.y(height(state.theta, held.x))];
        },
        move: (_, y) => take(held.move(held.x, plot.valueUp(y))),
      });
    }

    function rowsNow() {
      const { rows } = state.lesson;
      const found = [];
      for (let k = 0; k < rows.x.length; k++) {
        found.push([columns().x.shift + rows.x[k] * columns().x.step, own(rows.y[k])]);
      }
      return found;
    }

    let rows = rowsNow();

    function curve(theta) {
      const [low, high, under, upper] = plot.window;
      const isStraight = state.lesson.json.isStraight;
      const count = isStraight ? 2 : SAMPLES;
      const [middle, most] = [(under + upper) / 2, FAR * (upper - under)];
      const points = [];
      for (let k = 0; k < count; k++) {
        const x = low + ((high - low) * k) / (count - 1);
        const y = height(theta, x);
        const limit = isStraight ? 1e4 * most : most;
        points.push([plot.x(x), plot.y(Number.isNaN(y) ? middle - limit : Math.min(middle + limit, Math.max(middle - limit, y)))]);
      }
      return gdvideo.pathOf(points, false);
    }

    function drawRows() {
      const [left, top, width, tall] = plot.area;
      const places = rows.map(([x, y]) => [plot.x(x), plot.y(y)])
        .filter(([x, y]) => x > left - 9 && x < left + width + 9 && y > top - 9 && y < top + tall + 9);
      dots.setAttribute("d", places.map(([x, y]) => `M${x.toFixed(2)} ${y.toFixed(2)}h.01`).join(""));
      const share = Math.min(1, Math.max(0, (rows.length - 15) / 285));
      const size = rows.length > MOST_DOTS ? 4 : 10 - 3.6 * share;
      dots.style.strokeWidth = `${size * Math.max(plot.scale, 0.75)}px`;
      dots.classList.toggle("is-many", rows.length > MOST_DOTS);
      best.setAttribute("d", state.lesson.best && entry.best ? curve(state.lesson.best) : "");
    }

    function drawMisses(theta) {
      const every = Math.ceil(rows.length / (rows.length > 2 * MOST_RESIDUALS ? MOST_RESIDUALS : rows.length));
      const parts = [];
      for (let k = 0; k < rows.length; k += every) {
        const [x, y] = rows[k];
        const told = height(theta, x);
        if (Number.isFinite(told)) parts.push(`M${plot.x(x).toFixed(2)} ${plot.y(y).toFixed(2)}V${plot.y(told).toFixed(2)}`);
      }
      misses.setAttribute("d", parts.join(""));
    }

    function drawGhosts(path) {
      let last = null;
      const kept = path.slice(0, -1).slice(0, LOOKED_AT).filter((theta) => {
        const ends = plot.window.slice(0, 2).map((x) => plot.y(height(theta, x)));
        if (last !== null && ends.every((y, k) => Math.abs(y - last[k]) <= APART)) return false;
        last = ends;
        return true;
      }).slice(0, MOST_GHOSTS);
      ghosts.replaceChildren(...kept.map((theta, k) => {
        const ghost = svg("path", { d: curve(theta) });
        ghost.style.opacity = 0.2 + (0.34 * (k + 1)) / kept.length;
        return ghost;
      }));
    }

    function drawGrips(theta) {
      const reads = entry.readsAt;
      const first = grips[0]?.k === 0 ? gripsNow()[0] : reads;
      const isRead = entry.grips && first >= plot.window[0] && first <= plot.window[1] && (first === reads || state.lesson !== firstLesson);
      const bottom = plot.area[1] + plot.area[3];
      foot.setAttribute("d", isRead ? `M${plot.x(first)} ${Math.max(plot.area[1], Math.min(bottom, plot.y(height(theta, first))))}V${bottom}` : "");
      footLabel.textContent = isRead ? numerals.rounded(first, 4) : "";
      if (isRead) set(footLabel, { x: plot.x(first), y: bottom + 26 * plot.scale - 3 });
      for (const { k, handle, tag, free } of grips) {
        const x = gripAt(k, theta);
        const y = height(theta, x);
        const [at, up] = [plot.x(x), Math.min(bottom, Math.max(plot.area[1], plot.y(y)))];
        const name = gdvideo.written(state.lesson.names[free]);
        const unit = columns().y.unit;
        const told = worded(words.value, { name, value: numerals.significant(theta[free]) });
        handle.at(at, up, y, `${numerals.significant(y)}${unit && ` ${unit}`}, ${told}`, [plot.window[2], plot.window[3]]);
        const isLow = up > plot.area[1] + 40;
        set(tag, { x: Math.min(at, plot.area[0] + plot.area[2] - 34), y: up + (isLow ? -20 : 34) });
        tag.style.display = wasTaken ? "none" : "";
      }
    }

    function draw() {
      const { theta } = view;
      const isNew = state.lesson !== drawnLesson;
      if (isNew) retake();
      const wanted = windowFor(theta);
      if (isNew || wanted.some((value, k) => value !== plot.window[k])) {
        plot.hidden = entry.grips ? hiddenFor(wanted) : null;
        plot.look(wanted);
        drawRows();
      }
      drawnLesson = state.lesson;
      line.setAttribute("d", curve(theta));
      grab.setAttribute("d", grips.length ? curve(theta) : "");
      drawMisses(theta);
      drawGhosts(view.path);
      drawGrips(theta);
    }

    function retake() {
      rows = rowsNow();
      const title = ({ name, unit }) => [`${name}${unit && ` (${unit})`}`, "", ""];
      const { x, y } = columns();
      plot.titles = state.lesson === firstLesson ? null : { across: title(x), up: title(y) };
      plot.home = homeWindow();
      for (const { k, key, handle } of grips) {
        handle.node.setAttribute("aria-label", worded(words[key], { at: numerals.rounded(gripsNow()[k]) }));
      }
    }

    function hiddenFor(window) {
      const first = grips[0]?.k === 0 ? gripsNow()[0] : entry.readsAt;
      return plot.area[0] + (plot.area[2] * (first - window[0])) / (window[1] - window[0]);
    }

    // A line that has left the picture is followed by the window.
    function windowFor(theta) {
      const home = homeWindow();
      plot.home = home;
      if (!["step", "back"].includes(state.by)) return home;
      const ends = [home[0], home[1]].map((x) => [x, height(theta, x)]);
      const isLost = ends.every(([, y]) => y > home[3]) || ends.every(([, y]) => y < home[2]);
      const spread = Math.max(...ends.map(([, y]) => Math.abs(y - (home[2] + home[3]) / 2)));
      return isLost || spread > 6 * (home[3] - home[2]) ? gdvideo.following(home, ends, false) : home;
    }

    function homeWindow() {
      if (state.lesson === firstLesson) return entry.window;
      return [0, 1].flatMap((k) => {
        const values = rows.map((row) => row[k]);
        const [low, high] = [Math.min(...values), Math.max(...values)];
        const air = 0.06 * (high - low || Math.abs(low) || 1);
        return [low - air, high + air];
      });
    }

    return gdvideo.placed(plot, view, draw, () => { plot.hidden = null; drawnLesson = null; });
  };
})((globalThis.gdvideo ??= {}));
