"""Lessons of several columns: a plane over a floor, guesses over best guesses, and what is said."""

import numpy as np
import pytest

from gdcore.experiment import Experiment
from scenes.film import FILM, scene_timeline, unsuited
from scenes.kit.checks.rehearsal import laid_out
from scenes.kit.checks.screening import screened
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.layout import Box
from scenes.kit.look.look import DARK
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.scatter import Scatter, scatter
from scenes.kit.plots.sheet import Sheet
from scenes.kit.plots.space_plot import SpacePlot
from tests.scenes.formulas import SEVERAL
from tests.scenes.scores import lesson_named

BOX = Box("data", -3.0, -2.5, 3.0, 2.5)


def _pictured(name: str) -> tuple[Experiment, Scatter, ModelLine]:
    experiment = lesson_named(name).experiment
    picture = scatter(BOX, experiment, DARK)
    return experiment, picture, ModelLine(experiment, picture.plot, DARK)


def _height(plot: SpacePlot) -> float:
    """Return how high a unit of the response is on the screen, read from the ticks upwards."""
    marks = [label for label in plot.axes.up if len(label.points)]
    values = [float(label.markup.strip('#"').replace("−", "-")) for label in marks]
    return float((marks[-1].box[0, 1] - marks[0].box[0, 1]) / (values[-1] - values[0]))


def test_a_thread_is_as_long_as_the_residual_on_the_upright_axis() -> None:
    experiment, picture, line = _pictured("two predictors")
    theta = experiment.best * 0.9
    a, c, b = experiment.original(theta)
    p, q, y = (column.values for column in experiment.data.columns)
    starts, ends = line.at(theta).residuals.points[:, :2].reshape(-1, 2, 2).transpose(1, 0, 2)
    np.testing.assert_allclose(starts[:, 0], ends[:, 0], atol=1e-12)
    drawn = (starts - ends)[:, 1] / _height(picture.plot)
    np.testing.assert_allclose(drawn, y - (a * p + c * q + b), rtol=1e-6)


def test_the_plane_s_corner_is_over_the_floor_s() -> None:
    experiment, picture, line = _pictured("two predictors")
    a, c, b = experiment.original(experiment.best)
    plot, ground = picture.plot, picture.plot.stands.floor
    corner = line.at(experiment.best).line.points[0, :2]
    # The frame runs down the left edge, and from there along the floor's front edges.
    left, nearest, right = plot.axes.frame.points[[1, 3, 5], :2]
    far = left + right - nearest
    feet = {0: far, 1: left, 2: right, 3: nearest}
    lows = [abs(corner[0] - foot[0]) < 1e-9 for foot in feet.values()]
    (which,) = np.flatnonzero(lows)
    p, q = experiment.data.predictors
    lowest = [column.values.min() - 0.06 * np.ptp(column.values) for column in (p, q)]
    assert sorted(lowest) == pytest.approx(sorted((ground.left, ground.bottom)))
    height = a * lowest[0] + c * lowest[1] + b - plot.window.bottom
    assert corner[1] - feet[which][1] == pytest.approx(height * _height(plot), rel=1e-6)


def test_the_best_fit_of_many_columns_is_the_diagonal() -> None:
    experiment, picture, line = _pictured("three predictors")
    (best,) = picture.best
    window = picture.plot.window
    lowest = best.points[0, :2]
    both = picture.plot.places(np.array([[window.left] * 2, [window.right] * 2]))
    slope = (both[1] - both[0])[1] / (both[1] - both[0])[0]
    np.testing.assert_allclose(
        best.points[:, 1], both[0, 1] + slope * (best.points[:, 0] - both[0, 0]), atol=1e-9
    )
    np.testing.assert_allclose(line.at(experiment.best).line.points[0, :2], lowest)


def test_a_sheet_ends_where_it_leaves_the_picture(camera: FilmCamera) -> None:
    grid = np.stack(np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9)), axis=-1)
    places = grid.reshape(-1, 2)
    sheet = Sheet("#FFFFFF", 0.0).hang_at(places, 2.0 * places[:, 1])
    camera.capture_mobjects([sheet])
    inked = np.flatnonzero(camera.pixel_array[..., :3].max(axis=(1, 2)))
    # A unit is 90 pixels: of two units half a one is left, above the middle row.
    assert inked.min() == pytest.approx(360 - 45, abs=1)
    assert inked.max() == pytest.approx(360, abs=1)


@pytest.mark.parametrize("name", SEVERAL)
def test_each_scene_has_its_words_or_its_reason(name: str) -> None:
    brief = lesson_named(name)
    for scene in FILM:
        reason = unsuited(scene, brief)
        assert "{" not in reason
        assert reason or scene_timeline(scene, brief).beats
    called = {
        "two predictors": "plane",
        "one number of two columns": "plane",
        "two predictors, bent": "curved sheet",
        "three predictors": "model",
    }
    assert called[name] in scene_timeline("iterate", brief).title


@pytest.mark.parametrize(
    ("scene", "name"),
    [
        ("fit", "two predictors"),
        ("iterate", "two predictors"),
        ("surface", "two predictors"),
        ("iterate", "three predictors"),
    ],
)
def test_planes_and_guesses_are_clean(scene: str, name: str) -> None:
    assert [str(found) for found in screened(scene, lesson_named(name))] == []


def test_one_goes_up_from_the_row_s_place_on_the_floor_to_the_plane() -> None:
    stage = laid_out("fit", lesson_named("two predictors"))
    experiment, row, plot = stage.brief.experiment, stage.miss.row, stage.scatter.plot
    (up,) = stage.ways_up
    up.rise(1.0)
    foot, guess = up.line.points[:, :2]
    p, q = (column.values[row] for column in experiment.data.predictors)
    a, c, b = experiment.original(stage.miss.theta)
    assert foot[0] == pytest.approx(guess[0])
    height = (guess - foot)[1] / _height(plot)
    assert height == pytest.approx(a * p + c * q + b - plot.window.bottom, rel=1e-6)
    assert plot.places(np.array([[p, q, plot.window.bottom]]))[0] == pytest.approx(foot)
