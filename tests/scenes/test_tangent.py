"""Scene `tangent`: what is said of the slope and of the steps that it leads to."""

from typing import Any

import numpy as np
import pytest

from gdcore.experiment import Experiment
from gdcore.landscape.stand import across, stand
from gdcore.section import section
from scenes.brief import Brief
from scenes.scripts.tangent import walked
from tests.scenes.formulas import women
from tests.scenes.scores import ALL, lesson_named, numbers_of, score_of


@pytest.fixture(params=ALL)
def any_lesson(request: pytest.FixtureRequest) -> Brief:
    """Each kind of lesson in turn, those with other formulas too."""
    return lesson_named(request.param)


WALKS = {
    ("arrived",): "arrived",
    ("step-by-step", "over"): "over",
    ("step-by-step", "crawls"): "crawls",
    ("step-by-step", "equal"): "equal",
    ("step-by-step", "almost-straight"): "equal",
    ("step-by-step", "shorter"): "shorter",
    ("step-by-step", "afresh"): "afresh",
    ("step-by-step", "too-long"): "climbed",
}


def _walked(experiment: Experiment) -> str:
    """Return how the steps go, as they are told, as one word."""
    return WALKS[score_of("tangent", experiment)["walk_down"]]


def _ended(experiment: Experiment) -> str:
    """Return how they end, as it is told."""
    end, last = score_of("tangent", experiment)["look_at_the_end"]
    assert last == "sign-and-size"
    return end


def _walk(cut: Any, rate: float, start: float, count: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Make steps by hand; return the places, as far as they are numbers, and their errors."""
    places = [start]
    with np.errstate(all="ignore"):
        for _ in range(count):
            slope = float(cut.objective.gradient(np.array(places[-1:]))[0])
            places.append(places[-1] - rate * slope)
        errors = cut.objective.value(np.array(places)[:, None])
    return np.array(places), np.where(np.isnan(errors), np.inf, errors)


def test_the_end_is_told_as_it_is(any_lesson: Brief) -> None:
    done = any_lesson.experiment
    cut = section(done, 1)
    places, errors = _walk(cut, done.rate, stand(cut))
    away, lengths = places - cut.best[0], np.abs(np.diff(places))
    if "leave_all_bounds" in score_of("tangent", done):
        assert not np.isfinite(errors[1])
        return
    told = _walked(done)
    higher = bool(errors[-1] > (1.0 + 1e-12) * errors[0])
    assert (told == "climbed") is higher
    limits = ("below-limit", "smaller-rate")
    assert (_ended(done) in limits) is higher
    if higher:
        assert (_ended(done) == "below-limit") == np.isfinite(cut.max_stable_rate)
        return
    arrived = bool(abs(away[1]) < 1e-6 * abs(away[0]))
    assert (told == "arrived") is arrived
    if told == "arrived":
        assert lengths[1:].max() < 1e-5 * lengths[0]
    elif told == "over":
        assert (away[1:] * away[:-1] < 0.0).all()
    else:
        # All four steps go towards the lowest point, and none goes past it.
        assert away[1] * away[0] >= 0.0
        assert told in {"crawls", "shorter", "equal", "afresh"}
        if told in ("shorter", "equal"):
            assert (told == "equal") == (np.ptp(lengths) < 1e-3 * lengths.max())
    if told == "crawls":
        assert abs(away[-1]) > 0.9 * abs(away[0])
    if told == "shorter":
        assert (np.diff(lengths) < 0.0).all()


def test_it_is_at_rest_where_it_is_told_so(any_lesson: Brief) -> None:
    done = any_lesson.experiment
    cut = section(done, 1)
    if "leave_all_bounds" in score_of("tangent", done) or _walked(done) in ("climbed", "crawls"):
        return
    path = walked(cut)
    places, errors = _walk(cut, done.rate, stand(cut), path.steps)
    np.testing.assert_allclose(path.points[:, 0], places, rtol=1e-6, atol=1e-6 * abs(places[0]))
    lowest = cut.objective.value(cut.best[None])[0]
    left = abs(places[-1] - cut.best[0]) / abs(places[0] - cut.best[0])
    # An error that is the lowest is as good, if the place is another.
    risen = (errors[-1] - lowest) / (errors[0] - lowest)
    at_rest = _ended(done) in ("settles", "settles-kink")
    if at_rest:
        assert min(left, risen) <= 0.02
    elif done.fit.settled:
        assert left > 0.02
        assert path.steps == 40


@pytest.mark.parametrize(
    ("name", "told", "end"),
    [
        ("default", "shorter", "settles"),
        ("arrives at once", "arrived", "settles"),
        ("bounces", "over", "on-its-way"),
        ("diverges", "climbed", "below-limit"),
        ("exponential", "crawls", "limit"),
        ("absolute", "equal", "settles-kink"),
        ("rate only", "afresh", "on-its-way"),
        ("past a bend", "climbed", "smaller-rate"),
    ],
)
def test_endings(name: str, told: str, end: str) -> None:
    experiment = lesson_named(name).experiment
    assert (_walked(experiment), _ended(experiment)) == (told, end)


def test_at_once_means_half_the_curvature_s_inverse() -> None:
    # Standardised, E is (m − m*)² + …: slope 2 (m − m*), so rate 1/2 arrives in one step.
    assert _walked(women(rate=0.5)) == "arrived"
    assert _walked(women(rate=0.49)) == "shorter"
    assert _walked(women(rate=0.51)) == "over"


@pytest.mark.parametrize("name", ["exponential", "few steps", "diverges", "diverges slowly"])
def test_the_limit_that_is_named_is_one(name: str) -> None:
    done = lesson_named(name).experiment
    cut = section(done, 1)
    limit = float(numbers_of("tangent", done)["limit"].replace(",", ""))
    curve, best = cut.objective, float(cut.best[0])
    away = 1e-3 * (stand(cut) - best)
    for rate, shrinks in ((0.99 * limit, True), (1.01 * limit, False)):
        place = best + away
        for _ in range(60):
            place -= rate * float(curve.gradient(np.array([place]))[0])
        assert (abs(place - best) < abs(away)) is shrinks


def test_slopes_are_as_they_are_told(any_lesson: Brief) -> None:
    done = any_lesson.experiment
    cut = section(done, 1)
    best = float(cut.best[0])
    near = 1e-3 * abs(stand(cut) - best)

    def slope(place: float) -> float:
        return float(cut.objective.gradient(np.array([place]))[0])

    left, right = slope(best - near), slope(best + near)
    if not done.fit.settled:
        return
    assert left < 0.0 < right
    told = score_of("tangent", done)["slide_along"]
    flat = abs(slope(best)) < 1e-3 * max(-left, right)
    assert flat or "bottom-kink" in told
    if "bottom-bowl" in told:
        assert slope(best - 5 * near) == pytest.approx(5 * left, rel=1e-3)
    if "bottom-kink" in told:
        # Close to the lowest point the slope does not shrink: it jumps.
        assert slope(best - near / 100) == pytest.approx(left, rel=0.2)


def test_the_step_from_the_other_side_leads_down(any_lesson: Brief) -> None:
    done = any_lesson.experiment
    cut = section(done, 1)
    told = score_of("tangent", done).get("try_the_other_side", ())
    place, best = across(cut), float(cut.best[0])
    assert place - best == pytest.approx(best - stand(cut))
    if told:
        side = "right" if place > best else "left"
        assert told == (f"other-{side}", "always-down")
        slope = float(cut.objective.gradient(np.array([place]))[0])
        there = place - done.rate * slope
        assert (there < place) == (place > best) or there == place
        lower = cut.objective.value(np.array([[place], [there]]))
        assert lower[1] <= lower[0]
