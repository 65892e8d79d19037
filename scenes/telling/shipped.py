"""The numbers of shipped tables: data sets, and what was measured once."""

import csv
from functools import cache
from itertools import groupby
from typing import Final

import numpy as np

from gdcore.data.dataset import Column, Dataset
from gdcore.data.headers import clean_names
from gdcore.landscape.race import Race
from scenes.telling.assets import ASSETS, shipped_rows

__all__ = ["measured_races", "shipped_dataset"]

_MISSING: Final = "NA"


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


@cache
def measured_races() -> tuple[Race, ...]:
    """Return how long solving and descending took, by condition number, ascending.

    Measured once, by `docs/data/make_race.py`.
    """
    with (ASSETS / "measured" / "race.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_race(list(group)) for _, group in groupby(rows, lambda row: row["condition"]))


def _race(rows: list[dict[str, str]]) -> Race:
    columns = ("parameters", "solving_s", "descending_s")
    table = np.array([[float(row[column]) for column in columns] for row in rows])
    return Race(float(rows[0]["condition"]), *(column.copy() for column in table.T))
