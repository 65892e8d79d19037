// Keys, which work where the focus is in the film's section; then the parts are put together.
(function () {
  "use strict";
  var gdvideo = window.gdvideo;
  var root = document.getElementById("film");
  var video = root.querySelector("video");
  var captions = gdvideo.captions(video);
  var player = gdvideo.player(root, video);
  gdvideo.transcript(root, video, player.seek);
  gdvideo.asked(root, video);

  function play() {
    if (video.paused) { video.play().catch(function () { /* refused without a click */ }); }
    else { video.pause(); }
  }
  var keys = {
    k: play,
    j: function () { player.seek(Math.max(video.currentTime - 10, 0)); },
    l: function () { player.seek(Math.min(video.currentTime + 10, video.duration || 0)); },
    n: function () { player.jump(1); },
    p: function () { player.jump(-1); },
    c: captions.toggle,
    ">": function () { player.faster(1); },
    "<": function () { player.faster(-1); }
  };
  root.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) { return; }
    var act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act && !/^(input|select|textarea)$/i.test(event.target.tagName)) {
      event.preventDefault();
      act();
    }
  });
})();
