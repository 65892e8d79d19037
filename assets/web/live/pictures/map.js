// The error as a map over two parameters: bands, the way that was walked, the point to be dragged.
(function (gdvideo) {
  "use strict";

  const { svg, set, worded } = gdvideo;

  const STEP = 0.01;
  const MOST_SEEN = 2000;
  const DEPTH = 800;
  const ROOM = 1.4;
  const [CLOSE, WORDS] = [70, 110];

  gdvideo.pictures ??= {};
  gdvideo.pictures.map = function (drawing, entry, view, { words, numerals }) {
    const { state } = view;
    const [i, j] = entry.parameters;
    const plot = gdvideo.plot(drawing, entry, numerals);
    const isFair = gdvideo.isFair(entry);
    const floor = svg("rect", { class: "live-floor" });
    const bands = svg("g", { class: "live-bands" });
    const best = svg("circle", { class: "live-best", r: 9 });
    const bestWords = svg("text", { class: "live-best-words", "text-anchor": "middle" }, words.best);
    const trail = gdvideo.trail();
    const startWords = svg("text", { class: "live-start", "text-anchor": "middle" }, words.start);
    const stepWords = svg("text", { class: "live-step" });
    plot.ground.append(floor, bands);
    plot.inside.append(best, bestWords, trail.node, startWords, stepWords);
    const names = () => [i, j].map((k) => gdvideo.written(state.lesson.names[k]));
    drawing.setAttribute("aria-label", worded(words.map, { names: names().join(", ") }));

    const put = (across, up) => {
      const theta = [...state.theta];
      [theta[i], theta[j]] = [across, up];
      state.setTheta(theta);
    };
    const handle = gdvideo.handle(drawing, {
      name: words.point,
      move: (x, y) => {
        const [left, top, width, height] = plot.area;
        const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
        put(plot.valueAcross(clamp(x, left, left + width)), plot.valueUp(clamp(y, top, top + height)));
      },
      nudge: (across, up) => put(
        state.theta[i] + across * STEP * (plot.window[1] - plot.window[0]),
        state.theta[j] + up * STEP * (plot.window[3] - plot.window[2]),
      ),
    });
    plot.over.append(handle.node);
    floor.parentNode.addEventListener("click", (event) => {
      const at = gdvideo.whereIs(drawing, event);
      put(plot.valueAcross(at.x), plot.valueUp(at.y));
    });

    const firstLesson = state.lesson;
    let drawnLesson = null;
    const place = (theta) => [plot.x(theta[i]), plot.y(theta[j])];

    // Levels and how light each is: those of the film, or by the same rule for other data.
    function scale() {
      const { lesson } = state;
      if (lesson === firstLesson) return entry.levels.map((level, k) => [level, entry.tints[k]]);
      const base = lesson.bestError ?? 0;
      const height = lesson.error(lesson.start) - base || 1;
      const [low, top] = [height / DEPTH, 2.5 * height];
      const found = [];
      for (let power = Math.floor(Math.log10(low)); power <= Math.log10(top); power++) {
        for (const level of [Number(`1e${power}`), Number(`3e${power}`)]) {
          if (level < low || level > top) continue;
          found.push([base + level, 1 - Math.log(level / low) / Math.log(top / low)]);
        }
      }
      return found;
    }

    function drawBands() {
      const { lesson } = state;
      const around = lesson.best ?? state.theta;
      const error = (across, up) => {
        const theta = [...around];
        [theta[i], theta[j]] = [across, up];
        return lesson.error(theta);
      };
      const bowl = lesson.isBowl && lesson.best !== null ? {
        hessian: [i, j].map((a) => [i, j].map((b) => lesson.bowl.hessian[a][b])),
        minimum: [i, j].map((k) => around[k]),
        lowest: lesson.error(around),
      } : null;
      const levels = scale().reverse();
      const found = gdvideo.contours({ error, bowl, levels: levels.map(([level]) => level), plot,
        cost: lesson.rows.x.length });
      bands.replaceChildren(...found.flatMap(({ area, edge, isRough }, k) => {
        const band = svg("path", { d: area, class: isRough ? "is-rough" : "" });
        band.style.setProperty("--tint", `color-mix(in srgb, var(--low) ${(100 * levels[k][1]).toFixed(2)}%, var(--high))`);
        return [band, svg("path", { d: edge, class: "edge" })];
      }));
      const [left, top, width, height] = plot.area;
      set(floor, { x: left, y: top, width, height });
    }

    function drawBest() {
      const { best: known } = state.lesson;
      const isSeen = known !== null && plot.holds(known[i], known[j]);
      best.style.display = bestWords.style.display = isSeen ? "" : "none";
      if (!isSeen) return;
      const [x, y] = place(known);
      set(best, { cx: x, cy: y });
      const [, top, , height] = plot.area;
      const isLow = y + 34 < top + height;
      set(bestWords, { x: Math.max(x, plot.area[0] + 34), y: isLow ? y + 28 * Math.max(plot.scale, 0.8) : y - 18 });
    }

    function drawWords(isGood) {
      const [left, top, width, height] = plot.area;
      const [x0, y0] = place(state.path[0]);
      const isWalk = state.step > 0;
      const isSeen = plot.holds(state.path[0][i], state.path[0][j]);
      const [x, y] = place(view.theta);
      const isApart = Math.hypot(x - x0, y - y0) > CLOSE;
      startWords.style.display = isWalk && isSeen && isApart ? "" : "none";
      set(startWords, { x: Math.min(Math.max(x0, left + 26), left + width - 26), y: y0 - 14 < top + 8 ? y0 + 26 : y0 - 14 });
      stepWords.style.display = isWalk && view.grown === 1 ? "" : "none";
      const [from] = place(state.path.at(-2) ?? state.path[0]);
      const isRight = (x >= from || x - WORDS < left) && x + WORDS < left + width;
      const mark = isGood === null ? "" : isGood ? " ↓" : " ↑";
      stepWords.textContent = worded(words["step-number"], { number: numerals.counted(state.step) }) + mark;
      stepWords.classList.toggle("is-bad", isGood === false);
      set(stepWords, { x: x + (isRight ? 20 : -20), "text-anchor": isRight ? "start" : "end",
        y: Math.min(top + height - 10, Math.max(top + 18, y + 6)) });
    }

    function homeWindow() {
      const { lesson } = state;
      if (lesson === firstLesson) return plot.home;
      const goal = lesson.best ?? lesson.start;
      const ends = [i, j].map((k) => [lesson.start[k], goal[k]]);
      const most = Math.max(...ends.map(([a, b]) => Math.abs(a - b))) || 1;
      const around = ends.flatMap(([a, b]) => {
        const half = ROOM * Math.max(Math.abs(a - b), 0.4 * most) / 1.4;
        return [(a + b) / 2 - half, (a + b) / 2 + half];
      });
      return around;
    }

    // A descent that leaves the picture is followed by the window; a hand is not.
    function windowFor() {
      const home = homeWindow();
      const followed = ["step", "back"].includes(state.by);
      const last = followed ? [...state.path.slice(-3), view.theta].map((theta) => [theta[i], theta[j]]) : [];
      return gdvideo.following(home, last, isFair);
    }

    function draw() {
      const wanted = windowFor();
      if (drawnLesson !== state.lesson || wanted.some((value, k) => value !== plot.window[k])) {
        plot.titles = state.lesson === firstLesson ? null
          : { across: gdvideo.untold(entry.across.words), up: gdvideo.untold(entry.up.words) };
        plot.look(wanted);
        drawBands();
        drawBest();
        drawnLesson = state.lesson;
      }
      const isGood = gdvideo.hasFallen(state);
      const shown = view.path.slice(-MOST_SEEN).map(place);
      trail.draw(shown, view, place(view.theta), view.ahead && place(view.ahead), isGood, plot.scale);
      const [x, y] = place(view.theta);
      handle.show(plot.holds(view.theta[i], view.theta[j]));
      const told = [i, j].map((k, n) => worded(words.value, { name: names()[n], value: numerals.significant(view.theta[k]) }));
      told.push(worded(words["error-value"], { value: numerals.significant(state.error) }));
      handle.at(x, y, view.theta[i], told.join(", "), plot.window);
      drawWords(isGood);
    }

    return gdvideo.placed(plot, view, draw, () => { drawnLesson = null; });
  };
})((globalThis.gdvideo ??= {}));
