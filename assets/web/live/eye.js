// Looking at space from an angle, without perspective: where things are, and what nearer ground hides.
(function (gdvideo) {
  "use strict";

  const CELL = 2;
  const NEAR = 0.025;

  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

  // From straight above (azimuth 0, elevation a quarter turn) x is to the right and y upwards; a
  // growing azimuth walks around to the left. `unit`: pixels of a unit of space; angles are radians.
  gdvideo.eye = function ({ azimuth, elevation }, unit, centre) {
    const [level, steep] = [Math.cos(elevation), Math.sin(elevation)];
    const ahead = [Math.sin(azimuth), Math.cos(azimuth)];
    const across = [ahead[1], -ahead[0], 0];
    const up = [steep * ahead[0], steep * ahead[1], level];
    const toEye = [-level * ahead[0], -level * ahead[1], steep];
    return {
      across, up, toEye, ahead,
      at: (point) => [centre[0] + unit * dot(point, across), centre[1] - unit * dot(point, up)],
      nearness: (point) => dot(point, toEye),
      // Where on the floor, z = 0, a place of the screen is.
      floorAt([x, y]) {
        const [u, v] = [(x - centre[0]) / unit, (centre[1] - y) / unit / Math.max(steep, 0.05)];
        return [u * across[0] + v * ahead[0], u * across[1] + v * ahead[1]];
      },
    };
  };

  // How near the nearest face is, for every few pixels of a picture.
  gdvideo.depths = function (width, height) {
    const [columns, rows] = [width, height].map((length) => Math.ceil(length / CELL) + 1);
    const nearest = new Float32Array(columns * rows).fill(-Infinity);

    // Corners have x, y and nearness.
    function add(a, b, c) {
      const area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
      if (area === 0) return;
      const span = (k, count) => {
        const values = [a[k], b[k], c[k]].map((value) => value / CELL);
        return [Math.max(0, Math.ceil(Math.min(...values))), Math.min(count - 1, Math.floor(Math.max(...values)))];
      };
      const [[left, right], [top, bottom]] = [span(0, columns), span(1, rows)];
      for (let j = top; j <= bottom; j++) {
        for (let i = left; i <= right; i++) {
          const [x, y] = [i * CELL, j * CELL];
          const p = ((b[0] - x) * (c[1] - y) - (c[0] - x) * (b[1] - y)) / area;
          const q = ((c[0] - x) * (a[1] - y) - (a[0] - x) * (c[1] - y)) / area;
          if (p < 0 || q < 0 || p + q > 1) continue;
          const near = p * a[2] + q * b[2] + (1 - p - q) * c[2];
          const cell = j * columns + i;
          if (near > nearest[cell]) nearest[cell] = near;
        }
      }
    }

    return {
      add,
      // Whether nothing is nearer than a point of the screen.
      shows([x, y], near) {
        const [i, j] = [Math.round(x / CELL), Math.round(y / CELL)];
        if (i < 0 || j < 0 || i >= columns || j >= rows) return false;
        return near >= nearest[j * columns + i] - NEAR;
      },
    };
  };
})((globalThis.gdvideo ??= {}));
