"""Choosing the columns of a lesson: the ones the user names, else the first numeric ones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gdvideo.data.cells import shown
from gdvideo.data.headers import find_column
from gdvideo.data.numbers import Summary, decimal_comma, summarise, words_in
from gdvideo.data.tables import Table
from gdvideo.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["choose", "refuse_text"]


_JUDGED = 100_000
"""So many rows tell what a column holds, unless they are silent."""


def choose(
    connection: "DuckDBPyConnection", table: Table, x: Sequence[str], y: str | None
) -> tuple[list[int], bool]:
    """Return the columns to read, predictors first, and whether a comma is the decimal sign.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        As the table was opened with.
    table : Table
    x : sequence of str
        The predictors' headers; none means the first numeric column that is not `y`.
    y : str, optional
        The response's header; without it the first numeric column that is not in `x`.

    Raises
    ------
    InputError
        If a column is not there or is named twice, or if too few are numeric.
    """
    if len(table.headers) < 2:
        raise InputError(
            f"columns found: {', '.join(map(shown, table.headers)) or 'none'}; two are needed, "
            "in a text table parted by commas, semicolons or tabs"
        )
    predictors, response = _named(connection, table, x, y)
    if predictors and response and not table.decimal_comma_possible:
        columns, comma = [*predictors, *response], False
    else:
        columns, comma = _judged(connection, table, predictors, response)
    _refuse_repeated(table, columns)
    return columns, comma


def _judged(
    connection: "DuckDBPyConnection", table: Table, predictors: list[int], response: list[int]
) -> tuple[list[int], bool]:
    """Look at the cells to find the decimal sign, and the columns that are not named."""
    named = [*predictors, *response]
    scanned = named if predictors and response else list(range(len(table.headers)))
    summaries = summarise(connection, table, scanned, _JUDGED)
    if _silent(table, summaries):
        summaries = summarise(connection, table, scanned)
    comma = decimal_comma(summaries)
    if scanned is named:
        return named, comma
    if not any(summary.present for summary in summaries):
        raise InputError("no row holds anything; at least 3 rows of two numbers are needed")
    numeric = [i for i, summary in zip(scanned, summaries, strict=True) if summary.numeric(comma)]
    return _filled(table, predictors, response, numeric), comma


def _silent(table: Table, summaries: Sequence[Summary]) -> bool:
    """Tell whether a column is empty so far, or all numbers are whole and the sign is open."""
    points, commas = sum(s.points for s in summaries), sum(s.commas for s in summaries)
    undecided = table.decimal_comma_possible and points == commas
    return undecided or not all(summary.present for summary in summaries)


def _named(
    connection: "DuckDBPyConnection", table: Table, x: Sequence[str], y: str | None
) -> tuple[list[int], list[int]]:
    """Return the predictors and the response that are named; an empty list where none is."""

    def numeric() -> list[str]:
        summaries = summarise(connection, table, range(len(table.headers)))
        comma = decimal_comma(summaries)
        return [
            h for h, summary in zip(table.headers, summaries, strict=True) if summary.numeric(comma)
        ]

    def find(header: str) -> int:
        return find_column(table.headers, header, numeric)

    return [find(header) for header in x], [] if y is None else [find(y)]


def _filled(
    table: Table, predictors: Sequence[int], response: Sequence[int], numeric: Sequence[int]
) -> list[int]:
    """Put the first numeric columns where none is named."""
    free = [i for i in numeric if i not in {*predictors, *response}]
    needed = (not predictors) + (not response)
    if len(free) < needed:
        listed = ", ".join(shown(table.headers[i]) for i in numeric) or "none"
        raise InputError(f"two numeric columns are needed; numeric columns found: {listed}")
    x = list(predictors) or [free.pop(0)]
    return [*x, *(response or free[:1])]


def _refuse_repeated(table: Table, columns: Sequence[int]) -> None:
    """Refuse a column that is named twice, and two columns under one header."""
    headers = [table.headers[i] for i in columns]
    for i, header in enumerate(headers):
        if columns[i] in columns[:i]:
            raise InputError(
                f"column {shown(header)} is named twice; x and y must be different columns"
            )
        if header in headers[:i]:
            raise InputError(f"two columns are headed {shown(header)}; rename one of them")


def refuse_text(
    connection: "DuckDBPyConnection", table: Table, columns: Sequence[int], comma: bool
) -> None:
    """Refuse a column in which fewer than half of the cells that hold anything are numbers.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        As the table was opened with.
    table : Table
    columns : sequence of int
        Their places in the table, from 0.
    comma : bool
        Whether a comma is the decimal sign.

    Raises
    ------
    InputError
        Naming the first such column and some of its words.
    """
    summaries = summarise(connection, table, columns)
    for column, summary in zip(columns, summaries, strict=True):
        header = shown(table.headers[column])
        if not summary.present:
            raise InputError(f"column {header} holds no value; a column of numbers is needed")
        if not summary.numeric(comma):
            words = ", ".join(map(shown, words_in(connection, table, column, comma)))
            raise InputError(f"column {header} holds text ({words}); a column of numbers is needed")
