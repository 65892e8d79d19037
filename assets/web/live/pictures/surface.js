// The error as a landscape over its map: turned by dragging or by arrow keys, the point taken on the map.
(function (gdvideo) {
  "use strict";

  const { worded } = gdvideo;

  const DEGREE = Math.PI / 180;
  const [TURN, TILT, LARGER] = [5 * DEGREE, 3 * DEGREE, 4];
  const ELEVATIONS = [8 * DEGREE, 90 * DEGREE];
  const PER_PIXEL = 0.45 * DEGREE;
  const REACH = 22;
  const [MOST_SEEN, MOST_DOTS] = [1000, 120];
  const BARE = 240;
  // How much is seen of the point through nearer ground.
  const HIDDEN = 0.4;
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

  gdvideo.pictures ??= {};
  gdvideo.pictures.surface = function (canvas, entry, view, { words, numerals }) {
    const { state } = view;
    const [i, j] = entry.parameters;
    const firstLesson = state.lesson;
    const pen = canvas.getContext("2d");
    const seen = { ...entry.view };
    let [ground, drawnLesson, laid, eye] = [null, null, null, null];
    let wasTurned = false;
    const height = (share) => entry.gap + entry.relief * Math.min(share, 1);
    const names = () => [i, j].map((k) => gdvideo.written(state.lesson.names[k]));
    for (const [name, value] of Object.entries({ role: "slider", "aria-valuemin": 0, "aria-valuemax": 359,
      "aria-label": worded(words.surface, { names: names().join(", ") }) })) canvas.setAttribute(name, value);

    function error(across, up) {
      const theta = [...(state.lesson.best ?? state.theta)];
      [theta[i], theta[j]] = [across, up];
      return state.lesson.error(theta);
    }

    const placeOf = (theta) => ground.place(theta[i], theta[j]);

    // The eye's picture in the middle of where it is in the film, as large as there.
    function look() {
      const { unit, middle } = laid;
      const plain = gdvideo.eye(seen, unit, [0, 0]);
      const far = ground.extent.map((length) => length + 0.08);
      const corners = [-1, 1].flatMap((x) => [-1, 1].map((y) => [x * far[0], y * far[1], 0]));
      const rim = ground.rim.map(([x, y]) => [x, y, height(1)]);
      const places = [...corners, ...rim].map(plain.at);
      const [low, high] = [Math.min, Math.max].map((pick) => [0, 1].map((k) => pick(...places.map((place) => place[k]))));
      laid.home ??= [0, 1].map((k) => laid.centre[k] - (middle[k] - (low[k] + high[k]) / 2));
      return gdvideo.eye(seen, unit, [0, 1].map((k) => middle[k] - (low[k] + high[k]) / 2 + laid.home[k]));
    }

    function draw() {
      if (laid === null) return;
      if (drawnLesson !== state.lesson) {
        const given = state.lesson === firstLesson ? entry : null;
        ground = gdvideo.ground({ given, lesson: state.lesson, parameters: [i, j], error });
        drawnLesson = state.lesson;
      }
      const { width, tall, size } = laid;
      const dense = globalThis.devicePixelRatio || 1;
      [canvas.width, canvas.height] = [Math.round(width * dense), Math.round(tall * dense)];
      pen.setTransform(dense, 0, 0, dense, 0, 0);
      pen.clearRect(0, 0, width, tall);
      eye = look();
      const colours = gdvideo.terrainColours(canvas);
      const level = Math.max(0, entry.gap - entry.relief * (ground.heights[0] / (ground.heights[1] - ground.heights[0] || 1)));
      if (!laid.isBare) {
        gdvideo.terrainAxes(pen, ground, eye, { height, level }, { words: entry.words, numerals, size,
          colour: colours.role("muted"), family: getComputedStyle(canvas).fontFamily });
      }
      drawGround(colours, [width, tall]);
      if (laid.hints && !wasTurned) hint(colours);
      say();
    }

    function hint(colours) {
      [pen.fillStyle, pen.font, pen.textAlign] = [colours.role("muted"), `${laid.size}px ${getComputedStyle(canvas).fontFamily}`, "right"];
      pen.fillText(words.turn, laid.width - 16, laid.tall - 16);
      pen.textAlign = "left";
    }

    function drawGround(colours, frame) {
      const terrain = gdvideo.terrain(pen, ground, eye, { height, relief: entry.relief }, colours, frame);
      const isGood = gdvideo.hasFallen(state);
      terrain.floor();
      terrain.rings(true, colours.role("contour"));
      terrain.surface();
      terrain.outline();
      terrain.rings(false, colours.role("contour", 0.8));
      const place = placeOf(view.theta);
      if (ground.holds(place) && ground.shareAt(place) <= 1) terrain.drop(place, colours.role("muted"));
      for (const isFlat of [true, false]) {
        drawBest(terrain, isFlat, colours);
        drawWay(terrain, isFlat, colours, isGood);
        drawPoint(terrain, isFlat, colours);
      }
    }

    function drawBest(terrain, isFlat, colours) {
      if (state.lesson.best === null) return;
      const at = terrain.spot(placeOf(state.lesson.best), isFlat);
      if (at) terrain.disc(at, isFlat ? 8 : 11, { ring: colours.role("best") });
    }

    // The way and its dots; the last step in the colour of what E did, dashed where it rose.
    function drawWay(terrain, isFlat, colours, isGood) {
      const left = view.path.slice(-MOST_SEEN).map(placeOf);
      const here = placeOf(view.theta);
      const isMoving = here.some((value, k) => value !== left.at(-1)[k]);
      const way = isMoving ? [...left, here] : left;
      const [line, step] = [isFlat ? 2.5 : 3.4, colours.role("step")];
      const isBad = isGood === false;
      terrain.line(isBad ? way.slice(0, -1) : way, isFlat, step, line);
      if (isBad) terrain.line(way.slice(-2), isFlat, colours.role("slope"), line, [7, 6]);
      if (view.grown < 1 && view.ahead) {
        const ahead = placeOf(view.ahead).map((value, k) => left.at(-1)[k] + view.grown * (value - left.at(-1)[k]));
        terrain.line([left.at(-1), ahead], isFlat, colours.role(isBad ? "slope" : "step"), line, isBad ? [7, 6] : []);
      }
      if (left.length < 2 && !isMoving) return;
      for (const place of left.slice(0, MOST_DOTS)) {
        const at = terrain.spot(place, isFlat);
        if (at) terrain.disc(at, isFlat ? 3.2 : 4.6, { fill: step });
      }
    }

    // The point on the ground, and under it on the map a ring to drag.
    function drawPoint(terrain, isFlat, colours) {
      const place = placeOf(view.theta);
      const seen = terrain.spot(place, false);
      const at = isFlat ? eye.at([...place, 0]) : seen ?? terrain.behind(place);
      if (at === null) return;
      if (isFlat) terrain.disc(at, laid.isBare ? 6 : 9, { fill: colours.role("panel"), ring: colours.role("model"), width: 3.5 });
      else terrain.disc(at, 9, { fill: colours.role("model", seen ? 1 : HIDDEN) });
    }

    function say() {
      const around = Math.round((((seen.azimuth / DEGREE) % 360) + 360) % 360);
      const told = [worded(words.turned, { around: numerals.counted(around), above: numerals.counted(Math.round(seen.elevation / DEGREE)) }),
        ...[i, j].map((k, n) => worded(words.value, { name: names()[n], value: numerals.significant(view.theta[k]) })),
        worded(words["error-value"], { value: numerals.significant(state.error) })];
      gdvideo.set(canvas, { "aria-valuenow": around, "aria-valuetext": told.join(", ") });
    }

    function turn(azimuth, elevation) {
      wasTurned = true;
      seen.azimuth += azimuth;
      seen.elevation = Math.min(ELEVATIONS[1], Math.max(ELEVATIONS[0], seen.elevation + elevation));
      draw();
    }

    canvas.addEventListener("keydown", (event) => {
      const way = WAYS[event.key];
      if (way === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      const times = event.shiftKey ? LARGER : 1;
      turn(way[0] * TURN * times, way[1] * TILT * times);
      event.preventDefault();
    });

    const where = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const knob = () => eye.at([...placeOf(state.theta), 0]);
    const isNear = ([x, y]) => eye !== null && Math.hypot(x - knob()[0], y - knob()[1]) <= REACH;
    let held = null;
    // A finger on the point moves that, not the page.
    canvas.addEventListener("touchstart", (event) => { if (isNear(where(event.touches[0]))) event.preventDefault(); },
      { passive: false });
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const at = where(event);
      held = isNear(at) ? { offset: knob().map((value, k) => value - at[k]) } : { last: at };
      canvas.setPointerCapture(event.pointerId);
      canvas.focus({ preventScroll: true });
      canvas.classList.add("is-held");
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", (event) => {
      const at = where(event);
      canvas.classList.toggle("is-near", held === null && isNear(at));
      if (held === null) return;
      if (held.last) {
        const [dx, dy] = at.map((value, k) => value - held.last[k]);
        held.last = at;
        turn(dx * PER_PIXEL, dy * PER_PIXEL);
        return;
      }
      const place = eye.floorAt(at.map((value, k) => value + held.offset[k]));
      if (!ground.holds(place)) return;
      const theta = [...state.theta];
      [theta[i], theta[j]] = ground.parameters(place);
      state.setTheta(theta);
    });
    for (const name of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(name, () => {
        held = null;
        canvas.classList.remove("is-held");
      });
    }

    // Another theme is other colours.
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    new MutationObserver(draw).observe(document.documentElement, { attributes: true });
    view.subscribe(draw);
    return {
      eye: () => eye,
      ground: () => ground,
      // In a box of so many pixels, or in a frame that is so many times as large as the film's.
      place(width, tall) {
        const [left, top, wide, high] = entry.panel;
        const scale = tall === undefined ? width : Math.min(width / wide, tall / high);
        const box = tall === undefined ? [wide * scale, high * scale] : [width, tall];
        const aside = [(box[0] - wide * scale) / 2, (box[1] - high * scale) / 2];
        laid = {
          width: box[0], tall: box[1], unit: entry.unit * scale, isBare: box[0] < BARE, hints: tall !== undefined && box[0] >= BARE,
          size: Math.max(13, Math.min(18, 18 * scale)),
          centre: [(entry.centre[0] - left) * scale + aside[0], (entry.centre[1] - top) * scale + aside[1]],
          middle: box.map((length) => length / 2),
        };
        draw();
      },
    };
  };
})((globalThis.gdvideo ??= {}));
