// Small matrices, as arrays of rows: what fits and curvatures need.
(function (gdvideo) {
  "use strict";

  const SWEEPS = 60;

  const identity = (size) =>
    Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
  const transposed = (matrix) => matrix[0].map((_, k) => matrix.map((row) => row[k]));
  const dot = (u, v) => u.reduce((total, value, k) => total + value * v[k], 0);

  // One-sided Jacobi (gdcore/error/jacobi.py): rotations from the right make columns orthogonal.
  // Singular values, ascending and with all their digits, and right singular vectors as columns.
  gdvideo.rightSingular = function (matrix) {
    const columns = transposed(matrix);
    const vectors = identity(columns.length);
    for (let sweep = 0; sweep < SWEEPS && swept(columns, vectors); sweep++);
    const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
    const order = lengths.map((_, k) => k).sort((i, j) => lengths[i] - lengths[j]);
    return { values: order.map((k) => lengths[k]), vectors: transposed(order.map((k) => vectors[k])) };
  };

  function swept(columns, vectors) {
    let turned = false;
    for (let i = 0; i < columns.length; i++) {
      for (let j = i + 1; j < columns.length; j++) {
        const tangent = tangentBetween(columns[i], columns[j]);
        if (tangent === 0) continue;
        turned = true;
        for (const rows of [columns, vectors]) rotate(rows, i, j, tangent);
      }
    }
    return turned;
  }

  function tangentBetween(first, second) {
    const [a, b, product] = [dot(first, first), dot(second, second), dot(first, second)];
    if (Math.abs(product) <= Number.EPSILON * Math.sqrt(a) * Math.sqrt(b)) return 0;
    const cotangent = (b - a) / (2 * product);
    return (cotangent < 0 ? -1 : 1) / (Math.abs(cotangent) + Math.hypot(1, cotangent));
  }

  function rotate(rows, i, j, tangent) {
    const cosine = 1 / Math.hypot(1, tangent);
    const [first, second] = [rows[i], rows[j]];
    rows[i] = first.map((value, k) => cosine * (value - tangent * second[k]));
    rows[j] = second.map((value, k) => cosine * (tangent * first[k] + value));
  }

  // Jacobi's two-sided method (Golub & Van Loan, Matrix Computations, 2013, section 8.5): values,
  // ascending, and orthonormal vectors as columns, of a symmetric matrix.
  gdvideo.symmetricEigen = function (matrix) {
    const a = matrix.map((row) => [...row]);
    const vectors = identity(a.length);
    for (let sweep = 0; sweep < SWEEPS && eigenSwept(a, vectors); sweep++);
    const order = a.map((_, k) => k).sort((i, j) => a[i][i] - a[j][j]);
    return { values: order.map((k) => a[k][k]), vectors: transposed(order.map((k) => vectors[k])) };
  };

  // `vectors` are held as rows.
  function eigenSwept(a, vectors) {
    let turned = false;
    for (let i = 0; i < a.length; i++) {
      for (let j = i + 1; j < a.length; j++) {
        if (Math.abs(a[i][j]) <= Number.EPSILON ** 2 * (Math.abs(a[i][i]) + Math.abs(a[j][j]))) continue;
        turned = true;
        eigenRotate(a, vectors, i, j);
      }
    }
    return turned;
  }

  function eigenRotate(a, vectors, i, j) {
    const cotangent = (a[j][j] - a[i][i]) / (2 * a[i][j]);
    const tangent = (cotangent < 0 ? -1 : 1) / (Math.abs(cotangent) + Math.hypot(1, cotangent));
    rotate(a, i, j, tangent);
    const turnedBack = transposed(a);
    rotate(turnedBack, i, j, tangent);
    transposed(turnedBack).forEach((row, k) => { a[k] = row; });
    a[i][j] = a[j][i] = 0;
    rotate(vectors, i, j, tangent);
  }
})((globalThis.gdvideo ??= {}));
