// Paints ground over its floor on a canvas, with what lies on both; nearer ground hides what is behind.
(function (gdvideo) {
  "use strict";

  const LIGHT = [-0.42, 0.28, 0.86];
  const PIECE = 0.04;
  const MOST_PIECES = 60;
  const LIFT = 0.004;

  const rgb = (text) => {
    const hex = text.trim().replace("#", "");
    return [0, 2, 4].map((k) => parseInt(hex.slice(k, k + 2), 16));
  };
  const mixed = (from, to, share) => from.map((value, k) => value + share * (to[k] - value));
  const css = ([r, g, b], opacity = 1) => `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)} / ${opacity})`;

  // A surface's colours, mixed from those of the theme as the film mixes them.
  gdvideo.terrainColours = function (element) {
    const style = getComputedStyle(element);
    const role = (name) => rgb(style.getPropertyValue(`--${name}`));
    const [panel, contour, muted, text] = ["panel", "contour", "muted", "text"].map(role);
    const isDark = panel[0] + panel[1] + panel[2] < 380;
    const [deep, bright, under] = isDark ? [0.1, 0.5, 0.36] : [0.3, 0.06, 0.42];
    return {
      low: mixed(panel, contour, deep), high: mixed(panel, contour, bright), under: mixed(panel, muted, under),
      shadow: isDark ? 0.6 : 0.93, outline: css(mixed(text, muted, 0.5), 0.9), floor: css(muted, 0.07),
      edge: css(muted, 0.8), role: (name, opacity = 1) => css(role(name), opacity),
    };
  };

  function lit([u, v], side, shadow) {
    const facing = LIGHT[2] - side * (u * LIGHT[0] + v * LIGHT[1]);
    const cosine = facing / Math.sqrt(1 + u * u + v * v) / Math.hypot(...LIGHT);
    return shadow + (1 - shadow) * Math.max(cosine, 0);
  }

  // `height` takes a share from 0 to 1 to a height in space; `relief` is how much it grows.
  gdvideo.terrain = function (pen, ground, eye, { height, relief }, colours, [width, tall]) {
    const depths = gdvideo.depths(width, tall);
    const raised = ([x, y, share]) => [x, y, height(share)];
    const above = (place) => [place[0], place[1], height(ground.facts(place).share) + LIFT];
    const flat = ([x, y]) => [x, y, 0];
    // Whether ground shows its upper side.
    const faces = ([u, v]) => eye.toEye[2] - relief * (u * eye.toEye[0] + v * eye.toEye[1]) > 0;

    function trace(points, isClosed = false) {
      pen.beginPath();
      for (const [x, y] of points) pen.lineTo(x, y);
      if (isClosed) pen.closePath();
    }

    function floor() {
      trace(ground.rim.map((place) => eye.at(flat(place))), true);
      pen.fillStyle = colours.floor;
      pen.fill();
      pen.strokeStyle = colours.edge;
      pen.lineWidth = 1;
      pen.stroke();
    }

    function surface() {
      const seen = ground.faces.map(({ corners, slopes }) => {
        const space = corners.map(raised);
        const far = space.reduce((total, point) => total + point[0] * eye.ahead[0] + point[1] * eye.ahead[1], 0) / space.length;
        return { corners, slopes, far, near: space.map(eye.nearness), places: space.map(eye.at) };
      }).sort((one, other) => other.far - one.far);
      for (const { corners, slopes, near, places } of seen) {
        const isUpper = faces(slopes);
        const share = corners.reduce((total, corner) => total + corner[2], 0) / corners.length;
        const ink = isUpper ? mixed(colours.low, colours.high, share) : colours.under;
        const light = lit(slopes.map((slope) => slope * relief), isUpper ? 1 : -1, colours.shadow);
        trace(places, true);
        pen.fillStyle = pen.strokeStyle = css(ink.map((value) => value * light));
        pen.lineWidth = 0.8;
        pen.fill();
        pen.stroke();
        for (let k = 2; k < places.length; k++) {
          depths.add(...[0, k - 1, k].map((n) => [...places[n], near[n]]));
        }
      }
    }

    // A line's parts that are seen, as polylines on the screen.
    function shown(places, toSpace, isSeen) {
      const parts = [];
      let part = null;
      for (const place of places) {
        const point = toSpace(place);
        const at = eye.at(point);
        if (!isSeen(point, at, place)) {
          part = null;
          continue;
        }
        if (part === null) parts.push(part = []);
        part.push(at);
      }
      return parts.filter(({ length }) => length > 1);
    }

    const unhidden = (point, at) => depths.shows(at, eye.nearness(point));
    const isGround = (place) => ground.holds(place) && ground.facts(place).share <= 1 + 1e-9;
    const onTop = (point, at, place) => isGround(place) && faces(ground.facts(place).slopes) && unhidden(point, at);

    function stroke(parts, colour, line, dash = []) {
      pen.strokeStyle = colour;
      pen.lineWidth = line;
      [pen.lineCap, pen.lineJoin] = ["round", "round"];
      pen.setLineDash(dash);
      pen.beginPath();
      for (const points of parts) points.forEach(([x, y], k) => (k === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
      pen.stroke();
      pen.setLineDash([]);
    }

    // Straight on the floor, in pieces short enough to follow the ground.
    function pieces(places) {
      return places.flatMap((place, k) => {
        if (k === 0) return [place];
        const from = places[k - 1];
        const length = Math.hypot(place[0] - from[0], place[1] - from[1]);
        const count = Math.max(1, Math.min(MOST_PIECES, Math.ceil(length / PIECE) || 1));
        return Array.from({ length: count }, (_, n) => [0, 1].map((axis) =>
          from[axis] + ((n + 1) / count) * (place[axis] - from[axis])));
      });
    }

    return {
      floor, surface, stroke,
      outline() {
        const rim = ground.rim.filter((place) => place[2] <= 1 + 1e-9);
        stroke(shown(rim, raised, unhidden), colours.outline, 1.6);
      },
      // Lines of equal error, at their heights or on the floor.
      rings(isFlat, colour) {
        const parts = ground.rings.flat().flatMap((line) =>
          (isFlat ? [line.map((place) => eye.at(flat(place)))] : shown(line, above, onTop)));
        stroke(parts, colour, 1.5);
      },
      line(places, isFlat, colour, width, dash) {
        const inside = places.length > 1 ? pieces(places) : [];
        const parts = isFlat ? shown(inside, flat, (_, at, place) => ground.holds(place)) : shown(inside, above, onTop);
        stroke(parts, colour, width, dash);
      },
      // Where a place of the ground is on the screen, or null where it is not seen.
      spot(place, isFlat) {
        const point = isFlat ? flat(place) : above(place);
        const at = eye.at(point);
        return (isFlat ? ground.holds(place) : onTop(point, at, place)) ? at : null;
      },
      // Where a point of the ground is, hidden or not; null off the ground.
      behind: (place) => (isGround(place) ? eye.at(above(place)) : null),
      disc([x, y], radius, { fill, ring, width: line = 2.5 }) {
        pen.beginPath();
        pen.arc(x, y, radius, 0, 2 * Math.PI);
        if (fill) { pen.fillStyle = fill; pen.fill(); }
        if (ring) { pen.strokeStyle = ring; pen.lineWidth = line; pen.stroke(); }
      },
      // From the floor up to the ground, as far as that is seen from below.
      drop(place, colour) {
        const [foot, top] = [eye.at(flat(place)), eye.at(above(place))];
        const count = Math.max(2, Math.ceil((foot[1] - top[1]) / 6));
        for (let k = 2; k < count; k++) {
          const share = k / count;
          const point = [place[0], place[1], share * above(place)[2]];
          const at = eye.at(point);
          if (!unhidden(point, at)) continue;
          pen.beginPath();
          pen.arc(at[0], at[1], 1.1, 0, 2 * Math.PI);
          pen.fillStyle = colour;
          pen.fill();
        }
      },
    };
  };
})((globalThis.gdvideo ??= {}));
