"""How a descent ended, in words: on descents whose every step is known in closed form."""

import re
from dataclasses import replace

import numpy as np
import pytest
import sympy

from gdcore.arrays import frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.descent.account import account, share_text
from gdcore.descent.reference import Reference
from gdcore.descent.sampling import Batches
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Status, Trajectory
from gdcore.descent.verdict import End, Fall, Pace, Start, Verdict
from gdcore.error.fits import Fit
from gdcore.error.loss import LOGLOSS, MSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.rules.recipes import rule_named

THREE = Dataset((Column("x", [1.0, 2.0, 3.0]),), Column("y", [3.0, 1.0, 2.0]))
"""Standardised its line is v = −u/2, and each step keeps 1 − 2r of the way, for both parameters."""


@pytest.mark.parametrize(
    ("rate", "steps", "told"),
    [
        (0.1, 100, "is reached, to a billionth of the way."),  # 0.8^100 = 2.0e-10
        (0.1, 90, "is almost reached: less than 0.01 % of the way is left."),  # 1.9e-9
        (0.1, 18, "is almost reached: 1.8 % of the way is left."),
        (0.1, 17, "2.3 % of the way to the best fit is left."),
        (0.1, 8, "17 % of the way to the best fit is left."),
        (0.1, 5, "33 % of the way to the best fit is left."),
        (0.001, 1, "Almost all of the way to the best fit is left."),
        (0.9, 5, "It jumps to and fro, and 33 % of the way to the best fit is left."),
    ],
)
def test_how_near_it_has_come_is_the_power_of_the_share_that_a_step_keeps(
    rate: float, steps: int, told: str
) -> None:
    said = run(THREE, rate=rate, steps=steps).trajectory.sentence
    made = "1 step was made." if steps == 1 else f"{steps} steps were made."
    assert said.startswith(made)
    assert said.endswith(told)


def test_why_it_stopped_comes_before_where_it_is() -> None:
    start = {"m": -1.0, "b": -1.0}
    done = run(THREE, rate=0.1, start=start, steps=500, stops=(Stop("gradient", 0.5),))
    # ∂E/∂b = 2b = −2 · 0.8^k, below 1/2 at k = 7, where 0.8^7 = 0.21 is left.
    assert done.trajectory.sentence == (
        "It stopped after 7 steps: no slope was 0.5 or more. "
        "21 % of the way to the best fit is left."
    )


def test_the_parameter_that_has_kept_most_is_named() -> None:
    # b is right from the start and stays so: the columns have no mean.
    done = run(THREE, rate=0.1, steps=5, start={"m": 1.0, "b": 0.0})
    assert done.trajectory.sentence.endswith("33 % of the way to the best fit is left (m).")


def test_a_way_that_first_led_further_off_is_measured_from_where_it_turned() -> None:
    path = Trajectory(
        frozen([[1.0], [5.0], [1.0]]), frozen([1, 25, 1]), Status.EXHAUSTED, "So.", frozen([0] * 3)
    )
    said = account(
        of_one(Fit(frozen([0.0]), 0.0, True, True)), path, judged(End.NEAR, 0.2), "fixed"
    )
    assert said == "So. 20 % of the greatest distance to the best fit is left."


def of_one(fit: Fit) -> Reference:
    """Return what a descent of one parameter is judged against, with this best fit."""
    m, x = sympy.symbols("m x", real=True)
    data = Dataset((Column("x", [1.0, 2.0]),), Column("y", [0.0, 0.0]))
    e = Objective(Model(m * x, (x,), (m,)), MSE, data)
    return Reference(e, fit, Quadratic.from_hessian([0.0], 0.0, [[5.0]]), None)


def judged(end: End, share: float, start: Start = Start.SETS_OUT) -> Verdict:
    """Return a verdict on a descent of one parameter that ends so."""
    fall = Fall.STAYS if start is Start.LEVEL else Fall.FALLS
    return Verdict(start, Pace.VARIED, fall, end, False, 0, 0.0, frozen([share]))


@pytest.mark.parametrize(
    ("end", "share", "start", "told"),
    [
        (End.CLOSE, 0.0, Start.ARRIVED, "The error is as low as at {} from the start on."),
        (End.CLOSE, 0.5, Start.SETS_OUT, "The error is as low as at {}, with other parameters."),
        (End.GIVEN_UP, 0.5, Start.SETS_OUT, "The search for the best fit was given up before it"),
        (End.ENDLESS, 0.5, Start.SETS_OUT, "There is no best fit to arrive at: the error falls on"),
        (
            End.ELSEWHERE,
            1.0,
            Start.LEVEL,
            "The gradient is zero at the start, though that is not {}, so no step",
        ),
        (End.ELSEWHERE, 0.5, Start.SETS_OUT, "The descent rests where the ground is level, but"),
        (End.HIGHER, 1.0, Start.SETS_OUT, "The error is higher than at the start: 4 then, 9 now."),
        (End.CRAWLS, 0.9, Start.SETS_OUT, "90 % of the way to {} is left, along a valley that is"),
        (End.SLOW, 1.0, Start.SETS_OUT, "All of the way to {} is left."),
    ],
)
@pytest.mark.parametrize("proven", [True, False])
def test_each_end_has_its_words(
    end: End, share: float, start: Start, told: str, proven: bool
) -> None:
    path = Trajectory(
        frozen([[2.0], [2.0 * share]]), frozen([4.0, 9.0]), Status.EXHAUSTED, "So.", frozen([0, 3])
    )
    fit = Fit(frozen([0.0]), 0.0, settled=end is not End.ENDLESS, proven=proven)
    said = account(of_one(fit), path, judged(end, share, start), "fixed")
    best = "the best fit" if proven else "the best fit that was found"
    assert said.startswith(f"So. {told.format(best)}")
    assert said.endswith(".")
    assert ("found" in said) is (not proven and best in said)


@pytest.mark.parametrize("share", np.geomspace(1e-4, 0.9949, 30).tolist())
def test_a_share_is_told_to_two_digits_and_never_with_a_power_of_ten(share: float) -> None:
    number = re.fullmatch(r"([0-9.]+) %", share_text(share))
    assert number
    assert float(number[1]) / 100 == pytest.approx(share, rel=0.05)


def test_shares_that_round_to_all_or_nothing_are_told_in_words() -> None:
    assert [share_text(share) for share in (1.0, 1.0 - 1e-12, 0.9951)] == [
        *("all", "almost all", "almost all")
    ]
    assert {share_text(share) for share in (0.0, 1e-300, 9.99e-5)} == {"less than 0.01 %"}


@pytest.mark.parametrize(
    ("rule", "limit", "called"),
    [
        ("fixed", 1.0, "2/λ = 1,"),
        ("momentum:0.5", 1.5, "of momentum:0.5, 1.5,"),  # (1 + β) · 2/λ
        ("nesterov:0.5", 0.75, "of nesterov:0.5, 0.75,"),  # (1 + β)/(1 + 2β) · 2/λ
        ("newton", 2.0, "of newton, 2,"),
    ],
)
def test_a_runaway_names_the_limit_of_its_own_rule(rule: str, limit: float, called: str) -> None:
    for above in (1.5, 1.0001):
        done = run(THREE, rule=rule_named(rule), rate=above * limit, steps=20_000)
        said = done.trajectory.sentence
        assert done.trajectory.status is Status.DIVERGED
        assert f"is above the largest stable rate {called}" in said
        number = re.match(r"The rate ([0-9.]+) is", said)
        assert number
        assert float(number[1]) == pytest.approx(above * limit, rel=5e-3)
        assert float(number[1]) > limit
        assert said.endswith(f"a rate below {limit:g} converges.")
    under = run(THREE, rule=rule_named(rule), rate=0.99 * limit, steps=20_000)
    assert "is reached, to a billionth" in under.trajectory.sentence


@pytest.mark.parametrize("rule", ["rmsprop", "adam", "decay:0.1", "line-search", "backtracking"])
def test_rules_without_a_limit_have_none(rule: str) -> None:
    assert run(THREE, rule=rule_named(rule), steps=1).max_stable_rate is None


def test_samples_and_endless_errors_have_no_limit() -> None:
    assert run(THREE, sampling=Batches(1), steps=1).max_stable_rate is None
    apart = Dataset((Column("x", [1.0, 2.0, 4.0, 5.0]),), Column("y", [0.0, 0.0, 1.0, 1.0]))
    read = parse_formula("sigmoid(w*x + b)", ["x"], [])
    model = Model(read.expression, read.predictors, read.parameters)
    done = run(apart, model=model, loss=LOGLOSS, units=Units.OWN, rate=0.1, steps=9)
    assert not done.fit.settled
    assert done.max_stable_rate is None


def test_a_curve_s_runaway_is_told_long_before_all_bounds() -> None:
    # E = mean of (a e^{kx} − y)² by hand, one update after the other.
    x = np.array([0.3, 1.1, 1.7, 2.6])
    y = 1.3 * np.exp(0.8 * x) + [0.1, -0.2, 0.15, -0.05]
    read = parse_formula("a*exp(k*x)", ["x"], [])
    model = Model(read.expression, read.predictors, read.parameters)
    data = Dataset((Column("x", x),), Column("y", y))
    start = {"a": 2.0, "k": 0.5}
    done = run(data, model=model, units=Units.OWN, rate=0.05, start=start, steps=1)
    a, k = 2.0, 0.5
    miss = a * np.exp(k * x) - y
    before = float(np.mean(miss**2))
    slopes = 2 * np.mean(miss * np.exp(k * x)), 2 * np.mean(miss * a * x * np.exp(k * x))
    a, k = a - 0.05 * slopes[0], k - 0.05 * slopes[1]
    after = float(np.mean((a * np.exp(k * x) - y) ** 2))
    assert 100 * before < after < 1e6 * before
    assert done.verdict.end is End.RUNAWAY
    assert done.trajectory.sentence == (
        f"1 step was made, and the error has grown from {before:.3g} to {after:.3g}. "
        "A smaller rate is needed."
    )


@pytest.mark.parametrize("rule", ["adam", "rmsprop"])
def test_rules_with_bounded_steps_run_away_too(rule: str) -> None:
    # The first step of either moves each parameter by the rate, or 1/√(1 − ρ) of it.
    done = run(THREE, rule=rule_named(rule), rate=1000.0, steps=1)
    said = done.trajectory.sentence
    assert done.trajectory.values[-1] > 1e4 * done.trajectory.values[0]
    assert done.verdict.end is End.RUNAWAY
    assert said.startswith("1 step was made, and the error has grown from ")
    assert said.endswith("A smaller rate is needed.")
    little = run(THREE, rule=rule_named(rule), rate=0.02, steps=400)
    assert not little.verdict.has_run_away


def test_newton_may_need_another_start() -> None:
    read = parse_formula("a*sin(w*x)", ["x"], [])
    model = Model(read.expression, read.predictors, read.parameters)
    x = np.linspace(0.0, 3.0, 9)
    data = Dataset((Column("x", x),), Column("y", np.sin(1.3 * x)))
    done = run(
        data,
        model=model,
        units=Units.OWN,
        rule=rule_named("newton"),
        rate=500.0,
        steps=1,
        start={"a": 1.2, "w": 0.9},
    )
    assert done.verdict.has_run_away
    assert done.trajectory.sentence.endswith("A smaller rate or another start is needed.")


def test_a_rest_that_is_higher_than_the_start_says_so() -> None:
    path = Trajectory(
        frozen([[2.0], [9.0]]), frozen([4.0, 4.00001]), Status.EXHAUSTED, "So.", frozen([0, 3])
    )
    fit = Fit(frozen([0.0]), 0.0, settled=True, proven=False)
    at_rest = replace(judged(End.ELSEWHERE, 1.0), fall=Fall.CLIMBS)
    assert account(of_one(fit), path, at_rest, "fixed") == (
        "So. The descent rests where the ground is level, but not at the best fit that was found, "
        "and higher than at the start: 4 then, 4.00001 now."
    )


@pytest.mark.parametrize("beside", [0.0, 1e-12, -1e-12])
def test_at_the_limit_it_neither_converges_nor_diverges(beside: float) -> None:
    done = run(THREE, rate=1.0 + beside, steps=41)
    assert done.trajectory.status is Status.EXHAUSTED
    assert done.trajectory.sentence.startswith(
        "41 steps were made. The rate is the largest stable one, 1, itself, at which a descent "
        "neither converges nor diverges. It jumps to and fro"
    )
