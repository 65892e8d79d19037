"""From an opened table to numbers: which columns are numeric, their values, what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gdvideo.data.bounds import most_rows, refuse_long
from gdvideo.data.cells import is_missing, missing_sql, number_sql
from gdvideo.data.tables import Cell, Table
from gdvideo.errors import InputError
from gdvideo.shown import shown

if TYPE_CHECKING:
    from gdcore.arrays import Floats

__all__ = [
    "LeftOut",
    "Summary",
    "decimal_comma",
    "explain",
    "read_numbers",
    "refuse_infinity",
    "summarise",
    "value_sql",
    "words_in",
]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that was left out.

    Parameters
    ----------
    line : int
        Where it stands in the file, counted from 1, header included: the line of a text file, the
        row of a sheet or of a Parquet file.
    reason : str
        Why, for people.
    """

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """How many cells of a column hold anything, and how many of them are numbers.

    Parameters
    ----------
    present : int
        The cells that are not missing.
    points, commas : int
        Those that are numbers if the decimal sign is a point, or a comma.
    """

    present: int
    points: int
    commas: int

    def numeric(self, comma: bool) -> bool:
        """Tell whether at least half of what the column holds are numbers."""
        numbers = self.commas if comma else self.points
        return 0 < self.present <= 2 * numbers


def summarise(table: Table, columns: Sequence[int], limit: int | None = None) -> list[Summary]:
    """Count the numbers in some columns of a table, in one pass over its rows or the first few.

    Parameters
    ----------
    table : Table
    columns : sequence of int
        Their places in the table, from 0.
    limit : int, optional
        How many rows to look at; all if not given.
    """
    signs = (False, True) if table.decimal_comma_possible else (False,)
    counts = [_count_sql(table.cells[i], sign) for i in columns for sign in signs]
    present = [_present_sql(table.cells[i]) for i in columns]
    [row] = table.ask(
        f"SELECT {', '.join([*counts, *present])} FROM ({table.select(columns, limit)})"
    ).fetchall()
    numbers, filled = row[: len(counts)], row[len(counts) :]
    points, commas = numbers[:: len(signs)], numbers[len(signs) - 1 :: len(signs)]
    return [Summary(*found) for found in zip(filled, points, commas, strict=True)]


def value_sql(cell: Cell, comma: bool) -> str:
    """Return the SQL of a cell's value: a double, or NULL if it is not a number."""
    if cell.style:
        return cell.style.sql(cell.text)
    return cell.number or number_sql(cell.text, comma)


def _count_sql(cell: Cell, comma: bool) -> str:
    return f"count(*) FILTER (NOT isnan({value_sql(cell, comma)}))"


def _present_sql(cell: Cell) -> str:
    value = value_sql(cell, comma=False)
    blank = _missing(cell)
    # Whether a cell is missing costs more to find out than whether it is a number.
    return f"count(*) FILTER (CASE WHEN isnan({value}) IS FALSE THEN TRUE ELSE NOT {blank} END)"


def _missing(cell: Cell) -> str:
    return f"isnan({cell.number}) IS NOT FALSE" if cell.number else missing_sql(cell.text)


def decimal_comma(summaries: Sequence[Summary]) -> bool:
    """Tell whether more cells are numbers when `1,5` is one than when `1.5` is."""
    return sum(s.commas for s in summaries) > sum(s.points for s in summaries)


def words_in(table: Table, column: int, comma: bool) -> list[str]:
    """Return the first three different cells of a column that are not numbers.

    Parameters
    ----------
    table : Table
    column : int
        Its place in the table, from 0.
    comma : bool
        Whether a comma is the decimal sign.
    """
    cell = table.cells[column]
    rows = table.select([column], None)
    words = table.ask(
        f"""SELECT word FROM (
            SELECT {cell.text} AS word, row_number() OVER () AS row FROM ({rows})
            WHERE {value_sql(cell, comma)} IS NULL AND NOT {_missing(cell)}
        ) GROUP BY word ORDER BY min(row) LIMIT 3"""
    ).fetchall()
    return [str(row[0]) for row in words]


def read_numbers(table: Table, columns: Sequence[int], comma: bool) -> "list[Floats]":
    """Read some columns of a table.

    Parameters
    ----------
    table : Table
    columns : sequence of int
        Their places in the table, from 0.
    comma : bool
        Whether a comma is the decimal sign.

    Returns
    -------
    list of ndarray, each of shape (rows,)
        In file order; NaN where there is no number, or where the whole row is unreadable; infinite
        where the file says so, or where a number is too large for float64. A zero has no sign: it
        depends on the kind of file.
    """
    most = most_rows(len(columns))
    found = _typed_numbers(table, columns, comma, most + 1)
    if found is None:
        values = [_number(table, i, comma) for i in columns]
        found = _fetched(table, values, table.select(columns, most + 1))
    if len(found[0]) > most:
        refuse_long(most)
    return found


def _typed_numbers(
    table: Table, columns: Sequence[int], comma: bool, limit: int
) -> "list[Floats] | None":
    """Read columns that are numbers throughout; None if they are not, or if nobody can tell."""
    import duckdb

    if table.typed is None or comma or any(table.cells[i].style for i in columns):
        return None
    values = [f"coalesce({table.cells[i].text}, 'nan')" for i in columns]
    try:
        return _fetched(table, values, f"SELECT * FROM ({table.typed(columns)}) LIMIT {limit}")
    except (duckdb.ConversionException, duckdb.InvalidInputException):
        return None


def _fetched(table: Table, values: Sequence[str], rows: str) -> "list[Floats]":
    """Return what some SQL makes of rows, an array each."""
    import numpy as np

    named = ", ".join(f"{value} + 0.0::DOUBLE AS v{k}" for k, value in enumerate(values))
    found = table.ask(f"SELECT {named} FROM ({rows})").fetchnumpy()
    return [np.asarray(found[f"v{k}"]) for k in range(len(values))]


def _number(table: Table, column: int, comma: bool) -> str:
    value = value_sql(table.cells[column], comma)
    return f"CASE WHEN {table.broken} IS NULL THEN coalesce({value}, 'nan') ELSE 'nan' END"


def refuse_infinity(table: Table, columns: Sequence[int], numbers: "Sequence[Floats]") -> None:
    """Raise InputError if what `read_numbers` returned holds an infinity, saying where."""
    import numpy as np

    infinite = [np.isinf(column) for column in numbers]
    rows = [int(found.argmax()) for found in infinite if found.any()]
    if rows:
        row = min(rows)
        header = table.headers[columns[[bool(found[row]) for found in infinite].index(True)]]
        [line] = table.locate([row])
        raise InputError(
            f"{table.place} {line}: column {shown(header)} holds an infinity; "
            "numbers must be finite, of magnitude below 1.8e308"
        )


def explain(
    table: Table, columns: Sequence[int], comma: bool, rows: Sequence[int]
) -> tuple[LeftOut, ...]:
    """Say where some rows stand and why they are left out.

    Parameters
    ----------
    table : Table
    columns : sequence of int
        Their places in the table, from 0.
    comma : bool
        Whether a comma is the decimal sign.
    rows : sequence of int
        The rows, counted from 0, ascending.
    """
    if not rows:
        return ()
    texts = ", ".join(f"{table.cells[i].text}, {value_sql(table.cells[i], comma)}" for i in columns)
    listed = ", ".join(map(str, rows))
    found = table.ask(
        f"""SELECT * FROM (SELECT row_number() OVER () - 1 AS row, {table.broken}, {texts}
        FROM ({table.select(columns, None)})) WHERE row IN ({listed}) LIMIT {len(rows)}"""
    ).fetchall()
    names = [table.headers[i] for i in columns]
    styles = [table.cells[i].style for i in columns]
    kinds = ["a number" if style is None else style.what for style in styles]
    reasons = [
        row[1] or _reason(names, row[2::2], row[3::2], kinds)
        for row in sorted(found, key=lambda row: row[0])
    ]
    return tuple(map(LeftOut, table.locate(rows), reasons))


def _reason(
    headers: Sequence[str],
    texts: Sequence[str | None],
    values: Sequence[float | None],
    kinds: Sequence[str],
) -> str:
    """Name the first column in which a row has no number."""
    for header, text, value, kind in zip(headers, texts, values, kinds, strict=True):
        if is_missing(text):
            return f"no value in {shown(header)}"
        if value is None:
            return f"{shown(str(text))} in {shown(header)} is not {kind}"
    raise AssertionError("the row holds a number in every column")
