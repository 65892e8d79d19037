// What may be guessed before the film shows it. The film never waits: the answer is told when it
// has been seen, to those who guessed and to those who did not.
(function () {
  "use strict";
  var gdvideo = window.gdvideo = window.gdvideo || {};

  function one(node) {
    var buttons = Array.from(node.querySelectorAll("button"));
    var choices = node.querySelector(".choices");
    var answer = node.querySelector(".answer");
    var head = answer.querySelector("b");
    var right = Number(node.dataset.right);
    var chosen = null;

    function told() {
      head.textContent = head.dataset[chosen === null ? "answer" : chosen === right ? "right" : "wrong"];
      head.classList.toggle("is-right", chosen === right);
    }
    buttons.forEach(function (button, index) {
      button.addEventListener("click", function () {
        chosen = index;
        buttons.forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
      });
    });
    return {
      from: Number(node.dataset.asked),
      show: function (isHere, seconds) {
        var isTold = isHere && seconds >= Number(node.dataset.told);
        node.classList.toggle("is-here", isHere);
        choices.classList.toggle("is-now", isHere && !isTold);
        if (isTold === answer.classList.contains("is-now")) { return; }
        answer.classList.toggle("is-now", isTold);
        if (!isTold) { return; }
        told();
        if (choices.contains(document.activeElement)) { answer.focus({ preventScroll: true }); }
      }
    };
  }

  gdvideo.asked = function (root, video) {
    var guesses = Array.from(root.querySelectorAll(".guess"), one);
    if (!guesses.length) { return; }
    function draw() {
      var here = guesses.filter(function (guess) { return guess.from <= video.currentTime; }).pop();
      root.querySelector(".coming").classList.toggle("is-here", !here);
      guesses.forEach(function (guess) { guess.show(guess === here, video.currentTime); });
    }
    ["timeupdate", "seeked"].forEach(function (kind) { video.addEventListener(kind, draw); });
    draw();
  };
})();
