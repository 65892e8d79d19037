"""Scene `parabola`: what is said of the knob and of its curve."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MAE
from gdcore.experiment import run
from gdcore.section import section
from scenes.brief import Brief
from scenes.kit.checks.rehearsal import laid_out
from scenes.kit.ink.layout import Box
from scenes.kit.look.look import DARK
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.parabola import ParabolaAnalogy
from tests.scenes.conftest import LESSONS
from tests.scenes.formulas import FORMULAS, HEIGHTS, WEIGHTS, women
from tests.scenes.scores import lesson_named, score_of, words_of


def _laid(brief: Brief) -> tuple[str, ...]:
    return score_of("parabola", brief).get("lay_the_parabola_over_it", ())


@pytest.mark.parametrize(
    ("name", "knobs", "locked", "turned"),
    [
        ("default", "two-knobs", ("given", "locked"), "draw-curve"),
        ("proportional", "only-knob", (), "draw-whole-curve"),
        ("parabola", "more-knobs", ("given", "locked"), "draw-curve"),
        ("rate only", "only-knob", (), "draw-whole-curve"),
    ],
)
def test_what_is_held_is_given_and_locked(
    name: str, knobs: str, locked: tuple[str, ...], turned: str
) -> None:
    score = score_of("parabola", lesson_named(name))
    assert score["turn_the_knobs"][0] == knobs
    assert score.get("lock_the_others", ()) == locked
    assert score["sweep_the_bowl"] == (turned,)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("default", ("why-bowl", "two-more")),
        ("too few steps", ("why-bowl", "two-more-added")),
        ("exponential, sum", ("why-bowl", "two-more-added")),
        ("logistic", ("why-curve", "two-more")),
        ("absolute", ("why-curve", "two-more")),
    ],
)
def test_single_rows_are_squared_and_averaged_or_what_the_loss_does(
    name: str, told: tuple[str, ...]
) -> None:
    assert score_of("parabola", lesson_named(name))["turn_for_single_rows"][:2] == told


@pytest.mark.parametrize(
    ("name", "told"), [("three rows", "no-more-rows"), ("default", "all-rows")]
)
def test_the_other_rows_are_taken_in_if_there_are_any(name: str, told: str) -> None:
    assert score_of("parabola", lesson_named(name))["turn_for_single_rows"][2] == told


def test_of_two_rows_no_three_are_shown() -> None:
    data = Dataset((Column("x", [1.0, 2.0]),), Column("y", [1.0, 3.0]))
    assert "turn_for_single_rows" not in score_of("parabola", Brief(run(data)))


def _curve(formula: str, error_curve: float, rest: list[float]) -> float:
    x, y = HEIGHTS, WEIGHTS
    predicted = {
        "m*x": lambda: error_curve * x,
        "m*x + b": lambda: error_curve * x + rest[0],
        "a*x**2 + b*x": lambda: error_curve * x * x + rest[0] * x,
    }[formula]()
    return float(np.mean((y - predicted) ** 2))


@pytest.mark.parametrize(
    ("formula", "degrees"), [("m*x", (1,)), ("m*x + b", (1, 0)), ("a*x**2 + b*x", (2, 1))]
)
def test_an_exact_parabola_has_no_third_difference(formula: str, degrees: tuple[int, ...]) -> None:
    brief = Brief(women(formula, units=Units.OWN))
    assert _laid(brief) == ("plain", "own-scale", "stretched")
    columns = np.column_stack([HEIGHTS**d for d in degrees])
    error_curve, *rest = np.linalg.lstsq(columns, WEIGHTS, rcond=None)[0].tolist()
    values = [_curve(formula, error_curve * (1 + k / 10), rest) for k in range(6)]
    assert abs(np.diff(values, 3)).max() < 1e-9 * max(values)


def test_a_parabola_that_is_only_moved_has_curvature_2() -> None:
    # Standardised x has mean square 1, so E grows by (m − m*)²: the plain parabola.
    assert _laid(lesson_named("one step")) == ("plain", "moved")
    # In round units it grows by the mean of x², with a sum over 15 rows 15 times as fast.
    assert _laid(LESSONS["default"]()) == ("plain", "stretched")
    assert _laid(LESSONS["too few steps"]()) == ("plain", "own-scale", "stretched")


@pytest.mark.parametrize(
    ("name", "has_own"),
    [("default", False), ("crawls", True), ("logistic", True), ("exponential, round", False)],
)
def test_a_plain_parabola_that_would_not_be_seen_has_a_scale_of_its_own(
    name: str, has_own: bool
) -> None:
    stage = laid_out("parabola", lesson_named(name))
    assert isinstance(stage, ParabolaAnalogy)
    assert ("own-scale" in _laid(lesson_named(name))) == has_own
    (overlay,), area = stage.overlays, stage.error_curve.plot.area
    overlay.unfold(1.0)
    x, y = overlay.path.points[:, :2].T
    # Either way both arms are seen, and one of them climbs.
    lowest = int(y.argmin())
    assert area.left < x[lowest] < area.right
    assert area.bottom <= y[lowest] < area.bottom + area.height / 2
    assert y.max() - y[lowest] > 0.1 * area.height


def test_a_curve_that_is_near_a_parabola_is_one_at_the_bottom_and_not_far_out() -> None:
    brief = FORMULAS["rate only"]()
    assert _laid(brief) == ("not-quite", "own-scale", "near")
    x, y = brief.experiment.data.x.values, brief.experiment.data.y.values
    best = float(brief.experiment.best[0])

    def third(step: float) -> float:
        errors = [np.mean((y - np.exp((best + k * step) * x)) ** 2) for k in (-2, -1, 1, 2)]
        odd = errors[3] - 2 * errors[2] + 2 * errors[1] - errors[0]
        even = errors[3] + errors[0] - errors[1] - errors[2]
        return float(abs(odd) / abs(even))

    assert third(1e-4 * best) < 0.01
    assert third(0.2 * best) > 0.3


@pytest.mark.parametrize("name", ["absolute", "exponential, absolute", "Huber"])
def test_a_curve_with_bends_is_laid_under_no_parabola(name: str) -> None:
    assert _laid(FORMULAS[name]()) == ()


@pytest.mark.parametrize("name", [*FORMULAS, "default", "crawls"])
def test_a_bowl_has_one_lowest_point_and_a_valley_none_that_is_lower(name: str) -> None:
    brief = lesson_named(name)
    curve = plot_error_curve(Box("curve", 0.0, 0.0, 6.0, 6.0), section(brief.experiment, 1), DARK)
    window = curve.plot.window
    values = np.linspace(window.left, window.right, 2001)
    with np.errstate(all="ignore"):
        errors = curve.section.objective.value(values[:, None])
    shown = errors[np.isfinite(errors)]
    ways = np.diff(shown)
    turns = np.sign(ways[np.abs(ways) > 1e-9 * np.ptp(shown)])
    told = words_of("parabola", brief)
    assert ("is a bowl." in told) == ("knob is a bowl" in told)
    is_straight = "made of straight pieces" in told
    assert is_straight <= (brief.experiment.objective.loss == MAE)
    if is_straight or "is a bowl." in told:
        assert np.count_nonzero(np.diff(turns)) == 1
    else:
        assert "that was found" in told
    lowest = curve.section.objective.value(curve.section.best)
    assert shown.min() >= lowest - 1e-9 * np.ptp(shown)
