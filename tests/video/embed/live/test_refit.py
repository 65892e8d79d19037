"""A learner's own rows are fitted and descended on as gdcore would, from units to rate."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS, MAE, SSE, huber
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.rules.recipes import rule_named
from tests.scenes.formulas import fitted, women, yes_no
from tests.video.embed.live.conftest import LivePage

RANDOM = np.random.default_rng(2711)
X = RANDOM.gamma(3.0, 4.0, 70)
NOISE = RANDOM.normal(size=70)
BODY = """
  const [x, y] = given;
  const own = lesson.withRows(x, y, [{name: "u", unit: "cm"}, {name: "v", unit: ""}]);
  const state = gdvideo.state(own);
  state.stepOn(30);
  return {...own.json, path: state.path, errors: state.errors};
"""


def assert_as(live: LivePage, taught: Experiment, expected: Experiment) -> None:
    """Compare what a page makes of rows with what gdcore has made of them."""
    rows = [column.values.tolist() for column in expected.data.columns]
    found = live.ask(taught, BODY, rows)
    scaling = expected.scaling
    assert [c["shift"] for c in found["columns"]] == pytest.approx(scaling.shifts, rel=1e-12)
    assert [c["step"] for c in found["columns"]] == pytest.approx(scaling.scales, rel=1e-12)
    assert found["columns"][0]["unit"] == "cm"
    assert found["best"] == pytest.approx(expected.best, rel=1e-7, abs=1e-7)
    assert found["bestError"] == pytest.approx(expected.best_loss, rel=1e-9)
    assert found["eigenvalues"] == pytest.approx(expected.bowl.eigenvalues, rel=1e-6)
    assert found["start"] == expected.trajectory.start.tolist()
    assert found["rate"] == pytest.approx(expected.rate, rel=1e-9)
    limit = expected.max_stable_rate
    assert found["limit"] == (None if limit is None else pytest.approx(limit, rel=1e-6))
    points = expected.trajectory.points[:31]
    assert np.array(found["path"]) == pytest.approx(points, rel=1e-9, abs=1e-9)
    assert found["errors"] == pytest.approx(expected.trajectory.values[:31], rel=1e-9)


def own(y: Any, formula: str | None = None, **options: Any) -> Experiment:
    return fitted(X, y, formula, steps=30, **options)


@pytest.mark.parametrize("units", Units)
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_line_on_own_rows(live: LivePage, units: Units, sign: float) -> None:
    expected = own(1234.5 + sign * 55.0 * X + 90.0 * NOISE, units=units)
    assert_as(live, women(units=units), expected)


def test_a_sum_is_a_sum(live: LivePage) -> None:
    assert_as(live, women(loss=SSE), own(2.0 * X + NOISE, loss=SSE))


@pytest.mark.parametrize("units", [Units.ROUND, Units.STANDARD])
def test_a_parabola_on_own_rows(live: LivePage, units: Units) -> None:
    formula = "a*x^2 + b*x + c"
    y = 0.3 * (X - 9.0) ** 2 + 4.0 * NOISE
    assert_as(live, women(formula, units=units), own(y, formula, units=units))


def test_a_parameter_that_hardly_matters_starts_away_from_zero(live: LivePage) -> None:
    assert_as(live, women(units=Units.OWN), own(5.0 + 0.001 * X + NOISE, units=Units.OWN))


@pytest.mark.parametrize("rule", ["decay:0.1", "momentum:0.8", "nesterov:0.5", "adam", "newton"])
def test_other_rules_choose_their_own_rates(live: LivePage, rule: str) -> None:
    options: dict[str, Any] = {"rule": rule_named(rule), "units": Units.ROUND}
    assert_as(live, women(**options), own(3.0 * X + 5.0 * NOISE, **options))


def test_huber_on_own_rows(live: LivePage) -> None:
    options: dict[str, Any] = {"loss": huber(0.5), "units": Units.ROUND}
    assert_as(live, women(**options), own(3.0 * X + 5.0 * NOISE, **options))


def test_yes_and_no_on_own_rows(live: LivePage) -> None:
    y = (X + 4.0 * NOISE > 11.0).astype(float)
    formula = "sigmoid(w*x + b)"
    options: dict[str, Any] = {"loss": LOGLOSS, "units": Units.ROUND}
    assert_as(live, yes_no(2.2, formula, **options), own(y, formula, **options))


def test_yes_and_no_that_a_threshold_separates_has_no_best_fit(live: LivePage) -> None:
    taught = yes_no(2.2, "sigmoid(w*x + b)", loss=LOGLOSS, units=Units.ROUND)
    rows = [X.tolist(), (X > 11.0).astype(float).tolist()]
    found = live.ask(taught, BODY, rows)
    assert [found["best"], found["bestError"], found["limit"]] == [None] * 3
    assert found["errors"][-1] < found["errors"][0]


def test_a_curve_on_own_rows(live: LivePage) -> None:
    formula = "a*exp(k*x) + c"
    expected = own(np.exp(0.12 * X) + 0.1 * NOISE, formula)
    assert_as(live, women(formula), expected)


def test_absolute_residuals_have_no_best_fit_here(live: LivePage) -> None:
    body = f"{BODY.replace('path: state.path', 'steps: state.step')}"
    rows = [X.tolist(), (2.0 * X + NOISE).tolist()]
    found = live.ask(women(loss=MAE), body, rows)
    assert [found["best"], found["bestError"], found["steps"]] == [None, None, 30]


@pytest.mark.parametrize(
    ("x", "y", "why"),
    [
        ([1, 2], [1, 2], "few-rows"),
        ([4, 4, 4, 4], [1, 2, 3, 4], "same-x"),
        ([1, 1, 2, 2, 2], [1, 2, 3, 4, 6], "open"),
    ],
)
def test_rows_that_no_parabola_can_be_fitted_to_are_refused(
    live: LivePage, x: list[float], y: list[float], why: str
) -> None:
    assert refusal(live, women("a*x^2 + b*x + c"), x, y) == why


def test_yes_and_no_takes_nothing_else(live: LivePage) -> None:
    taught = yes_no(2.2, "sigmoid(w*x + b)", loss=LOGLOSS)
    assert refusal(live, taught, [1, 2, 3, 4], [0, 1, 0.5, 1]) == "yes-no"


def test_a_formula_without_a_value_on_the_rows_is_refused(live: LivePage) -> None:
    model = Model.from_formula(parse_formula("a*log(x + b)", ["x"]))
    data = Dataset((Column("x", X),), Column("y", 2.0 * np.log(X + 3.0) + 0.1 * NOISE))
    taught = run(data, model=model, units=Units.OWN, start={"b": 2.0}, rate=0.1)
    taught = replace(taught, fit=replace(taught.fit, settled=False))
    assert refusal(live, taught, [-50, -60, -70, -80], [1, 2, 3, 4]) == "no-start"


def refusal(live: LivePage, taught: Experiment, x: list[float], y: list[float]) -> str:
    body = """
      try { lesson.withRows(given[0], given[1], [{name: "u", unit: ""}, {name: "v", unit: ""}]); }
      catch (error) { return error instanceof gdvideo.Refusal ? error.message : String(error); }
      return "taken";
    """
    return live.ask(taught, body, [x, y])
