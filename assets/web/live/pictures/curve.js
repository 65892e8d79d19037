// The error over one parameter: its curve, the point on it, its tangent, and the way of the steps.
(function (gdvideo) {
  "use strict";

  const { svg, set, worded } = gdvideo;

  const SAMPLES = 161;
  const STEP = 0.01;
  const [REACH, TANGENT] = [1e3, 90];
  const MOST_SEEN = 500;
  const LEVEL = 0.3;
  const [ASIDE, LETTER, ABOVE] = [22, 18, 12];

  gdvideo.pictures ??= {};
  gdvideo.pictures.curve = function (drawing, entry, view, { words, numerals }) {
    const { state } = view;
    const [i] = entry.parameters;
    const plot = gdvideo.plot(drawing, entry, numerals);
    const stroke = (name) => svg("path", { class: name });
    const [curve, drop, tangent] = ["live-curve", "live-drop", "live-tangent"].map(stroke);
    const best = svg("circle", { class: "live-best", r: 12 });
    const trail = gdvideo.trail();
    const [slopeWords, stepWords] = ["live-slope", "live-step"].map((name) => svg("text", { class: name }));
    plot.inside.append(curve, drop, trail.node, tangent);
    const fog = entry.fog === true ? gdvideo.fog(words) : null;
    const lights = entry.lights === true ? gdvideo.lights(state, i, { words, numerals }) : null;
    if (lights) plot.inside.append(lights.node);
    plot.over.append(best, ...(lights ? [lights.told] : []), ...(fog ? [fog.node] : []), slopeWords, stepWords);
    const name = () => gdvideo.written(state.lesson.names[i]);
    drawing.setAttribute("aria-label", worded(words.curve, { names: name() }));

    const put = (value) => {
      const theta = [...state.theta];
      theta[i] = value;
      state.setTheta(theta);
    };
    const handle = gdvideo.handle(drawing, {
      name: words["point-on-curve"],
      move: (x) => put(plot.valueAcross(Math.min(plot.area[0] + plot.area[2], Math.max(plot.area[0], x)))),
      nudge: (across, up) => put(state.theta[i] + (across + up) * STEP * (plot.window[1] - plot.window[0])),
    });
    plot.over.append(handle.node);

    const firstLesson = state.lesson;
    let drawn = null;

    function error(value, around = state.theta) {
      const theta = [...around];
      theta[i] = value;
      return state.lesson.error(theta);
    }

    const capped = (value) => Math.min(value, plot.window[3] + REACH * (plot.window[3] - plot.window[2]));
    const place = (value, height) => [plot.x(value), plot.y(capped(height))];

    function drawCurve() {
      const [low, high] = plot.window;
      const points = Array.from({ length: SAMPLES }, (_, k) => low + ((high - low) * k) / (SAMPLES - 1))
        .map((value) => place(value, error(value)));
      curve.setAttribute("d", gdvideo.pathOf(points, false));
      const known = state.lesson.best?.[i];
      const isSeen = known !== undefined && plot.holds(known, error(known));
      best.style.display = isSeen ? "" : "none";
      if (!isSeen) return;
      const [cx, cy] = place(known, error(known));
      set(best, { cx, cy });
    }

    function homeWindow() {
      const { lesson } = state;
      if (lesson === firstLesson) return entry.window;
      const goal = (lesson.best ?? lesson.start)[i];
      const half = 1.6 * (Math.abs(lesson.start[i] - goal) || 1);
      const [at, top] = [lesson.bestError ?? 0, Math.max(error(goal - half), error(goal + half))];
      return [goal - half, goal + half, Math.min(0, at), 1.1 * top];
    }

    function windowFor() {
      const home = homeWindow();
      plot.home = home;
      const isWalk = ["step", "back"].includes(state.by);
      const recent = isWalk ? state.path.map((theta, k) => [theta[i], state.errors[k]]).slice(-3) : [];
      const [low, high, under, upper] = gdvideo.following(home, recent, false);
      return [low, high, home[2] * ((upper - under) / (home[3] - home[2])), upper];
    }

    function drawTangent(value, height) {
      if (entry.tangent !== true) return;
      const slope = state.lesson.gradient(view.theta)[i];
      const way = [plot.x(1) - plot.x(0), slope * (plot.y(1) - plot.y(0))];
      const length = Math.hypot(...way) || 1;
      const [dx, dy] = way.map((part) => (TANGENT * plot.scale * part) / length);
      const [x, y] = place(value, height);
      tangent.setAttribute("d", Number.isFinite(dy) ? `M${x - dx} ${y - dy}L${x + dx} ${y + dy}` : "");
      const isSeen = plot.holds(value, height);
      slopeWords.style.display = isSeen ? "" : "none";
      slopeWords.textContent = worded(words.steepness, { value: numerals.significant(slope) });
      const [left, top, width] = plot.area;
      const long = slopeWords.getComputedTextLength();
      const isLevel = Math.abs(way[1]) < LEVEL * Math.abs(way[0]);
      const beside = isLevel ? -long / 2 : slope < 0 ? ASIDE : -ASIDE - long;
      const begin = Math.min(left + width - 4 - long, Math.max(left + 4, x + beside));
      const ends = [0, 0.5, 1].map((share) => begin + share * long);
      const curveTop = Math.min(...ends.map((at) => plot.y(error(plot.valueAcross(at)))));
      const up = Math.min(y - (isLevel ? 40 : LETTER), curveTop - 8);
      // Where the curve leaves no room, above it all.
      set(slopeWords, up < top + LETTER ? { x: left + width - long, y: top - ABOVE } : { x: begin, y: up });
    }

    function draw() {
      const wanted = windowFor();
      const others = state.theta.map((value, k) => (k === i ? 0 : value)).join();
      const key = [wanted, others, plot.size].join("|");
      if (drawn?.key !== key || drawn.lesson !== state.lesson) {
        plot.titles = state.lesson === firstLesson ? null : { across: gdvideo.untold(entry.across.words) };
        plot.look(wanted);
        drawCurve();
        drawn = { key, lesson: state.lesson };
      }
      const value = view.theta[i];
      const height = error(value, view.theta);
      const here = view.grown === 1 && view.theta === state.theta ? place(value, height) : between(value, height);
      const heights = state.errors;
      const shown = view.path.map((theta, k) => place(theta[i], heights[k])).slice(-MOST_SEEN);
      const ahead = view.ahead && place(view.ahead[i], heights.at(-1));
      trail.draw(shown, view, here, ahead, gdvideo.hasFallen(state), plot.scale);
      drop.setAttribute("d", `M${here[0]} ${here[1]}V${plot.area[1] + plot.area[3]}`);
      const told = [worded(words.value, { name: name(), value: numerals.significant(value) }),
        worded(words["error-value"], { value: numerals.significant(state.error) })].join(", ");
      handle.show(plot.holds(value, Math.min(height, plot.window[3])) && height <= plot.window[3]);
      handle.at(...here, value, told, plot.window);
      fog?.at(here, plot.scale);
      const [left, top, width] = plot.area;
      lights?.draw(place, [left + width, top - ABOVE]);
      drawTangent(value, height);
      drawWords(here);
    }

    // On the way of a step the point is on the straight line from one height to the next.
    function between(value, height) {
      const [from, to] = [view.path.at(-1), view.ahead];
      if (!to || to[i] === from[i]) return place(value, height);
      const share = (value - from[i]) / (to[i] - from[i]);
      const [low, high] = state.errors.slice(-2);
      return place(value, low + share * (high - low));
    }

    function drawWords([x, y]) {
      const isWalk = state.step > 0 && view.grown === 1 && entry.tangent !== true;
      stepWords.style.display = isWalk ? "" : "none";
      const isGood = gdvideo.hasFallen(state);
      const mark = isGood === null ? "" : isGood ? " ↓" : " ↑";
      stepWords.textContent = worded(words["step-number"], { number: numerals.counted(state.step) }) + mark;
      stepWords.classList.toggle("is-bad", isGood === false);
      const [left, top, width] = plot.area;
      const isRight = x + 120 < left + width;
      set(stepWords, { x: x + (isRight ? 18 : -18), y: Math.max(top + 18, y - 16), "text-anchor": isRight ? "start" : "end" });
    }

    return { ...gdvideo.placed(plot, view, draw, () => { drawn = null; }), button: fog?.button };
  };
})((globalThis.gdvideo ??= {}));
