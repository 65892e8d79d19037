"""The picture in which misses are measured: its scales, and the row that is looked at."""

import numpy as np
import pytest

from scenes.kit.plots.miss_picture import miss_picture
from scenes.kit.plots.unit_rulers import UnitRulers
from scenes.kit.text.readout import Readout
from tests.scenes.scores import lesson_named


@pytest.mark.parametrize("name", ["default", "line, round", "falling line, round", "three rows"])
def test_a_step_of_x_is_as_long_as_a_step_of_y_where_that_suits_the_data(name: str) -> None:
    brief = lesson_named(name)
    plot = miss_picture(brief.experiment, brief.look).scatter.plot
    steps = np.vstack([np.zeros(2), np.diag(brief.experiment.scaling.scales)])
    origin, along, up = plot.places(steps)
    assert (along - origin)[0] == pytest.approx((up - origin)[1])


@pytest.mark.parametrize("name", ["crawls", "exponential", "wave, level start"])
def test_else_the_data_fill_the_picture(name: str) -> None:
    brief = lesson_named(name)
    shown = miss_picture(brief.experiment, brief.look).scatter
    dots = shown.marks[0].points[:, :2]
    area = shown.plot.area
    assert np.ptp(dots, axis=0) == pytest.approx([area.width / 1.12, area.height / 1.12], rel=1e-4)


def test_a_crowd_of_rows_leaves_room_for_words_under_it() -> None:
    brief = lesson_named("logistic, raw")
    shown = miss_picture(brief.experiment, brief.look).scatter
    lowest = shown.marks[0].points[:, 1].min()
    # A number at the axis is 20 pixels high, and stands 9 over it.
    assert lowest - shown.plot.area.bottom > (20 + 9 + 5) / 90


@pytest.mark.parametrize("name", ["default", "crawls", "logistic", "exponential"])
def test_actual_and_predicted_are_in_the_picture(name: str) -> None:
    brief = lesson_named(name)
    picture = miss_picture(brief.experiment, brief.look)
    told, plot = picture.miss, picture.scatter.plot
    ends = plot.places(np.array([[told.x, told.actual], [told.x, told.predicted]]))
    assert all(plot.area.holds(*end) for end in ends.tolist())
    assert picture.aside.left > plot.box.right


def _rulers(name: str) -> UnitRulers:
    brief = lesson_named(name)
    picture = miss_picture(brief.experiment, brief.look)
    return UnitRulers(picture.scatter.plot, brief.experiment, brief.look)


def test_rulers_have_the_numbers_of_the_columns_from_zero_outward() -> None:
    # From 190 mm in tens, between 166 and 237 mm; from 4,000 g in thousands, from 2,484 to 6,516 g.
    told = [shape.told for shape in _rulers("default").shapes if isinstance(shape, Readout)]
    assert told == ["0", "−1", "1", "−2", "2", "3", "4", "0", "−1", "1", "2"]


@pytest.mark.parametrize("name", ["default", "huge", "offset", "exponential, round", "no slope"])
def test_each_mark_of_a_ruler_is_where_its_column_has_that_number(name: str) -> None:
    brief = lesson_named(name)
    scaling = brief.experiment.scaling
    plot = miss_picture(brief.experiment, brief.look).scatter.plot
    marks = _rulers(name).marks
    assert marks
    for tick, label in marks:
        (x, y), (tip_x, _) = tick.points[:, :2].tolist()
        axis = int(x != tip_x)
        assert isinstance(label, Readout)
        number = float(label.told.replace("−", "-"))
        own = scaling.shifts + number * scaling.scales
        assert (x, y)[axis] == pytest.approx(plot.places(own[None])[0, axis])


def test_columns_in_their_own_units_have_no_ruler() -> None:
    assert _rulers("crawls").marks == ()
