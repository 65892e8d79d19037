"""What a film tells a browser about its lesson: plain JSON, short, and true to the last bit."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.descent.sampling import Batches
from gdcore.error.loss import LOGLOSS, MAE
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.rules.recipes import RULES, rule_named
from gdvideo.rendering.live_lesson import MOST_ROWS, compact, live_lesson, why_lifeless
from tests.scenes.formulas import fitted, growth, women, yes_no

RANDOM = np.random.default_rng(17)


def read(experiment: Experiment) -> Any:
    """Return what a browser reads."""
    return json.loads(compact(live_lesson(experiment)))


@pytest.mark.parametrize("units", Units)
def test_rows_in_own_units_become_those_descended_in(units: Units) -> None:
    x = RANDOM.normal(3.1, 0.7, 60)
    experiment = fitted(x, 1e5 * x + RANDOM.normal(size=60), units=units)
    told = live_lesson(experiment)
    for own, column, descended in zip(
        told["rows"], told["columns"], experiment.objective.data.columns, strict=True
    ):
        changed = (np.array(own) - column["shift"]) / column["step"]
        assert changed.tolist() == descended.values.tolist()


def test_numbers_are_short_and_keep_all_digits() -> None:
    text = compact({"a": [190.0, 0.1, -0.5, 1e300, 2.0**53], "b": {"c": 1 / 3}, "d": None})
    assert text == (
        '{"a":[190,0.1,-0.5,1e+300,9007199254740992.0],"b":{"c":0.3333333333333333},"d":null}'
    )


def test_a_lesson_of_a_few_hundred_rows_is_a_few_kilobytes() -> None:
    x = np.round(RANDOM.uniform(170, 230, 342))
    assert len(compact(live_lesson(fitted(x, 50.0 * x, units=Units.ROUND)))) < 5_000


def test_names_are_told_as_they_are() -> None:
    data = Dataset((Column("</script>\u2028", [1.0, 2.0, 4.0]),), Column("'\"", [1.0, 3.0, 2.0]))
    columns = read(run(data))["columns"]
    assert [column["name"] for column in columns] == ["</script>\u2028", "'\""]


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        ("fixed", {}),
        ("decay:0.5", {"decay": 0.5}),
        ("line-search", {}),
        ("backtracking", {"share": 1e-4, "shrink": 0.5}),
        ("momentum:0.75", {"beta": 0.75}),
        ("nesterov:0.75", {"beta": 0.75}),
        ("rmsprop", {"rho": 0.9, "epsilon": 1e-8}),
        ("adam", {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
        ("newton", {}),
    ],
)
def test_a_rule_is_told_with_its_numbers(rule: str, numbers: dict[str, float]) -> None:
    assert rule.partition(":")[0] in {name.partition(":")[0] for name in RULES}
    told = live_lesson(women(rule=rule_named(rule)))["rule"]
    kind = told.pop("rateKind")
    assert kind in {"curvature", "distance", "whole", "none"}
    assert told == {"name": rule.partition(":")[0], **numbers}


def test_what_is_infinite_or_unknown_is_null() -> None:
    flat = live_lesson(women(loss=MAE))
    assert flat["limit"] is None
    unsure = women("a*exp(k*x) + c")
    told = live_lesson(replace(unsure, fit=replace(unsure.fit, settled=False)))
    assert [told[key] for key in ("best", "bestError", "limit")] == [None] * 3


def test_a_bowl_is_told_whole_and_needs_no_rows_derivatives() -> None:
    experiment = women(units=Units.ROUND)
    told, bowl = live_lesson(experiment), experiment.objective.quadratic
    assert bowl is not None
    assert told["bowl"]["hessian"] == bowl.hessian.tolist()
    assert told["bowl"]["lowest"] == told["bestError"] == bowl.lowest
    assert told.keys().isdisjoint({"row", "slopes", "hessian"})


def test_changes_are_those_that_the_formula_allows() -> None:
    assert live_lesson(women(units=Units.OWN))["changes"] is None
    assert live_lesson(women(units=Units.ROUND))["changes"] == ["full", "full"]
    assert live_lesson(yes_no(2.2, loss=LOGLOSS))["changes"] == ["full", "none"]
    model = Model.from_formula(parse_formula("a*x^b", ["x"]))
    data = Dataset((Column("x", [1.0, 2.0, 3.0]),), Column("y", [1.0, 3.0, 5.0]))
    assert live_lesson(run(data, model=model))["changes"] == ["scaled", "scaled"]


def test_many_rows_of_a_bowl_are_drawn_by_a_sample_that_is_always_the_same() -> None:
    x = RANDOM.normal(size=3 * MOST_ROWS)
    experiment = fitted(x, 2.0 * x + RANDOM.normal(size=x.size), units=Units.OWN)
    assert why_lifeless(experiment) is None
    told = live_lesson(experiment)
    assert told["n"] == x.size
    drawn = told["rows"][0]
    assert len(drawn) == MOST_ROWS
    rows = np.searchsorted(np.sort(x), np.sort(drawn))
    assert len(set(rows.tolist())) == MOST_ROWS
    assert drawn == live_lesson(experiment)["rows"][0]
    assert math.isclose(float(np.mean(drawn)), float(x.mean()), abs_tol=0.05)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (women, None),
        (lambda: growth("a*exp(k*x)", start={"a": 1.0, "k": 0.2}), None),
        (
            lambda: fitted(
                np.tile([1.0, 2.0, 4.0], 2000), np.tile([1.0, 3.0, 4.0], 2000), loss=MAE
            ),
            "6,000 rows are more than the 5,000",
        ),
        (lambda: women(sampling=Batches(1), rate=0.01), "at all rows"),
        (
            lambda: run(
                Dataset(
                    (Column("u", [1.0, 2, 4]), Column("v", [1.0, 3, 2])), Column("y", [1.0, 2, 5])
                ),
                model=Model.from_formula(parse_formula("a*u + b*v", ["u", "v"])),
                rate=0.01,
            ),
            None,
        ),
        (
            lambda: run(
                Dataset(
                    (Column("u", [1.0, 2, 4]), Column("v", [1.0, 3, 2])), Column("y", [1.0, 2, 5])
                ),
                model=Model.from_formula(parse_formula("exp(a*u) + b*v", ["u", "v"])),
                units=Units.OWN,
                rate=0.01,
            ),
            "with 2 predictors",
        ),
    ],
)
def test_what_cannot_come_alive_is_said(make: Callable[[], Experiment], told: str | None) -> None:
    why = why_lifeless(make())
    assert why is None if told is None else why is not None and told in why
