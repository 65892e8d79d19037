// The same lesson on a learner's own rows: units, best fit, start and rate anew, as gdcore chooses them.
(function (gdvideo) {
  "use strict";

  const { dot, minus, moved } = gdvideo.vectors;
  const TRIED = { changed: [-1, 1, 10], own: [0, 1, 10] };
  const LEAST_ROWS = 3;
  const ROUNDING = 1e-12;
  const [NOTHING, FAIR] = [1e-9, 0.1];
  const [SLOW, FAST, ARRIVAL, DISTANCE] = [0.1, 0.4, 0.092, 0.05];
  const LOOKS = 9;

  // Why own data cannot be descended on, by the key of its sentence.
  gdvideo.Refusal = class extends Error {};

  const digits = (value, count) => Number(value.toPrecision(count));

  function check(json, x, y) {
    if (x.length < Math.max(LEAST_ROWS, json.names.length)) throw new gdvideo.Refusal("few-rows");
    if (x.every((value) => value === x[0])) throw new gdvideo.Refusal("same-x");
    if (json.loss.yesNo && !y.every((value) => value === 0 || value === 1)) throw new gdvideo.Refusal("yes-no");
  }

  function features(json, rows, theta) {
    const f = gdvideo.compiled(json.features, json.names.length + 1);
    const found = json.names.map(() => new Float64Array(rows.x.length));
    rows.x.forEach((x, row) => f([x, ...theta]).forEach((value, k) => { found[k][row] = value; }));
    return found;
  }

  // E as functions, its bowl if it is one.
  function errorOn(json, rows) {
    if (json.bowl === null) return { ...gdvideo.summed(json, rows), isBowl: false };
    const zero = json.names.map(() => 0);
    const f = gdvideo.compiled(json.prediction, json.names.length + 1);
    const targets = rows.y.map((y, k) => y - f([rows.x[k], ...zero])[0]);
    const weight = json.loss.averaged ? 1 / rows.x.length : 1;
    const found = gdvideo.bowlOf(features(json, rows, zero), targets, json.loss.curvature * weight);
    if (found === null) throw new gdvideo.Refusal("open");
    return { ...gdvideo.bowl(found), known: found, isBowl: true };
  }

  function isSound(error, point) {
    const gradient = error.gradient(point);
    return Number.isFinite(error.error(point)) && gradient.every(Number.isFinite) && gradient.some((g) => g !== 0);
  }

  function isLevel(error, fit, point) {
    const promised = dot(error.gradient(point).map(Math.abs), minus(fit.point, point).map(Math.abs));
    return promised <= NOTHING * (error.error(point) - fit.value);
  }

  const side = (best) => {
    const rounding = ROUNDING * Math.max(1, ...best.map(Math.abs));
    return best.map((value) => (value < -rounding ? -1 : 1));
  };

  // How far from 0 a raw parameter starts: 0 where its best value is not.
  function needed(json, rows, best) {
    const size = (values) => Math.sqrt(dot(values, values) / values.length);
    const range = (values) => values.some((value) => value !== values[0]);
    return features(json, rows, best.map(() => 0)).map((feature, k) => {
      const isFlat = !range(feature) || !range(rows.y);
      const [width, height] = [feature, rows.y].map((values) => (isFlat ? size(values) : gdvideo.deviation([...values])));
      const reach = Math.abs(best[k]) * width < FAIR * height ? height / width : 0;
      return Number.isFinite(reach) ? digits(reach, 1) : 0;
    });
  }

  function startOf(json, rows, error, fit, tried) {
    const first = tried.find((point) => isSound(error, point)) ?? tried[0];
    if (fit === null) return first;
    if (!(error.isBowl || json.isConvex)) {
      const half = fit.point.map((value) => digits(value / 2, 2));
      return [...tried, half].find((point) => isSound(error, point) && !isLevel(error, fit, point)) ?? first;
    }
    const sizes = json.units === "none" ? needed(json, rows, fit.point) : fit.point.map(() => 1);
    const far = side(fit.point).map((sign, k) => -sign * sizes[k] + 0);
    return isSound(error, far) ? far : first;
  }

  const extreme = (hessian) => Math.max(...gdvideo.symmetricEigen(hessian).values.map(Math.abs));

  // The largest curvature on the way to the best fit; for absolute residuals that of squared ones.
  function steepest(json, rows, error, start, fit) {
    if (error.isBowl) return error.eigenvalues.at(-1);
    const way = minus(fit.point, start);
    const points = Array.from({ length: LOOKS }, (_, k) => moved(start, k / (LOOKS - 1), way));
    const found = points.map(error.hessian).filter((hessian) => hessian.flat().every(Number.isFinite)).map(extreme);
    const most = Math.max(0, ...found);
    if (most > 0) return most;
    const weight = json.loss.averaged ? 2 / rows.x.length : 2;
    const columns = features(json, rows, start);
    return extreme(columns.map((u) => columns.map((v) => weight * dot(u, v))));
  }

  function rateOf(json, rows, error, start, fit) {
    const { rateKind, name } = json.rule;
    if (rateKind === "distance") return digits(DISTANCE * (Math.max(...minus(fit.point, start).map(Math.abs)) || 1), 2);
    if (rateKind !== "curvature") return 1;
    let share = SLOW;
    if (error.isBowl && ["fixed", "decay", "backtracking"].includes(name)) {
      const curved = error.eigenvalues.filter((value) => value > 0);
      share = Math.min(Math.max(((ARRIVAL / 2) * curved.at(-1)) / curved[0], SLOW), FAST);
    }
    const rate = digits((share * 2) / steepest(json, rows, error, start, fit), 2);
    if (!(rate > 0 && Number.isFinite(rate))) throw new gdvideo.Refusal("no-rate");
    return rate;
  }

  function fitOf(json, error, tried) {
    if (error.isBowl) return { point: error.minimum, value: error.lowest, settled: true };
    const found = gdvideo.lowest(error, [...tried, json.start, ...(json.best === null ? [] : [json.best])]);
    if (found === null) throw new gdvideo.Refusal("no-start");
    return { ...found, settled: found.settled && json.loss.name !== "mae" };
  }

  const descended = (values, { shift, step }) => Float64Array.from(values, (own) => (own - shift) / step);

  // numbers/lesson.json for other rows. `columns` are name and unit of both.
  gdvideo.refitted = function (json, x, y, columns) {
    check(json, x, y);
    const [toX, toY] = json.changes ?? ["none", "none"];
    const units = [
      { ...columns[0], ...gdvideo.unitsOf([...x], json.units, toX, json.isStraight) },
      { ...columns[1], ...gdvideo.unitsOf([...y], json.units, toY, false) },
    ];
    const rows = { x: descended(x, units[0]), y: descended(y, units[1]) };
    const error = errorOn(json, rows);
    const tried = TRIED[json.units === "none" ? "own" : "changed"].map((value) => json.names.map(() => value));
    const fit = fitOf(json, error, tried);
    const start = startOf(json, rows, error, fit, tried);
    const rate = rateOf(json, rows, error, start, fit);
    const eigenvalues = error.isBowl
      ? error.eigenvalues
      : gdvideo.symmetricEigen(error.hessian(fit.point)).values.map((value) => Math.max(value, 0));
    const limit = gdvideo.rules[json.rule.name](json.rule).stableRate(eigenvalues.at(-1));
    return {
      ...json,
      columns: units,
      n: x.length,
      rows: [[...x], [...y]],
      bowl: error.known ?? null,
      eigenvalues,
      best: fit.settled ? fit.point : null,
      bestError: fit.settled ? fit.value : null,
      start,
      rate,
      limit: fit.settled && limit !== null && Number.isFinite(limit) ? limit : null,
    };
  };
})((globalThis.gdvideo ??= {}));
