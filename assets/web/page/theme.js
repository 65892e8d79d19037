// Runs before anything is painted: the page has scripts, and the colours that were chosen before.
// It is seen when its scripts have run and its letters, which lie in its style, are there: then
// nothing moves.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("scripted", "waiting");
  function ready() { root.classList.remove("waiting"); }
  Promise.all(["400", "600"].map(function (weight) {
    return document.fonts.load(weight + " 17px 'Lesson Sans'");
  }).concat(new Promise(function (done) {
    document.addEventListener("DOMContentLoaded", done);
  }))).then(ready, ready);
  setTimeout(ready, 3000);
  function kept() {
    try { return localStorage.getItem("gdvideo-theme"); } catch (error) { return null; }
  }
  function keep(name) {
    try { localStorage.setItem("gdvideo-theme", name); } catch (error) { /* a frame without an origin keeps nothing */ }
  }
  var dark = matchMedia("(prefers-color-scheme: dark)");
  function current() {
    return root.dataset.theme || (dark.matches ? "dark" : "light");
  }
  function tell() {
    document.querySelectorAll("[data-choose]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.choose === current()));
    });
  }
  var chosen = kept();
  if (chosen === "light" || chosen === "dark") { root.dataset.theme = chosen; }
  document.addEventListener("DOMContentLoaded", function () {
    tell();
    dark.addEventListener("change", tell);
    document.querySelectorAll("[data-choose]").forEach(function (button) {
      button.addEventListener("click", function () {
        root.dataset.theme = button.dataset.choose;
        keep(button.dataset.choose);
        tell();
      });
    });
  });
})();
