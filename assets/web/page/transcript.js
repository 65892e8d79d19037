// The words beside the film: the spoken sentence is marked and stays in sight, a click plays from it.
(function () {
  "use strict";
  var gdvideo = window.gdvideo = window.gdvideo || {};
  var ABOVE = 2;  // so many sentences are seen above the spoken one
  var REST_MS = 6000;  // whoever scrolls by hand is left alone for so long

  function button(element) {
    var made = document.createElement("button");
    made.type = "button";
    while (element.firstChild) { made.appendChild(element.firstChild); }
    element.appendChild(made);
    return made;
  }

  gdvideo.transcript = function (root, video, seek) {
    var list = root.querySelector(".list");
    var heads = Array.from(root.querySelectorAll(".chapter h3"));
    var lines = Array.from(root.querySelectorAll(".said"), function (line) {
      return { line: line, from: Number(line.dataset.at), until: Number(line.dataset.until), button: button(line) };
    });
    var spoken = root.querySelector(".spoken");
    var here = null;
    var touched = -Infinity;

    function play(seconds) {
      seek(seconds);
      touched = -Infinity;
      follow();
      video.play().catch(function () { /* the browser wants a click on the film itself */ });
    }
    function found() {
      var place = -1;
      lines.forEach(function (one, index) {
        if (one.from <= video.currentTime + 0.05) { place = index; }
      });
      return place;
    }
    function stop(index) {
      lines.forEach(function (one, k) { one.button.tabIndex = k === index ? 0 : -1; });
    }
    function mark() {
      var place = found();
      if (place === here) { return; }
      here = place;
      lines.forEach(function (one, index) {
        one.line.classList.toggle("here", index === here);
        if (index === here) { one.button.setAttribute("aria-current", "true"); }
        else { one.button.removeAttribute("aria-current"); }
      });
      spoken.textContent = lines[Math.max(here, 0)].line.textContent;
      if (!list.contains(document.activeElement)) { stop(Math.max(here, 0)); }
      follow();
    }
    function follow() {
      if (here < 0 || performance.now() - touched < REST_MS) { return; }
      var above = lines[Math.max(here - ABOVE, 0)].line;
      var calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      var top = here < ABOVE ? 0 : above.getBoundingClientRect().top -
        list.getBoundingClientRect().top + list.scrollTop - head(above);
      list.scrollTo({ top: top, behavior: calm ? "auto" : "smooth" });
    }
    function head(line) {
      var title = line.parentElement.querySelector("h3");
      return title ? title.offsetHeight : 8;
    }
    function move(event) {
      var by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      var place = lines.findIndex(function (one) { return one.button === document.activeElement; });
      if (!by || place < 0) { return; }
      event.preventDefault();
      var goal = Math.min(Math.max(place + by, 0), lines.length - 1);
      stop(goal);
      lines[goal].button.focus();
    }
    function byHand() { touched = performance.now(); }

    heads.forEach(function (head) {
      button(head).addEventListener("click", function () { play(Number(head.dataset.at)); });
    });
    lines.forEach(function (one) {
      one.button.addEventListener("click", function () { play(one.from); });
    });
    list.addEventListener("keydown", move);
    ["wheel", "touchmove", "keydown", "pointerdown"].forEach(function (kind) {
      list.addEventListener(kind, byHand, { passive: true });
    });
    ["timeupdate", "seeked", "play"].forEach(function (kind) { video.addEventListener(kind, mark); });
    mark();
    var details = root.querySelector(".transcript");
    details.open = !matchMedia("(max-width: 760px)").matches;
    details.classList.add("settled");
  };
})();
