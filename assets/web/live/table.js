// A learner's own table, from text: commas, semicolons or tabs; decimal points or commas; quotes;
// a header or none. Nothing leaves the page.
(function (gdvideo) {
  "use strict";

  const DELIMITERS = ["\t", ";", ","];
  const LOOKED_AT = 50;
  const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;
  const GROUPED_BY_POINTS = /^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/;
  const WITH_UNIT = /^(.*?[^\s])\s+[([]([^()[\]]{1,20})[)\]]$/;
  const LEAST_NUMBERS = 0.5;

  // Rows of cells; a cell in quotes may hold anything, and "" for a quote.
  function cells(text, delimiter) {
    const rows = [];
    let [row, cell, isQuoted] = [[], "", false];
    const endCell = () => { row.push(cell.trim()); cell = ""; };
    const endRow = () => { endCell(); if (row.some((value) => value !== "")) rows.push(row); row = []; };
    for (let k = 0; k < text.length; k++) {
      const sign = text[k];
      if (isQuoted) {
        if (sign !== '"') cell += sign;
        else if (text[k + 1] === '"') { cell += sign; k += 1; } else isQuoted = false;
      } else if (sign === '"' && cell.trim() === "") { cell = ""; isQuoted = true; }
      else if (sign === delimiter) endCell();
      else if (sign === "\n" || sign === "\r") endRow();
      else cell += sign;
    }
    endRow();
    return rows;
  }

  // The sign that parts most rows into the same number of cells, more than one.
  function delimiterOf(text) {
    const alike = (delimiter) => {
      const widths = cells(text, delimiter).slice(0, LOOKED_AT).map((row) => row.length);
      const usual = widths.toSorted((a, b) => a - b)[widths.length >> 1];
      return usual > 1 ? widths.filter((width) => width === usual).length / widths.length : 0;
    };
    const shares = DELIMITERS.map(alike);
    const most = Math.max(...shares);
    return most > 0 ? DELIMITERS[shares.indexOf(most)] : null;
  }

  // A reader of a column's numbers, by how they are written; what is none becomes NaN.
  function readerOf(texts) {
    const plain = texts.map((text) => text.replace("−", "-").replace(/\s/g, ""));
    const withComma = plain.filter((text) => text.includes(","));
    const isGrouped = withComma.some((text) => text.includes(".") && GROUPED.test(text));
    const isDecimal = withComma.length > 0 && !isGrouped;
    return (text) => {
      let written = text.replace("−", "-").replace(/\s/g, "");
      if (isDecimal) {
        if (GROUPED_BY_POINTS.test(written)) written = written.replaceAll(".", "");
        written = written.replace(",", ".");
      } else if (GROUPED.test(written)) written = written.replaceAll(",", "");
      return NUMBER.test(written) ? Number(written) : NaN;
    };
  }

  function named(header, number, nameless) {
    if (header === null || header === "") return { name: nameless(number), unit: "" };
    const found = WITH_UNIT.exec(header);
    return found ? { name: found[1], unit: found[2].trim() } : { name: header, unit: "" };
  }

  // Whether the first row names the columns: one of them is no number where those below mostly are.
  function hasHeader(rows, readers) {
    return readers.some((read, k) => {
      const below = rows.slice(1).filter((row) => Number.isFinite(read(row[k] ?? "")));
      return (rows[0][k] ?? "") !== "" && Number.isNaN(read(rows[0][k])) && 2 * below.length > rows.length - 1;
    });
  }

  // The columns that hold numbers, each with name, unit and values, NaN where a row has none. Null if
  // there are not two of them. `nameless` names a column by its number.
  gdvideo.readTable = function (text, nameless) {
    const clean = text.replace(/^﻿/, "");
    const delimiter = delimiterOf(clean);
    if (delimiter === null) return null;
    const rows = cells(clean, delimiter);
    const width = Math.max(...rows.map((row) => row.length));
    const columns = Array.from({ length: width }, (_, k) => rows.map((row) => row[k] ?? ""));
    const readers = columns.map((column) => readerOf(column.slice(1)));
    const first = hasHeader(rows, readers) ? 1 : 0;
    const read = columns.map((column, k) => ({
      ...named(first ? column[0] : null, k + 1, nameless),
      values: Float64Array.from(column.slice(first), first ? readers[k] : readerOf(column)),
    }));
    const numeric = read.filter(({ values }) =>
      values.filter(Number.isFinite).length > LEAST_NUMBERS * values.length);
    return numeric.length < 2 ? null : { columns: numeric, rows: rows.length - first };
  };

  // Two columns of a table without the rows that lack a number in one of them, and how many these are.
  gdvideo.pairOf = function (table, first, second) {
    const [x, y] = [table.columns[first].values, table.columns[second].values];
    const whole = [...x.keys()].filter((k) => Number.isFinite(x[k]) && Number.isFinite(y[k]));
    return {
      x: Float64Array.from(whole, (k) => x[k]),
      y: Float64Array.from(whole, (k) => y[k]),
      leftOut: x.length - whole.length,
    };
  };
})((globalThis.gdvideo ??= {}));
