/* A learning system that speaks SCORM 1.2 or 2004, as `watch` wants it, or null where there is none. */
(function (gdvideo) {
  "use strict";

  const hundredths = (seconds) => (Math.round(seconds * 100) / 100).toFixed(2);

  /* HHHH:MM:SS.SS, SCORM 1.2's CMITimespan. */
  function clock(seconds) {
    const two = (number) => String(number).padStart(2, "0");
    const minutes = Math.floor(seconds / 60);
    const rest = Math.min(seconds - 60 * minutes, 59.99).toFixed(2).padStart(5, "0");
    return [String(Math.floor(minutes / 60)).padStart(4, "0"), two(minutes % 60), rest].join(":");
  }

  const SPEAKS = [
    {
      name: "API", open: "LMSInitialize", close: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue",
      commit: "LMSCommit", status: "cmi.core.lesson_status", at: "cmi.core.lesson_location",
      mode: "cmi.core.lesson_mode", exit: "cmi.core.exit", time: "cmi.core.session_time", span: clock,
    },
    {
      name: "API_1484_11", open: "Initialize", close: "Terminate", get: "GetValue", set: "SetValue",
      commit: "Commit", status: "cmi.completion_status", at: "cmi.location", mode: "cmi.mode",
      exit: "cmi.exit", time: "cmi.session_time", span: (seconds) => "PT" + hundredths(seconds) + "S",
      progress: "cmi.progress_measure",
    },
  ];

  /* This window, those around it, then the one that opened it and those around that. */
  function around(start) {
    const found = [];
    for (let next = start; next && !found.includes(next); next = next.parent) found.push(next);
    return found;
  }

  function found(start) {
    for (const each of around(start)) {
      for (const speaks of SPEAKS) {
        try {
          if (each[speaks.name]) return [each[speaks.name], speaks];
        } catch (refused) {
          /* A window of another origin: no learning system of ours. */
        }
      }
    }
    return null;
  }

  function talk(api, speaks) {
    const opened = Date.now();
    const get = (key) => String(api[speaks.get](key) || "");
    const set = (key, value) => api[speaks.set](key, String(value));
    const status = get(speaks.status);
    /* A system completes what says nothing of itself (SCORM 1.2 RTE 3.4.4), so it is said at once. */
    if (["", "not attempted", "unknown"].includes(status)) set(speaks.status, "incomplete");
    set(speaks.exit, "suspend");
    return {
      kept: get("cmi.suspend_data"),
      at: Number(get(speaks.at)) || 0,
      done: ["completed", "passed", "failed"].includes(status),
      counts: !["browse", "review"].includes(get(speaks.mode)),
      keep(text, seconds, share) {
        set("cmi.suspend_data", text);
        set(speaks.at, seconds);
        set(speaks.time, speaks.span((Date.now() - opened) / 1000));
        if (speaks.progress) set(speaks.progress, Math.floor(share * 1000) / 1000);
      },
      complete: () => set(speaks.status, "completed"),
      commit: () => api[speaks.commit](""),
      end: () => api[speaks.close](""),
    };
  }

  gdvideo.scorm = function () {
    const speaker = found(window) || found(window.opener);
    if (!speaker || String(speaker[0][speaker[1].open]("")) !== "true") return null;
    return talk(...speaker);
  };
})((window.gdvideo = window.gdvideo || {}));
