"""Scene `surface`: what is said of the landscape and of the walk on it."""

import re

import numpy as np
import pytest

from gdcore.data.units import Units
from gdcore.experiment import Experiment
from gdcore.landscape.region import MOST_STEPS, Region, region
from scenes.brief import Brief
from scenes.film import unsuited
from tests.scenes.formulas import HEIGHTS, WEIGHTS, fitted, women
from tests.scenes.scores import (
    ALL,
    ONE_PARAMETER,
    lesson_named,
    numbers_of,
    score_of,
    words_of,
)
from tests.scenes.truth import number

NAMES = [name for name in ALL if name not in ONE_PARAMETER]
WALKS = {
    ("goes-down", "errors"): "close",
    ("goes-down", "errors-alike"): "close",
    ("goes-down", "errors", "not-quite"): "near",
    ("goes-down", "mostly-fallen", "flat-floor"): "valley",
    ("goes-down", "errors", "not-there"): "far",
    ("goes-down", "errors", "elsewhere"): "elsewhere",
    ("goes-down", "errors", "to-and-fro"): "to and fro",
    ("goes-down", "no-end"): "endless",
    ("goes-down", "errors-found"): "given up",
    ("should-go-down", "across", "still"): "bounce",
    ("should-go-down", "higher"): "diverged",
    ("should-go-down", "zoom-out"): "diverged",
    ("should-go-down", "ends-higher"): "higher",
    ("should-go-down", "lost"): "lost",
    ("level", "errors"): "level",
    ("stays", "error-stays"): "stays",
}


@pytest.fixture(params=NAMES)
def any_lesson(request: pytest.FixtureRequest) -> Brief:
    """Each kind of lesson of two parameters or more in turn."""
    return lesson_named(request.param)


def _shown(experiment: Experiment) -> Region:
    return region(experiment, MOST_STEPS)


def _walked(brief: Brief) -> str:
    """Return how the walk goes, as it is told, as one word."""
    told = score_of("surface", brief)["walk_down"]
    first, *rest = (key for key in told if key != "leaves")
    return WALKS["goes-down" if first == "goes-on" else first, *rest]


def test_what_is_not_seen_is_said(any_lesson: Brief) -> None:
    shown, told = _shown(any_lesson.experiment), score_of("surface", any_lesson)
    places, errors = _walk(any_lesson)
    away = np.hypot(*((places - shown.section.best) / shown.reach).T)
    step = np.hypot(*((places[1] - places[0]) / shown.reach))
    assert ("hidden-step" in told["show_the_gradient"]) == (1e-12 < step < 0.1)
    is_beyond = bool(away[-1] > 1.0 or errors[-1] > shown.height_field.scale.highest)
    tells = {"leaves", "zoom-out"} & {*told["walk_down"]}
    assert bool(tells) == (shown.path.steps > 0 and is_beyond)


def test_turning_both_at_once_is_promised_only_where_it_leads_lower(any_lesson: Brief) -> None:
    told = score_of("surface", any_lesson).get("turn_one_at_a_time", ())
    _, errors = _walk(any_lesson)
    objective, place = _shown(any_lesson.experiment).section.objective, _walk(any_lesson)[0][0]
    for turn in range(4 if told else 0):
        # The lowest place of a parabola through three of its points, one knob being turned.
        j = np.eye(2)[turn % 2] * _shown(any_lesson.experiment).reach
        low, here, high = (float(objective.value(place + k * j)) for k in (-1.0, 0.0, 1.0))
        place = place + j * (low - high) / (2.0 * (low - 2.0 * here + high))
    if told and told[-1] != "enough":
        gains = np.nanmin(errors) < float(objective.value(place))
        shown = _shown(any_lesson.experiment)
        off = np.abs(place - shown.section.best)
        is_close = (off / shown.reach).max() < 0.02
        assert told[-1] == ("soon" if is_close else "depend" if gains else "no-further")
        said = numbers_of("surface", any_lesson)
        k = int((off / shown.reach).argmax())
        assert said["far"] == shown.section.names[k]
        # Two digits, or one before a power of ten.
        few = 0.5 if "×" in said["off"] else 0.05
        assert number(said["off"]) == pytest.approx(off[k], rel=few)


def test_the_lessons_left_out_have_one_parameter() -> None:
    for name in ALL:
        why = unsuited("surface", lesson_named(name))
        assert why.startswith("needs two parameters") == bool(why) == (name in ONE_PARAMETER)


def _walk(brief: Brief) -> tuple[np.ndarray, np.ndarray]:
    """Descend in the section by hand, step by step; return places and errors that are numbers."""
    shown = _shown(brief.experiment)
    cut = shown.section
    place = np.array(brief.experiment.trajectory.start)[list(cut.chosen)]
    steps = min(max(shown.path.steps, 1), 100)
    places = [place]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            place = place - brief.experiment.rate * cut.objective.gradient(place)
            places.append(place)
        errors = cut.objective.value(np.array(places))
    return np.array(places), errors


def test_the_walk_is_told_as_it_goes(any_lesson: Brief) -> None:
    places, errors = _walk(any_lesson)
    shown = _shown(any_lesson.experiment)
    best, lowest = shown.section.best, any_lesson.experiment.best_loss
    told = _walked(any_lesson)
    drop = errors[0] - lowest
    if told in ("diverged", "lost"):
        # The words say that each step throws the point higher than the one before.
        assert errors[-1] > errors[0] or not np.isfinite(errors[-1])
        assert (told == "lost") == (shown.path.steps == 0)
        return
    assert np.isfinite(errors).all()
    if told == "higher":
        assert errors[-1] > errors[0]
        return
    assert errors[-1] <= errors[0] * (1.0 + 1e-9)
    if told in ("level", "stays"):
        assert np.abs(places - places[0]).max() <= 1e-12 * shown.reach.max()
        at_best = np.abs(places[0] - best).max() < 1e-9 * shown.reach.max()
        assert (told == "stays") == at_best
        return
    if told == "bounce":
        assert errors[-1] == pytest.approx(errors[0], rel=1e-6)
        away = places - best
        assert ((away[1:] * away[:-1]).sum(axis=1) < 0.0).all()
        return
    assert errors[-1] < errors[0]
    left, whole = (np.hypot(*((places[k] - best) / shown.reach)) for k in (-1, 0))
    is_high = bool(errors[-1] - lowest > 0.02 * drop)
    assert is_high or told in {"close", "near", "valley", "to and fro", "endless", "given up"}
    if told in ("close", "valley"):
        assert not is_high
    if told == "far":
        assert is_high
    if told == "close":
        assert left <= 0.15 * whole
    if told == "near":
        assert left <= 0.36 * whole
    if told == "valley":
        assert left > 0.14 * whole
    if told == "to and fro":
        last, before = places[-1] - places[-2], places[-2] - places[-3]
        assert last @ before < 0.0
    if told == "elsewhere":
        around = places[-1] + 0.03 * shown.reach * [[1, 0], [-1, 0], [0, 1], [0, -1]]
        assert (shown.section.objective.value(around) > errors[-1]).all()
    if told == "endless":
        assert any_lesson.experiment.fit.endless
    if told == "given up":
        fit = any_lesson.experiment.fit
        assert (fit.settled, fit.endless) == (False, False)


def test_what_is_not_there_yet_is_shown_to_be_higher(any_lesson: Brief) -> None:
    said = numbers_of("surface", any_lesson)
    if _walked(any_lesson) == "far":
        assert said["loss"] != said["best_loss"]


def test_how_much_of_the_fall_is_made_is_counted() -> None:
    # y = 3.45 x − 87.5 on fifteen heights: E by numpy, its lowest by a polynomial's fit.
    brief = lesson_named("crawls")
    _, errors = _walk(brief)
    lowest = np.mean((WEIGHTS - np.polyval(np.polyfit(HEIGHTS, WEIGHTS, 1), HEIGHTS)) ** 2)
    fallen = 100.0 * (errors[0] - errors[-1]) / (errors[0] - lowest)
    assert 99.0 < fallen < 100.0
    assert errors[-1] > 10.0 * lowest
    told = words_of("surface", brief)
    assert "after 99.8% of its way down" in told
    assert "almost the best" not in told


def test_what_rises_out_of_the_picture_is_said_to(any_lesson: Brief) -> None:
    shown = _shown(any_lesson.experiment)
    places = shown.height_field.planform.grid(61)
    with np.errstate(all="ignore"):
        errors = shown.section.objective.value(shown.section.best + shown.reach * places)
    highest = np.inf if np.isnan(errors).any() else errors.max()
    told = words_of("surface", any_lesson)
    found = re.search(r"Above an error of ([^,]+(?:,\d+)*), it leaves the picture", told)
    scale = shown.height_field.scale
    assert scale.highest >= shown.path.values[0]
    if found:
        assert number(found[1]) == pytest.approx(scale.highest, rel=0.01)
        assert highest > scale.highest
    else:
        # The grid's points are the highest but for what is between two of them.
        assert highest - scale.lowest <= 1.15 * (scale.highest - scale.lowest) + 1e-12


def test_the_step_is_told_to_be_the_gradient_times_the_rate() -> None:
    # That it is drawn so is held by the truth check.
    told = words_of("surface", lesson_named("default"))
    assert "goes the other way, the learning rate times as far" in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("default", "close"),
        ("crawls", "valley"),
        ("too few steps", "far"),
        ("not quite there", "near"),
        ("bounces", "to and fro"),
        ("wave, rests elsewhere", "elsewhere"),
        ("logistic, separated", "endless"),
        ("exponential, given up", "given up"),
        ("exponential, at once lost", "lost"),
        ("starts at the best fit", "stays"),
        ("diverges", "diverged"),
        ("diverges slowly", "diverged"),
        ("exponential, higher", "higher"),
        ("exponential, thrown to a plateau", "higher"),
        ("at the limit", "bounce"),
        ("wave, level start", "level"),
    ],
)
def test_endings(name: str, told: str) -> None:
    assert _walked(lesson_named(name)) == told


def test_far_from_the_ring_means_far_in_the_picture() -> None:
    # y = 100 x + 1000 with |x| up to 0.01: b arrives, and m, with a curvature of 7e-5, stays at 0.
    # 100 is little beside 1000, but it is the whole way across the map.
    x = np.linspace(-0.01, 0.01, 21)
    brief = Brief(fitted(x, 100.0 * x + 1000.0, units=Units.OWN, steps=200))
    places, _ = _walk(brief)
    assert places[-1] == pytest.approx([0.0, 1000.0], abs=1.0)
    assert _walked(brief) == "valley"


def test_a_diverging_walk_climbs_with_each_step() -> None:
    for name in ("diverges", "diverges slowly"):
        _, errors = _walk(lesson_named(name))
        assert (np.diff(errors[:20]) > 0.0).all()


def test_a_slice_is_a_parabola_where_it_is_called_one(any_lesson: Brief) -> None:
    shown = _shown(any_lesson.experiment)
    cut, reach = shown.section, shown.reach[0]
    if "slice-bowl" not in score_of("surface", any_lesson)["cut_a_slice"]:
        return
    along = cut.best + np.linspace(-1, 1, 6)[:, None] * [reach, 0.0]
    values = cut.objective.value(along)
    scale = max(np.ptp(values), 1e-9 * np.abs(values).max())
    # Three exact rows have no error: what is left there is rounding.
    assert np.abs(np.diff(values, 3)).max() < 1e-6 * scale + 1e-27


def test_start_and_best_fit_are_on_the_disc(any_lesson: Brief) -> None:
    shown = _shown(any_lesson.experiment)
    assert np.isfinite(shown.reach).all()
    assert (shown.reach > 0.0).all()
    assert np.hypot(*((shown.path.points[0] - shown.section.best) / shown.reach)) < 1.0


def test_standardised_parameters_have_one_unit() -> None:
    assert np.ptp(_shown(women()).reach) == 0.0
    raw = _shown(women(units=Units.OWN)).reach
    assert raw[1] > 5.0 * raw[0]
