"""Words and numbers keep off each other where odd lessons bring them together."""

from itertools import combinations

import numpy as np
import pytest

from gdcore.landscape.log_scale import log_scale
from gdcore.landscape.region import MOST_STEPS, region
from scenes.kit.checks.inspection import faults
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.shapes import PX, Positions, Type
from scenes.kit.look.look import DARK
from scenes.kit.panels.point_reading import PointReading
from scenes.kit.plots.axis_reading import AxisReading
from scenes.kit.plots.error_plot import plot_error
from scenes.kit.plots.scatter import scatter
from scenes.kit.plots.work_chart import WorkChart
from scenes.kit.surface.cut import SurfaceCut
from scenes.kit.text.placing import Obstacles, along
from scenes.kit.text.readout import Readout
from scenes.scripts.stochastic import paths_of
from tests.lessons.files import filed
from tests.scenes.conftest import LESSONS

NARROW = Box("map", -1.0, -2.6, 1.4, 2.6)
BEATING = 1.25
"""A ring is so much wider when it beats."""


def meet(one: Positions, other: Positions) -> bool:
    """Return whether two boxes, shape (2, 2), have more than an edge in common."""
    return bool((one[0] < other[1]).all() and (other[0] < one[1]).all())


def ring(dots: np.ndarray, radius: float) -> Positions:
    return dots[0, :2] + BEATING * radius * np.array([[-1.0, -1.0], [1.0, 1.0]])


def test_a_table_has_room_for_its_widest_number_at_any_step() -> None:
    # m passes zero: its widest number, −0.000734, is that of one step of a hundred.
    made = filed("momentum").experiment
    heights = log_scale(made)
    ground = plot_error(WIDE.parts(0.533, 0.55)[0], made, heights, DARK)
    reading = PointReading(ground.section, ground.plot.area, Obstacles(), DARK)
    widest = 0
    for step in range(made.trajectory.steps + 1):
        reading.tell(step)
        boxes = [cell.box for cell in reading.now]
        assert not any(meet(one, other) for one, other in combinations(boxes, 2)), step
        widest = max(widest, *(len(cell.told) for cell in reading.now))
    assert widest == len("−0.000734")


def test_the_name_of_the_best_fit_keeps_off_its_ring_where_the_window_goes_far() -> None:
    made = filed("exponential-thrown-to-a-plateau").experiment
    ground = plot_error(NARROW, made, log_scale(made), DARK)
    for step in range(made.trajectory.steps + 1):
        ground.follow(float(step))
        assert not meet(ground.name.box, ring(ground.mark.points, ground.mark.radius)), step


def test_the_ring_on_a_curve_keeps_off_the_numbers_under_it() -> None:
    made = filed("proportional").experiment
    ground = plot_error(NARROW, made, log_scale(made), DARK)
    beating = ring(ground.mark.points, ground.mark.radius)
    assert not any(meet(beating, label.box) for label in ground.plot.axes.across)


@pytest.mark.parametrize("x", [2.0, 4.0, 6.0])
def test_what_is_read_on_an_axis_keeps_off_the_place_itself(x: float) -> None:
    plot = scatter(WIDE.parts(0.7, 0.7)[0], filed("heavy-outliers").experiment, DARK).plot
    place = np.array([x, 22.4])
    words = AxisReading(plot, place, 1, "guess 22.4 €", DARK.model, Obstacles()).words
    assert not meet(words.box, ring(plot.places(place[None]), 5.5 * PX))


def test_a_number_stands_under_another_where_both_are_too_long() -> None:
    upper = Readout(26.0, DARK.text, 0.0, 0.0).tell("1.88 × 10⁻¹⁸")
    for y, stays in ((-1.0, True), (1.0, True), (0.1, False), (-0.2, False)):
        number = Readout(22.0, DARK.text, 1.0, y).tell("1.08 × 10⁻⁹")
        before = number.box
        number.keep_under(upper, 0.05)
        assert not meet(number.box, upper.box)
        assert (number.box == before).all() == stays
        assert stays or number.box[1, 1] == pytest.approx(upper.box[0, 1] - 0.05)


def test_labels_of_a_landscape_s_axes_keep_off_each_other() -> None:
    made = filed("other-letters").experiment
    cut = SurfaceCut(Box("cut", -5.9, -2.4, 0.0, 2.6), region(made, MOST_STEPS), DARK)
    cut.appear(1.0)
    for progress in np.linspace(0.0, 1.0, 9).tolist():
        cut.rise(progress)
        words = [shape for shape in cut.shapes if isinstance(shape, Type)]
        assert [f for f in faults(words, DARK) if "lies over" in f.what] == []


def test_a_path_s_name_lies_on_no_path() -> None:
    paths = paths_of(LESSONS["many rows"]().experiment)
    chart = WorkChart(
        WIDE.parts(0.58, 0.55)[1],
        paths,
        ("looked at", "all", "316 a step", "one a step", "eight of ten"),
        DARK,
    )
    for line in chart.lines:
        for name in chart.names:
            low, high = name.box
            points = along(line.places, 2.0 * PX)
            assert not ((points > low) & (points < high)).all(axis=1).any()
