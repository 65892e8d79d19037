// Captions that show: the browser's own track, or the same cues by script where it gives none
// (a frame without an origin, a page that was opened from a disk).
(function () {
  "use strict";
  var gdvideo = window.gdvideo = window.gdvideo || {};
  var FAILED = 3;

  function remade(video, element) {
    var track = video.addTextTrack(element.kind, element.label, element.srclang);
    JSON.parse(document.getElementById("cues").textContent).forEach(function (cue) {
      track.addCue(new VTTCue(cue[0], cue[1], cue[2]));
    });
    track.mode = element.default ? "showing" : "disabled";
    element.remove();
  }

  gdvideo.captions = function (video) {
    var element = video.querySelector("track");
    function failed() { if (element.isConnected) { remade(video, element); } }
    element.addEventListener("error", failed);
    if (element.default) { element.track.mode = "showing"; }
    if (element.readyState === FAILED) { failed(); }
    return {
      toggle: function () {
        var track = video.textTracks[video.textTracks.length - 1];
        track.mode = track.mode === "showing" ? "disabled" : "showing";
      }
    };
  };
})();
