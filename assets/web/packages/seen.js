/* Which stretches of a film were seen: sorted [from, to] in tenths of a second, none touching another. */
(function (gdvideo) {
  "use strict";

  /* The least of what learning systems keep: SCORM 1.2 has 4,096 characters, 2004 (2nd edition) 4,000. */
  const ROOM = 4000;

  function union(stretches) {
    const found = [];
    for (const [from, to] of [...stretches].sort((one, other) => one[0] - other[0])) {
      const last = found[found.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else if (from < to) found.push([from, to]);
    }
    return found;
  }

  function length(stretches) {
    return stretches.reduce((sum, [from, to]) => sum + to - from, 0);
  }

  /* What a browser says it has played (TimeRanges), in tenths. */
  function played(ranges, whole) {
    const found = [];
    for (let k = 0; k < ranges.length; k++) {
      found.push([Math.round(ranges.start(k) * 10), Math.min(Math.round(ranges.end(k) * 10), whole)]);
    }
    return found;
  }

  /* "946:0-123,200-345": of how much, and what. Where room is short, the shortest stretches go. */
  function told(stretches, whole) {
    const longest = [...stretches].sort((one, other) => length([other]) - length([one]));
    let text;
    do {
      text = whole + ":" + union(longest).map((stretch) => stretch.join("-")).join(",");
    } while (text.length > ROOM && longest.pop());
    return text;
  }

  /* What `told` wrote; nothing if it is of another film or no such text. */
  function read(text, whole) {
    const [of, stretches] = /^\d+:(\d+-\d+(,\d+-\d+)*)?$/.test(text) ? text.split(":") : [];
    if (Number(of) !== whole || !stretches) return [];
    return union(
      stretches.split(",").map((stretch) => stretch.split("-").map((end) => Math.min(Number(end), whole)))
    );
  }

  gdvideo.seen = { union, length, played, told, read };
})((window.gdvideo = window.gdvideo || {}));
