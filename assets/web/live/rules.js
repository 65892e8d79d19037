// Update rules by name, as gdcore/rules has them. Each is made from its numbers and has
//   init(theta)                     the memory before the first step
//   step(lesson, theta, rate, memory) -> {change, memory}     nothing given is changed
//   stableRate(curvature)           the limit of its fixed rate near a lowest point; null if none
//   isBounded                       whether steps have a largest length however steep E is
//   searches                        whether it finds its rate by itself
(function (gdvideo) {
  "use strict";

  const { dot, moved } = gdvideo.vectors;
  const EPSILON = Number.EPSILON;
  const ROUNDING = 64 * EPSILON;
  const SMALLEST_SHARE = 8 * EPSILON;

  const times = (factor, vector) => vector.map((value) => factor * value);
  const zeros = (vector) => new Array(vector.length).fill(0);
  const over = (factor, curvature) => (curvature > 0 ? factor / curvature : Infinity);
  const downhill = (lesson, theta) => times(-1, lesson.gradient(theta));

  const fixed = () => ({
    isBounded: false,
    init: () => null,
    step: (lesson, theta, rate) => ({ change: times(rate, downhill(lesson, theta)), memory: null }),
    stableRate: (curvature) => over(2, curvature),
  });

  const decay = (numbers) => ({
    isBounded: false,
    init: () => 0,
    step: (lesson, theta, rate, made) => ({
      change: times(rate / (1 + numbers.decay * made), downhill(lesson, theta)),
      memory: made + 1,
    }),
    stableRate: () => null,
  });

  const momentum = ({ beta }) => ({
    isBounded: false,
    init: zeros,
    step(lesson, theta, rate, velocity) {
      const gradient = lesson.gradient(theta);
      const next = velocity.map((value, k) => beta * value - gradient[k]);
      return { change: times(rate, next), memory: next };
    },
    stableRate: (curvature) => over(2 * (1 + beta), curvature),
  });

  const nesterov = ({ beta }) => ({
    isBounded: false,
    init: (theta) => ({ velocity: zeros(theta), previous: theta }),
    step(lesson, theta, rate, { velocity, previous }) {
      const ahead = theta.map((value, k) => value + beta * (value - previous[k]));
      const gradient = lesson.gradient(ahead);
      const next = velocity.map((value, k) => beta * value - gradient[k]);
      return { change: times(rate, next), memory: { velocity: next, previous: theta } };
    },
    stableRate: (curvature) => over((2 * (1 + beta)) / (1 + 2 * beta), curvature),
  });

  const rmsprop = ({ rho, epsilon }) => ({
    isBounded: true,
    init: zeros,
    step(lesson, theta, rate, mean) {
      const gradient = lesson.gradient(theta);
      const square = mean.map((value, k) => rho * value + (1 - rho) * gradient[k] ** 2);
      const way = gradient.map((slope, k) => -slope / (Math.sqrt(square[k]) + epsilon));
      return { change: times(rate, way), memory: square };
    },
    stableRate: () => null,
  });

  const adam = ({ beta1, beta2, epsilon }) => ({
    isBounded: true,
    init: (theta) => ({ mean: zeros(theta), square: zeros(theta), steps: 0 }),
    step(lesson, theta, rate, known) {
      const gradient = lesson.gradient(theta);
      const steps = known.steps + 1;
      const mean = known.mean.map((value, k) => beta1 * value + (1 - beta1) * gradient[k]);
      const square = known.square.map((value, k) => beta2 * value + (1 - beta2) * gradient[k] ** 2);
      const way = mean.map((value, k) => {
        const spread = Math.sqrt(square[k] / (1 - beta2 ** steps));
        return -(value / (1 - beta1 ** steps)) / (spread + epsilon);
      });
      return { change: times(rate, way), memory: { mean, square, steps } };
    },
    stableRate: () => null,
  });

  const newton = () => ({
    isBounded: false,
    init: () => null,
    step(lesson, theta, rate) {
      const way = lesson.isBowl
        ? lesson.wayDown(theta)
        : solved(lesson.hessian(theta), lesson.gradient(theta));
      return { change: times(rate, way), memory: null };
    },
    stableRate: (curvature) => (curvature > 0 ? 2 : Infinity),
  });

  function solved(hessian, gradient) {
    if (!hessian.flat().every(Number.isFinite)) return gradient.map(() => NaN);
    const { values, vectors } = gdvideo.symmetricEigen(hessian);
    const largest = Math.max(...values.map(Math.abs));
    let way = zeros(gradient);
    values.forEach((value, k) => {
      const direction = gdvideo.vectors.column(vectors, k);
      if (Math.abs(value) > SMALLEST_SHARE * largest) {
        way = moved(way, -dot(gradient, direction) / value, direction);
      }
    });
    return way;
  }

  // The direction with a largest entry of 1, so that no square vanishes, and its size.
  function scaled(direction) {
    const size = Math.max(...direction.map(Math.abs)) || 1;
    return [direction.map((value) => value / size), size];
  }

  const lineSearch = () => ({
    isBounded: false,
    searches: true,
    init: () => null,
    step(lesson, theta) {
      const gradient = lesson.gradient(theta);
      const direction = times(-1, gradient);
      const [way, size] = scaled(direction);
      const curvature = lesson.curvature(way);
      const length = curvature > 0 ? -dot(gradient, way) / curvature / size : 0;
      return { change: times(length, direction), memory: null };
    },
    stableRate: () => null,
  });

  const backtracking = ({ share, shrink }) => ({
    isBounded: false,
    init: () => null,
    step(lesson, theta, rate, first) {
      const gradient = lesson.gradient(theta);
      const direction = times(-1, gradient);
      const [way, size] = scaled(direction);
      const slope = fallAlong(gradient, way);
      const enough = judge(lesson, theta, way, slope, share);
      for (let length = first ?? rate; slope < 0 && moves(theta, length, direction); length *= shrink) {
        if (enough(length * size)) {
          return { change: times(length, direction), memory: Math.min(rate, length / shrink) };
        }
      }
      return { change: times(0, direction), memory: rate };
    },
    stableRate: () => null,
  });

  // The slope along a way, 0 if it may be nothing but rounding.
  function fallAlong(gradient, way) {
    const products = gradient.map((value, k) => value * way[k]);
    const size = products.reduce((total, value) => total + Math.abs(value), 0);
    const slope = products.reduce((total, value) => total + value, 0);
    return Math.abs(slope) > products.length * EPSILON * size ? slope : 0;
  }

  const moves = (theta, length, way) => theta.some((value, k) => value + length * way[k] !== value);

  // Armijo's condition; where E changes by rounding only, the one on its slope.
  function judge(lesson, theta, way, slope, share) {
    if (lesson.isBowl) {
      const curvature = lesson.curvature(way);
      return (length) => slope + 0.5 * length * curvature <= share * slope;
    }
    const height = lesson.error(theta);
    return function (length) {
      const point = moved(theta, length, way);
      const rise = lesson.error(point) - height;
      if (Math.abs(rise) <= ROUNDING * Math.abs(height)) {
        return dot(lesson.gradient(point), way) <= (2 * share - 1) * slope;
      }
      return rise <= share * length * slope;
    };
  }

  gdvideo.rules = {
    fixed, decay, momentum, nesterov, rmsprop, adam, newton, backtracking, "line-search": lineSearch,
  };
})((globalThis.gdvideo ??= {}));
