// Shows the board that is pushed: which clips there are, how each stands, and the one looked at.
(function () {
  "use strict";
  var $ = function (id) { return document.getElementById(id); };
  var video = document.querySelector("video");
  var list = $("clips");
  var board = null;       // as it was pushed last
  var chosen = "";        // the clip that is looked at
  var shown = "";         // the version of it that is in the video
  var followed = -1;      // the change that was gone to
  var jumped = -1;        // the change that was shown
  var coming = null;      // where a video that is not there yet is to begin, and whether it plays
  var last = $("last");   // the last picture of the video before, until there is another
  var calm = matchMedia("(prefers-reduced-motion: reduce)");

  function word(name) {
    return document.querySelector("[data-word=" + name + "]").textContent;
  }
  function clipOf(id) {
    return board.clips.find(function (clip) { return clip.id === id; });
  }
  function isFresh(clip) { return clip.state === "new"; }

  // The video.
  function load(clip, seconds, plays) {
    shown = clip.id + clip.shown;
    keepPicture();
    video.hidden = !clip.shown;
    $("empty").hidden = !!clip.shown;
    $("empty").textContent = word(board.clips.some(function (c) { return c.shown; }) ? "none" : "first");
    if (!clip.shown) { video.removeAttribute("src"); last.hidden = true; return; }
    var version = "?" + encodeURIComponent(clip.shown);
    // Where it plays at once, another picture would only be in the way.
    video.poster = plays || seconds > 0 ? "" : "clips/" + clip.id + ".png" + version;
    video.src = "clips/" + clip.id + ".mp4" + version;
    video.setAttribute("aria-label", clip.title);
    coming = { seconds: seconds, plays: plays };
  }
  video.addEventListener("loadedmetadata", function () {
    if (coming.seconds > 0) { video.currentTime = Math.min(coming.seconds, video.duration); }
    if (coming.plays) { play(); }
    coming = null;
  });
  // Nothing flashes while a video is replaced.
  function keepPicture() {
    if (video.readyState < 2 || video.hidden) { return; }
    last.width = video.videoWidth;
    last.height = video.videoHeight;
    last.getContext("2d").drawImage(video, 0, 0);
    last.hidden = false;
  }
  function isThere() { if (!coming && video.readyState >= 2 && !video.seeking) { last.hidden = true; } }
  ["loadeddata", "seeked", "playing"].forEach(function (name) { video.addEventListener(name, isThere); });
  video.addEventListener("error", function () { last.hidden = true; });
  function place() {
    return coming || { seconds: video.currentTime, plays: !video.paused && !video.ended };
  }
  function play() { video.play().catch(function () { /* refused without a click */ }); }
  function choose(id, plays) {
    if (!clipOf(id)) { return; }
    chosen = id;
    tell();
    load(clipOf(id), startOf(clipOf(id)), plays);
    draw();
    reveal(list.querySelector('[data-clip="' + id + '"]'));
  }
  // What is looked at is drawn first.
  function tell() {
    if (!chosen || document.hidden) { return; }
    fetch("looked-at/" + encodeURIComponent(chosen), { method: "POST" }).catch(function () { /* ended */ });
  }
  document.addEventListener("visibilitychange", tell);
  video.addEventListener("play", tell);
  function startOf(clip) {
    var from = isFresh(clip) && clip.from_s !== null ? clip.from_s : 0;
    if (isFresh(clip)) { jumped = board.change; }
    return from;
  }

  // What was looked at stays where it was, unless it is known where its words have changed.
  function refresh(clip) {
    var isNews = isFresh(clip) && jumped !== board.change, before = place();
    var keeps = !isNews || clip.from_s === null;
    load(clip, keeps ? (video.ended ? 0 : before.seconds) : clip.from_s, isNews && !calm.matches || before.plays);
    if (isNews) { jumped = board.change; }
  }
  function follow() {
    var here = clipOf(chosen), first = clipOf(board.first);
    if (!here) {
      var some = first || board.clips.find(function (clip) { return clip.shown; }) || board.clips[0];
      if (some) { choose(some.id, !!first && !calm.matches); }
      return;
    }
    var isChanging = here.state !== "kept" && here.state !== "failed" && !here.is_film;
    if (first && followed !== board.change) {
      followed = board.change;
      if ($("follow").checked && !isChanging) { choose(first.id, !calm.matches); return; }
    }
    if (shown !== here.id + here.shown) { refresh(here); }
  }

  // The list.
  function rowOf(clip) {
    var row = document.createElement("li");
    var button = document.createElement("button");
    button.type = "button";
    button.dataset.clip = clip.id;
    button.classList.toggle("all", clip.is_film);
    ["name", "state", "why"].forEach(function (part) {
      var span = document.createElement("span");
      span.className = part;
      button.appendChild(span);
    });
    button.addEventListener("click", function () { choose(clip.id, true); });
    row.appendChild(button);
    return row;
  }
  function clock(seconds) {
    var whole = Math.round(seconds), rest = whole % 60;
    return Math.floor(whole / 60) + ":" + (rest < 10 ? "0" : "") + rest;
  }
  // Scrolls the list alone, so that the film stays where it is.
  function reveal(row) {
    var own = row.getBoundingClientRect(), all = list.getBoundingClientRect();
    list.scrollTop += Math.min(own.top - all.top, 0) + Math.max(own.bottom - all.bottom, 0);
  }
  function put(element, text) {
    if (element.textContent !== text) { element.textContent = text; }
  }
  function draw() {
    var ids = board.clips.map(function (clip) { return clip.id; }).join();
    if (list.dataset.ids !== ids) {
      list.dataset.ids = ids;
      list.replaceChildren.apply(list, board.clips.map(rowOf));
    }
    board.clips.forEach(function (clip, index) {
      var button = list.children[index].firstChild;
      button.dataset.state = clip.state;
      button.setAttribute("aria-current", String(clip.id === chosen));
      put(button.querySelector(".name"), clip.title);
      put(button.querySelector(".state"), word(stateOf(clip)));
      put(button.querySelector(".why"), clip.fault.join("\n"));
    });
    var here = clipOf(chosen);
    ["vertical", "square"].forEach(function (shape) {
      document.body.classList.toggle(shape, board.shape === shape);
    });
    put($("title"), board.title || "Drafts");
    put($("named"), here ? (here.is_film ? "" : here.id + ", ") + clock(here.length_s) : "");
    put($("why"), here && here.state !== "kept" ? here.why.join("; ") : "");
    $("fault").hidden = !board.fault.length;
    put($("fault"), board.fault.join("\n"));
    put($("doing"), doing());
    put($("told"), board.busy ? "" : doing());
  }
  function isFaulty() {
    return board.fault.length || board.clips.some(function (c) { return c.state === "failed"; });
  }
  function stateOf(clip) {
    return clip.is_film && clip.state === "waiting" && !board.busy && isFaulty() ? "held" : clip.state;
  }
  function doing() {
    var scenes = board.clips.filter(function (c) { return !c.is_film; });
    var count = scenes.filter(function (c) { return c.state === "new" || c.state === "kept"; }).length;
    var isIdle = !board.clips.some(function (c) { return c.state === "drawing"; });
    var busy = isIdle ? "planning" : count === scenes.length ? "joining" : "busy";
    var name = board.busy ? busy : isFaulty() ? "faulty" : "done";
    return named("saved", board.saved) + lost() + word(name).replace("{count}", count).replace("{all}", scenes.length);
  }
  function lost() {
    return named("lost", board.clips.filter(function (c) { return c.fault.length; }).map(function (c) { return c.id; }));
  }
  function named(what, names) {
    var some = names.slice(0, 3);
    if (names.length > 3) { some.push(word("more").replace("{count}", names.length - 3)); }
    return names.length ? word(what).replace("{names}", some.join(", ")) : "";
  }

  // Keys.
  function step(by) {
    var ids = board.clips.map(function (clip) { return clip.id; });
    var place = Math.min(Math.max(ids.indexOf(chosen) + by, 0), ids.length - 1);
    if (ids.length) { choose(ids[place], true); }
  }
  function seek(by) { video.currentTime = Math.max(video.currentTime + by, 0); }
  var keys = {
    n: function () { step(1); },
    p: function () { step(-1); },
    k: function () { if (video.paused) { play(); } else { video.pause(); } },
    j: function () { seek(-10); },
    l: function () { seek(10); },
    f: function () { $("follow").checked = !$("follow").checked; }
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !board) { return; }
    var act = keys[event.key.length === 1 ? event.key.toLowerCase() : ""];
    if (act) { event.preventDefault(); act(); }
  });

  var source = new EventSource("events");
  source.onmessage = function (event) {
    board = JSON.parse(event.data);
    follow();
    draw();
  };
  source.onopen = tell;
  source.onerror = function () { $("doing").textContent = word("gone"); };
})();
