"""Sentences hold of the numbers: each is judged by steps that are made here, one by one."""

import re

import numpy as np
import pytest

from gdcore.section import Section, section
from scenes.brief import Brief
from tests.scenes.formulas import COLONIES, X
from tests.scenes.scores import ALL, ONE_PARAMETER, lesson_named, score_of, words_of

TWO = [name for name in ALL if name not in ONE_PARAMETER]


def walked(brief: Brief, cut: Section | None, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Make so many steps, of all parameters or those of a cut; return places and errors."""
    whole = brief.experiment
    objective = whole.objective if cut is None else cut.objective
    place = np.array(whole.trajectory.start)[list(cut.chosen) if cut else slice(None)]
    places = [place]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            place = place - whole.rate * objective.gradient(place)
            places.append(place)
        return np.array(places), objective.value(np.array(places))


@pytest.mark.parametrize("name", TWO)
def test_the_point_goes_down_step_by_step_only_if_each_step_does(name: str) -> None:
    brief = lesson_named(name)
    told = words_of("surface", brief)
    steps = min(brief.experiment.trajectory.steps, 100)
    _, errors = walked(brief, section(brief.experiment, 2), steps)
    slack = 1e-9 * (errors[0] - brief.experiment.best_loss) + 1e-11 * (1.0 + abs(errors[0]))
    rises = bool((np.diff(errors) > slack).any())
    if "the point goes down the surface" in told:
        assert not rises
    if "Not every step leads down" in told:
        assert rises


@pytest.mark.parametrize("name", TWO)
def test_no_arrow_is_told_of_where_the_gradient_is_zero(name: str) -> None:
    brief = lesson_named(name)
    cut = section(brief.experiment, 2)
    size = 1e-4 * (np.abs(cut.start) + np.abs(cut.best) + 1e-3)
    here = cut.objective.value(cut.start)
    around = [cut.objective.value(cut.start + s * d) for d in np.diag(size) for s in (-1, 1)]
    slopes = np.array([around[1] - around[0], around[3] - around[2]])
    is_level = bool(np.abs(slopes).max() <= 1e-6 * np.abs(np.array(around) - here).max())
    told = score_of("surface", brief)["show_the_gradient"]
    assert (told == ("gradient-zero",)) == is_level


@pytest.mark.parametrize("name", ALL)
def test_steps_are_called_equal_only_if_they_are_and_go_one_way(name: str) -> None:
    brief = lesson_named(name)
    told = words_of("tangent", brief)
    if "equally long" not in told:
        return
    places, _ = walked(brief, section(brief.experiment, 1), 4)
    steps = np.diff(places[:, 0])
    assert np.ptp(steps) < 2e-3 * np.abs(steps).max()
    bends = brief.experiment.objective.loss.name == "mae"
    assert ("past a kink" in told) == bends


def test_what_misses_by_rounding_only_has_the_error_0() -> None:
    # Three rows on a line: its error is rounding, and differs from step to step.
    brief = lesson_named("starts at the best fit")
    for scene in ("surface", "iterate"):
        told = words_of(scene, brief)
        assert re.search(r"error E(,| of our line is) 0[.:]", told)
        assert "× 10⁻³" not in told


def test_the_descent_on_the_surface_of_a_quintic_is_another_and_says_so() -> None:
    brief = lesson_named("quintic")
    u, v = (X - X.mean()) / X.std(), (COLONIES - COLONIES.mean()) / COLONIES.std()
    best = np.polyfit(u, v, 5)
    start = np.array(brief.experiment.trajectory.start)

    def error(theta: np.ndarray) -> float:
        return float(np.mean((np.polyval(theta, u) - v) ** 2))

    cut, whole = error(np.array([*start[:2], *best[2:]])), error(start)
    assert cut > 2.0 * whole
    surface, iterate = words_of("surface", brief), words_of("iterate", brief)
    assert f"is {cut:.1f}:" in surface
    assert "is one curve, with c" in surface
    assert f"{whole:.2f}" in iterate
    assert "is one line, with" not in words_of("surface", lesson_named("default"))


def test_one_of_many_best_fits_is_not_called_the_best_fit() -> None:
    # a x + b x + c: whatever is added to a may be taken from b.
    brief = lesson_named("one of many")
    best = np.array(brief.experiment.best)

    def error(a: float, b: float, c: float) -> float:
        return float(np.mean((a * X + b * X + c - COLONIES) ** 2))

    assert error(*best) == pytest.approx(error(best[0] + 7.0, best[1] - 7.0, best[2]), rel=1e-9)
    told = words_of("surface", brief) + words_of("iterate", brief)
    assert "is a best fit, one of many" in told
    assert "marks a best fit, one of many" in told
    assert "One best fit, dashed" in told
    assert not re.search(r"(?i)\bthe (exact )?best fit\b", told)


@pytest.mark.parametrize("name", ALL)
def test_a_line_that_moves_by_less_than_a_pixel_is_said_to_hardly_move(name: str) -> None:
    brief = lesson_named(name)
    beat = score_of("iterate", brief).get("take_the_first_step")
    if beat is None:
        return
    whole = brief.experiment
    before, after = (
        whole.predict(point, whole.data.x.values) for point in walked(brief, None, 1)[0]
    )
    span = np.ptp([*before, *whole.data.y.values])
    assert (beat[-1] == "line-hardly-moves") == (np.abs(after - before).max() < span / 200)
