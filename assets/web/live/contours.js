// Where E is at most so high: ellipses of a bowl, or cell by cell of a grid for any other error.
(function (gdvideo) {
  "use strict";

  const AROUND = 180;
  const FAR = 6;
  const CELLS = { least: 24, most: 90, work: 1.5e6 };

  const path = (points, isClosed = true) =>
    points.length === 0 ? "" : `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}${isClosed ? "Z" : ""}`;

  // Eigenvalues, the larger first, and eigenvectors of a symmetric matrix of two rows.
  function axesOf([[a, b], [, d]]) {
    const [mean, spread] = [(a + d) / 2, Math.hypot((a - d) / 2, b)];
    const angle = Math.atan2(2 * b, a - d) / 2;
    const way = [Math.cos(angle), Math.sin(angle)];
    return { values: [mean + spread, Math.max(mean - spread, 0)], ways: [way, [-way[1], way[0]]] };
  }

  // Points around where ½ dᵀ H d is `height`, d from the middle; of a valley that leads far out of
  // sight, as far as `reach`.
  function outline(hessian, middle, height, reach) {
    const { values, ways } = axesOf(hessian);
    const [short, long] = values.map((value) => (value > 0 ? Math.sqrt((2 * height) / value) : Infinity));
    const at = (u, v) => middle.map((value, k) => value + u * ways[0][k] + v * ways[1][k]);
    if (long <= FAR * reach) {
      return Array.from({ length: AROUND }, (_, k) => (2 * Math.PI * k) / AROUND)
        .map((angle) => at(short * Math.cos(angle), long * Math.sin(angle)));
    }
    const along = Array.from({ length: AROUND }, (_, k) => reach * ((2 * k) / (AROUND - 1) - 1));
    const wide = (v) => Math.min(short * Math.sqrt(Math.max(0, 1 - (v / long) ** 2)), 4 * reach);
    return [...along.map((v) => at(wide(v), v)), ...along.reverse().map((v) => at(-wide(v), v))];
  }

  // The levels' areas as paths on the screen, and their edges. `error` takes the two parameters.
  gdvideo.contours = function ({ error, bowl, levels, plot, cost }) {
    return bowl === null ? ofGrid(error, levels, plot, cost) : ofBowl(bowl, levels, plot);
  };

  function ofBowl({ hessian, minimum, lowest }, levels, plot) {
    const [low, high, under, upper] = plot.window;
    const corners = [low, high].flatMap((x) => [under, upper].map((y) => Math.hypot(x - minimum[0], y - minimum[1])));
    const reach = 1.05 * Math.max(...corners);
    return levels.map((level) => {
      if (!(level > lowest)) return { area: "", edge: "" };
      const points = outline(hessian, minimum, level - lowest, reach).map(([x, y]) => [plot.x(x), plot.y(y)]);
      const area = path(points);
      return { area, edge: area };
    });
  }

  function ofGrid(error, levels, plot, cost) {
    const size = Math.round(Math.min(CELLS.most, Math.max(CELLS.least, Math.sqrt(CELLS.work / cost))));
    const [left, top, width, height] = plot.area;
    const most = levels.at(-1) * 4 + 1;
    const rows = Array.from({ length: size + 1 }, (_, j) => Array.from({ length: size + 1 }, (_, i) => {
      const [x, y] = [left + (width * i) / size, top + (height * j) / size];
      const value = error(plot.valueAcross(x), plot.valueUp(y));
      return [x, y, Number.isFinite(value) ? Math.min(value, most) : most];
    }));
    return levels.map((level) => {
      const [areas, edges] = [[], []];
      for (let j = 0; j < size; j++) {
        for (let i = 0; i < size; i++) {
          const cell = [rows[j][i], rows[j][i + 1], rows[j + 1][i + 1], rows[j + 1][i]];
          const { inside, crossed } = below(cell, level);
          if (inside.length > 2) areas.push(path(inside));
          if (crossed.length === 2) edges.push(path(crossed, false));
        }
      }
      return { area: areas.join(""), edge: edges.join(""), isRough: true };
    });
  }

  // The part of a cell that is at most so high, and where its edge crosses that height.
  function below(cell, level) {
    const [inside, crossed] = [[], []];
    cell.forEach((corner, k) => {
      const next = cell[(k + 1) % cell.length];
      if (corner[2] <= level) inside.push(corner);
      if (corner[2] <= level === next[2] <= level) return;
      const share = (level - corner[2]) / (next[2] - corner[2]);
      const point = [0, 1].map((axis) => corner[axis] + share * (next[axis] - corner[axis]));
      inside.push(point);
      crossed.push(point);
    });
    return { inside, crossed };
  }

  gdvideo.pathOf = path;
})((globalThis.gdvideo ??= {}));
