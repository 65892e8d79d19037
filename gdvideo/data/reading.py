"""Reading the data of a lesson from a shipped set or a user's file."""

import hashlib
import json
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from gdcore.data.dataset import Column, Dataset
from gdcore.data.headers import clean_names
from gdcore.data.sums import Sums
from gdvideo.data.apart import done_apart
from gdvideo.data.extracting import Extract, Task, Wanted
from gdvideo.data.held import Held
from gdvideo.data.numbers import LeftOut
from gdvideo.data.tables import is_small_text
from gdvideo.errors import InputError
from gdvideo.shown import shown
from scenes.telling.assets import shipped_names, shipped_rows

__all__ = ["IN_MEMORY", "ReadData", "called", "column_names", "describe", "read_data"]

IN_MEMORY = "The table"
"""How data are called that no file holds."""


@dataclass(frozen=True, eq=False)
class ReadData:
    """A lesson's data, and what was found on the way to it.

    Parameters
    ----------
    dataset : Dataset
        The numbers, in file order.
    source : str
        The shipped name or the path, as given.
    rows, left_out : int
        All rows of the file, header and blank lines not counted; those of them without a number in
        each column used.
    reasons : tuple of LeftOut
        The first few rows left out.
    header : bool
        Whether the file names its columns.
    raw_names : tuple of str
        The headers of the dataset's columns as `--x` and `--y` take them, predictors first.
    place : str
        What `LeftOut.line` counts: `line` or `row`.
    decimal_comma : bool
        Whether `1,5` was read as one number.
    remarks : tuple of str
        What was decided on the way and people should know, a sentence each.
    """

    dataset: Dataset
    source: str
    rows: int
    left_out: int
    reasons: tuple[LeftOut, ...]
    header: bool
    raw_names: tuple[str, ...]
    place: str
    decimal_comma: bool
    remarks: tuple[str, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of names, units and numbers: the same for those from another kind of file."""
        names = [[column.name, column.unit] for column in self.dataset.columns]
        digest = hashlib.sha256(json.dumps(names).encode())
        for column in self.dataset.columns:
            digest.update(column.values.astype("<f8", copy=False).data)
        return digest.hexdigest()


def column_names(
    source: str | Held, sheet: str | None = None, header_row: int | None = None
) -> tuple[str, ...]:
    """Return the headers of a data set's columns, without reading its rows.

    Parameters
    ----------
    source, sheet, header_row
        As for `read_data`.

    Raises
    ------
    InputError
        If the file cannot be read.

    Examples
    --------
    >>> column_names("three")
    ('weight', 'height')
    """
    headers: tuple[str, ...] = _taken(source, None, sheet, header_row)
    return headers


def read_data(
    source: str | Held,
    x: Sequence[str] = (),
    y: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    leave_out: Sequence[int] = (),
    *,
    rows: bool = True,
) -> ReadData:
    """Read predictors and response from a shipped data set or a file.

    Parameters
    ----------
    source : str or Held
        The name of a shipped data set (`./name` is a file) or the path of a CSV, Parquet, JSON
        lines, xlsx or ods file; or what a program holds.
    x : sequence of str
        The predictors' headers; none means the first numeric column that is not `y`.
    y : str, optional
        The response's header; without it the first numeric column that is not in `x`.
    sheet : str, optional
        Of a spreadsheet, the sheet's name or its number, counted from 1; without it the first
        visible sheet that holds anything.
    header_row : int, optional
        The row, counted from 1, that names the columns of a text table or a sheet; a row that is
        blank leaves it to the next one. Without it the header is found.
    leave_out : sequence of int
        Rows that are not meant, by the lines or rows where they stand, as `LeftOut.line` counts.
    rows : bool
        Whether numbers are read at once; else, of a large table, they are when they are asked for,
        and what a straight line needs is added up.

    Raises
    ------
    InputError
        If the file or the columns cannot be used; the message says where and why.

    Examples
    --------
    >>> read = read_data("penguins")
    >>> read.dataset.x.label, read.dataset.n, read.left_out
    ('flipper length (mm)', 342, 2)
    """
    wanted = Wanted(tuple(x), y, tuple(leave_out), rows)
    found: Extract = _taken(source, wanted, sheet, header_row)

    def again() -> Extract:
        taken: Extract = _taken(source, replace(wanted, rows=True), sheet, header_row)
        if len(taken.numbers[0]) != found.rows:
            raise InputError(f"{shown(str(source), 200)}: the file was changed while it was read")
        return taken

    dataset = _dataset(found) if found.sums is None else _told(found, found.sums, cache(again))
    return ReadData(
        dataset=dataset,
        source=IN_MEMORY if isinstance(source, Held) else source,
        rows=found.rows,
        left_out=found.left_out,
        reasons=found.reasons,
        header=found.header,
        raw_names=found.headers,
        place=found.place,
        decimal_comma=found.decimal_comma,
        remarks=found.remarks,
    )


def called(read: ReadData, names: Mapping[str, str], units: Mapping[str, str]) -> ReadData:
    """Return data whose columns have other names and units.

    Parameters
    ----------
    read : ReadData
    names, units : mapping
        By the columns' headers; what is not among them stays. Headers of columns that are not used
        are passed over.
    """
    columns = [
        column.named(names.get(header, column.name), units.get(header, column.unit))
        for header, column in zip(read.raw_names, read.dataset.columns, strict=True)
    ]
    dataset = Dataset(tuple(columns[:-1]), columns[-1], read.dataset.sums)
    return replace(read, dataset=dataset)


def _taken(
    source: str | Held, wanted: Wanted | None, sheet: str | None, header_row: int | None
) -> Any:
    """Return what is wanted of the data that are meant, or explain what goes wrong.

    Small text is read here; whatever could take long, or die of a hostile file, is read apart.
    """
    all_rows = wanted and replace(wanted, rows=True)
    if isinstance(source, Held):
        return _explained(IN_MEMORY, Task(source, all_rows, sheet, header_row).done)
    path = None if source in shipped_names() else _find(source)
    if path is None or is_small_text(path):
        known = shipped_rows(source) if path is None else path
        return _explained(shown(source, 200), Task(known, all_rows, sheet, header_row).done)
    task = Task(path, wanted, sheet, header_row)
    return _explained(shown(source, 200), partial(done_apart, task))


def _explained(source: str, take: Callable[[], Any]) -> Any:
    """Return what is taken, or say whose fault it is that it cannot be."""
    try:
        return take()
    except InputError as error:
        raise InputError(f"{source}: {error}") from error


def _find(source: str) -> Path:
    """Return the absolute path of the file that is meant; it can be opened."""
    path = Path(source)
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            path.open("rb").close()
    except (FileNotFoundError, NotADirectoryError) as error:
        names = ", ".join(shipped_names())
        raise InputError(
            f"{shown(source, 200)}: no such file; shipped data sets are {names}"
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{shown(source, 200)}: cannot be opened: {reason}") from error
    if not stat.S_ISREG(mode):
        kind = "a directory" if stat.S_ISDIR(mode) else "not a regular file"
        raise InputError(f"{shown(source, 200)}: {kind}; a data file is needed")
    return path.absolute()


def _dataset(found: Extract) -> Dataset:
    columns = [
        Column(name, values, unit)
        for (name, unit), values in zip(_named(found), found.numbers, strict=True)
    ]
    return Dataset(tuple(columns[:-1]), columns[-1])


def _told(found: Extract, sums: Sums, again: Callable[[], Extract]) -> Dataset:
    """Return columns whose numbers are read again when they are asked for."""
    moments = zip(sums.means, sums.deviations, strict=True)
    x, y = (
        Column.told(*named, sums.n, limits, told, lambda place=place: again().numbers[place])
        for place, (named, limits, told) in enumerate(
            zip(_named(found), (sums.x, sums.y), moments, strict=True)
        )
    )
    return Dataset((x,), y, sums)


def _named(found: Extract) -> list[tuple[str, str]]:
    """Return the columns' names and units."""
    named = zip(clean_names(found.headers), found.units, strict=True)
    return [(name, unit or told) for (name, unit), told in named]


def describe(read: ReadData) -> list[str]:
    """Say in plain sentences what was read, and what was left out.

    Examples
    --------
    >>> for sentence in describe(read_data("penguins")):
    ...     print(sentence)
    penguins: 342 of 344 rows used, 2 left out.
    x is flipper length (mm), from 172 to 231; y is body mass (g), from 2700 to 6300.
    Left out: line 5: no value in 'flipper_length_mm'.
    Left out: line 273: no value in 'flipper_length_mm'.
    """
    used = read.dataset.n
    sentences = [f"{read.source}: {used} of {read.rows} rows used, {read.left_out} left out."]
    predictors = [
        f"{name} is {_range(c)}"
        for name, c in zip(_letters(read), read.dataset.columns, strict=True)
    ]
    sentences.append("; ".join(predictors) + ".")
    if not read.header:
        sentences.append(
            "The first row holds numbers, so it is data; --header-row can make it the header."
        )
    if read.decimal_comma:
        sentences.append("Numbers are written with a decimal comma.")
    sentences += read.remarks
    sentences += [f"Left out: {read.place} {row.line}: {row.reason}." for row in read.reasons]
    unsaid = read.left_out - len(read.reasons)
    if unsaid:
        sentences.append(f"And {unsaid} more {'row is' if unsaid == 1 else 'rows are'} left out.")
    return sentences


def _letters(read: ReadData) -> list[str]:
    count = len(read.dataset.predictors)
    return ["x", "y"] if count == 1 else [*(f"x{i}" for i in range(1, count + 1)), "y"]


def _range(column: Column) -> str:
    low, high = column.limits
    return f"{column.label}, from {low:.6g} to {high:.6g}"
