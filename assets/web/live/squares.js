// The bowl of squared residuals from its rows, as gdcore/error/quadratic.py finds it: Householder QR,
// never normal equations, so that the smallest curvature keeps its digits.
(function (gdvideo) {
  "use strict";

  const RANK_TOLERANCE = 64 * Number.EPSILON;

  const dot = (u, v, from = 0) => {
    let total = 0;
    for (let k = from; k < u.length; k++) total += u[k] * v[k];
    return total;
  };

  // The triangle of columns of length n, as rows (Golub & Van Loan, 2013, section 5.2).
  function triangle(columns) {
    const [width, n] = [columns.length, columns[0].length];
    const work = columns.map((column) => Float64Array.from(column));
    const rows = Math.min(width, n);
    for (let k = 0; k < rows; k++) {
      const size = Math.sqrt(dot(work[k], work[k], k));
      if (size === 0) continue;
      const mirror = work[k].slice();
      mirror[k] += mirror[k] < 0 ? -size : size;
      const half = dot(mirror, mirror, k) / 2;
      for (let j = k; j < width; j++) {
        const share = dot(mirror, work[j], k) / half;
        for (let i = k; i < n; i++) work[j][i] -= share * mirror[i];
      }
    }
    return Array.from({ length: rows }, (_, i) => work.map((column, j) => (i <= j ? column[i] : 0)));
  }

  // Least squares by singular values of columns scaled to one length; null if these are dependent.
  function solved(matrix, column) {
    const parameters = matrix[0].map((_, j) => j);
    const sizes = parameters.map((j) => Math.sqrt(matrix.reduce((total, row) => total + row[j] ** 2, 0)) || 1);
    const scaled = matrix.map((row) => row.map((value, j) => value / sizes[j]));
    const { values, vectors } = gdvideo.rightSingular(scaled);
    if (values[0] <= values.at(-1) * RANK_TOLERANCE) return null;
    const solution = parameters.map(() => 0);
    values.forEach((value, k) => {
      const way = vectors.map((row) => row[k]);
      const reached = scaled.map((row) => dot(row, way));
      const along = dot(reached, column) / value ** 2;
      for (const j of parameters) solution[j] += (along * way[j]) / sizes[j];
    });
    return solution;
  }

  // ½ · curvature · |features θ − targets|²; null if the data leave a parameter open.
  gdvideo.bowlOf = function (features, targets, curvature) {
    const whole = triangle([...features, targets]);
    const matrix = whole.map((row) => row.slice(0, -1));
    const column = whole.map((row) => row.at(-1));
    const minimum = solved(matrix, column);
    if (minimum === null || !minimum.every(Number.isFinite)) return null;
    const missed = matrix.map((row, i) => dot(row, minimum) - column[i]);
    const { values, vectors } = gdvideo.rightSingular(matrix);
    const hessian = minimum.map((_, i) =>
      minimum.map((_, j) => curvature * matrix.reduce((total, row) => total + row[i] * row[j], 0)));
    return {
      minimum,
      lowest: 0.5 * curvature * dot(missed, missed),
      eigenvalues: values.map((value) => curvature * value ** 2),
      eigenvectors: vectors,
      hessian,
    };
  };
})((globalThis.gdvideo ??= {}));
