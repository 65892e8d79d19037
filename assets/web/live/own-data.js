// The learner's own table: dropped or chosen, read in the page, sent nowhere.
(function (gdvideo) {
  "use strict";

  const { html, worded } = gdvideo;
  const MOST_BYTES = 20_000_000;

  gdvideo.ownData = function (element, state, words, numerals) {
    const lesson = state.lesson;
    let [file, table] = [null, null];

    const told = html("p", { class: "own-told", role: "status" });
    const input = html("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv,text/plain", class: "unseen", tabindex: -1,
      "aria-hidden": "true" });
    const choose = html("button", { type: "button", onclick: () => input.click() }, words["choose-file"]);
    const back = html("button", { type: "button", hidden: true, onclick: giveBack }, words["lesson-data"]);
    const [x, y] = ["column-x", "column-y"].map((key) => {
      const select = html("select", { onchange: take });
      return { select, label: html("label", {}, words[key], " ", select) };
    });
    const columns = html("div", { class: "own-columns", hidden: true }, x.label, y.label);
    element.append(
      html("p", { class: "live-title" }, words.own),
      html("div", { class: "own-row" }, html("p", {}, words["own-invites"]), choose, back, input),
      columns, told);

    function say(key, values = {}) { told.textContent = worded(words[key], values); }

    function refuse(key, values) {
      [table, columns.hidden] = [null, true];
      say(key, values);
    }

    async function open(chosen) {
      if (chosen === undefined) return;
      file = chosen.name;
      if (chosen.size > MOST_BYTES) return refuse("too-large", { file });
      table = gdvideo.readTable(await chosen.text(), (number) => worded(words["nameless"], { number }));
      if (table === null) return refuse("no-columns", { file });
      offer();
      take();
    }

    // Of more than two columns both can be chosen; at first the second is predicted from the first.
    function offer() {
      for (const [{ select }, chosen] of [[x, 0], [y, 1]]) {
        select.replaceChildren(...table.columns.map(({ name }, k) => html("option", { value: k }, name)));
        select.value = String(chosen);
      }
      columns.hidden = table.columns.length < 3;
    }

    function take() {
      const [from, to] = [Number(x.select.value), Number(y.select.value)];
      const pair = gdvideo.pairOf(table, from, to);
      const named = [from, to].map((k) => ({ name: table.columns[k].name, unit: table.columns[k].unit }));
      try {
        state.setLesson(lesson.withRows(pair.x, pair.y, named));
      } catch (error) {
        if (!(error instanceof gdvideo.Refusal)) throw error;
        return say(error.message, { file, x: named[0].name });
      }
      back.hidden = false;
      const values = { file, rows: numerals.counted(pair.x.length), x: named[0].name, y: named[1].name };
      say(pair.leftOut === 0 ? "taken" : pair.leftOut === 1 ? "taken-but-one" : "taken-but",
        { ...values, out: numerals.counted(pair.leftOut) });
    }

    function giveBack() {
      state.setLesson(lesson);
      [back.hidden, columns.hidden] = [true, true];
      say("given-back");
      choose.focus();
    }

    input.addEventListener("change", () => { open(input.files[0]); input.value = ""; });
    const isFile = (event) => [...event.dataTransfer.types].includes("Files");
    element.addEventListener("dragover", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      element.classList.add("is-over");
    });
    element.addEventListener("dragleave", () => element.classList.remove("is-over"));
    element.addEventListener("drop", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      element.classList.remove("is-over");
      open(event.dataTransfer.files[0]);
    });
  };
})((globalThis.gdvideo ??= {}));
