// A lesson of which some parameters are held: the others' slopes count, and steps leave these alone.
(function (gdvideo) {
  "use strict";

  // `cut`: which parameters vary, and what is theirs; null if all do.
  gdvideo.held = function (lesson, cut) {
    if (cut === null) return lesson;
    const free = cut.parameters;
    const kept = (vector) => vector.map((value, k) => (free.includes(k) ? value : 0));
    const hessianAt = (theta) => (lesson.isBowl ? lesson.hessian : lesson.hessian(theta));
    const masked = (matrix) =>
      matrix.map((row, i) => row.map((value, j) => (free.includes(i) && free.includes(j) ? value : Number(i === j))));
    return {
      ...lesson,
      start: cut.start,
      best: cut.best,
      rate: cut.rate,
      limit: cut.limit,
      eigenvalues: cut.eigenvalues,
      gradient: (theta) => kept(lesson.gradient(theta)),
      hessian: lesson.isBowl ? masked(lesson.hessian) : (theta) => masked(lesson.hessian(theta)),
      wayDown: (theta) => solved(masked(hessianAt(theta)), kept(lesson.gradient(theta)), free),
      withRows(...given) {
        const next = lesson.withRows(...given);
        return gdvideo.held(next, anew(next, cut, lesson));
      },
      cut,
    };
  };

  // The same cut through another lesson: all that is held is at its best value.
  function anew(next, { parameters, rate, limit: before }, last) {
    const around = next.best ?? next.start;
    const start = around.map((value, k) => (parameters.includes(k) ? next.start[k] : value));
    const hessian = next.isBowl ? next.bowl.hessian : next.hessian(around);
    const curved = parameters.map((i) => parameters.map((j) => hessian[i][j]));
    const eigenvalues = gdvideo.symmetricEigen(curved).values.map((value) => Math.max(value, 0));
    const stable = next.limit === null ? null : next.rule.stableRate(eigenvalues.at(-1));
    const limit = stable !== null && Number.isFinite(stable) ? stable : null;
    const isShare = rate !== last.rate && before !== null && limit !== null;
    return { parameters, start, best: next.best, limit, eigenvalues, rate: isShare ? (rate / before) * limit : next.rate };
  }

  // Newton's step in one or two parameters, by Cramer's rule.
  function solved(hessian, gradient, [i, j]) {
    const way = gradient.map(() => 0);
    if (j === undefined) {
      way[i] = hessian[i][i] > 0 ? -gradient[i] / hessian[i][i] : 0;
      return way;
    }
    const [a, b, d] = [hessian[i][i], hessian[i][j], hessian[j][j]];
    const size = a * d - b * b;
    way[i] = -(d * gradient[i] - b * gradient[j]) / size;
    way[j] = -(a * gradient[j] - b * gradient[i]) / size;
    return way;
  }
})((globalThis.gdvideo ??= {}));
