// Steps on a few rows drawn at random: their number can be changed, and steps back stay exact.
(function (gdvideo) {
  "use strict";

  const { dot } = gdvideo.vectors;

  // Numbers from 0 to below 1 that look random, always the same for a seed (mulberry32).
  function random(seed) {
    let state = seed | 0;
    return function () {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  // The gradient of one row's loss, by the trees of lesson.json.
  function rowGradient({ json, rows }) {
    const size = json.names.length;
    if (json.slopes) {
      const slopes = gdvideo.compiled(json.slopes, size + 2);
      return (theta, k) => Array.from(slopes([rows.x[k], rows.y[k], ...theta]));
    }
    const features = gdvideo.compiled(json.features, size + 1);
    const predicted = gdvideo.compiled(json.prediction, size + 1);
    return function (theta, k) {
      const given = [rows.x[k], ...theta];
      const slope = json.loss.curvature * (predicted(given)[0] - rows.y[k]);
      return Array.from(features(given), (feature) => slope * feature);
    };
  }

  // The gradient over rows that are drawn anew for each step: the same ones if it is taken again.
  function drawnGradient(lesson, size, step) {
    const one = rowGradient(lesson);
    const count = lesson.rows.x.length;
    const next = random(step + 1);
    const rows = Array.from({ length: size }, () => Math.floor(count * next()));
    const weight = lesson.json.loss.averaged ? 1 / size : 1;
    return (theta) => {
      const found = rows.map((k) => one(theta, k));
      return theta.map((_, j) => weight * dot(found.map((gradient) => gradient[j]), rows.map(() => 1)));
    };
  }

  // A lesson whose steps look at `batch.size` rows; at all of them where that is as many.
  // `batch`: size, and pairs of sizes and rates, ascending.
  gdvideo.batched = function (lesson, batch) {
    if (!batch) return lesson;
    const fixed = gdvideo.rules.fixed();
    const rule = {
      ...fixed,
      init: () => 0,
      step(given, theta, rate, made) {
        const isAll = batch.size >= given.n;
        const gradient = isAll ? given.gradient : drawnGradient(given, batch.size, made);
        const { change } = fixed.step({ ...given, gradient }, theta, rate, null);
        return { change, memory: made + 1 };
      },
    };
    return {
      ...lesson,
      rule,
      batch,
      limit: null,
      rate: gdvideo.batchRate(batch),
      withRows: (...given) => gdvideo.batched(lesson.withRows(...given), batch),
    };
  };

  // The rate that suits the batches' size.
  gdvideo.batchRate = ({ size, rates }) => rates.findLast(([rows]) => rows <= size)[1];
})((globalThis.gdvideo ??= {}));
