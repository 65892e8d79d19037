"""Rates by what they do, and what they then do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MAE
from gdcore.error.model import Model
from gdcore.error.quadratic import Quadratic
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.rules.named_rates import named_rate
from gdcore.rules.rate_names import RateName
from gdcore.rules.recipes import FIXED, rule_named, sampling_named

DATA = Dataset((Column("x", [1.0, 2.5, 4.0, 7.0]),), Column("y", [2.3, 3.1, 5.9, 8.2]))
SLOPE = Model.from_formula(parse_formula("m*x", ["x"]))


def bowl(*curvatures: float) -> Quadratic:
    return Quadratic.from_hessian(np.zeros(len(curvatures)), 0.0, np.diag(curvatures))


@given(curvature=st.floats(1e-6, 1e6))
def test_slightly_too_large_is_above_the_limit_and_near_it(curvature: float) -> None:
    rate = named_rate(RateName.TOO_LARGE, FIXED, bowl(curvature))
    assert 1.0 < rate * curvature / 2.0 < 1.11


def test_one_step_lands_where_one_parameter_is_turned() -> None:
    made = run(DATA, model=SLOPE, units=Units.OWN, rate=RateName.ONE_STEP, steps=1)
    x, y = (column.values for column in DATA.columns)
    assert made.rate == pytest.approx(1.0 / (2.0 * np.mean(x * x)))
    assert made.trajectory.final == pytest.approx([x @ y / (x @ x)])


def test_one_step_is_the_fastest_in_a_valley() -> None:
    # (κ − 1)/(κ + 1) at 2/(λ_min + λ_max): Bertsekas, Nonlinear Programming, section 1.3.
    assert named_rate(RateName.ONE_STEP, FIXED, bowl(1.0, 9.0)) == pytest.approx(0.2)


def test_a_crawl_keeps_nearly_all_of_the_way() -> None:
    made = run(DATA, model=SLOPE, units=Units.OWN, rate=RateName.CRAWLING, start={"m": 0.0})
    (kept,) = made.trajectory.final / made.best
    assert kept == pytest.approx(1.0 - (1.0 - 0.002) ** 100, rel=0.05)


def test_slightly_too_large_explodes() -> None:
    made = run(DATA, units=Units.OWN, rate=RateName.TOO_LARGE, steps=500)
    assert made.verdict.has_run_away


def test_momentum_has_a_limit_of_its_own() -> None:
    rule = rule_named("momentum:0.5")
    assert named_rate(RateName.TOO_LARGE, rule, bowl(2.0)) == pytest.approx(1.6, abs=0.05)
    with pytest.raises(ValueError, match=r"'one step' for a fixed rate only, got momentum:0\.5"):
        named_rate(RateName.ONE_STEP, rule, bowl(2.0))


@pytest.mark.parametrize(
    "lesson",
    [{"rule": rule_named("adam")}, {"loss": MAE}],
)
def test_without_a_limit_there_is_no_such_rate(lesson: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="'crawling' where a largest stable rate is known only"):
        run(DATA, rate=RateName.CRAWLING, **lesson)  # type: ignore[arg-type]


def test_some_rows_take_the_rate_of_all() -> None:
    sampling = sampling_named("stochastic", None)
    some = run(DATA, sampling=sampling, rate=RateName.CRAWLING, steps=1)
    assert some.rate == run(DATA, rate=RateName.CRAWLING, steps=1).rate
