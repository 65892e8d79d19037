// A quadratic bowl about its lowest point, as gdcore/error/quadratic.py has it; and its arithmetic.
(function (gdvideo) {
  "use strict";

  const dot = (u, v) => {
    let total = 0;
    for (let k = 0; k < u.length; k++) total += u[k] * v[k];
    return total;
  };
  const minus = (u, v) => u.map((value, k) => value - v[k]);
  // theta + length * way
  const moved = (theta, length, way) => theta.map((value, k) => value + length * way[k]);
  const column = (matrix, k) => matrix.map((row) => row[k]);

  gdvideo.vectors = { dot, minus, moved, column };

  // `known`: minimum, lowest, eigenvalues (ascending, 0 where the data leave a direction open),
  // eigenvectors (as columns) and hessian.
  gdvideo.bowl = function (known) {
    const size = known.minimum.length;
    const ways = known.minimum.map((_, k) => column(known.eigenvectors, k));
    const along = (vector) => ways.map((way) => dot(vector, way));
    const curved = known.eigenvalues.map((value, k) => [value, ways[k]]).filter(([value]) => value > 0);
    const curvature = (way) => along(way).reduce((total, part, k) => total + part ** 2 * known.eigenvalues[k], 0);
    return {
      ...known,
      rank: curved.length,
      curvature,
      error: (theta) => known.lowest + 0.5 * curvature(minus(theta, known.minimum)),
      gradient(theta) {
        const away = minus(theta, known.minimum);
        return known.hessian.map((_, k) => dot(away, column(known.hessian, k)));
      },
      // Where descent at a fixed rate is after so many steps: each keeps 1 − r λ of the distance.
      leap(theta, rate, steps) {
        const away = along(minus(theta, known.minimum));
        return ways.reduce((point, way, k) => {
          const product = rate * known.eigenvalues[k];
          const sign = product > 1 && steps % 2 === 1 ? -1 : 1;
          const kept = product < 1 ? Math.exp(steps * Math.log1p(-product)) : sign * (product - 1) ** steps;
          return moved(point, kept * away[k], way);
        }, [...known.minimum]);
      },
      // Newton's step: to the lowest point, along all directions that are not flat.
      wayDown(theta) {
        const left = minus(known.minimum, theta);
        let way = new Array(size).fill(0);
        for (const [, direction] of curved) way = moved(way, dot(left, direction), direction);
        return way;
      },
    };
  };
})((globalThis.gdvideo ??= {}));
