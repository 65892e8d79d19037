"""Sublevel sets hold the points that are at most as high, and no others."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.contours import Contour
from gdcore.landscape.sublevel import half_decades, sublevel_sets
from gdcore.landscape.view import Window

X = np.array([0.5, 1.1, 1.9, 2.6, 3.7])
Y = np.array([1.0, 1.9, 2.2, 4.1, 8.3])
DATA = Dataset((Column("x", X),), Column("y", Y))


def objective(formula: str) -> Objective:
    return Objective(Model.from_formula(parse_formula(formula, ["x"])), MSE, DATA)


def holds(found: Contour, point: np.ndarray) -> bool:
    """Tell whether an odd number of outlines is around a point: a ray to the right, by edges."""
    crossings = 0
    for line in found.lines:
        starts, ends = line, np.roll(line, -1, axis=0)
        above = starts[:, 1] > point[1]
        share = (point[1] - starts[:, 1]) / np.where(
            above == (ends[:, 1] > point[1]), 1.0, ends[:, 1] - starts[:, 1]
        )
        at = starts[:, 0] + share * (ends[:, 0] - starts[:, 0])
        crossings += int(((above != (ends[:, 1] > point[1])) & (at > point[0])).sum())
    return crossings % 2 == 1


def test_half_decades_are_one_and_three_times_powers_of_ten() -> None:
    assert half_decades(1e-2, 1.0).tolist() == [0.01, 0.03, 0.1, 0.3, 1.0]
    assert half_decades(2.9, 3.1).tolist() == [3.0]
    assert half_decades(3.1, 9.9).tolist() == []


@pytest.mark.parametrize(
    ("formula", "window"),
    [
        ("m*x + b", Window(-3.0, 5.0, -4.0, 7.0)),
        ("m*x + b", Window(1.9, 2.3, -1.2, -0.2)),
        ("a*exp(k*x)", Window(-1.0, 2.5, -0.4, 1.1)),
        ("a*log(x + c)", Window(-1.0, 4.0, -1.5, 3.0)),
        ("a*sin(w*x)", Window(-6.0, 6.0, -7.0, 7.0)),
    ],
)
def test_a_set_holds_what_is_as_low_and_nothing_else(formula: str, window: Window) -> None:
    whole = objective(formula)
    heights = np.array([0.7, 3.0, 9.0, 40.0])
    sets = sublevel_sets(whole, window, heights)
    assert [found.height for found in sets] == heights.tolist()
    rng = np.random.default_rng(3)
    shares = rng.uniform(-1.0, 1.0, (300, 2))
    # The edges of the window belong to the picture too.
    shares[:40, 0] = np.where(shares[:40, 0] > 0, 0.999, -0.999)
    for point in window.middle + window.half * shares:
        with np.errstate(all="ignore"):
            value = float(whole.value(point))
        if "log" in formula and abs(point[1] + X.min()) < 0.06:
            continue  # Less than two cells from the wall beyond which E is no number.
        for found in sets:
            # A grid follows a steep wall to within a few per cent of its height.
            if not 0.9 * found.height < value < 1.1 * found.height:
                assert holds(found, point) == (value <= found.height), (point, value)


@settings(deadline=None, max_examples=30)
@given(st.floats(-6.0, 0.0), st.floats(0.0, 6.3))
def test_a_valley_of_any_length_is_a_set(power: float, angle: float) -> None:
    # Two columns that are almost one: a bowl of condition 10^-power, turned by what b is worth.
    far = X + 10.0**-power * np.cos(angle)
    data = Dataset((Column("x", far),), Column("y", Y))
    experiment = run(data, units=Units.OWN, steps=3)
    best = experiment.best
    spread = 1.0 + np.abs(best)
    (left, low), (right, top) = best - [1.0, 0.8] * spread, best + [1.3, 1.0] * spread
    window = Window(float(left), float(right), float(low), float(top))
    height = experiment.best_loss + 0.5
    (found,) = sublevel_sets(experiment.objective, window, np.array([height]))
    for point in window.middle + window.half * np.random.default_rng(8).uniform(-1, 1, (60, 2)):
        value = float(experiment.bowl.value(point))
        if abs(value - height) > 1e-2 * height:
            assert holds(found, point) == (value <= height)


def test_below_the_lowest_place_of_a_bowl_there_is_nothing() -> None:
    whole = objective("m*x + b")
    assert whole.quadratic is not None
    heights = np.array([-1.0, whole.quadratic.lowest])
    found = sublevel_sets(whole, Window(0.0, 1.0, 0.0, 1.0), heights)
    assert [part.lines for part in found] == [(), ()]


def test_a_floor_without_any_curvature_has_no_set() -> None:
    flat = Objective(
        Model.from_formula(parse_formula("a*x + b*x", ["x"])),
        MSE,
        Dataset((Column("x", np.zeros(3)),), Column("y", [1.0, 2.0, 3.0])),
    )
    (found,) = sublevel_sets(flat, Window(0.0, 1.0, 0.0, 1.0), np.array([2.0]))
    assert found.lines == ()
