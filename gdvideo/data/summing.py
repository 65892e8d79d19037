"""The sums of very many rows, added up where they are read: nothing else of them is kept."""

from collections.abc import Sequence
from typing import Final

from gdcore.data.sums import Guess, Sums
from gdvideo.data.bounds import most_rows, refuse_long
from gdvideo.data.tables import Table

__all__ = ["sums_of"]

_FIRST: Final = 2_000
"""So many rows make the first guess."""

_FEWEST: Final = 3
_ROUNDS: Final = 3
"""So often the rows are gone over, each time about a better guess."""

_LIMITS: Final = "min(x), max(x), min(y), max(y)"
_SUMS: Final = "count(*), count(w), sum(u), sum(w), sum(u * u), sum(u * w), sum(w * w)"
_ABOUT: Final = """FROM (SELECT x, y, u, y - $y - $slope * u AS w
    FROM (SELECT x, y, x - $x AS u FROM (SELECT * FROM ({rows}) LIMIT {limit})))"""


def sums_of(table: Table, columns: Sequence[int], comma: bool) -> Sums | None:
    """Return the sums of two columns; None if a row has to be looked at, or digits would be lost.

    Parameters
    ----------
    table : Table
    columns : sequence of int
        The places of the predictor and the response, from 0.
    comma : bool
        Whether a comma is the decimal sign.

    Raises
    ------
    InputError
        If there are more rows than are read.
    """
    import duckdb

    rows = None if len(columns) != 2 or comma else _rows(table, columns)
    if rows is None:
        return None
    try:
        guess = _first_guess(table, rows)
        for _ in range(_ROUNDS):
            found = _added_up(table, rows, guess)
            if found is None or found.is_sound:
                return found
            guess = found.better
    except (duckdb.ConversionException, duckdb.InvalidInputException, duckdb.OutOfRangeException):
        pass
    return None


def _rows(table: Table, columns: Sequence[int]) -> str | None:
    """Return the SQL of x and y as doubles; None where cells must be looked at as text first."""
    cells = [table.cells[i] for i in columns]
    if any(cell.style for cell in cells):
        return None
    if table.typed is not None:
        values, source = [cell.text for cell in cells], table.typed(columns)
    else:
        values, source = [cell.number for cell in cells], table.select(columns, None)
    if not all(values):
        return None
    return f"SELECT {values[0]} AS x, {values[1]} AS y FROM ({source})"


def _first_guess(table: Table, rows: str) -> Guess:
    [told] = table.ask(
        f"""SELECT avg(x), avg(y), regr_slope(y, x) FROM (SELECT * FROM ({rows}) LIMIT {_FIRST})
        WHERE isfinite(x) AND isfinite(y)"""
    ).fetchall()
    return Guess(*(value or 0.0 for value in told))


def _added_up(table: Table, rows: str, guess: Guess) -> Sums | None:
    """Return the sums about a guess; None if a row has no number."""
    most = most_rows(2)
    about = _ABOUT.format(rows=rows, limit=most + 1)
    # A file of types keeps its limits beside the rows, but only a query for nothing else sees them.
    kept = table.typed is None
    asked = _SUMS if kept else f"{_SUMS}, {_LIMITS}"
    [[n, numbers, *told]] = table.ask(
        f"SELECT {asked} {about}", x=guess.x, y=guess.y, slope=guess.slope
    ).fetchall()
    if n > most:
        refuse_long(most)
    if n < _FEWEST or numbers != n:
        return None
    if kept:
        told += table.ask(f"SELECT {_LIMITS} FROM ({rows})").fetchall()[0]
    # A zero has no sign: it depends on the kind of file.
    *sums, x0, x1, y0, y1 = (value + 0.0 for value in told)
    return Sums(n, (x0, x1), (y0, y1), guess, *sums) if x0 < x1 else None
