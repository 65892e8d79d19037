// The lowest place of an error that is no bowl: Newton's steps, damped until they lead down, as
// gdcore/error/fits.py makes them, from each of a few starts.
(function (gdvideo) {
  "use strict";

  const { dot, column } = gdvideo.vectors;
  const ROUNDS = 300;
  const POLISHES = 6;
  const [FIRST_DAMPING, LEAST_DAMPING] = [1e-3, 1e-14];
  const SLACK = 1e-12;

  // E about a point in units of each parameter's own curvature; null where it is not finite.
  function shapeAt(error, point, known) {
    const [gradient, hessian] = [error.gradient(point), error.hessian(point)];
    if (![...gradient, ...hessian.flat()].every(Number.isFinite)) return null;
    const units = known.map((unit, k) => Math.max(unit, Math.sqrt(Math.abs(hessian[k][k]))) || 1);
    const scaled = hessian.map((row, i) => row.map((value, j) => value / units[i] / units[j]));
    const { values, vectors } = gdvideo.symmetricEigen(scaled);
    const slopes = values.map((_, k) => dot(column(vectors, k), gradient.map((g, j) => g / units[j])));
    return {
      units,
      slopes,
      isCurved: values[0] > 0,
      step: (damping) => units.map((unit, j) =>
        -values.reduce((sum, value, k) => sum + (vectors[j][k] * slopes[k]) / (Math.abs(value) + damping), 0) / unit),
      promise: (damping) => values.reduce((sum, value, k) => sum + slopes[k] ** 2 / (Math.abs(value) + damping), 0),
    };
  }

  const plus = (u, v) => u.map((value, k) => value + v[k]);
  const largest = (values) => Math.max(...values.map(Math.abs));

  function downhill(error, place, shape) {
    let { damping } = place;
    while (shape.promise(damping) > Number.EPSILON ** 2 * Math.abs(place.value)) {
      const point = plus(place.point, shape.step(damping));
      const value = error.error(point);
      if (value < place.value) return { point, value, damping: Math.max(damping / 10, LEAST_DAMPING) };
      damping *= 10;
    }
    return null;
  }

  function gone(error, start) {
    let place = { point: start, value: error.error(start), damping: FIRST_DAMPING };
    let units = start.map(() => 0);
    for (let round = 0; round < ROUNDS; round++) {
      const shape = shapeAt(error, place.point, units);
      if (shape === null) return { ...place, settled: false };
      const lower = downhill(error, place, shape);
      if (lower === null) return { ...place, settled: true };
      [place, units] = [lower, shape.units];
    }
    return { ...place, settled: false };
  }

  // Near the bottom E changes less than its rounding; the gradient still tells the way.
  function polished(error, found) {
    let { point } = found;
    let shape = shapeAt(error, point, point.map(() => 0));
    for (let k = 0; k < POLISHES && shape !== null && shape.isCurved; k++) {
      const better = plus(point, shape.step(0));
      const after = shapeAt(error, better, shape.units);
      if (after === null || !(largest(after.slopes) < 0.5 * largest(shape.slopes))) break;
      [point, shape] = [better, after];
    }
    const value = error.error(point);
    return value <= found.value + SLACK * Math.abs(found.value) ? { ...found, point, value } : found;
  }

  // The lowest place that was found and whether the search came to rest there; null if there is none.
  gdvideo.lowest = function (error, starts) {
    const places = starts.filter((start) => Number.isFinite(error.error(start)))
      .map((start) => polished(error, gone(error, start)));
    return places.reduce((best, place) => (best === null || place.value < best.value ? place : best), null);
  };
})((globalThis.gdvideo ??= {}));
