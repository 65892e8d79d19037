"""A table whose rows are lessons: its columns are called like the keys of a lesson file."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from gdvideo.data.textfiles import TextForm, sniff
from gdvideo.errors import InputError
from gdvideo.lesson import Lesson, lesson_of
from gdvideo.lessons.files import beside
from gdvideo.regular import whole_content
from gdvideo.shown import shown

__all__ = ["NAME", "Row", "rows"]

NAME: Final = "name"
"""The column that names the films."""

_LARGEST: Final = 100_000_000
_KINDS: Final = {
    name: field.get("type") for name, field in Lesson.model_json_schema()["properties"].items()
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Parameters
    ----------
    table : Path
        The file.
    number, line : int
        Which row it is, counted from 1 below the header, and in which line of the file it ends.
    cells : mapping of str to str
        What it says, by column; empty cells say nothing and are not among it.
    surplus : int
        How many cells it has that no column is over.
    """

    table: Path
    number: int
    line: int
    cells: Mapping[str, str]
    surplus: int = 0

    @property
    def name(self) -> str:
        """What it calls its film; empty if it does not say."""
        return self.cells.get(NAME, "")

    @property
    def source(self) -> str:
        """Where it stands, for people."""
        return f"{self.table}, line {self.line}"

    def lesson(self, base: Lesson) -> Lesson:
        """Return a lesson with what the row says filled in.

        Raises
        ------
        InputError
            If a cell holds what a lesson does not take.
        """
        if self.surplus:
            raise InputError(f"{self.source}: {self.surplus} more cells than the header has.")
        said = _values(self.cells, base)
        said |= beside(self.table.parent, said)
        whole: Lesson = lesson_of(
            {**base.model_dump(exclude_unset=True), **said},
            told=lambda name: f"{self.source}, column {_column(name, self.cells)}",
        )
        return whole


def _column(name: str, cells: Mapping[str, str]) -> str:
    """Return the column that gave a value; a table's value has a column for each of its keys."""
    return next((c for c in cells if c == name or c.startswith(f"{name}.")), name)


def _values(cells: Mapping[str, str], base: Lesson) -> dict[str, Any]:
    """Return the values of a lesson that cells say."""
    said: dict[str, Any] = {}
    for column, cell in cells.items():
        name, dot, key = column.partition(".")
        if dot:
            said.setdefault(name, dict(getattr(base, name)))[key] = cell
        elif column != NAME:
            said[name] = _value(name, cell)
    return said


def _value(name: str, cell: str) -> str | list[str]:
    if _KINDS[name] != "array" or name == "stop":
        return cell
    return [part.strip() for part in cell.split(",")]


def rows(table: Path) -> list[Row]:
    """Return the rows of a text table that say anything.

    Raises
    ------
    InputError
        If it cannot be read, has no rows, or has a column that is no key of a lesson.
    """
    try:
        if not whole_content(table, _LARGEST).strip():
            raise ValueError("it is empty")
        header, *found = _records(sniff(table, header_row=1))
    except OSError as error:
        raise InputError(f"--each: {table} cannot be read: {error.strerror}.") from error
    except (InputError, ValueError) as error:
        raise InputError(f"--each: {table} cannot be read: {error}.") from error
    columns = [cell.strip() for cell in header[1]]
    _check(columns, table)
    if not found:
        raise InputError(f"--each: {table} has no row below its header; each is a lesson.")
    return [_row(table, k, line, columns, cells) for k, (line, cells) in enumerate(found, 1)]


def _records(form: TextForm) -> list[tuple[int, list[str]]]:
    """Return the header and what is below, each with the line in which it ends."""
    encoding = "utf-8-sig" if form.encoding == "utf-8" else form.encoding
    with form.path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=form.delimiter, skipinitialspace=True)
        said = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    return said[form.above :]


def _row(table: Path, number: int, line: int, columns: Sequence[str], cells: list[str]) -> Row:
    told = {c: cell.strip() for c, cell in zip(columns, cells, strict=False) if cell.strip()}
    surplus = sum(bool(cell.strip()) for cell in cells[len(columns) :])
    return Row(table, number, line, told, surplus)


def _check(columns: Sequence[str], table: Path) -> None:
    """Refuse columns that no lesson has, and two of one name."""
    for place, column in enumerate(columns, 1):
        told = f"--each: {table}, line 1: column {place}, {shown(column)},"
        if not _is_known(column):
            raise InputError(f"{told} is no key of a lesson{_nearest(column)}; {_ALLOWED}.")
        if column in columns[: place - 1]:
            raise InputError(f"{told} is there twice; each key has one column.")


_ALLOWED: Final = (
    f"columns are {NAME} and {', '.join(_KINDS)}, and one key of a table after a dot, as in start.m"
)


def _is_known(column: str) -> bool:
    name, dot, key = column.partition(".")
    if dot:
        return _KINDS.get(name) == "object" and bool(key)
    return column == NAME or name in _KINDS


def _nearest(column: str) -> str:
    """Return the key that is most like a column's name, in words, if one is."""
    found = get_close_matches(column.lower(), (NAME, *_KINDS), n=1)
    return f", {found[0]} is" if found else ""
