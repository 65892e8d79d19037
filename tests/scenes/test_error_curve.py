"""Parts of the kit that the scenes of one knob share: each by hand, on made-up ground."""

from itertools import pairwise

import numpy as np
import pytest

from gdcore.error.loss import MAE
from gdcore.experiment import Experiment
from gdcore.section import section
from scenes.kit.descent.questions import Questions
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.shapes import Dots, Type
from scenes.kit.look.look import DARK
from scenes.kit.panels.curve_readings import CurveReadings
from scenes.kit.panels.readings import Readings
from scenes.kit.plots.error_curve import ErrorCurve, plot_error_curve
from scenes.kit.plots.fog import Fog
from scenes.kit.plots.parabola_overlay import ParabolaOverlay
from scenes.kit.text.substituted import substituted
from tests.scenes.formulas import EXPERIMENTS, WEIGHTS, growth, women

BOX = Box("knob", WIDE.whole.left, WIDE.whole.bottom, 1.9, WIDE.whole.top)


def _error_curve(experiment: Experiment) -> ErrorCurve:
    return plot_error_curve(BOX, section(experiment, 1), DARK)


@pytest.fixture
def bowl() -> ErrorCurve:
    """The slope of a line on standardised columns: E = E* + (m − m*)²."""
    return _error_curve(women())


def test_the_visible_part_is_inside_the_picture(bowl: ErrorCurve) -> None:
    low, high = bowl.visible
    assert low < bowl.best < high
    for place in (bowl.place(low), bowl.place(high), bowl.place(bowl.start)):
        assert bowl.plot.area.left <= place[0] <= bowl.plot.area.right
        assert place[1] <= bowl.plot.area.top + 0.15


def test_a_curve_beyond_all_numbers_stays_above_the_picture() -> None:
    error_curve = _error_curve(growth("exp(k*x)"))
    with np.errstate(over="ignore"):
        places = error_curve.places(np.array([50.0, 1e3]))
    assert np.isfinite(places).all()
    assert (places[:, 1] > error_curve.plot.area.top).all()


def test_the_tangent_on_the_screen_by_hand(bowl: ErrorCurve) -> None:
    # E' = 2 (m − m*): half a unit left of the lowest point it falls by 1 for each 1 to the right.
    window, area = bowl.plot.window, bowl.plot.area
    rise = -1.0 * (area.height / window.height) / (area.width / window.width)
    along = bowl.along(bowl.best - 0.5)
    assert along[1] / along[0] == pytest.approx(rise)
    assert along[0] > 0.0
    assert np.hypot(*along) == pytest.approx(1.0)


def test_the_dashed_line_hangs_to_the_axis(bowl: ErrorCurve) -> None:
    bowl.hang(0.25)
    top, foot = bowl.drop.points[:, :2]
    assert top[0] == foot[0]
    assert foot[1] == bowl.plot.area.bottom
    np.testing.assert_allclose(top, bowl.place(0.25))


def test_fog_leaves_a_place_clear_and_hides_all_else(bowl: ErrorCurve) -> None:
    box = bowl.plot.box
    fog = Fog(box, DARK)
    place = np.array([box.left + box.width / 3, box.bottom + box.height / 4])
    shares = fog.around(place, 0.2).shares
    rows, columns = shares.shape
    row, column = int(rows / 4), int(columns / 3)
    assert shares[row, column] == 0.0
    away = shares[row, column:]
    assert (np.diff(away) >= 0.0).all()
    # A twelfth of a unit is a cell; 0.2 + 0.9 from the place nothing is seen any more.
    assert (away[14:] == 1.0).all()
    assert 0.0 < away[7] < 1.0
    assert shares[:, [0, -1]].min() == shares[[0, -1]].min() == 1.0


def test_fog_drifts_and_no_bank_is_left_as_it_was(bowl: ErrorCurve) -> None:
    fog = Fog(bowl.plot.box, DARK)
    before = fog.crests.copy()
    fog.drift(1.0 / 30.0)
    step = np.abs(fog.crests - before)
    assert 0.0 < step.max() < 0.02
    assert ((fog.crests >= 0.0) & (fog.crests <= 1.0)).all()
    assert np.ptp(fog.crests) > 0.5


def test_the_questions_point_both_ways_along_the_curve(bowl: ErrorCurve) -> None:
    asked = Questions(bowl, bowl.start, DARK, lambda key: key)
    place, along = bowl.place(bowl.start), bowl.along(bowl.start)
    tips = [arrow.points[3, :2] - place for arrow in asked.ways[:2]]
    np.testing.assert_allclose(tips[0], -tips[1], atol=1e-9)
    assert tips[1] @ along == pytest.approx(np.hypot(*tips[1]))
    lengths = []
    for progress in (0.0, 0.25, 0.75, 1.0):
        asked.reach(progress)
        lengths.append(float(np.hypot(*(asked.ways[1].points[3, :2] - place))))
    # They ask how far: longer, then shorter, and at last as they were.
    assert lengths[2] < lengths[0] < lengths[1]
    assert lengths[3] == pytest.approx(lengths[0])


def test_the_ground_underfoot_is_as_steep_as_the_curve(bowl: ErrorCurve) -> None:
    # E' = 2 (m − m*); no arrowhead, and as long to both sides.
    value = bowl.best - 0.5
    asked = Questions(bowl, value, DARK, lambda key: key)
    left, right = asked.ground.points[:, :2]
    window, area = bowl.plot.window, bowl.plot.area
    scale = np.array([window.width / area.width, window.height / area.height])
    run, rise = (right - left) * scale
    assert rise / run == pytest.approx(-1.0)
    np.testing.assert_allclose((left + right) / 2, bowl.place(value))
    asked.feel(0.0)
    np.testing.assert_allclose(np.ptp(asked.ground.points[:, :2], axis=0), 0.0, atol=1e-12)


@pytest.mark.parametrize(
    "lesson", ["proportional", "exponential, at once lost", "square, lost later"]
)
def test_the_questions_keep_off_the_curve(lesson: str) -> None:
    # A rate that runs away widens the window: the start is near the bottom of the bowl then.
    asked_of = _error_curve(EXPERIMENTS[lesson]())
    asked = Questions(asked_of, asked_of.start, DARK, lambda key: f"{key}, at least?")
    for words in (asked.ways[2], *asked.lengths):
        low, high = words.box
        curve = asked_of.curve.points[:, :2]
        assert not ((curve > low) & (curve < high)).all(axis=1).any()
        assert asked_of.plot.area.holds(*low)
        assert asked_of.plot.area.holds(*high)


@pytest.mark.parametrize(("x", "side"), [(-1.6, -1.0), (1.6, 1.0), (0.0, 0.0)])
def test_the_error_stands_inside_the_bowl_beside_its_point(x: float, side: float) -> None:
    tally = CurveReadings(BOX, women(), DARK)
    middle = (BOX.left + BOX.right) / 2
    place = np.array([middle + x, 0.0])
    tally.tell(9.0, place, middle)
    boxes = np.array([shape.box for shape in tally.shapes if isinstance(shape, Type)])
    low, high = boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)
    if side:
        assert side * (place[0] - np.array([low[0], high[0]])).mean() > 0.1
        assert min(abs(low[0] - place[0]), abs(high[0] - place[0])) > 0.15
    else:
        assert low[1] > 0.1
    # √9 = 3 standard deviations of the weights.
    assert tally.error.told == "9.00"
    assert tally.miss.told == f"{3.0 * WEIGHTS.std():.1f}"
    spans = sorted((box[0, 1], box[0, 0], box[1, 0]) for box in boxes)
    assert all(one[2] < other[1] for one, other in pairwise(spans) if one[0] == other[0])


@pytest.mark.parametrize(("x", "side"), [(-0.3, 1.0), (0.3, -1.0), (-2.9, -1.0)])
def test_beside_a_narrow_curve_the_error_stands_outside_if_there_is_room(
    x: float, side: float
) -> None:
    tally = CurveReadings(BOX, women(), DARK, narrow=True)
    middle = (BOX.left + BOX.right) / 2
    tally.tell(9.0, np.array([middle + x, 0.0]), middle)
    across = tally.error.box[:, 0].mean() - middle - x
    assert np.sign(across) == -side


def test_an_error_that_means_no_miss_is_told_alone() -> None:
    tally = CurveReadings(BOX, women(loss=MAE), DARK)
    tally.tell(2.0, np.zeros(2), 0.0)
    assert tally.miss not in tally.shapes
    assert tally.error.told == "2.00"


def test_no_slope_is_told_outside_the_picture(bowl: ErrorCurve) -> None:
    tangent = TangentLine(bowl, DARK, "steepness here")
    assert tangent.at(bowl.best - 0.5).told.told == "steepness here −1.00"
    assert tangent.at(bowl.best).told.told == "steepness here 0"
    assert tangent.at(bowl.best + 50.0).told.told == ""


def _vertex_form(path: np.ndarray) -> tuple[np.ndarray, float]:
    """Return lowest point and factor of a parabola on the screen, which it must be exactly."""
    factor, slope, height = np.polyfit(path[:, 0], path[:, 1], 2)
    np.testing.assert_allclose(np.polyval([factor, slope, height], path[:, 0]), path[:, 1])
    x = -slope / (2.0 * factor)
    return np.array([x, height - factor * x * x]), factor


@pytest.mark.parametrize(
    ("lesson", "on_axes"), [("few steps", True), ("parabola through zero", False)]
)
def test_the_plain_parabola_moves_then_stretches_about_its_lowest_point(
    lesson: str, on_axes: bool
) -> None:
    curve = _error_curve(EXPERIMENTS[lesson]())
    overlay = ParabolaOverlay(curve, DARK, stretches=True, on_axes=on_axes)
    _, plain = _vertex_form(overlay.path.points[:, :2])
    lowest = curve.place(curve.best)
    for progress in (0.3, 1.0):
        overlay.slide(progress)
        vertex, factor = _vertex_form(overlay.path.points[:, :2])
        assert factor == pytest.approx(plain)
    np.testing.assert_allclose(vertex, lowest, atol=1e-6)
    for progress in (0.0, 0.3, 1.0):
        overlay.stretch(progress)
        vertex, factor = _vertex_form(overlay.path.points[:, :2])
        np.testing.assert_allclose(vertex, lowest, atol=1e-6)
    drawn = overlay.path.points[:, :2]
    x = curve.best + np.array([-0.3, 0.0, 0.3]) * curve.plot.window.width
    on_curve = curve.places(x)
    expected = np.interp(on_curve[:, 0], drawn[:, 0], drawn[:, 1])
    np.testing.assert_allclose(expected, on_curve[:, 1], atol=0.01)


@pytest.mark.parametrize(
    "lesson", ["few steps", "exponential", "parabola through zero", "logistic"]
)
def test_the_plain_parabola_is_that_of_the_axes(lesson: str) -> None:
    curve = _error_curve(EXPERIMENTS[lesson]())
    window, area = curve.plot.window, curve.plot.area
    drawn = ParabolaOverlay(curve, DARK, stretches=True, on_axes=True).path.points[:, :2]
    assert drawn[[0, -1], 0].tolist() == pytest.approx([area.left, area.right])
    x, y = ((drawn - [area.left, area.bottom]) / [area.width, area.height]).T
    numbers = np.column_stack([window.left + x * window.width, window.bottom + y * window.height])
    np.testing.assert_allclose(numbers[:, 1], numbers[:, 0] ** 2, atol=1e-9 * window.height)


@pytest.mark.parametrize("lesson", ["parabola through zero", "logistic"])
def test_a_plain_parabola_with_a_scale_of_its_own_has_equal_units(lesson: str) -> None:
    curve = _error_curve(EXPERIMENTS[lesson]())
    overlay, area = ParabolaOverlay(curve, DARK, stretches=True, on_axes=False), curve.plot.area
    vertex, factor = _vertex_form(overlay.path.points[:, :2])
    # y = x² in units of a quarter of the picture's height, both ways; aside of the lowest point.
    assert factor == pytest.approx(4.0 / area.height)
    assert area.holds(*vertex)
    assert abs(vertex[0] - curve.place(curve.best)[0]) > 0.1 * area.width
    overlay.unfold(0.0)
    np.testing.assert_allclose(overlay.path.points[:, :2], np.tile(vertex, (241, 1)))


def test_a_parabola_that_is_not_stretched_is_there_when_it_was_moved(bowl: ErrorCurve) -> None:
    # E = E* + (m − m*)² on standardised columns.
    overlay = ParabolaOverlay(bowl, DARK, stretches=False, on_axes=True)
    overlay.slide(1.0)
    drawn = overlay.path.points[:, :2]
    on_curve = bowl.places(bowl.best + np.array([-0.7, 0.0, 0.7]))
    np.testing.assert_allclose(
        np.interp(on_curve[:, 0], drawn[:, 0], drawn[:, 1]), on_curve[:, 1], atol=0.01
    )
    assert overlay.moved.source == overlay.placed.source


def test_numbers_take_the_places_of_symbols() -> None:
    source = "{{ c : stretch }} (m - {{ d : middle }})^2 + {{ E_0 : low }}"
    done = substituted(source, {"stretch": "1,234", "middle": "−0.5"})
    assert done == '{{ 1","234 : stretch }} (m - {{ -0.5 : middle }})^2 + {{ E_0 : low }}'


def test_values_are_one_under_the_other() -> None:
    names = [Type(f"${letter}$", 20.0, DARK.muted) for letter in "abc"]
    values = Readings(BOX, names, (DARK.model, DARK.model, DARK.text), DARK)
    values.tell("1", "2", "3")
    assert values.told == ("1", "2", "3")
    heights = [float(name.box[:, 1].mean()) for name in names]
    assert heights == sorted(heights, reverse=True)
    assert BOX.bottom < heights[-1] < heights[0] < BOX.top
    with pytest.raises(ValueError, match="zip"):
        values.tell("1", "2")


def test_a_knob_stands_on_its_track_where_its_number_is() -> None:
    names = [Type(f"${letter}$", 20.0, DARK.muted) for letter in "ab"]
    ends = [(-1.0, 3.0)]
    values = Readings(BOX, names, (DARK.model, DARK.text), DARK, ends, [1.0])
    (knob,) = (shape for shape in values.shapes if isinstance(shape, Dots))
    left, right = BOX.left + 0.3, BOX.right - 0.3
    # A quarter of the way from −1 to 3 is 0; what is off the track is at its end.
    for value, share in ((0.0, 0.25), (3.0, 1.0), (-7.0, 0.0), (9.0, 1.0)):
        values.turn(value)
        x, y = knob.points[0, :2]
        assert x == pytest.approx(left + share * (right - left))
        assert float(names[1].box[1, 1]) < y < float(names[0].box[0, 1])
    # The best value, 1, is marked half-way on the same track.
    (mark,) = values.marks
    assert mark.points[:, :2].mean(axis=0) == pytest.approx([(left + right) / 2, y])
