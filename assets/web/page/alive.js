// The last picture comes alive under the film; when the film ends, it slides there from the film.
(function () {
  "use strict";
  var gdvideo = window.gdvideo;
  var section = document.querySelector("[data-live]");
  if (!section || !gdvideo.live) { return; }
  var video = document.querySelector("#film video");

  function given(id) { return JSON.parse(document.getElementById(id).textContent); }
  section.hidden = false;
  var live = given("live");
  var mounted = gdvideo.live(section, {
    lesson: given("lesson"), live: live, words: given("words")
  });
  section.hidden = !mounted;
  if (!mounted) { return; }

  var isTouched = false;
  mounted.state.subscribe(function () { isTouched = true; });

  // Lay the board over the film, as its last picture is; return how to put it back.
  function overFilm() {
    var board = mounted.board;
    var film = video.getBoundingClientRect();
    var room = document.createElement("div");
    room.style.height = board.offsetHeight + 14 + "px";
    board.after(room);
    board.dataset.theme = video.closest("[data-theme]").dataset.theme;
    board.style.setProperty("--of-film", film.width / live.frame[0]);
    mounted.frame(film.width);
    board.classList.add("over-film");
    board.style.left = film.left + "px";
    board.style.top = film.top + "px";
    return function () {
      board.classList.remove("over-film");
      board.style.left = board.style.top = "";
      room.remove();
      delete board.dataset.theme;
      mounted.frame(null);
    };
  }

  // Where the board lies below what is seen, so far down that it is.
  function below() {
    var lower = mounted.board.getBoundingClientRect().bottom + 16 - innerHeight;
    return Math.max(0, lower);
  }

  function slides() {
    return document.startViewTransition && !isTouched && !document.fullscreenElement &&
      video.getBoundingClientRect().top >= 0 &&
      !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  video.addEventListener("ended", function () {
    if (!slides()) { return; }
    var back = overFilm();
    document.documentElement.classList.add("sliding");
    function ended() { document.documentElement.classList.remove("sliding"); }
    var slide = document.startViewTransition(function () {
      back();
      scrollBy({ top: below(), behavior: "instant" });
    });
    slide.ready.catch(function () { /* nobody sees it: the page is in the background */ });
    slide.finished.then(ended, ended);
  });
})();
