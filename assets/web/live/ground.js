// E over two parameters as ground: which part of the plane, how high, in faces and in lines of equal E.
(function (gdvideo) {
  "use strict";

  const SIZE = { bowl: 37, other: 45, fine: 97, least: 21, work: 1.5e6 };
  const RINGS = 8;
  const [ROOM, ABOVE, LONGEST] = [1.4, 2.5, 5];
  const RIM = 1 + 1e-9;
  const NEAR = 1e-3;

  // What the ground of a learner's own data is of, as gdcore/landscape/region.py chooses it.
  function chosen(lesson, [i, j]) {
    const middle = lesson.best ?? lesson.start;
    const away = [i, j].map((k) => Math.abs(lesson.start[k] - middle[k]));
    const far = Math.max(...away) || 1;
    const disc = { reach: away.map((length) => ROOM * Math.max(length, 0.2 * far)), axes: [[1, 0], [0, 1]] };
    const form = lesson.isBowl ? levelSet(lesson.bowl.hessian, [i, j], away, lesson) ?? disc : disc;
    return { ...form, strip: false, middle: [middle[i], middle[j]] };
  }

  // The inside of a line of equal error, as far along one parameter as along the other.
  function levelSet(hessian, [i, j], away, { start, best }) {
    const [first, both, second] = [hessian[i][i], hessian[i][j], hessian[j][j]];
    const tilt = both / Math.sqrt(first * second);
    if (!(1 + Math.abs(tilt) <= LONGEST ** 2 * (1 - Math.abs(tilt)))) return null;
    const [x, y] = [i, j].map((k) => start[k] - best[k]);
    const rise = (x * x * first + 2 * x * y * both + y * y * second) * ROOM ** 2 || Math.min(first, second);
    const reach = [first, second].map((curved) => Math.sqrt(rise / (curved * (1 - tilt ** 2))));
    const [u, v] = [1 - tilt, 1 + tilt].map((part) => Math.sqrt(part / 2));
    return { reach, axes: [[u, -v], [u, v]] };
  }

  // `given`: the film's picture, or null for other data; `error` takes the two parameters.
  gdvideo.ground = function ({ given, lesson, parameters, error }) {
    const { middle, reach, axes, strip } = given ?? chosen(lesson, parameters);
    const [[a, b], [c, d]] = axes;
    const area = a * d - b * c;
    const cost = lesson.isBowl ? 1 : lesson.rows.x.length;
    const affordable = Math.max(SIZE.least, Math.floor(Math.sqrt(SIZE.work / cost)));
    const odd = (size) => Math.min(size, affordable) | 1;

    const ground = {
      extent: [[a, b], [c, d]].map(([u, v]) => (strip ? Math.abs(u) + Math.abs(v) : Math.hypot(u, v))),
      middle, reach,
      place: (across, up) => [(across - middle[0]) / reach[0], (up - middle[1]) / reach[1]],
      parameters: ([x, y]) => [middle[0] + x * reach[0], middle[1] + y * reach[1]],
      holds([x, y]) {
        const [u, v] = [(d * x - b * y) / area, (a * y - c * x) / area];
        return (strip ? Math.max(Math.abs(u), Math.abs(v)) : Math.hypot(u, v)) <= RIM;
      },
      // From 0 at the lowest to 1 at the picture's top.
      share(height) {
        const found = (height - ground.heights[0]) / (ground.heights[1] - ground.heights[0] || 1);
        return Number.isNaN(found) ? Infinity : Math.max(found, 0);
      },
      shareAt: (place) => ground.share(error(...ground.parameters(place))),
      // How high and how steep it is at a place, which is looked up once.
      facts(place) {
        if (!known.has(place)) known.set(place, { share: ground.shareAt(place), slopes: slopesAt(place) });
        return known.get(place);
      },
    };
    const known = new WeakMap();
    const slopesAt = ([x, y]) => [[NEAR, 0], [0, NEAR]].map(([dx, dy]) =>
      (ground.shareAt([x + dx, y + dy]) - ground.shareAt([x - dx, y - dy])) / (2 * NEAR));
    const size = odd(lesson.isBowl ? SIZE.bowl : SIZE.other);
    const vertices = grid(size);
    const heights = vertices.map((place) => error(...ground.parameters(place)));
    ground.heights = given?.heights ?? scaleOf(heights, lesson);
    vertices.forEach((place, k) => place.push(ground.share(heights[k])));
    ground.faces = cells(vertices, size).map((face) => ({ corners: cut(face), slopes: slopesOf(face) }))
      .filter(({ corners }) => corners.length > 2);
    ground.rim = rimOf(size).map((k) => vertices[k]);
    const fine = odd(SIZE.fine);
    const looked = grid(fine);
    for (const place of looked) place.push(error(...ground.parameters(place)));
    const squares = cells(looked, fine);
    const [low, high] = ground.heights;
    const levels = given?.rings ?? Array.from({ length: RINGS }, (_, k) => low + ((k + 0.5) * (high - low)) / RINGS);
    ground.rings = levels.map((level) => squares.flatMap((square) => crossing(square, level)));
    return ground;

    // Places, row by row; the square's edge goes to the ellipse's rim (elliptical grid mapping:
    // C. Fong, Analytical Methods for Squaring the Disc, 2014, arXiv:1509.06344).
    function grid(count) {
      const side = Array.from({ length: count }, (_, k) => (2 * k + 1 - count) / (count - 1));
      return side.flatMap((v) => side.map((u) => {
        const [x, y] = strip ? [u, v] : [u * Math.sqrt(1 - (v * v) / 2), v * Math.sqrt(1 - (u * u) / 2)];
        return [a * x + b * y, c * x + d * y];
      }));
    }
  };

  function scaleOf(heights, lesson) {
    const finite = heights.filter(Number.isFinite);
    const low = finite.reduce((least, height) => Math.min(least, height), Infinity);
    const most = finite.reduce((top, height) => Math.max(top, height), -Infinity);
    if (lesson.isBowl) return [low, most];
    return [low, Math.min(most, low + ABOVE * (lesson.error(lesson.start) - low) || most)];
  }

  // Four corners each, against the clock from above.
  function cells(vertices, size) {
    const found = [];
    for (let j = 0; j + 1 < size; j++) {
      for (let i = 0; i + 1 < size; i++) {
        const k = j * size + i;
        found.push([vertices[k], vertices[k + 1], vertices[k + size + 1], vertices[k + size]]);
      }
    }
    return found;
  }

  function rimOf(size) {
    const side = Array.from({ length: size - 1 }, (_, k) => k);
    const last = size - 1;
    return [...side, ...side.map((k) => k * size + last), ...side.map((k) => last * size + last - k),
      ...side.map((k) => (last - k) * size), 0];
  }

  // What of a face is not above the picture's top (Sutherland & Hodgman).
  function cut(face) {
    return face.flatMap((corner, k) => {
      const next = face[(k + 1) % face.length];
      const kept = corner[2] <= RIM ? [corner] : [];
      if (corner[2] <= RIM === next[2] <= RIM) return kept;
      const share = Math.min(1, Math.max(0, (1 - corner[2]) / (next[2] - corner[2]) || 0));
      return [...kept, [0, 1].map((axis) => corner[axis] + share * (next[axis] - corner[axis])).concat(1)];
    });
  }

  // How much a face rises along x and y, by the normal of its diagonals.
  function slopesOf([p, q, r, s]) {
    const [u, v] = [[r, p], [s, q]].map(([to, from]) => to.map((value, k) => Math.min(value, 2) - Math.min(from[k], 2)));
    const up = Math.max(u[0] * v[1] - u[1] * v[0], 1e-12);
    return [-(u[1] * v[2] - u[2] * v[1]) / up, -(u[2] * v[0] - u[0] * v[2]) / up];
  }

  // The line at a height through a cell whose corners' third number is the height.
  function crossing(square, level) {
    const ends = [];
    square.forEach((corner, k) => {
      const next = square[(k + 1) % 4];
      if (corner[2] <= level === next[2] <= level) return;
      const share = (level - corner[2]) / (next[2] - corner[2]);
      if (!Number.isFinite(share)) return;
      ends.push([corner[0] + share * (next[0] - corner[0]), corner[1] + share * (next[1] - corner[1])]);
    });
    return ends.length === 2 ? [ends] : ends.length === 4 ? [ends.slice(0, 2), ends.slice(2)] : [];
  }
})((globalThis.gdvideo ??= {}));
