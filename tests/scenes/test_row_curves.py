"""Rows' own curves in the picture: their heights by hand, their mean, and how many are in it."""

from typing import Any

import numpy as np
import pytest

from gdcore.landscape.row_curves import spread_rows
from gdcore.section import section
from scenes.kit.ink.layout import WIDE
from scenes.kit.look.look import DARK
from scenes.kit.plots.error_curve import ErrorCurve, plot_error_curve
from scenes.kit.plots.row_curves import RowCurves
from scenes.kit.plots.scatter import Scatter, scatter
from tests.scenes.formulas import EXPERIMENTS

LEFT_BOX, RIGHT_BOX = WIDE.whole.split_across(0.44)


def _made(lesson: str) -> tuple[Any, ErrorCurve, Scatter, RowCurves]:
    experiment = EXPERIMENTS[lesson]()
    curve = plot_error_curve(RIGHT_BOX, section(experiment, 1), DARK)
    data = scatter(LEFT_BOX, experiment, DARK)
    return experiment, curve, data, RowCurves(curve, data.plot, DARK)


def _numbers(curve: ErrorCurve, places: np.ndarray) -> np.ndarray:
    area, window = curve.plot.area, curve.plot.window
    share = (places[:, :2] - [area.left, area.bottom]) / [area.width, area.height]
    return share * [window.width, window.height] + [window.left, window.bottom]


@pytest.mark.parametrize("lesson", ["few steps", "parabola through zero", "rate only", "absolute"])
def test_a_row_s_curve_is_its_own_loss_and_its_residual_ends_on_the_line(lesson: str) -> None:
    experiment, curve, data, rows = _made(lesson)
    value = curve.best + 0.04 * curve.plot.window.width
    theta = curve.section.lift(np.array([value]))
    chosen = spread_rows(curve.section, 0.4 * curve.plot.window.width)
    assert len(rows.rows) == 3
    for row, index in zip(rows.rows, chosen, strict=True):
        x, y = (column.values[index] for column in experiment.data.columns)
        row.at(value)
        dot, tip = row.miss.points[:, :2]
        np.testing.assert_allclose(dot, data.plot.places(np.array([[x, y]]))[0])
        np.testing.assert_allclose(dot, row.dot.points[0, :2])
        predicted = float(experiment.predict(theta, np.array([x]))[0])
        np.testing.assert_allclose(tip, data.plot.places(np.array([[x, predicted]]))[0])
        miss = (predicted - y) / float(experiment.scaling.scales[-1])
        expected = abs(miss) if lesson == "absolute" else miss**2
        ((across, height),) = _numbers(curve, row.rider.points)
        assert (across, height) == (pytest.approx(value), pytest.approx(expected))


def test_a_row_draws_its_curve_from_one_value_to_another() -> None:
    _, curve, _, rows = _made("few steps")
    one, other = curve.best - 0.4, curve.best + 0.7
    row = rows.rows[0]
    row.draw(one, other)
    drawn = _numbers(curve, row.curve.points)
    assert (drawn[0, 0], drawn[-1, 0]) == (pytest.approx(one), pytest.approx(other))
    # A squared residual: its second difference is the same all along.
    np.testing.assert_allclose(np.diff(drawn[:, 1], 3), 0.0, atol=1e-9 * drawn[:, 1].max())
    row.at(other)
    np.testing.assert_allclose(row.curve.points[-1], row.rider.points[0])


def test_a_loss_above_the_picture_is_not_drawn_over_its_words() -> None:
    _, curve, _, rows = _made("few steps")
    row, top = rows.rows[0], curve.plot.area.top
    heights = []
    for value in curve.best + np.linspace(0.0, 20.0, 41):
        row.at(float(value))
        heights.append(float(row.rider.points[0, 1]))
    seen = [height for height in heights if height <= top]
    assert 0 < len(seen) < len(heights)
    # The frame ends at 4, well below what is put away.
    assert all(height > 8.0 for height in heights if height > top)


@pytest.mark.parametrize(
    ("lesson", "first", "last"),
    [
        ("few steps", "mean of 3 data points", "mean of 15 data points"),
        ("exponential, sum", "sum over 3 data points", "sum over 40 data points"),
    ],
)
def test_ever_more_rows_become_the_curve(lesson: str, first: str, last: str) -> None:
    experiment, curve, _, rows = _made(lesson)
    assert rows.told.told == first
    three = _numbers(curve, rows.mean.points)
    values, losses = three[:, 0], np.zeros(len(three))
    for row in rows.rows:
        row.draw(float(values[0]), float(values[-1]))
        losses += _numbers(curve, row.curve.points)[:, 1]
    count = 3 if experiment.objective.loss.averaged else 1
    np.testing.assert_allclose(three[:, 1], losses / count, rtol=1e-9)
    counts = []
    for progress in np.linspace(0.0, 1.0, 20):
        rows.average(progress)
        counts.append(int(rows.told.told.split()[2]))
    assert counts == sorted(counts)
    assert rows.told.told == last
    np.testing.assert_allclose(rows.mean.points[:, :2], curve.places(values), atol=1e-6)
