"""Choosing the columns of a lesson: the ones the user names, else the first numeric ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from gdvideo.data.counting import counting
from gdvideo.data.headers import find_column
from gdvideo.data.numbers import Summary, decimal_comma, summarise, words_in
from gdvideo.data.styles import CLUELESS_DATE
from gdvideo.data.styling import is_date, styled
from gdvideo.data.tables import Table
from gdvideo.errors import InputError
from gdvideo.shown import shown

__all__ = ["Choice", "choose", "refuse_text"]


_JUDGED = 100_000
"""So many rows tell what a column holds, unless they are silent."""

_GLANCED = 1_000
"""So many do where the file says which columns are numbers: one is enough to know it holds some."""

_LISTED = 12
_AT_A_TIME = 128
_LOOKED_THROUGH = 256
"""So many columns are looked through for numeric ones; those beyond must be named."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which columns are read.

    Parameters
    ----------
    table : Table
        It, with what is now known of how its columns are written.
    columns : list of int
        Their places in the table, from 0, predictors first.
    comma : bool
        Whether a comma is the decimal sign.
    remarks : tuple of str
        What people should know about the choice, a sentence each.
    """

    table: Table
    columns: list[int]
    comma: bool
    remarks: tuple[str, ...] = ()


def choose(table: Table, x: Sequence[str], y: str | None) -> Choice:
    """Return the columns to read: those that are named, else the first numeric ones.

    A column that counts the rows is passed over, as long as there are others.

    Parameters
    ----------
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
    predictors, response = _named(table, x, y)
    if predictors and response:
        choice = _all_named(table, [*predictors, *response])
    else:
        choice = _judged(table, predictors, response)
    _refuse_repeated(table, choice.columns)
    return choice


def _all_named(table: Table, columns: list[int]) -> Choice:
    summaries = _summaries(table, columns)
    comma = decimal_comma(summaries)
    odd = [i for i, s in zip(columns, summaries, strict=True) if not s.numeric(comma)]
    table = styled(table, odd, _JUDGED)
    return Choice(table, columns, comma, tuple(_written(table, columns)))


def _judged(table: Table, predictors: list[int], response: list[int]) -> Choice:
    """Look at the cells to find the decimal sign, and the columns that are not named.

    A wide table is looked at some columns at a time, until there are enough numeric ones.
    """
    named = [*predictors, *response]
    scanned, summaries = list(named), _summaries(table, named)
    numeric, last, comma = list(named), set[int](), False
    for block in _blocks(table):
        new = [i for i in block if i not in named]
        scanned, summaries = scanned + new, summaries + _summaries(table, new)
        comma = decimal_comma(summaries)
        found = [i for i, s in zip(scanned, summaries, strict=True) if s.numeric(comma)]
        table = styled(table, sorted({*scanned} - {*found}), _JUDGED)
        numeric = sorted([*found, *(i for i in scanned if table.cells[i].style)])
        last = counting(table, [i for i in found if i not in named], comma)
        last |= {i for i in numeric if is_date(table.cells[i])}
        if len({*numeric} - {*named} - last) >= (not predictors) + (not response):
            break
    if not any(summary.present for summary in summaries):
        raise InputError("no row holds anything; at least 3 rows of two numbers are needed")
    columns, others = _filled(table, predictors, response, numeric, last)
    remarks = [
        *_unnamed(table, sorted([*columns, *others])),
        *_written(table, columns),
        *_others(table, columns, others, last),
    ]
    return Choice(table, columns, comma, tuple(remarks))


def _summaries(table: Table, columns: Sequence[int]) -> list[Summary]:
    """Judge some columns by the first rows, or by all of them if these are silent."""
    if not columns:
        return []
    typed = all(table.cells[i].number for i in columns)
    for limit in (_GLANCED, _JUDGED) if typed else (_JUDGED,):
        summaries = summarise(table, columns, limit)
        if not _silent(table, summaries):
            return summaries
    return summarise(table, columns)


def _blocks(table: Table) -> list[range]:
    """Return the columns in which to look for numbers, some at a time."""
    most = min(len(table.headers), _LOOKED_THROUGH)
    return [range(i, min(i + _AT_A_TIME, most)) for i in range(0, most, _AT_A_TIME)]


def _silent(table: Table, summaries: Sequence[Summary]) -> bool:
    """Tell whether a column is empty so far, or all numbers are whole and the sign is open."""
    points, commas = sum(s.points for s in summaries), sum(s.commas for s in summaries)
    undecided = table.decimal_comma_possible and points == commas
    return undecided or not all(summary.present for summary in summaries)


def _named(table: Table, x: Sequence[str], y: str | None) -> tuple[list[int], list[int]]:
    """Return the predictors and the response that are named; an empty list where none is."""

    def numeric() -> list[str]:
        looked_at = _blocks(table)[0]
        summaries = _summaries(table, looked_at)
        comma = decimal_comma(summaries)
        return [
            table.headers[i]
            for i, summary in zip(looked_at, summaries, strict=True)
            if summary.numeric(comma)
        ]

    def find(header: str) -> int:
        return find_column(table.headers, header, numeric)

    return [find(header) for header in x], [] if y is None else [find(y)]


def _filled(
    table: Table,
    predictors: Sequence[int],
    response: Sequence[int],
    numeric: Sequence[int],
    last: set[int],
) -> tuple[list[int], list[int]]:
    """Put the first numeric columns where none is named, and return what is left of them.

    What counts the rows or holds dates is taken last, and then as x.
    """
    dates_first = {i: (i in last) + (i in last and not is_date(table.cells[i])) for i in numeric}
    free = sorted({*numeric} - {*predictors, *response}, key=lambda i: (dates_first[i], i))
    needed = (not predictors) + (not response)
    if len(free) < needed:
        raise InputError(_too_few(table, numeric))
    taken = sorted(free[:needed], key=lambda i: (i not in last, i))
    x = list(predictors) or [taken.pop(0)]
    return [*x, *(response or taken)], sorted(free[needed:])


def _others(
    table: Table, columns: Sequence[int], others: Sequence[int], last: set[int]
) -> list[str]:
    """Say which chosen column counts the rows, and which others could have been chosen."""

    def kind(column: int) -> str:
        if column not in last:
            return ""
        return " (dates)" if is_date(table.cells[column]) else " (counts the rows)"

    said = [
        f"{shown(table.headers[i])} counts the rows; no other column of numbers is left."
        for i in columns
        if kind(i) == " (counts the rows)"
    ]
    if others:
        names = [f"{shown(table.headers[i])}{kind(i)}" for i in others]
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        said.append(f"Also numeric: {', '.join(names[:_LISTED])}{more}; --x and --y choose.")
    return said


def _unnamed(table: Table, columns: Sequence[int]) -> list[str]:
    """Say what those of some columns are called that have no name in the file."""
    return [
        f"Column {i + 1} has no name; it is called {shown(table.headers[i])}."
        for i in columns
        if i in table.unnamed
    ]


def _written(table: Table, columns: Sequence[int]) -> list[str]:
    """Say how columns are written that hold no plain numbers."""
    styles = {table.headers[i]: table.cells[i].style for i in columns}
    return [
        f"Each cell of {shown(header)} is read as {style.what}."
        for header, style in styles.items()
        if style and style.date is None
    ]


def _too_few(table: Table, numeric: Sequence[int]) -> str:
    """Say that there are too few numeric columns, and which ones there are."""
    listed = ", ".join(shown(table.headers[i]) for i in sorted(numeric)) or "none"
    among = (
        f" (looked for in the first {_LOOKED_THROUGH:,} of {len(table.headers):,} columns)"
        if len(table.headers) > _LOOKED_THROUGH
        else ""
    )
    return f"two numeric columns are needed; numeric columns found: {listed}{among}"


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


def refuse_text(table: Table, columns: Sequence[int], comma: bool) -> None:
    """Refuse a column in which fewer than half of the cells that hold anything are numbers.

    Parameters
    ----------
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
    summaries = summarise(table, columns)
    for column, summary in zip(columns, summaries, strict=True):
        header = shown(table.headers[column])
        if not summary.present:
            raise InputError(f"column {header} holds no value; a column of numbers is needed")
        if not summary.numeric(comma):
            found = words_in(table, column, comma)
            words = ", ".join(map(shown, found))
            if any(map(CLUELESS_DATE.fullmatch, found)):
                raise InputError(
                    f"column {header} holds dates ({words}) of which it is not clear whether the "
                    "day or the month comes first; write them as 2020-12-31"
                )
            raise InputError(f"column {header} holds text ({words}); a column of numbers is needed")
