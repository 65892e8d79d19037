"""Where to stand on a curve of E, and across from there."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MAE
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.stand import Side, across, side_across, stand
from gdcore.section import Section, section


def cut_of(formula: str, x: Any, y: Any, **options: Any) -> Section:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    data = Dataset((Column("x", x),), Column("y", y))
    return section(run(data, model=model, units=Units.OWN, steps=1, **options), 1)


def test_it_is_the_start_unless_that_is_the_best() -> None:
    # E = 14/3 (m − 2)² for y = 2 x: across from 0.5 is 3.5.
    cut = cut_of("m*x", [1.0, 2.0, 3.0], [2.0, 4.0, 6.0], start={"m": 0.5}, rate=0.01)
    assert (stand(cut), across(cut)) == (0.5, pytest.approx(3.5))


@given(st.floats(-9, 9), st.floats(-9, 9))
def test_aside_e_is_higher_by_half_of_what_the_mean_misses_by(wide: float, high: float) -> None:
    # For y = 2 x on 1, 2, 3 the mean, 4, misses by 8/3 on average: 14/3 d² = 4/3, at any scale.
    x, y = 10.0**wide * np.array([1.0, 2.0, 3.0]), 10.0**high * np.array([2.0, 4.0, 6.0])
    best = 2.0 * 10.0 ** (high - wide)
    cut = cut_of("m*x", x, y, start={"m": best}, rate=1e-9 / 10.0 ** (2 * wide))
    expected = best * (1.0 - (2.0 / 7.0) ** 0.5 / 2.0)
    assert stand(cut) == pytest.approx(expected, rel=1e-6)
    assert across(cut) == pytest.approx(2.0 * best - expected, rel=1e-6)


@pytest.mark.parametrize(("y", "expected"), [([1.0, 2.0, 3.0], 0.0), ([0.0, 0.0, 0.0], -1.0)])
def test_without_curvature_or_spread_it_stands_at_a_round_distance(y: Any, expected: float) -> None:
    # Where E has no curvature, so far aside as the best is from 0; 1 if that is nothing either.
    best = y[0]
    assert stand(cut_of("m*x", [1, 2, 3], y, loss=MAE, start={"m": best}, rate=1e-9)) == expected


@pytest.mark.parametrize(
    ("start", "rate", "side"),
    [
        (0.0, 0.1, Side.RIGHT),
        (3.0, 0.1, Side.LEFT),
        # 2 · 14/3 · r is 1 at 0.107: the step lands on the lowest point; beyond, past it.
        (0.0, 0.108, None),
        (0.0, 1e308, None),
    ],
)
def test_the_other_side_is_one_that_a_step_leads_down_from(
    start: float, rate: float, side: Side | None
) -> None:
    cut = cut_of("m*x", [1.0, 2.0, 3.0], [2.0, 4.0, 6.0], start={"m": start}, rate=rate)
    assert side_across(cut) is side


def test_there_is_no_other_side_where_the_curve_falls_again() -> None:
    # E = mean (sin(m x) − sin x)² at 2 − (−3.5) = 5.5: beyond the hill at about 3, downhill again.
    x = np.linspace(0.5, 2.0, 20)
    cut = cut_of("sin(m*x)", x, np.sin(x), start={"m": -1.8}, rate=1e-3)
    slope = float(cut.objective.gradient(np.array([across(cut)]))[0])
    assert slope * (across(cut) - cut.best[0]) < 0.0
    assert side_across(cut) is None


def test_there_is_no_other_side_where_e_has_no_value() -> None:
    # y = log(x + 1/2): across from c = 3 is c = −2, where x + c is negative.
    x = np.linspace(0.5, 1.5, 9)
    cut = cut_of("log(x + c)", x, np.log(x + 0.5), start={"c": 3.0}, rate=1e-3)
    assert across(cut) == pytest.approx(-2.0)
    assert side_across(cut) is None


def test_a_place_far_above_the_stand_is_not_gone_to() -> None:
    # y = sin 2.2 x: E over k has its lowest at 2.2, but at 6 a hollow of 0.8 between hills. Across
    # from 6 is −1.6, and E there, by numpy, more than any hill's foot that the picture is made for.
    x = np.linspace(-2.0, 2.0, 40)
    y = np.sin(2.2 * x)
    cut = cut_of("sin(k*x)", x, y, start={"k": 6.0}, rate=0.01)

    def error(k: float) -> float:
        return float(np.mean((np.sin(k * x) - y) ** 2))

    assert cut.best == pytest.approx([2.2])
    assert error(-1.6) > 1.3 * max(error(6.0), min(error(2.2 - 1.4 * 3.8), error(2.2 + 1.4 * 3.8)))
    assert side_across(cut) is None
    near = cut_of("sin(k*x)", x, y, start={"k": 2.0}, rate=0.01)
    assert side_across(near) is Side.RIGHT
