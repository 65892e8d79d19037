/* Tells a learning system what was seen of a film. A `course` has: kept (text of an earlier visit), at
   (where that left off, in seconds), done, counts (not while it is only looked at), keep(text, seconds, share),
   complete(), commit(), end(). */
(function (gdvideo) {
  "use strict";

  const ENOUGH = 0.9;

  gdvideo.watch = function (video, duration, course, show) {
    const { union, length, played, told, read } = gdvideo.seen;
    const whole = Math.round(duration * 10);
    const before = read(course.kept, whole);
    let done = course.done || !course.counts;
    let ended = false;

    const seen = () => union([...before, ...played(video.played, whole)]);
    const share = () => length(seen()) / whole;

    function look() {
      if (!done && !ended && share() >= ENOUGH) {
        done = true;
        course.complete();
        commit();
      }
      show(share(), done);
    }

    function commit() {
      if (ended) return;
      course.keep(told(seen(), whole), Math.round(video.currentTime * 10) / 10, share());
      course.commit();
    }

    function end() {
      look();
      commit();
      if (!ended) course.end();
      ended = true;
    }

    function resume() {
      if (video.currentTime === 0 && course.at > 0 && course.at < duration - 1) video.currentTime = course.at;
    }

    if (video.readyState > 0) resume();
    else video.addEventListener("loadedmetadata", resume, { once: true });
    for (const event of ["timeupdate", "pause", "ended"]) video.addEventListener(event, look);
    video.addEventListener("pause", commit);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && commit());
    window.addEventListener("pagehide", end);
    look();
    return end;
  };
})((window.gdvideo = window.gdvideo || {}));
