// Which rates do what, by the curvatures at the lowest place: E may be no bowl elsewhere.
(function (gdvideo) {
  "use strict";

  // Shares of the limit.
  const [SLOW, CRAWL, ACROSS, OVERSHOOT, EXPLODE] = [0.05, 0.035, 0.5, 0.9, 1.2];

  const crossesAtOnce = ({ json }) => ["fixed", "newton"].includes(json.rule.name);
  const twoDigits = (rate) => Number(rate.toPrecision(2));

  // Where the zones end: too slow to watch; up to 1/curvature no direction is crossed, which is
  // null for rules that have momentum; and the limit. Null as a whole for rules without a limit.
  gdvideo.zones = function (lesson) {
    const { limit } = lesson;
    if (limit === null) return null;
    return { crawl: SLOW * limit, good: crossesAtOnce(lesson) ? ACROSS * limit : null, limit };
  };

  // Rates that fail in each way, and the one that lands across the valley at once.
  gdvideo.presets = function (lesson) {
    const { limit } = lesson;
    if (limit === null) return [];
    const lands = lesson.isBowl && crossesAtOnce(lesson);
    return [
      { name: "crawl", rate: twoDigits(CRAWL * limit) },
      ...(lands ? [{ name: "across", rate: ACROSS * limit }] : []),
      { name: "overshoot", rate: twoDigits(OVERSHOOT * limit) },
      { name: "explode", rate: twoDigits(EXPLODE * limit) },
    ];
  };
})((globalThis.gdvideo ??= {}));
