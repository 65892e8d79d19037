// The bar of chapters, the buttons that jump and those for the speed.
(function () {
  "use strict";
  var gdvideo = window.gdvideo = window.gdvideo || {};

  gdvideo.player = function (root, video) {
    var chapters = Array.from(root.querySelectorAll(".chapter"), function (section, index) {
      return {
        from: Number(section.dataset.from), until: Number(section.dataset.until),
        title: section.dataset.title, number: index + 1
      };
    });
    var segments = Array.from(root.querySelectorAll(".bar button"));
    var speeds = Array.from(root.querySelectorAll("[data-speed]"));
    var title = root.querySelector(".now");

    function current() {
      var found = 0;
      chapters.forEach(function (chapter, index) {
        if (chapter.from <= video.currentTime + 0.05) { found = index; }
      });
      return found;
    }
    function seek(seconds) {
      video.currentTime = seconds;
      draw();
    }
    function jump(by) {
      var here = current();
      // Back from the middle of a chapter is to its beginning.
      var late = by < 0 && video.currentTime - chapters[here].from > 3;
      var goal = late ? here : Math.min(Math.max(here + by, 0), chapters.length - 1);
      seek(chapters[goal].from);
    }
    function speed(value) { video.playbackRate = value; }
    function faster(by) {
      var values = speeds.map(function (button) { return Number(button.dataset.speed); });
      var place = values.indexOf(video.playbackRate);
      var next = values[Math.min(Math.max(place + by, 0), values.length - 1)];
      speed(place < 0 ? 1 : next);
    }
    function draw() {
      var here = current();
      chapters.forEach(function (chapter, index) {
        var share = (video.currentTime - chapter.from) / (chapter.until - chapter.from);
        segments[index].querySelector("i").style.transform =
          "scaleX(" + Math.min(Math.max(share, 0), 1) + ")";
        segments[index].classList.toggle("here", index === here);
      });
      var chapter = chapters[here];
      title.textContent = root.querySelector("h3") ? chapter.number + "  " + chapter.title : "";
    }
    function run() {
      draw();
      if (!video.paused && !video.ended) { requestAnimationFrame(run); }
    }
    segments.forEach(function (button) {
      button.addEventListener("click", function () { seek(Number(button.dataset.at)); });
    });
    root.querySelectorAll("[data-jump]").forEach(function (button) {
      button.addEventListener("click", function () { jump(Number(button.dataset.jump)); });
    });
    speeds.forEach(function (button) {
      button.addEventListener("click", function () { speed(Number(button.dataset.speed)); });
    });
    video.addEventListener("ratechange", function () {
      speeds.forEach(function (button) {
        var chosen = Number(button.dataset.speed) === video.playbackRate;
        button.setAttribute("aria-pressed", String(chosen));
      });
    });
    video.addEventListener("play", run);
    video.addEventListener("timeupdate", draw);
    video.addEventListener("seeked", draw);
    draw();
    return { seek: seek, jump: jump, faster: faster };
  };
})();
