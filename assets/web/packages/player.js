/* The page of a package: chapters that jump, captions where their file may not be read, what was seen. */
(function (gdvideo) {
  "use strict";

  const byId = (id) => document.getElementById(id);
  const video = byId("film");
  const NOBODY = { kept: "", at: 0, done: false, counts: false, keep() {}, complete() {}, commit() {}, end() {} };

  function chapters() {
    const buttons = [...document.querySelectorAll("#chapters button")];
    byId("chapters").hidden = false;
    for (const button of buttons) {
      button.addEventListener("click", () => {
        video.currentTime = Number(button.dataset.at);
        video.play();
      });
    }
    video.addEventListener("timeupdate", () => {
      const now = buttons.filter((button) => Number(button.dataset.at) <= video.currentTime + 0.05).pop();
      for (const button of buttons) {
        if (button === now) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
      }
    });
  }

  /* A page in a sandbox may not read its own caption file; the transcript has the same words. */
  function captions(file) {
    const spoken = video.addTextTrack("captions", file.label, file.srclang);
    file.track.mode = "disabled";
    for (const said of document.querySelectorAll("#transcript [data-at]")) {
      spoken.addCue(new VTTCue(Number(said.dataset.at), Number(said.dataset.until), said.textContent));
    }
    spoken.mode = file.default ? "showing" : "disabled";
  }

  function tell(state) {
    for (const line of document.querySelectorAll("[data-state]")) line.hidden = line.dataset.state !== state;
  }

  function show(state) {
    return (share, done) => {
      byId("share").textContent = Math.floor(share * 100) + "\u00a0%";
      document.querySelector("#seen progress").value = share;
      tell(done && state === "open" ? "done" : state);
    };
  }

  /* Records what is seen with a course, which may be null, or a promise that fails. */
  gdvideo.record = async function (course) {
    let known = null;
    let state = "lost";
    try {
      known = await course;
      state = known && known.counts ? "open" : "alone";
    } catch (lost) {
      /* The page plays on, and says so. */
    }
    byId("seen").hidden = false;
    const end = gdvideo.watch(video, Number(video.dataset.duration), known || NOBODY, show(state));
    if (known && known.back) known.back(end);
  };

  chapters();
  gdvideo.asked(document, video);
  const file = byId("captions");
  if (file.readyState === HTMLTrackElement.ERROR) captions(file);
  else file.addEventListener("error", () => captions(file));
})((window.gdvideo = window.gdvideo || {}));
