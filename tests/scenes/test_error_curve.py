"""Parts of the kit that the scenes of one knob share: each by hand, on made-up ground."""

from itertools import pairwise

import numpy as np
import pytest

from gdcore.experiment import Experiment
from gdcore.section import section
from scenes.kit.descent.questions import Questions
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.ink.layout import BOTTOM, LEFT, TOP, Box
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import DARK
from scenes.kit.panels.curve_readings import CurveReadings
from scenes.kit.panels.readings import Readings
from scenes.kit.plots.error_curve import ErrorCurve, plot_error_curve
from scenes.kit.plots.fog import Fog
from scenes.kit.plots.parabola_overlay import ParabolaOverlay
from scenes.kit.text.substituted import substituted
from tests.scenes.formulas import EXPERIMENTS, growth, women

BOX = Box("knob", LEFT, BOTTOM, 1.9, TOP)


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


def test_fog_leaves_a_place_clear_and_thickens_away_from_it(bowl: ErrorCurve) -> None:
    fog = Fog(bowl.plot.area, DARK)
    area = bowl.plot.area
    place = np.array([area.left + area.width / 3, area.bottom + area.height / 4])
    shares = fog.around(place).shares
    rows, columns = shares.shape
    row, column = int(rows / 4), int(columns / 3)
    assert shares[row, column] == 0.0
    away = shares[row, column:]
    assert (np.diff(away) >= 0.0).all()
    assert away[-1] == shares.max()
    assert 0.9 < shares.max() < 1.0


def test_the_questions_point_both_ways_along_the_curve(bowl: ErrorCurve) -> None:
    asked = Questions(bowl, DARK, lambda key: key)
    place, along = bowl.place(bowl.start), bowl.along(bowl.start)
    tips = [arrow.points[3, :2] - place for arrow in asked.ways[:2]]
    np.testing.assert_allclose(tips[0], -tips[1], atol=1e-9)
    assert tips[1] @ along == pytest.approx(np.hypot(*tips[1]))


@pytest.mark.parametrize(
    "lesson", ["proportional", "exponential, at once lost", "square, lost later"]
)
def test_the_questions_keep_off_the_curve(lesson: str) -> None:
    # A rate that runs away widens the window: the start is near the bottom of the bowl then.
    asked_of = _error_curve(EXPERIMENTS[lesson]())
    asked = Questions(asked_of, DARK, lambda key: f"{key}, at least?")
    for words in (asked.ways[2], *asked.lengths):
        low, high = words.box
        curve = asked_of.curve.points[:, :2]
        assert not ((curve > low) & (curve < high)).all(axis=1).any()
        assert asked_of.plot.area.holds(*low)
        assert asked_of.plot.area.holds(*high)


def test_the_tally_s_numbers_stand_where_their_names_end(bowl: ErrorCurve) -> None:
    tally = CurveReadings(bowl, DARK)
    tally.tell(-0.5)
    assert tally.value.told == "−0.50"
    error = bowl.section.bowl.lowest + (-0.5 - bowl.best) ** 2
    assert float(tally.error.told) == pytest.approx(error, abs=0.0051)
    boxes = [shape.box for shape in tally.shapes if isinstance(shape, Type)]
    spans = sorted((float(box[0, 0]), float(box[1, 0])) for box in boxes)
    assert all(first[1] < second[0] for first, second in pairwise(spans))


def test_no_slope_is_told_outside_the_picture(bowl: ErrorCurve) -> None:
    tangent = TangentLine(bowl, DARK, "steepness here")
    assert tangent.at(bowl.best - 0.5).told.told == "steepness here −1.00"
    assert tangent.at(bowl.best).told.told == "steepness here 0"
    assert tangent.at(bowl.best + 50.0).told.told == ""


def test_the_plain_parabola_becomes_the_curve(bowl: ErrorCurve) -> None:
    overlay = ParabolaOverlay(bowl, DARK)
    plain = overlay.path.points[:, :2].copy()
    middle = plain[:, 0].mean()
    lowest = plain[:, 1].min()
    # y = x², its units as long across as up, or as long as those of the axes.
    heights = (plain[:, 1] - lowest) / np.square(plain[:, 0] - middle).clip(1e-12)
    outer = np.abs(plain[:, 0] - middle) > 0.2
    np.testing.assert_allclose(heights[outer], heights[outer][0], rtol=1e-6)
    overlay.move(1.0)
    x = bowl.best + np.array([-0.7, 0.0, 0.7])
    on_curve = bowl.places(x)
    drawn = overlay.path.points[:, :2]
    found = np.interp(on_curve[:, 0], drawn[:, 0], drawn[:, 1])
    np.testing.assert_allclose(found, on_curve[:, 1], atol=0.01)


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
