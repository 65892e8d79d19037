"""The shipped data and narrations: beside the packages in the tree, in this one in the wheel."""

import csv
from pathlib import Path

__all__ = ["ASSETS", "DEFAULT_DATA", "shipped_names", "shipped_rows"]

_PACKAGE = Path(__file__).resolve().parents[1]
ASSETS = next(p for p in (_PACKAGE / "assets", _PACKAGE.parent / "assets") if p.is_dir())

DEFAULT_DATA = "penguins"
"""The shipped data set of the default lesson."""


def shipped_names() -> tuple[str, ...]:
    """Return the names of the shipped data sets, in the order of the alphabet.

    Examples
    --------
    >>> shipped_names()
    ('nottingham', 'penguins', 'population', 'shuttle', 'study', 'three', 'women')
    """
    return tuple(sorted(path.stem for path in (ASSETS / "data").glob("*.csv")))


def shipped_rows(name: str) -> list[list[str]]:
    """Return the cells of a shipped data set, its headers first, as they are written.

    Raises
    ------
    FileNotFoundError
        If there is no such data set.
    """
    with (ASSETS / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
