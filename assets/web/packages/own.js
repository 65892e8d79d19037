/* The last pictures of clips, for a learner to take hold of: each is made when it is first opened. */
(function (gdvideo) {
  "use strict";

  const given = (id) => JSON.parse(document.getElementById(id).textContent);

  document.getElementById("own").hidden = false;
  for (const own of document.querySelectorAll("[data-own]")) {
    const make = () => {
      const picture = { lesson: given("lesson"), live: given(own.dataset.own), words: given("words") };
      own.hidden = !gdvideo.live(own.querySelector("[data-live]"), picture);
    };
    own.addEventListener("toggle", make, { once: true });
  }
})((window.gdvideo = window.gdvideo || {}));
