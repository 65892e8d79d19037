"""What is taken out of a file: the columns that are meant, as arrays, and what was found."""

import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gdcore.data.sums import Sums
from gdvideo.data.bounds import MOST_LINE, refuse_memory
from gdvideo.data.choosing import Choice, choose, refuse_text
from gdvideo.data.held import Held
from gdvideo.data.numbers import LeftOut, explain, read_numbers, refuse_infinity
from gdvideo.data.sheets import SHEETS
from gdvideo.data.styling import is_date
from gdvideo.data.summing import sums_of
from gdvideo.data.tables import NAMED, Cell, Table, connect, held_table, memory_table, open_table
from gdvideo.errors import InputError
from gdvideo.shown import shown

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    from gdcore.arrays import Floats

__all__ = ["Extract", "Task", "Wanted"]

_REASONS = 5
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which columns are meant.

    Parameters
    ----------
    x : tuple of str
        The predictors' headers; none means the first numeric column that is not `y`.
    y : str, optional
        The response's header; without it the first numeric column that is not in `x`.
    leave_out : tuple of int
        Where rows stand in the file that are not meant.
    rows : bool
        Whether the numbers are wanted; else their sums will do, where there are some.
    """

    x: tuple[str, ...] = ()
    y: str | None = None
    leave_out: tuple[int, ...] = ()
    rows: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """The numbers of a lesson, as a file holds them; the fields are those of `ReadData`.

    Parameters
    ----------
    numbers : tuple of ndarray, each of shape (n,)
        The columns that are used, predictors first; read-only. None where the sums will do.
    sums : Sums, optional
    headers : tuple of str
        The columns' headers.
    rows, left_out : int
    reasons : tuple of LeftOut
    header : bool
    place : str
    decimal_comma : bool
    remarks : tuple of str
    units : tuple of str
        Of each column, as its cells tell; empty where they do not.
    """

    numbers: "tuple[Floats, ...]"
    sums: Sums | None
    headers: tuple[str, ...]
    rows: int
    left_out: int
    reasons: tuple[LeftOut, ...]
    header: bool
    place: str
    decimal_comma: bool
    remarks: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be taken out of a file or of rows that are read already.

    Parameters
    ----------
    source : Path, Held or sequence of rows
        The file, regular and absolute; what a program holds; or the rows, headers first.
    wanted : Wanted, optional
        The columns to be read; without it the file's headers are what is asked for.
    sheet : str, optional
        The name or the number, counted from 1, of the sheet that is meant.
    header_row : int, optional
        The row, counted from 1, that names the columns.
    """

    source: Path | Held | Sequence[Sequence[str]]
    wanted: Wanted | None = None
    sheet: str | None = None
    header_row: int | None = None

    def prepare(self) -> None:
        """Import what the task needs, so that it is not counted as the file's memory."""
        import duckdb as duckdb

        if self._has_sheets():
            import python_calamine as python_calamine

    def done(self) -> tuple[str, ...] | Extract:
        """Return the headers, or the columns that are wanted.

        Raises
        ------
        InputError
            If the file or the columns cannot be used; the message says why.
        """
        import duckdb

        try:
            with closing(connect()) as connection:
                table = self._table(connection)
                if self.wanted is None:
                    return table.headers
                return _extract(table, self.wanted)
        except (MemoryError, duckdb.OutOfMemoryException):
            refuse_memory()
        except (OSError, EOFError, zlib.error, duckdb.Error) as error:
            raise InputError(f"cannot be read: {_reason(error)}") from error

    def _has_sheets(self) -> bool:
        return isinstance(self.source, Path) and self.source.suffix.lower() in SHEETS

    def _table(self, connection: "DuckDBPyConnection") -> Table:
        if self.sheet is not None and not self._has_sheets():
            raise InputError(
                f"--sheet got {shown(self.sheet)}: these data have no sheets; files whose names "
                f"end in {', '.join(SHEETS)} have"
            )
        if isinstance(self.source, Path):
            return open_table(connection, self.source, self.sheet, self.header_row)
        if self.header_row is not None:
            raise InputError(f"--header-row got {self.header_row}: {NAMED}")
        if isinstance(self.source, Held):
            return held_table(connection, self.source)
        return memory_table(connection, self.source)


def _reason(error: Exception) -> str:
    """Return the first line of what went wrong; duckdb's own limits in plain words."""
    reason = next(iter(str(error).splitlines()), type(error).__name__)
    if "maximum_object_size" in reason:
        return "a line is longer than 16,777,216 bytes, the longest that is read"
    if "Maximum line size" in reason:
        return f"a row is longer than {MOST_LINE:,} bytes, the longest that is read"
    return reason


def _extract(table: Table, wanted: Wanted) -> Extract:
    choice = choose(table, wanted.x, wanted.y)
    if not (wanted.rows or wanted.leave_out):
        sums = sums_of(choice.table, choice.columns, choice.comma)
        if sums is not None:
            return _found(choice, numbers=(), sums=sums, rows=sums.n)
    return _numbered(choice, wanted)


def _numbered(choice: Choice, wanted: Wanted) -> Extract:
    """Return the numbers that a choice of columns holds, rows without any left out."""
    import numpy as np

    table, columns, comma = choice.table, choice.columns, choice.comma
    numbers = read_numbers(table, columns, comma)
    rows, empty = len(numbers[0]), _empty(numbers)
    if empty.any():
        refuse_text(table, columns, comma)
    refuse_infinity(table, columns, numbers)
    unwanted = _standing(table, rows, wanted.leave_out)
    bad = empty | unwanted
    empty &= ~unwanted
    reasons = (
        *explain(table, columns, comma, np.flatnonzero(empty)[:_REASONS].tolist()),
        *(LeftOut(place, "the lesson leaves it out") for place in wanted.leave_out),
    )
    headers = tuple(table.headers[i] for i in columns)
    if bad.any():
        numbers = [column[~bad] for column in numbers]
    _refuse_unusable(numbers, headers, reasons, table.place)
    dated = _count_days(numbers, [is_date(table.cells[i]) for i in columns], headers)
    found = _found(choice, numbers=tuple(map(_closed, numbers)), sums=None, rows=rows)
    remarks = (*found.remarks, *dated)
    return replace(found, left_out=int(bad.sum()), reasons=reasons, remarks=remarks)


def _found(
    choice: Choice, *, numbers: "tuple[Floats, ...]", sums: Sums | None, rows: int
) -> Extract:
    """Return what was found where no row is left out."""
    table = choice.table
    return Extract(
        numbers=numbers,
        sums=sums,
        headers=tuple(table.headers[i] for i in choice.columns),
        rows=rows,
        left_out=0,
        reasons=(),
        header=table.header,
        place=table.place,
        decimal_comma=choice.comma,
        remarks=(*table.remarks, *choice.remarks),
        units=tuple(_unit(table.cells[i]) for i in choice.columns),
    )


def _empty(numbers: "Sequence[Floats]") -> "NDArray[np.bool_]":
    """Return which rows have no number in one of the columns, shape (rows,)."""
    import numpy as np

    return np.logical_or.reduce([np.isnan(column) for column in numbers])


def _closed(column: "Floats") -> "Floats":
    """Make a column read-only, so that nobody needs a copy to be sure of it."""
    column.setflags(write=False)
    return column


def _standing(table: Table, count: int, places: Sequence[int]) -> "NDArray[np.bool_]":
    """Return which of the rows stand at some places of the file, shape (count,)."""
    import numpy as np

    found = np.zeros(count, bool)
    if not places:
        return found
    stand = np.fromiter(table.locate(range(count)), np.int64, count)
    rows = np.searchsorted(stand, places)
    for place, row in zip(places, rows.tolist(), strict=True):
        if row == count or stand[row] != place:
            raise InputError(
                f"leave_out has {place:,}: no row of data stands at {table.place} {place:,}; they "
                f"stand from {table.place} {stand[0]:,} to {stand[-1]:,}"
            )
    found[rows] = True
    return found


def _unit(cell: Cell) -> str:
    """Return the unit that the cells themselves tell of; the day's symbol where they are dates."""
    return "d" if is_date(cell) else cell.style.mark if cell.style else ""


def _count_days(
    numbers: "Sequence[Floats]", dates: Sequence[bool], headers: Sequence[str]
) -> list[str]:
    """Count days from the first one of each column of dates, and say which day that is."""
    import numpy as np

    said: list[str] = []
    for column in np.flatnonzero(dates).tolist():
        first = int(np.floor(numbers[column].min()))
        np.subtract(numbers[column], first, out=numbers[column])
        day = np.datetime64(first, "D")
        said.append(f"{shown(headers[column])} holds dates; they are read as days since {day}.")
    return said


def _refuse_unusable(
    numbers: "Sequence[Floats]", headers: Sequence[str], reasons: Sequence[LeftOut], place: str
) -> None:
    """Refuse too few rows, and a predictor that does not vary."""
    rows = len(numbers[0])
    if rows < _FEWEST:
        why = "; ".join(f"{place} {reason.line}: {reason.reason}" for reason in reasons)
        raise InputError(
            f"{rows} usable rows; at least {_FEWEST} are needed{f' ({why})' if why else ''}"
        )
    for header, values in zip(headers[:-1], numbers, strict=False):
        if values.min() == values.max():
            raise InputError(
                f"column {shown(header)} does not vary: every value is {values[0]:.17g}; "
                "at least two different ones are needed"
            )
