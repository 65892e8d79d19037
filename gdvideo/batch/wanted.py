"""Which films a batch is to make: lesson files by patterns, or the rows of a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import Any

from gdvideo.batch.table import Row, rows
from gdvideo.errors import InputError
from gdvideo.lesson import Lesson
from gdvideo.lessons.files import read_lesson
from gdvideo.shown import shown

__all__ = ["Wanted", "wanted"]

_LONGEST_NAME = 80
_NOT_IN_NAMES = '/\\:*?"<>|'
"""What some system keeps out of the names of folders."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One film of a batch.

    Parameters
    ----------
    name : str
        Of its folder.
    source : str
        Where its lesson stands, for people.
    lesson : Lesson or None
        None if it cannot be read.
    fault : str
        Why it cannot.
    """

    name: str
    source: str
    lesson: Lesson | None = None
    fault: str = ""


def wanted(
    patterns: Sequence[str], each: Path | None, asked: Mapping[str, Any]
) -> tuple[Wanted, ...]:
    """Return the films of a batch, in the order in which they are told.

    Parameters
    ----------
    patterns : sequence of str
        Of lesson files; `**` goes into folders.
    each : Path, optional
        A table whose rows are lessons: what a row does not say is as in the lesson file, if there
        is one.
    asked : mapping of str to object
        What options ask of all lessons, by the names of a lesson's values.

    Raises
    ------
    InputError
        If a pattern fits no file, the table has no lessons, or two films have one name. A lesson
        that cannot be read is one film's fault, and told there.
    """
    Lesson().but(**asked)
    if each is None:
        found = [_of_file(path, asked) for path in _files(patterns)]
    else:
        base = _base(patterns)
        found = [_of_row(row, base, each, asked) for row in rows(each)]
    _refuse_twins(found)
    return tuple(found)


def _files(patterns: Sequence[str]) -> list[Path]:
    if not patterns:
        raise InputError("batch needs lesson files, such as 'lessons/*.toml', or --each TABLE.csv.")
    # A path's own `glob` takes no pattern that begins at the root.
    fitting = {p: sorted(glob(p, recursive=True)) for p in patterns}  # noqa: PTH207
    empty = next((pattern for pattern, files in fitting.items() if not files), None)
    if empty is not None:
        raise InputError(f"No lesson file fits {shown(empty, _LONGEST_NAME)}.")
    return [Path(file) for file in dict.fromkeys(f for files in fitting.values() for f in files)]


def _base(patterns: Sequence[str]) -> Lesson:
    """Return what rows are filled into."""
    if len(patterns) > 1:
        raise InputError(f"--each fills one lesson file, got {len(patterns)}.")
    return read_lesson(Path(patterns[0])) if patterns else Lesson()


def _of_file(path: Path, asked: Mapping[str, Any]) -> Wanted:
    return _made(path.stem, str(path), lambda: read_lesson(path).but(**asked))


def _of_row(row: Row, base: Lesson, table: Path, asked: Mapping[str, Any]) -> Wanted:
    name = row.name or f"{table.stem}-{row.number:04}"
    return _made(name, row.source, lambda: row.lesson(base).but(**asked))


def _made(name: str, source: str, lesson: Callable[[], Lesson]) -> Wanted:
    _check_name(name, source)
    try:
        return Wanted(name, source, lesson())
    except InputError as error:
        return Wanted(name, source, fault=str(error))


def _check_name(name: str, source: str) -> None:
    """Refuse what some system does not take for a folder's name, or would take for another one."""
    is_plain = name.isprintable() and not set(name) & set(_NOT_IN_NAMES)
    if not is_plain or name[0] in ".-" or name[-1] in ". " or len(name) > _LONGEST_NAME:
        raise InputError(
            f"{source}: a film cannot be named {shown(name, _LONGEST_NAME)}; a name has at most "
            f"{_LONGEST_NAME} letters, digits, spaces and -_.+, and no dot at its ends."
        )


def _refuse_twins(found: Sequence[Wanted]) -> None:
    """Refuse two films that some file system would write into one folder."""
    seen: dict[str, Wanted] = {}
    for film in found:
        first = seen.setdefault(film.name.casefold(), film)
        if first is not film:
            raise InputError(
                f"{first.source} and {film.source} are both named {shown(film.name)}; "
                "each film needs a name of its own."
            )
