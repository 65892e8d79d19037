// The axes of a landscape: along the floor's two nearest edges, and an upright one at their left end.
(function (gdvideo) {
  "use strict";

  const OUT = 0.08;
  const [TICK, AIR, NAME] = [6, 6, 17];
  const [SHORT, LONG] = [36, 54];
  const [ALONG, UPWARDS] = [4, 3];

  const seenOf = ([from, to]) => Math.min(1, Math.max(0, (Math.hypot(to[0] - from[0], to[1] - from[1]) - SHORT) / (LONG - SHORT)));

  // `words`: of both parameters and of E. Lengths of letters are `size` pixels.
  gdvideo.terrainAxes = function (pen, ground, eye, { height, level }, { words, numerals, colour, size, family }) {
    const far = ground.extent.map((length) => length + OUT);
    const corner = [0, 1].map((k) => -(Math.sign(eye.ahead[k]) || 1) * far[k]);
    const wanted = size < 15 ? ALONG - 1 : ALONG;
    for (const k of [0, 1]) along(k);
    up();

    function text(label, [x, y], outward, air) {
      const { width } = pen.measureText(label);
      const half = Math.abs(outward[0]) * (width / 2) + Math.abs(outward[1]) * 0.4 * size;
      const [u, v] = [x + outward[0] * (air + half), y + outward[1] * (air + half)];
      pen.fillText(label, u - width / 2, v + 0.33 * size);
      return air + 2 * half;
    }

    // Words with a symbol in them; returns their width.
    function named([before, symbol], [x, y], measureOnly = false) {
      const [plain, slanted] = [`${NAME * (size / 16)}px ${family}`, `italic ${NAME * (size / 16)}px ${MATH}`];
      pen.font = plain;
      const first = pen.measureText(before).width;
      if (!measureOnly) pen.fillText(before, x, y);
      pen.font = slanted;
      const letters = gdvideo.written(symbol);
      const whole = first + pen.measureText(letters).width;
      if (!measureOnly) pen.fillText(letters, x + first, y);
      pen.font = `${size}px ${family}`;
      return whole;
    }

    function begin(share) {
      pen.globalAlpha = share;
      [pen.strokeStyle, pen.fillStyle, pen.lineWidth] = [colour, colour, 1.5];
      pen.font = `${size}px ${family}`;
    }

    function line(from, to) {
      pen.beginPath();
      pen.moveTo(...from);
      pen.lineTo(...to);
      pen.stroke();
    }

    function along(k) {
      const other = 1 - k;
      const point = (value) => {
        const found = [0, 0, 0];
        [found[k], found[other]] = [value, corner[other]];
        return eye.at(found);
      };
      const ends = [point(-far[k]), point(far[k])];
      begin(seenOf(ends));
      line(...ends);
      const [here, there] = [[0, 0, 0], [0, 0, 0]];
      there[other] = Math.sign(corner[other]);
      const [from, to] = [eye.at(here), eye.at(there)];
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      const outward = length > TICK ? [(to[0] - from[0]) / length, (to[1] - from[1]) / length] : [0, 1];
      const [low, high] = [-far[k], far[k]].map((value) => ground.middle[k] + value * ground.reach[k]);
      let reached = 0;
      for (const [value, label] of gdvideo.ticks(low, high, wanted, numerals)) {
        const at = point((value - ground.middle[k]) / ground.reach[k]);
        line(at, [at[0] + TICK * outward[0], at[1] + TICK * outward[1]]);
        reached = Math.max(reached, text(label, at, outward, TICK + AIR));
      }
      const middle = [0, 1].map((axis) => (ends[0][axis] + ends[1][axis]) / 2);
      const width = named(words[k], [0, 0], true);
      const half = Math.abs(outward[0]) * (width / 2) + Math.abs(outward[1]) * 0.4 * NAME;
      const away = reached + AIR + half;
      named(words[k], [Math.max(6, middle[0] + outward[0] * away - width / 2), middle[1] + outward[1] * away + 0.33 * NAME]);
      pen.globalAlpha = 1;
    }

    function up() {
      const feet = [[-corner[0], corner[1]], [corner[0], -corner[1]]];
      const foot = feet.reduce((left, other) => (eye.at([...other, 0])[0] < eye.at([...left, 0])[0] ? other : left));
      const point = (z) => eye.at([...foot, z]);
      const ends = [point(level), point(height(1))];
      const [low, high] = ground.heights;
      const found = gdvideo.ticks(low, high, UPWARDS, numerals);
      const every = (step) => found.filter((_, k) => (found.length - 1 - k) % step === 0);
      const placed = (few) => few.map(([value]) => point(height(ground.share(value))));
      const isTight = ([first, second]) => second !== undefined && Math.abs(first[1] - second[1]) < size;
      const few = [1, 2].map(every).find((some) => some.length < 3 && !isTight(placed(some))) ?? every(found.length);
      const places = placed(few);
      // Errors are told from 0 where that is above the floor, and apart from the other labels.
      if (level > 0 && places.length > 0 && !isTight([places[0], ends[0]])) {
        few.unshift([0, "0"]);
        places.unshift(ends[0]);
      }
      begin(seenOf(ends));
      line(...ends);
      few.forEach(([, label], k) => {
        line(places[k], [places[k][0] - TICK, places[k][1]]);
        text(label, places[k], [-1, 0], TICK + AIR);
      });
      const width = named(words[2], [0, 0], true);
      named(words[2], [Math.max(6, ends[1][0] - Math.min(width, 60)), ends[1][1] - 18]);
      pen.globalAlpha = 1;
    }
  };

  const MATH = '"New Computer Modern Math", "Latin Modern Math", "STIX Two Math", Georgia, serif';
})((globalThis.gdvideo ??= {}));
