"""What a calculation by hand is shown with: slots that stand still, numbers that fly to them."""

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest

from gdcore.descent.hand_lesson import hand_lesson
from scenes.kit.checks.inspection import faults
from scenes.kit.descent.hand_picture import HandPicture
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import DARK
from scenes.kit.panels.row_pairs import RowPairs
from scenes.kit.text.arriving import arriving
from scenes.kit.text.emphasis import Frame
from scenes.kit.text.formula import Formula
from scenes.kit.text.printed_form import PrintedForm, dotted
from scenes.telling.numerals import numerals
from tests.scenes.scores import lesson_named

FORM = "-2 ({{ y : y }} - {{ a : a }} dot.op e^({{ k : k }} dot.op {{ x : x }})) = {{ z : z }}"
HEAD = {"y": "y", "a": "a", "k": "k", "x": "x", "z": ""}
ONE = {"y": "-1.5", "a": "-12.25", "k": "0.5", "x": "-3", "z": "7.0000"}
OTHER = {"y": "0", "a": "1", "k": "-0.75", "x": "2", "z": "-1234.5000"}


def formulas() -> list[Formula]:
    form = PrintedForm(FORM, [HEAD, ONE, OTHER], ("z",))
    return [Formula(form.line(line), 30.0, {}, DARK.text) for line in (HEAD, ONE, OTHER)]


def test_what_is_printed_stands_still_whatever_is_written_in() -> None:
    head, one, other = formulas()
    for before, *after in zip(head.rest, one.rest, other.rest, strict=True):
        for part in after:
            np.testing.assert_allclose(part.box, before.box, atol=1e-9)
    assert head.advance == pytest.approx(one.advance) == pytest.approx(other.advance)


def test_numbers_stay_inside_their_slots() -> None:
    _, one, other = formulas()
    for line in (one, other):
        boxes = sorted((part.box for part in line.shapes), key=lambda box: box[0, 0])
        for (_, (right, _)), ((left, _), _) in pairwise(boxes):
            assert left > right - 0.02


def test_results_end_at_one_place_and_others_have_one_middle() -> None:
    head, one, other = formulas()
    (first,), (second,) = one.parts["z"], other.parts["z"]
    assert first.box[1, 0] == pytest.approx(second.box[1, 0], abs=0.01)
    for label in ("y", "x"):
        middles = [line.parts[label][0].box[:, 0].mean() for line in (head, one, other)]
        assert np.ptp(middles) < 0.06


def test_a_number_in_an_exponent_is_smaller_but_can_be_read() -> None:
    _, one, _ = formulas()
    raised, level = (one.parts[label][0].box for label in ("k", "y"))
    # "0.5" and "1.5" are equally high.
    assert np.ptp(raised[:, 1]) == pytest.approx(0.8 * np.ptp(level[:, 1]), rel=0.05)


def test_a_negative_number_after_a_sign_has_parentheses() -> None:
    told = PrintedForm(FORM, [HEAD, ONE, OTHER]).line(ONE)
    assert "$-1.5$" in told
    assert "$(-12.25)$" in told
    assert "$#text(size: 0.8em, $(-3)$)$" in told
    squared = PrintedForm("{{ x : x }}^2", [{"x": "-3"}]).line({"x": "-3"})
    assert "$(-3)$" in squared


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "{{ a : a }} thin upright(e)^({{ x : x }})",
            "{{ a : a }} dot.op upright(e)^({{ x : x }})",
        ),
        ("-2 {{ x : x }} ({{ y : y }})", "-2 dot.op {{ x : x }} ({{ y : y }})"),
        ("{{ a : a }} sin({{ x : x }})", "{{ a : a }} dot.op sin({{ x : x }})"),
        ("{{ a : a }} + {{ b : b }}", "{{ a : a }} + {{ b : b }}"),
    ],
)
def test_products_of_numbers_have_a_dot(source: str, expected: str) -> None:
    assert dotted(source) == expected


@pytest.mark.parametrize("lane", [0.0, 0.4])
def test_what_arrives_comes_from_its_start_and_lands_where_it_was(lane: float) -> None:
    start = np.array([-3.0, 2.0])
    word = Type("7", 30.0, DARK.text).at(1.0, -1.0)
    (part, *_) = Formula("x + y", 30.0, {}, DARK.text).at(2.0, -2.0).shapes
    homes = [shape.box.copy() for shape in (word, part)]
    move = arriving(start, word, part, lane=lane)
    move(0.0)
    for shape in (word, part):
        np.testing.assert_allclose(shape.box.mean(axis=0), start, atol=1e-9)
        assert shape.veiled == 0.0
    move(0.5)
    assert word.flies
    if lane:
        assert word.box[0, 1] == pytest.approx(homes[0][0, 1] + lane)
    move(1.0)
    for shape, home in zip((word, part), homes, strict=True):
        np.testing.assert_allclose(shape.box, home, atol=1e-9)
        assert shape.veiled == 1.0
        assert not shape.flies


def test_only_what_has_landed_must_not_lie_over_other_words() -> None:
    words = [Type("seven", 30.0, DARK.text).at(0.0, 0.0) for _ in range(2)]
    assert any("lies over" in fault.what for fault in faults(words, DARK))
    words[1].flies = True
    assert faults(words, DARK) == []


def test_a_frame_goes_around_a_box() -> None:
    box = np.array([[-1.0, 0.0], [2.0, 1.0]])
    low, high = np.ptp(box, axis=0), np.ptp(Frame(box, DARK.text).points[:, :2], axis=0)
    assert ((high > low) & (high < low + 0.5)).all()


@pytest.mark.parametrize("name", ["default", "quintic", "exponential", "crawls"])
def test_pairs_stand_in_one_line_of_their_width(name: str) -> None:
    lesson = hand_lesson(lesson_named(name).experiment)
    line = RowPairs(lesson, 4.0, DARK)
    line.at(-2.0, 0.0)
    assert line.advance <= 4.0 + 1e-9
    ends = [shape.box[:, 0] for shape in line.shapes]
    assert all(one[1] < other[0] for one, other in pairwise(ends))
    assert len(line.pairs) == 3


def test_the_gap_reaches_from_the_point_to_the_best_value() -> None:
    lesson = hand_lesson(lesson_named("default").experiment)
    upper, lower = Box("left", WIDE.whole.left, WIDE.whole.bottom, 0.0, WIDE.whole.top).split_down(
        0.5
    )
    picture = HandPicture(lesson, upper, lower, DARK)
    picture.at(0.75)
    picture.measure(1.0)
    ends = [picture.curve.floor(value)[0] for value in (0.75, float(lesson.work.best))]
    np.testing.assert_allclose(picture.gap.points[:2, 0], ends, atol=1e-3)


def test_decimals_keep_four_places_and_more_only_if_they_are_none() -> None:
    told = numerals("de").decimal
    assert told(Decimal("-1234.5600000")) == "−1.234,5600"
    assert told(Decimal("0.0365056")) == "0,0365056"
    assert told(Decimal("-0.0000")) == "0,0000"
    assert told(Decimal(3)) == "3"
