"""The tables of the odd lessons, made with seeds: ``python -m tests.lessons.tables`` writes them.

Those of a few rows lie beside the lessons; those of many are written into ``out/lessons``.
"""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from gdcore.data.dataset import Column, Dataset
from tests.scenes.formulas import COLONIES, HEIGHTS, NOISE, WEIGHTS, X

SMALL = Path(__file__).parent / "data"
LARGE = Path("out/lessons")

_RANDOM = np.random.default_rng(20261120)
_X = _RANDOM.normal(size=40)
_NOISE = _RANDOM.normal(size=40)
_LONG = "die \"gemessene\" $Menge$ #1 an_Salz <b>& 'Ähnlichem' in Gramm"
_THIRTY = np.arange(1.0, 31.0)
_WIDE = np.linspace(0.0, 10.0, 60)
_COLUMNS = np.random.default_rng(7).uniform(1.0, 5.0, (3, 40))
_DOSES, _ANSWER = "dose [mg]", "answer [s]"


def _outliers() -> np.ndarray:
    """Return a rising line of thirty rows, three of which are far off it."""
    y = 3.0 + 0.5 * _THIRTY + 0.3 * NOISE[:30]
    y[[3, 17, 28]] += (60.0, -45.0, 80.0)
    return y


FEW_ROWS: dict[str, dict[str, Any]] = {
    "heights": {"x": HEIGHTS, "y": WEIGHTS},
    "sum": {"x": _X, "y": _X + _NOISE},
    "perfect": {"x": [1.0, 2.0, 3.0], "y": [1.0, 2.0, 3.0]},
    "tiny": {"x": 1e-9 * (3 + _X), "y": 2e-9 * (1 + _X + 0.3 * _NOISE)},
    "huge": {"x": 1e12 * (4 + _X), "y": -3e12 * (1 + _X + _NOISE)},
    "offset": {"x": 1e12 + _X, "y": 1e6 + 1e-3 * (_X + _NOISE)},
    "named": {
        _LONG: -50 - abs(_X),
        "ψάρι #вес [kg] \\ `x` @y ~z /*c*/ //d": -1000 - 80 * _X + _NOISE,
    },
    "three": {"длина": [1.0, 2.0, 4.0], "重": [3.0, 1.0, 2.0]},
    "level": {"x": _X, "y": np.full(40, 7.0)},
    "falling": {"distance (km)": _THIRTY, "fuel left (l)": 60.0 - 1.75 * _THIRTY},
    "outliers": {"day": _THIRTY, "sales (€)": np.round(_outliers(), 2)},
    "passed": {"hours": np.round(X, 1), "passed": (2.0 + 0.5 * NOISE < X).astype(int)},
    "dice": {
        "dice thrown": np.repeat([1, 2, 3, 4], 12),
        "sum shown": np.repeat([1, 2, 3, 4], 12) * 3 + np.tile([0, 1, 1, 0, 2, 1], 8),
    },
    "rain": {"αριθμός ημερών": _THIRTY, "дождь (мм)": np.round(20 - 0.4 * _THIRTY + NOISE[:30], 1)},
    "long": {
        "number of hours that were spent on revising for the examination": _THIRTY,
        "points that were reached out of a hundred (without the bonus exercise)": np.round(
            40 + 1.5 * _THIRTY + 4 * NOISE[:30]
        ),
    },
    "growth": {_DOSES: X, _ANSWER: COLONIES},
    "drug": {_DOSES: HEIGHTS, _ANSWER: WEIGHTS},
    "yes-no": {_DOSES: X, "cured": (2.0 + 0.5 * NOISE < X).astype(float)},
    "split": {_DOSES: X, "cured": (X > 2.0).astype(float)},
    "wave": {_DOSES: _WIDE, _ANSWER: np.sin(1.7 * _WIDE) + 0.2 * np.sin(40.0 * _WIDE)},
    "two": {
        "p": _COLUMNS[0],
        "q": _COLUMNS[1],
        _ANSWER: 20.0 * _COLUMNS[0] - 9.0 * _COLUMNS[1] + 6.0 * NOISE,
    },
    "three-columns": dict(zip("pqr", _COLUMNS, strict=True))
    | {_ANSWER: _COLUMNS.sum(axis=0) + NOISE},
}
"""The columns of each small table, by the names that head them."""


def _hundred_thousand() -> dict[str, Any]:
    y = np.tile(_X + _NOISE, 2500) + np.linspace(0, 1, 100_000)
    return {"x": np.tile(_X, 2500), "y": y}


def _million() -> dict[str, Any]:
    random = np.random.default_rng(15)
    x = np.round(random.uniform(0.0, 40.0, 1_000_000), 2)
    return {"age (years)": x, "height (cm)": np.round(60 + 3 * x + random.normal(0, 9, x.size), 1)}


MANY_ROWS: dict[str, Callable[[], dict[str, Any]]] = {
    "hundred-thousand": _hundred_thousand,
    "million": _million,
}
"""What makes the columns of each large table."""


def table(name: str) -> Dataset:
    """Return a large table without writing it."""
    *predictors, response = (Column(head, x) for head, x in MANY_ROWS[name]().items())
    return Dataset(tuple(predictors), response)


def write(path: Path, columns: dict[str, Any]) -> None:
    """Write a CSV table whose numbers are read back to the last bit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(columns)
        rows.writerows(zip(*(np.asarray(c).tolist() for c in columns.values()), strict=True))


def main() -> None:
    """Write the small tables anew, and the large ones that are not there."""
    for name, columns in FEW_ROWS.items():
        write(SMALL / f"{name}.csv", columns)
    for name, make in MANY_ROWS.items():
        if not (LARGE / f"{name}.csv").exists():
            write(LARGE / f"{name}.csv", make())


if __name__ == "__main__":
    main()
