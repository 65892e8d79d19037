// Where a learner's descent stands. Pictures and controls draw from it, and change it only through it.
(function (gdvideo) {
  "use strict";

  const RUNAWAY = 1e12;
  const TINY = 2 ** -1022;

  // The E above which a descent has run away, as gdcore/descent/ending.py has it.
  function runawayLimit(lesson, start) {
    if (lesson.rule.isBounded) return Infinity;
    const zero = start.map(() => 0);
    const heights = [lesson.error(start), Number.EPSILON ** 2 * lesson.error(zero), TINY];
    return RUNAWAY * Math.max(...heights.filter(Number.isFinite));
  }

  const [SINGLE, PASSED] = [10, 60];

  // Some of the numbers of steps up to one: the first one by one, then in equal ratios.
  function passed(count) {
    const found = new Set([count]);
    for (let k = 0; k <= Math.min(SINGLE, count); k++) found.add(k);
    for (let k = 1; k < PASSED && count > SINGLE; k++) found.add(Math.round(SINGLE * (count / SINGLE) ** (k / PASSED)));
    return [...found].sort((a, b) => a - b);
  }

  gdvideo.state = function (first) {
    const listeners = new Set();
    let lesson, rate, path, numbers, errors, memories, limit, hasRunAway, by;

    // Begin a path; what made it begin is told to all who listen.
    function begin(theta, reason) {
      path = [[...theta]];
      numbers = [0];
      errors = [lesson.error(theta)];
      memories = [lesson.rule.init([...theta])];
      limit = runawayLimit(lesson, theta);
      hasRunAway = false;
      by = reason;
    }

    function take(next, reason) {
      lesson = next;
      rate = next.rate;
      begin(next.start, reason);
    }

    // Make one step; it is not made if it leads out of all bounds.
    function step() {
      const theta = path.at(-1);
      const { change, memory } = lesson.rule.step(lesson, theta, rate, memories.at(-1));
      const next = theta.map((value, k) => value + change[k]);
      const error = lesson.error(next);
      hasRunAway = !(next.every(Number.isFinite) && Number.isFinite(error) && error <= limit);
      if (hasRunAway) return;
      path.push(next);
      numbers.push(numbers.at(-1) + 1);
      errors.push(error);
      memories.push(memory);
    }

    function tell() {
      for (const listener of [...listeners]) listener(state);
    }

    const state = {
      get lesson() { return lesson; },
      get theta() { return path.at(-1); },
      get rate() { return rate; },
      // From the start on; another array whenever anything in it is another.
      get path() { return path; },
      get errors() { return errors; },
      get error() { return errors.at(-1); },
      get step() { return numbers.at(-1); },
      get hasRunAway() { return hasRunAway; },
      // What did this: "start", "hand", "rate", "step", "leap", "back", "reset", "preset" or "data".
      get by() { return by; },
      // Whether E fell in the last step; null before the first.
      get isGood() { return path.length < 2 ? null : errors.at(-1) < errors.at(-2); },

      // By hand: a new start.
      setTheta(theta) { begin(theta, "hand"); tell(); },
      setRate(next) { rate = next; by = "rate"; tell(); },
      stepOn(count = 1) {
        [path, errors] = [[...path], [...errors]];
        for (let k = 0; k < count && !hasRunAway; k++) step();
        by = "step";
        tell();
      },
      // To a step of a bowl's descent at a fixed rate, by formula; the path holds some on the way.
      leap(count) {
        const [first] = path;
        const isSound = ([, theta]) => theta.every(Number.isFinite) && lesson.error(theta) <= limit;
        const made = passed(count).map((k) => [k, k === 0 ? first : lesson.bowl.leap(first, rate, k)]);
        const sound = made.filter(isSound);
        hasRunAway = sound.length < made.length;
        numbers = sound.map(([k]) => k);
        path = sound.map(([, theta]) => theta);
        errors = path.map((theta) => lesson.error(theta));
        memories = path.map((theta) => lesson.rule.init([...theta]));
        by = "leap";
        tell();
      },
      // Exact: what was is kept, not computed back.
      stepBack() {
        if (path.length > 1) {
          [path, errors] = [path.slice(0, -1), errors.slice(0, -1)];
          numbers = numbers.slice(0, -1);
          memories.pop();
        }
        hasRunAway = false;
        by = "back";
        tell();
      },
      reset() { begin(lesson.start, "reset"); tell(); },
      // Set the rate of a preset and go back to the start.
      preset(name) {
        const chosen = gdvideo.presets(lesson).find((preset) => preset.name === name);
        if (chosen === undefined) throw new Error(`no preset is called ${name}`);
        rate = chosen.rate;
        begin(lesson.start, "preset");
        tell();
      },
      setLesson(next) { take(next, "data"); tell(); },
      // Call a function with the state after each change; returns how to end that.
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    take(first, "start");
    return state;
  };
})((globalThis.gdvideo ??= {}));
