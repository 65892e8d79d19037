"""Remedies: each asked for by an option, each the lesson with one thing changed."""

import numpy as np
import pytest

from gdcore.advice.remedies import Remedy, remedies
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.rules.recipes import rule_named, sampling_named

X, Y = np.array([61.0, 62.5, 64.0, 67.0, 70.0]), np.array([2.3, 3.1, 5.9, 8.2, 8.0])
DATA = Dataset((Column("x", X),), Column("y", Y))


def lesson(formula: str = "m*x + b", **given: object) -> Experiment:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(DATA, model=model, **{"units": Units.OWN, "steps": 0, **given})  # type: ignore[arg-type]


def by_kind(experiment: Experiment) -> dict[str, Remedy]:
    return {remedy.kind: remedy for remedy in remedies(experiment)}


def test_a_raw_line_has_four() -> None:
    found = by_kind(lesson())
    assert [found[kind].option.split()[0] for kind in found] == [
        "--scale",
        "--rate",
        "--rule",
        "--rule",
    ]
    assert list(found) == ["standardise", "rate", "momentum", "search"]


def test_standardised_it_begins_with_the_same_line_on_a_round_bowl() -> None:
    found = by_kind(lesson(start={"m": 0.25, "b": -3.0}))["standardise"].whole
    assert found.original(found.trajectory.start) == pytest.approx([0.25, -3.0])
    assert found.max_stable_rate == pytest.approx(1.0)
    assert found.condition_number == pytest.approx(1.0)
    assert found.trajectory.values.shape == (1,)


def test_the_rate_is_the_fastest_in_two_digits_and_not_above() -> None:
    table = np.column_stack([X, np.ones_like(X)])
    low, high = np.linalg.eigvalsh(2.0 / len(X) * table.T @ table)
    best, rate = 2.0 / (low + high), by_kind(lesson())["rate"].whole.rate
    assert rate <= best < rate + 10.0 ** (np.floor(np.log10(best)) - 1.0)


def test_what_a_lesson_does_already_is_no_remedy() -> None:
    assert "standardise" not in by_kind(lesson(units=Units.STANDARD))
    assert "momentum" not in by_kind(lesson(rule=rule_named("momentum:0.9")))
    assert "search" not in by_kind(lesson(rule=rule_named("line-search")))
    advised = by_kind(lesson())["rate"].whole.rate
    assert "rate" not in by_kind(lesson(rate=advised))


def test_newton_needs_no_other_rule() -> None:
    assert list(by_kind(lesson(rule=rule_named("newton")))) == ["standardise"]


def test_single_rows_may_become_all_rows() -> None:
    first, *_ = remedies(lesson(sampling=sampling_named("stochastic", None)))
    assert (first.kind, first.option) == ("batch", "--method batch")
    assert first.steps is not None


def test_off_a_bowl_the_search_halves_and_the_rate_is_left_alone() -> None:
    found = by_kind(lesson("a*exp(k*x)", units=Units.ROUND))
    assert found["search"].option == "--rule backtracking"
    assert "rate" not in found
    # Its parameters have other meanings on other columns, so it begins where such a lesson begins.
    other = run(DATA, model=found["search"].whole.model, units=Units.STANDARD, steps=0)
    start = found["standardise"].whole.trajectory.start
    assert start == pytest.approx(other.trajectory.start)


def test_a_formula_without_a_way_back_is_not_standardised() -> None:
    assert "standardise" not in by_kind(lesson("x + b"))


def test_columns_that_are_standardised_already_stay() -> None:
    # Two values ±1: mean 0 and deviation 1, exactly.
    round_data = Dataset(
        (Column("x", [-1.0, 1.0, -1.0, 1.0]),), Column("y", [-1.0, 1.0, 1.0, -1.0])
    )
    assert "standardise" not in by_kind(run(round_data, units=Units.OWN, steps=0))


def test_without_a_best_fit_there_is_no_remedy() -> None:
    model = Model.from_formula(parse_formula("1/(1 + exp(-(a + k*x)))", ["x"]))
    apart = Dataset((Column("x", X),), Column("y", np.array([0.0, 0.0, 1.0, 1.0, 1.0])))
    assert remedies(run(apart, model=model, loss=LOGLOSS, steps=0)) == ()


def test_how_far_it_was_walked_is_said() -> None:
    found = by_kind(lesson())["momentum"]
    assert found.most == 10_000
    assert found.steps is None
