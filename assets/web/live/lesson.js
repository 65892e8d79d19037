// A lesson (numbers/lesson.json, gdvideo/render/live_lesson.py): its error, gradient and predictions.
(function (gdvideo) {
  "use strict";

  // Sums of trees of one row over all rows.
  function rowSums(trees, rows, size) {
    const f = gdvideo.compiled(trees, size + 2);
    const given = new Float64Array(size + 2);
    return function (theta) {
      given.set(theta, 2);
      const totals = new Array(trees.values.length).fill(0);
      for (let k = 0; k < rows.x.length; k++) {
        given[0] = rows.x[k];
        given[1] = rows.y[k];
        const found = f(given);
        for (let j = 0; j < totals.length; j++) totals[j] += found[j];
      }
      return totals;
    };
  }

  // E, its gradient and Hessian by adding up the rows. Where E has no value it is infinite.
  function summed(json, rows) {
    const size = json.names.length;
    const weight = json.loss.averaged ? 1 / rows.x.length : 1;
    const sums = (trees) => {
      const total = rowSums(trees, rows, size);
      return (theta) => total(theta).map((value) => value * weight);
    };
    const row = sums(json.row);
    const upper = sums(json.hessian);
    return {
      error(theta) {
        const [value] = row(theta);
        return Number.isNaN(value) ? Infinity : value;
      },
      gradient: sums(json.slopes),
      hessian: (theta) => unfolded(upper(theta), size),
    };
  }

  // The symmetric matrix of an upper triangle, row by row.
  function unfolded(upper, size) {
    const full = Array.from({ length: size }, () => new Array(size).fill(0));
    let next = 0;
    for (let i = 0; i < size; i++) {
      for (let j = i; j < size; j++) full[i][j] = full[j][i] = upper[next++];
    }
    return full;
  }

  gdvideo.summed = summed;

  const descended = (values, { shift, step }) => Float64Array.from(values, (own) => (own - shift) / step);

  gdvideo.lesson = function (json) {
    const size = json.names.length;
    const [xColumn, yColumn] = [json.columns[0], json.columns.at(-1)];
    // Of several predictors no row is there: only their bowl is.
    const [x, y] = json.rows.length > 0 ? json.rows : [[], []];
    const rows = { x: descended(x, xColumn), y: descended(y, yColumn) };
    const bowl = json.bowl && gdvideo.bowl(json.bowl);
    const prediction = gdvideo.compiled(json.prediction, size + json.columns.length - 1);
    const own = json.own && gdvideo.compiled(json.own, size + 2 * json.columns.length);
    const rule = gdvideo.rules[json.rule.name](json.rule);
    const scaling = ["shift", "step"].flatMap((key) => json.columns.map((column) => column[key]));
    return {
      json,
      names: json.names,
      columns: { x: xColumn, y: yColumn },
      rows,
      n: json.n,
      isBowl: bowl !== null,
      bowl,
      ...(bowl ?? summed(json, rows)),
      predict: (theta, x) => prediction([x, ...theta])[0],
      start: json.start,
      rate: json.rate,
      limit: json.limit,
      eigenvalues: json.eigenvalues,
      best: json.best,
      bestError: json.bestError,
      rule,
      // The root of the mean squared residual in the response's own unit; null for other losses.
      typicalMiss(error) {
        if (json.loss.curvature === null) return null;
        return Math.sqrt(json.loss.averaged ? error : error / json.n) * yColumn.step;
      },
      // The parameters in the data's own units, by algebra.
      toOwn: (theta) => (own === null ? [...theta] : Array.from(own([...scaling, ...theta]))),
      withRows: (x, y, columns) => gdvideo.lesson(gdvideo.refitted(json, x, y, columns)),
    };
  };
})((globalThis.gdvideo ??= {}));
