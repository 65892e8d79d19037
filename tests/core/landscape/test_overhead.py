"""The landscape from straight above: nothing is bent, and the edges of bands are errors."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.overhead import Overhead, overhead
from gdcore.landscape.view import Window

X = np.linspace(1.0, 4.0, 12)
Y = 2.0 + 0.5 * X + 0.1 * np.cos(5.0 * X)
START, BEST = np.array([1.0, 3.0]), np.array([3.5, -1.5])
FRAME = Window(-7.0, 7.0, -4.0, 4.0)
LESSONS: dict[str, dict[str, Any]] = {
    "line": {"formula": "m*x + b", "units": Units.ROUND},
    "raw line": {"formula": "m*x + b"},
    "runaway": {"formula": "m*x + b", "rate": 0.2},
    "curve": {"formula": "a*exp(k*x)", "start": {"a": 1.5, "k": 0.1}},
    "trough": {"formula": "m*x"},
    "curved trough": {"formula": "exp(k*x)"},
}


def lesson(formula: str = "m*x + b", y: Any = Y, **options: Any) -> Experiment:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    data = Dataset((Column("x", X),), Column("y", y))
    return run(data, model=model, **{"units": Units.OWN, **options})


def error_at(seen: Overhead, spot: np.ndarray) -> float:
    """E, row by row, of the model that a spot of the picture stands for."""
    cut = seen.land.cut
    place = np.linalg.solve(seen.turn, spot - seen.best)[: len(cut.chosen)]
    theta = cut.best + seen.land.reach[: len(cut.chosen)] * place
    names = dict(zip(cut.names, theta.tolist(), strict=True))
    data = cut.whole.objective.data
    text = str(cut.whole.model.expression)
    guess = eval(text, {"exp": np.exp}, {**names, "x": data.x.values})
    return float(np.square(guess - data.y.values).mean())


@pytest.mark.parametrize("name", LESSONS)
def test_start_and_best_fit_lie_where_they_are_wanted(name: str) -> None:
    seen = overhead(lesson(**LESSONS[name]), START, BEST)
    walked = seen.seen(seen.land.walked)
    np.testing.assert_allclose(walked[0], START, atol=1e-9)
    np.testing.assert_allclose(seen.seen(np.zeros((1, 2)))[0], BEST)


@pytest.mark.parametrize("name", LESSONS)
def test_nothing_is_bent_and_the_first_step_leads_to_the_right(name: str) -> None:
    seen = overhead(lesson(**LESSONS[name]), START, BEST)
    squared = seen.turn.T @ seen.turn
    np.testing.assert_allclose(squared, squared[0, 0] * np.eye(2), atol=1e-9 * squared[0, 0])
    walked = seen.seen(seen.land.walked[:2])
    (x, y), (along, up) = START - BEST, walked[1] - walked[0]
    assert x * up - y * along <= 1e-9 * np.hypot(along, up)


@pytest.mark.parametrize("name", ["line", "curve", "trough"])
def test_edges_of_bands_are_errors(name: str) -> None:
    seen = overhead(lesson(**LESSONS[name]), START, BEST)
    low, high = error_at(seen, BEST), error_at(seen, START)
    bands = seen.bands(FRAME)
    # The fourth of sixteen from below ends at the start's height, the first at a sixteenth of it.
    for number, band in enumerate(bands[::-1], 1):
        inside = [spot for line in band for spot in line if np.abs(spot / [7.0, 4.0]).max() < 1.0]
        told = [(error_at(seen, spot) - low) / (high - low) for spot in inside]
        np.testing.assert_allclose(told, (number / 4) ** 2, rtol=0.05, atol=0.01)
    assert len(bands) == 16
    assert bands[-1]
    assert bands[-4]


def test_a_descent_that_starts_at_the_best_fit_lies_there() -> None:
    done = lesson(y=X, start={"m": 1.0, "b": 0.0})
    seen = overhead(done, START, BEST)
    np.testing.assert_allclose(seen.seen(seen.land.walked[:1])[0], BEST, atol=1e-6)
    np.testing.assert_allclose(seen.seen(np.array([[1.0, 0.0]]))[0], START)
    assert all(np.isfinite(line).all() for band in seen.bands(FRAME) for line in band)
