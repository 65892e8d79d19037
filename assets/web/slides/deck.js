/* A slide is a stretch of the film: it plays when the slide comes, and pauses where the narration pauses. */
(() => {
  "use strict";

  const NEAR_S = 0.3;
  const film = document.getElementById("film");
  let end = Infinity;

  /** Pause at the end of the slide's stretch, to the frame where the browser tells of frames. */
  function watch() {
    if (film.currentTime >= end && !film.paused) {
      film.pause();
    } else if (!film.paused) {
      requestAnimationFrame(watch);
    }
  }

  /** Play a slide's stretch; what follows where the film stands goes on without a jump. */
  function show(slide) {
    if (!slide || slide.dataset.start === undefined) {
      end = Infinity;
      film.pause();
      film.currentTime = 0;
      return;
    }
    const start = Number(slide.dataset.start);
    end = Number(slide.dataset.end);
    if (Math.abs(film.currentTime - start) > NEAR_S) {
      film.currentTime = start;
    }
    film.play().catch(() => {});
  }

  film.addEventListener("play", watch);
  film.addEventListener("timeupdate", watch);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      film.pause();
    }
  });

  const deck = new Reveal(document.querySelector(".reveal"), {
    width: 1280,
    height: 720,
    margin: 0.06,
    center: false,
    hash: true,
    transition: "none",
    navigationMode: "linear",
    plugins: [RevealNotes],
    keyboard: {
      75: () => (film.paused ? film.play() : film.pause()),
      67: () => {
        for (const track of film.textTracks) {
          track.mode = track.mode === "showing" ? "hidden" : "showing";
        }
      },
    },
  });
  deck.on("slidechanged", (event) => show(event.currentSlide));
  deck.on("overviewshown", () => film.pause());
  deck.initialize().then(() => show(deck.getCurrentSlide()));
  window.deck = deck;
})();
