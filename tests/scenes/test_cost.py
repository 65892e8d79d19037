"""The scene `cost`: squares, bar and average square are true to the pixel, and to the error."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gdcore.error.loss import MAE, MSE
from gdcore.landscape.comparison import comparison
from gdcore.landscape.missing import miss
from scenes.brief import Brief, default_brief
from scenes.cost import MeasuringTheError
from scenes.film import unsuited
from scenes.kit.ink.layout import Box
from scenes.kit.ink.rectangles import Rectangles
from scenes.kit.ink.shapes import Dots
from scenes.kit.look.look import DARK
from scenes.kit.plots.loss_curve import LossCurve
from scenes.kit.plots.sum_and_mean import SumAndMean
from scenes.telling.one_miss import told_miss
from tests.scenes.conftest import LESSONS
from tests.scenes.formulas import FORMULAS, women
from tests.scenes.scores import numbers_of

SHOWN = ("default", "crawls", "huge raw", "three rows", "too few steps", "exponential, round")
Play = Callable[..., Any]


def lesson(name: str) -> Brief:
    return (LESSONS | FORMULAS)[name]()


def sizes(shape: Rectangles) -> np.ndarray:
    """Return width and height of each rectangle, shape (n, 2)."""
    low, high = shape.corners
    return high - low


def areas(*shapes: Rectangles) -> float:
    return float(sum(sizes(shape).prod(axis=1).sum() for shape in shapes))


def laid_out(brief: Brief) -> MeasuringTheError:
    stage = MeasuringTheError(brief=brief)
    stage.lay_out()
    stage.rows.swing(np.ones(len(stage.shown.few.rows)))
    return stage


@pytest.mark.parametrize("name", ["default", "crawls", "three rows"])
def test_the_number_in_the_square_lies_on_no_data_point(name: str) -> None:
    stage = laid_out(lesson(name))
    stage.turn(stage.shown.theta)
    stage.write_into_the_square()
    assert stage.squared.veiled == 1.0
    low, high = stage.squared.box
    dots = stage.rows.dots.points[:, :2]
    assert not ((dots > low) & (dots < high)).all(axis=1).any()


@pytest.mark.parametrize("name", SHOWN)
def test_squares_are_squares_and_their_areas_are_the_bar_s(name: str) -> None:
    stage = laid_out(lesson(name))
    loss, bar = stage.brief.experiment.objective.loss, stage.bar
    for theta in (stage.shown.theta, stage.shown.worse, stage.shown.better):
        stage.turn(theta)
        for squares in (stage.rows.squares, stage.rows.hero):
            wide, high = sizes(squares).T
            np.testing.assert_allclose(wide, high, rtol=1e-9, atol=1e-9)
        together = areas(stage.rows.squares, stage.rows.hero)
        weighed = together * loss.weight(len(stage.shown.few.rows))
        assert areas(bar.slabs, bar.hero) == pytest.approx(weighed, rel=1e-9)
        assert areas(bar.average) == pytest.approx(weighed, rel=1e-9)
        wide, high = sizes(bar.average)[0]
        assert wide == pytest.approx(high)


def test_a_side_is_the_residual_on_both_axes_of_the_picture() -> None:
    stage = laid_out(default_brief())
    few, plot = stage.shown.few, stage.plot
    ahead = plot.places(np.array([[190.0, 4000.0], [200.0, 5000.0]]))
    # A round step is 10 mm across and 1,000 g up.
    np.testing.assert_allclose(ahead[1] - ahead[0], stage.rows.unit)
    residuals = np.abs(few.residuals(stage.shown.theta))
    sides = np.append(sizes(stage.rows.squares)[:, 0], sizes(stage.rows.hero)[:, 0])
    np.testing.assert_allclose(np.sort(sides), np.sort(residuals) * stage.rows.unit)


def test_the_bar_is_as_high_as_its_axis_says() -> None:
    stage = laid_out(default_brief())
    few, bar = stage.shown.few, stage.bar
    low, high = bar.slabs.corners
    top = max(high[:, 1].max(), bar.hero.corners[1][0, 1])
    assert top == pytest.approx(bar.top(float(few.error(stage.shown.theta))))
    # Slabs stand on each other without a gap.
    bottoms, tops = np.append(low[:, 1], bar.hero.corners[0][:, 1]), np.append(high[:, 1], top)
    assert min(bottoms) == pytest.approx(bar.bottom)
    told = DARK.numerals.significant(float(few.error(stage.shown.theta)))
    assert bar.number.told == told
    assert float(tops.max()) <= bar.bottom + 2.6


def test_slabs_fly_from_their_squares_and_the_bar_pours_without_loss() -> None:
    stage = laid_out(default_brief())
    bar, theta = stage.bar, stage.shown.theta
    stacked = bar.slabs.corners
    low, high = stage.rows.corners
    bar.fly(theta, low, high, 0.0)
    np.testing.assert_allclose(bar.slabs.corners, (low[stage.rows.others], high[stage.rows.others]))
    bar.fly(theta, low, high, 1.0)
    np.testing.assert_allclose(bar.slabs.corners, stacked)
    whole = areas(bar.slabs, bar.hero)
    for progress in (0.0, 0.3, 0.8, 1.0):
        bar.pour(theta, progress)
        assert areas(bar.average) == pytest.approx(whole)


@pytest.mark.parametrize("name", ["default", "three rows", "too few steps"])
def test_lengths_have_an_axis_of_their_own(name: str) -> None:
    stage = laid_out(lesson(name))
    few, lengths = stage.shown.few, stage.lengths
    lengths.at(stage.shown.worse)
    missed = np.abs(few.residuals(stage.shown.worse))
    averaged = few.experiment.objective.loss.averaged
    expected = missed.mean() if averaged else missed.sum()
    _, *labels = lengths.scale
    values = [float(label.markup.strip('#"')) for label in labels]
    heights = [float(label.points[:, 1].mean()) for label in labels]
    slope, zero = np.polyfit(values, heights, 1)
    (_, (_, top)) = np.concatenate(lengths.slab.corners)
    assert top - stage.bar.bottom == pytest.approx(slope * expected, rel=0.02)
    assert zero == pytest.approx(stage.bar.bottom, abs=0.02)


def test_the_hero_s_miss_is_the_one_that_was_told_before() -> None:
    brief = lesson("exponential")
    told = told_miss(miss(brief.experiment), DARK.vocabulary)
    assert numbers_of("cost", brief)["hero_miss"] == told.difference.partition(" ")[0]


def test_lengths_stay_level_while_squares_grow(play: Play) -> None:
    def look(stage: Any, frames: int) -> tuple[str, str, str]:
        del frames
        beat = list(stage.shots)[-1] if stage.shots else ""
        return beat, stage.lengths.number.told, stage.bar.number.told

    seen = play(default_brief(), look, "cost").seen
    told = [(length, square) for beat, length, square in seen if beat == "keep_the_lengths"]
    lengths, squares = zip(*told, strict=True)
    assert len(set(lengths)) == 1
    errors = np.array([float(square) for square in squares])
    assert (errors >= 0.98 * np.maximum.accumulate(errors)).all()
    assert errors[-1] > 1.1 * errors[0]


def test_the_last_picture_is_of_all_rows(play: Play) -> None:
    stage = play(default_brief(), lambda *_: None, "cost").stage
    experiment = default_brief().experiment
    error = float(experiment.objective.value(comparison(experiment).theta))
    assert stage.bar.number.told == DARK.numerals.significant(error)
    assert stage.bar.caption.told == DARK.vocabulary.count("means", experiment.data.n)
    (every,) = stage.every
    assert areas(every.squares) / experiment.data.n == pytest.approx(areas(stage.bar.slabs))
    assert every.squares.veiled == 1.0


def test_each_knob_is_on_its_track_for_all_models() -> None:
    stage = laid_out(default_brief())
    dots = [shape for shape in stage.knobs.shapes if isinstance(shape, Dots)]
    places = []
    for theta in (stage.shown.theta, stage.shown.worse, stage.shown.better):
        stage.turn(theta)
        places.append([float(dot.points[0, 0]) for dot in dots])
    first, second = np.array(places).T
    # Only the slope is turned, from near one end of its track to near the other.
    assert np.ptp(second) == 0.0
    assert first[1] < first[0] < first[2]
    assert first[2] - first[1] > 2.0
    values = np.array([stage.shown.theta, stage.shown.worse, stage.shown.better])[:, 0]
    np.testing.assert_allclose(
        np.diff(first) / np.diff(values), np.diff(first)[0] / np.diff(values)[0]
    )


def test_other_losses_have_no_squares_to_show() -> None:
    told = unsuited("cost", Brief(women(loss=MAE)))
    assert told == "needs an error that is made of squared residuals"


BOX = Box("box", -3.0, -2.0, 3.0, 2.5)


@pytest.mark.parametrize(("loss", "steepness"), [(MAE, -1.0), (MSE, -1.4)])
def test_a_tangent_lies_on_its_curve_as_steep_as_it_is(loss: Any, steepness: float) -> None:
    curve = LossCurve(BOX, loss, ("r", "x"), "steepness", DARK).at(-0.7)
    (left, right), (dot,) = curve.tangent.points[:, :2], curve.dot.points[:, :2]
    assert (right - left)[1] / (right - left)[0] == pytest.approx(steepness)
    np.testing.assert_allclose((left + right) / 2.0, dot)
    top, foot = curve.drop.points[:, :2]
    np.testing.assert_allclose(top, dot)
    assert foot.tolist() == pytest.approx([dot[0], curve.plot.area.bottom])
    assert curve.told.told == f"steepness −{abs(steepness):.2f}"


def test_a_kink_has_no_tangent() -> None:
    curve = LossCurve(BOX, MAE, ("r", "x"), "steepness", DARK).at(0.0)
    assert np.ptp(curve.tangent.points, axis=0).max() == 0.0
    assert curve.told.told == ""
    smooth = LossCurve(BOX, MSE, ("r", "x"), "steepness", DARK).at(0.0)
    assert smooth.told.told == "steepness 0.00"


def test_sum_and_mean_are_lowest_at_one_place() -> None:
    shown = comparison(default_brief().experiment)
    curves = SumAndMean(BOX, shown, DARK)
    (sum_, mean), count = curves.marks.points[:, :2], len(shown.few.rows)
    assert sum_[0] == mean[0]
    floor = float(curves.plot.places(np.zeros((1, 2)))[0, 1])
    assert (sum_[1] - floor) / (mean[1] - floor) == pytest.approx(count)
    # The lowest place of a parabola, by its derivative.
    theta = shown.theta
    features, _ = shown.few.experiment.objective.tangent(theta)
    column = features[list(shown.few.rows), shown.chosen]
    residuals = shown.few.residuals(theta)
    lowest = theta[shown.chosen] + column @ residuals / (column @ column)
    place = curves.plot.places(np.array([[lowest, 0.0]]))[0, 0]
    assert mean[0] == pytest.approx(place, abs=0.02)


def test_more_rows_raise_the_sum_and_leave_the_mean() -> None:
    shown = comparison(default_brief().experiment)
    curves = SumAndMean(BOX, shown, DARK)
    lowest, before = curves.marks.points[:, :2].T.copy()
    curves.add(1.0)
    after, floor = curves.marks.points[:, 1], curves.plot.places(np.zeros((1, 2)))[0, 1]
    assert after[0] - floor > 2.0 * (before[0] - floor)
    assert after[1] - floor == pytest.approx(before[1] - floor, rel=0.2)
    places = curves.marks.points[:, 0]
    assert places.tolist() == pytest.approx(lowest.tolist(), abs=0.05)
    assert curves.told[0].told == DARK.vocabulary.count("sums", curves.most)
    assert curves.most == 4 * len(shown.few.rows)


def test_rows_are_added_to_the_last_if_these_are_not_many() -> None:
    shown = comparison(lesson("logistic, squares").experiment)
    curves = SumAndMean(BOX, shown, DARK)
    assert curves.most == shown.few.experiment.data.n == 40
    # What is called the sum's lies between its arms, over its lowest place.
    curves.add(1.0)
    assert curves.marks.points[0, 1] < curves.told[0].box[0, 1] - 0.3


def test_long_numbers_of_both_bars_do_not_lie_over_each_other() -> None:
    stage: Any = laid_out(LESSONS["huge raw"]())
    # Lengths and squares are compared first where both bars are equally high.
    stage.turn(stage.shown.tie.models[0])
    (left, low), (_, high) = stage.lengths.number.box
    (_, below), (end, above) = stage.bar.number.box
    assert end > left
    assert low > above or below > high
