"""The picture in which misses are measured: its scales, and the row that is looked at."""

import numpy as np
import pytest

from scenes.kit.plots.miss_picture import miss_picture
from tests.scenes.scores import lesson_named


@pytest.mark.parametrize("name", ["default", "line, round", "falling line, round", "three rows"])
def test_a_step_of_x_is_as_long_as_a_step_of_y_where_that_suits_the_data(name: str) -> None:
    brief = lesson_named(name)
    plot = miss_picture(brief.experiment, brief.look).scatter.plot
    steps = np.vstack([np.zeros(2), np.diag(brief.experiment.scaling.scales)])
    origin, along, up = plot.places(steps)
    assert (along - origin)[0] == pytest.approx((up - origin)[1])


@pytest.mark.parametrize("name", ["crawls", "exponential", "logistic, raw", "wave, level start"])
def test_else_the_data_fill_the_picture(name: str) -> None:
    brief = lesson_named(name)
    shown = miss_picture(brief.experiment, brief.look).scatter
    dots = shown.marks[0].points[:, :2]
    area = shown.plot.area
    assert np.ptp(dots, axis=0) == pytest.approx([area.width / 1.12, area.height / 1.12], rel=1e-4)


@pytest.mark.parametrize("name", ["default", "crawls", "logistic", "exponential"])
def test_actual_and_predicted_are_in_the_picture(name: str) -> None:
    brief = lesson_named(name)
    picture = miss_picture(brief.experiment, brief.look)
    told, plot = picture.miss, picture.scatter.plot
    ends = plot.places(np.array([[told.x, told.actual], [told.x, told.predicted]]))
    assert all(plot.area.holds(*end) for end in ends.tolist())
    assert picture.aside.left > plot.box.right
