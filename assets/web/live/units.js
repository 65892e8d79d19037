// The units to descend in, from own columns, as gdcore/data/units.py chooses them.
(function (gdvideo) {
  "use strict";

  const FACTORS = [1, 2, 5, 10];

  const average = (values) => values.reduce((total, value) => total + value, 0) / values.length;

  function mean(values) {
    const first = average(values);
    return first + average(values.map((value) => value - first));
  }

  function deviation(values) {
    const centre = mean(values);
    const isLevel = values.every((value) => value === values[0]);
    return isLevel ? 0 : Math.sqrt(average(values.map((value) => (value - centre) ** 2)));
  }

  const decimal = (number, power) => Number(`${number}e${power}`);

  // 1, 2 or 5 and its power of ten, next to a size.
  function roundStep(size) {
    const power = Math.floor(Math.log10(size));
    const away = (factor) => Math.abs(Math.log10(size) - power - Math.log10(factor));
    const factor = FACTORS.reduce((next, other) => (away(other) < away(next) ? other : next));
    return factor === 10 ? [1, power + 1] : [factor, power];
  }

  const nearestEven = (value) =>
    Math.abs(value % 1) === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);

  function stepsTo(values, target, step) {
    const [lowest, highest] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
    const inside = Math.max(nearestEven(target / step), Math.ceil(lowest / step));
    return Math.min(inside, Math.floor(highest / step));
  }

  // Shift and step of a column: own = shift + step * descended. `change` is "full", "scaled" or
  // "none", `below` whether it is measured from one deviation below its mean.
  gdvideo.unitsOf = function (values, units, change, below) {
    const spread = deviation(values);
    if (units === "none" || change === "none") return { shift: 0, step: 1 };
    if (units === "standard" || spread === 0) {
      return { shift: change === "scaled" ? 0 : mean(values), step: spread || 1 };
    }
    const [factor, power] = roundStep(spread);
    const step = decimal(factor, power);
    const target = mean(values) - (below ? spread : 0);
    const steps = change === "scaled" ? 0 : stepsTo(values, target, step);
    return { shift: decimal(steps * factor, power) + 0, step };
  };

  Object.assign(gdvideo, { deviation });
})((globalThis.gdvideo ??= {}));
