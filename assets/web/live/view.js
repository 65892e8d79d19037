// What the pictures show of a state: where it stands, or on the way of a single step, arrow first.
(function (gdvideo) {
  "use strict";

  const STEP_S = 0.7;
  const ARROW_SHARE = 0.42;

  const soft = (share) => share * share * (3 - 2 * share);

  const ROUNDING = 1e-12;

  // Whether E fell in the last step, null if it did neither by more than rounding.
  gdvideo.hasFallen = function ({ errors }) {
    if (errors.length < 2) return null;
    const [before, now] = errors.slice(-2);
    return Math.abs(now - before) <= ROUNDING * Math.abs(before) ? null : now < before;
  };

  gdvideo.view = function (state) {
    const listeners = new Set();
    let stop = () => {};
    let shown = state.path;
    const view = {
      state,
      // Parameters that are shown, and the points that have been left for good.
      theta: state.theta,
      path: state.path,
      // How far the arrow of the last step has grown, from 0 to 1.
      grown: 1,
      subscribe(listener) {
        listeners.add(listener);
        listener(view);
      },
    };
    const tell = () => { for (const listener of listeners) listener(view); };

    function rest() {
      Object.assign(view, { theta: state.theta, path: state.path, grown: 1 });
      tell();
    }

    // Let the arrow grow, then the point follow it.
    function walk() {
      const [from, to] = state.path.slice(-2);
      const path = state.path.slice(0, -1);
      stop = gdvideo.eased(STEP_S, (share) => {
        const time = 1 - Math.cbrt(1 - share);
        const gone = soft(Math.max(0, (time - ARROW_SHARE) / (1 - ARROW_SHARE)));
        if (time >= 1) return rest();
        Object.assign(view, {
          path,
          theta: from.map((value, k) => value + gone * (to[k] - value)),
          grown: soft(Math.min(1, time / ARROW_SHARE)),
          ahead: to,
        });
        return tell();
      });
    }

    state.subscribe(() => {
      stop();
      stop = () => {};
      const isOne = state.by === "step" && state.path.length === shown.length + 1;
      shown = state.path;
      if (isOne) walk();
      else rest();
    });
    return view;
  };
})((globalThis.gdvideo ??= {}));
