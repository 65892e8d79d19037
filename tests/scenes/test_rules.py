"""Scene `rules`: which rules a lesson has, and that its pictures show the same numbers."""

from typing import Any

import numpy as np
import pytest

from gdcore.error.loss import MAE
from gdcore.landscape.gear_train import gear_train, turned
from gdcore.landscape.region import MOST_STEPS, region
from gdcore.section import section
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.look.look import DARK
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.kit.surface.cut import SurfaceCut
from scenes.kit.text.readout import Readout
from scenes.scripts.rules import unsuited
from tests.scenes.formulas import women
from tests.scenes.scores import lesson_named, numbers_of, score_of
from tests.scenes.truth import number, watch

SMALL = 1e-6


@pytest.mark.parametrize(
    ("name", "asked", "gear", "last"),
    [
        ("default", "three", "change_the_gear", "all-three"),
        ("exponential", "three", "change_the_gear", "all-three"),
        ("proportional", "two", "change_the_gear", "both"),
        ("rate only", "two", "keep_the_gear", "both"),
        ("absolute", "two", "keep_the_gear", "last-two"),
        ("logistic", "two", "keep_the_gear", "last-two"),
    ],
)
def test_a_lesson_has_the_rules_that_it_needs(name: str, asked: str, gear: str, last: str) -> None:
    score = score_of("rules", lesson_named(name))
    assert score["ask_how"] == (asked,)
    assert gear in score
    assert score["name_the_rules"] == (last,)
    assert ("grow_the_square" in score) == (last != "last-two")
    assert ("cut_a_slice" in score) == (last != "both")


@pytest.mark.parametrize(
    ("name", "inside", "kept"),
    [
        ("rate only", "inside-square", "varying"),
        ("absolute", "inside-length", "fixed"),
        ("Huber", "inside-huber", "fixed"),
        ("logistic", "inside-log", "varying"),
    ],
)
def test_what_is_inside_and_whether_its_gear_stays(name: str, inside: str, kept: str) -> None:
    score = score_of("rules", lesson_named(name))
    assert (score["mesh_the_gears"], score["keep_the_gear"]) == ((inside,), (kept,))


def test_one_parameter_and_no_squares_begin_with_the_square_all_the_same() -> None:
    experiment = women("m*x", loss=MAE)
    score = score_of("rules", experiment)
    assert not unsuited(experiment)
    assert "grow_the_square" in score
    assert score["mesh_the_gears"] == ("inside-length",)
    assert score["name_the_rules"] == ("both",)


def test_the_numbers_that_are_said_multiply() -> None:
    # Data point 220 is 220 mm long, three tens from 190 mm; the derivation follows it, too.
    told = numbers_of("rules", lesson_named("default"))
    assert told["number"] == numbers_of("derivation", lesson_named("default"))["number"] == "220"
    assert (told["inner"], told["outer"], told["product"], told["other"]) == (
        "−3",
        "−1.8",
        "5.4",
        "−0.9",
    )


def test_point_tangent_and_knob_show_one_value() -> None:
    seen: list[Any] = []

    def look(stage: Any, beat: str) -> None:
        if beat == "turn_one_knob":
            knob = float(stage.slice.knobs.turned.told.replace("−", "-"))
            curve = stage.slice.error_curve
            here = stage.slice.tangent.point.points[0, :2]
            at = np.interp(here[0], *curve.places(values).T[:1], values)
            seen.append((knob, float(at), stage.slice.tangent.value))

    brief = lesson_named("default")
    values = np.linspace(-3.0, 4.0, 7001)
    watch("rules", brief, look)
    assert len(seen) > 4
    for knob, at, value in seen:
        assert knob == pytest.approx(value, abs=0.006)
        assert at == pytest.approx(value, abs=0.002)
    assert len({value for *_, value in seen}) > 3


@pytest.mark.parametrize("name", ["default", "crawls", "exponential", "logistic"])
def test_the_tangent_of_the_cut_is_as_steep_as_the_error(name: str) -> None:
    shown = region(lesson_named(name).experiment, MOST_STEPS)
    cut = SurfaceCut(Box("cut", -6.0, -2.5, 1.0, 2.5), shown, DARK)
    cut.rise(1.0)
    low, high = shown.slice_ends[:, 0]
    for value in low + np.array([0.2, 0.5, 0.9]) * (high - low):
        cut.go(float(value))
        here, ends = cut.point.points[0, :2], cut.tangent.points[:, :2]
        # The point is the tangent's middle, and on the cut's edge beside it the same direction.
        np.testing.assert_allclose(ends.mean(axis=0), here, atol=1e-9)
        cut.go(float(value) + SMALL * (high - low))
        way = cut.point.points[0, :2] - here
        along = ends[1] - ends[0]
        assert way[0] * along[1] - way[1] * along[0] == pytest.approx(
            0.0, abs=1e-4 * np.hypot(*way) * np.hypot(*along)
        )


def test_when_the_knob_is_turned_on_the_residual_is_told_as_it_is() -> None:
    told: list[tuple[str, float]] = []
    brief = lesson_named("default")
    train, other = gear_train(brief.experiment), turned(brief.experiment)
    assert other is not None

    def look(stage: Any, beat: str) -> None:
        if beat == "change_the_gear":
            reading = stage.chain_notes.reading[-1].told
            told.append((reading, stage.gears.row.gears[0].angle))

    watch("rules", brief, look)
    assert told[-1][0] == "−0.450"
    assert len(dict(told)) > 1
    # While m turns back by a, r grows by 3 a.
    per_unit = train.angles[0] / train.step
    for reading, angle in told[:-1]:
        if angle < 0.0:
            expected = train.inside - 3.0 * angle / per_unit
            assert float(reading.replace("−", "-")) == pytest.approx(expected, abs=6e-4)


@pytest.mark.parametrize("name", ["default", "absolute", "rate only"])
def test_it_opens_with_the_steepness_of_the_error_itself(name: str) -> None:
    told: list[str] = []

    def look(stage: Any, beat: str) -> None:
        if beat == "ask_how":
            (readout,) = (s for s in stage.opening.shapes if isinstance(s, Readout))
            (at,) = stage.opening.point.points[:, :2]
            seen = curve.places(values)
            place = float(np.interp(at[0], seen[:, 0], values))
            above, below = curve.error(np.array([place + SMALL, place - SMALL]))
            exact = float(above - below) / (2.0 * SMALL)
            told.append(readout.told)
            assert number(readout.told.rpartition(" ")[2]) == pytest.approx(exact, rel=0.02)

    brief = lesson_named(name)
    cut = section(brief.experiment, 1)
    whole = WIDE.whole.inset(0.35, 0.2, 0.35, 0.2)
    curve = plot_error_curve(whole.split_across(0.6)[0], cut, brief.look)
    window = curve.plot.window
    values = np.linspace(window.left, window.right, 40_001)
    watch("rules", brief, look)
    assert len(set(told)) > 1
