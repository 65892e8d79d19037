"""The shipped data and narrations: beside the packages, in the tree as in the wheel."""

import csv
from pathlib import Path
from typing import Final

import numpy as np

from gdcore.data.dataset import Column, Dataset
from gdcore.data.headers import clean_names

__all__ = ["ASSETS", "DEFAULT_DATA", "shipped_dataset", "shipped_names", "shipped_rows"]

ASSETS = Path(__file__).resolve().parents[2] / "assets"

DEFAULT_DATA = "penguins"
"""The shipped data set of the default lesson."""

_MISSING: Final = "NA"


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


def shipped_dataset(name: str) -> Dataset:
    """Return a shipped data set of two columns, without the rows in which a number is missing.

    Raises
    ------
    FileNotFoundError
        If there is no such data set.

    Examples
    --------
    >>> data = shipped_dataset("study")
    >>> data.n, data.x.name, data.x.unit, data.y.name
    (100, 'study time', 'h', 'score')
    """
    headers, *rows = shipped_rows(name)
    values = np.array([row for row in rows if _MISSING not in row], dtype=np.float64).T
    named = zip(clean_names(headers), values, strict=True)
    x, y = (Column(name, column, unit) for (name, unit), column in named)
    return Dataset((x,), y)
