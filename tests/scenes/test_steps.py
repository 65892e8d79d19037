"""Scene `steps`: what is printed is checked with a pocket calculator, from what is printed alone.

Texts are read off the scene as it hangs; what follows from them is worked out in decimals here, and
rounded to as many places as are printed.
"""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import SSE
from gdcore.experiment import run
from gdcore.typeset.expressions import typst
from scenes.brief import Brief
from scenes.film import unsuited
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.ink.shapes import PX
from scenes.kit.text.formula import Formula
from scenes.kit.text.printed_form import dotted
from scenes.scripts.steps import score
from scenes.steps import StepByStep
from tests.core.descent.test_by_hand import PUBLISHED
from tests.scenes.scores import ALL, NO_HANDWORK, lesson_named, numbers_of

Numbers = dict[str, Decimal]


def line(n: Numbers) -> Decimal:
    return -2 * (n["y"] - (n["m"] * n["x"] + n["b"]))


def exponential(n: Numbers) -> Decimal:
    grown = (n["k"] * n["x"]).exp()
    return -2 * grown * (n["y"] - n["a"] * grown)


def proportional(n: Numbers) -> Decimal:
    return -2 * n["x"] * (n["y"] - n["m"] * n["x"])


def parabola(n: Numbers) -> Decimal:
    return -2 * (n["y"] - (n["a"] * n["x"] ** 2 + n["b"] * n["x"] + n["c"]))


def quintic(n: Numbers) -> Decimal:
    return -2 * (n["y"] - (n["g"] + n["f_1"]))


WORKED: dict[str, tuple[str, Callable[[Numbers], Decimal]]] = {
    "default": ("b", line),
    "three points": ("b", line),
    "three points, mean": ("b", line),
    "three rows": ("b", line),
    "crawls": ("b", line),
    "huge": ("b", line),
    "zero inside, sum": ("b", line),
    "falling line, round": ("b", line),
    "exponential": ("a", exponential),
    "exponential, sum": ("a", exponential),
    "proportional": ("m", proportional),
    "parabola": ("c", parabola),
    "quintic": ("f_1", quintic),
}
"""Lessons with the parameter that descends, and the derivative of one row, derived by hand."""


def three_points(**options: Any) -> Brief:
    weights, heights = Column("weight", [0.5, 2.3, 2.9]), Column("height", [1.4, 1.9, 3.2])
    return Brief(run(Dataset((weights,), heights), units=Units.OWN, **options))


@cache
def stage_of(name: str) -> Any:
    """Return the scene of a lesson, with all that it prints."""
    made = {"three points": {"loss": SSE}, "three points, mean": {}}
    brief = three_points(**made[name]) if name in made else lesson_named(name)
    stage = StepByStep(brief=brief)
    stage.lay_out()
    return stage


def number(markup: str) -> Decimal:
    """Return the number that a text shows, whether it is mathematics or plain."""
    markup = re.sub(r"#text\(size: 0.8em, \$(.*)\$\)\$", r"\1$", markup)
    bare = re.sub(r'#box\(.*\$(.*)\$\)|#"(.*)"', lambda m: m[1] or m[2] or "", markup)
    return Decimal(re.sub(r'[()$,"\s]', "", bare).replace("−", "-"))


def places(markup: str) -> int:
    exponent = number(markup).as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent


def agrees(markup: str, exact: Decimal, averaged: bool) -> bool:
    """Return whether a printed number is the exact one, rounded as is printed."""
    digits = Decimal("0.0001") if averaged else Decimal("0.0000001")
    shown = exact.quantize(digits, ROUND_HALF_UP)
    # Zeros at the end are left out beyond the fourth decimal.
    return number(markup) == shown and places(markup) >= min(4, -digits.as_tuple().exponent)  # type: ignore[operator]


def one(parts: tuple[Any, ...]) -> str:
    """Return what the parts of a label show: the same, wherever it stands."""
    (markup,) = {part.markup for part in parts}
    return markup


def printed_row(stage: Any, step: int, row: int) -> Numbers:
    """Return what stands in the slots of a row, by symbol."""
    line = stage.form.steps[step].rows[row]
    return {
        symbol.name: number(one(line.parts[label])) for symbol, label in stage.form.labels.items()
    }


def corner(stage: Any) -> Numbers:
    """Return what is told in the upper right corner: parameters that are held, and the rate."""
    *held, rate = re.findall(r"\$([^$]*)\$", stage.corner.markup)
    pairs = (text.split(" = ") for text in held)
    return {**{name: number(text) for name, text in pairs}, "rate": number(rate)}


@pytest.mark.parametrize("name", WORKED)
@pytest.mark.parametrize("step", [0, 1])
def test_the_form_can_be_checked_with_a_pocket_calculator(name: str, step: int) -> None:
    stage, (free, derivative) = stage_of(name), WORKED[name]
    averaged = stage.brief.experiment.objective.loss.averaged
    worked = stage.form.steps[step]
    results = [one(line.parts["result"]) for line in worked.rows]
    assert len(results) == 3
    for row, result in enumerate(results):
        assert agrees(result, derivative(printed_row(stage, step, row)), averaged)
    steepness, change, new = worked.sums
    total = sum(map(number, results), Decimal(0))
    assert agrees(one(steepness.parts["slope"]), total / 3 if averaged else total, averaged)
    assert one(change.parts["slope"]).strip("()") == one(steepness.parts["slope"])
    rate, slope = number(one(change.parts["rate"])), number(one(change.parts["slope"]))
    assert rate == corner(stage)["rate"]
    assert agrees(one(change.parts["step"]), -rate * slope, averaged)
    before, moved = number(one(new.parts["free"])), number(one(new.parts["step"]))
    assert before == printed_row(stage, step, 0)[free]
    assert moved == number(one(change.parts["step"]))
    assert agrees(one(new.parts["new"]), before + moved, averaged)


@pytest.mark.parametrize("name", WORKED)
def test_the_table_can_be_checked_with_what_stands_above_it(name: str) -> None:
    stage, (free, derivative) = stage_of(name), WORKED[name]
    averaged = stage.brief.experiment.objective.loss.averaged
    names = re.sub(r"[($) ]", "", stage.pairs.name.markup).split(",")
    rows = [
        dict(zip(names, map(number, re.sub(r'",', "", p.markup).split(", ")), strict=True))
        for p in stage.pairs.pairs
    ]
    given = corner(stage)
    before = None
    for count, cells in enumerate(stage.table.lines, start=1):
        told, value, steepness, change, after = (cell.markup for cell in cells)
        assert number(told) == count
        assert before in (None, number(value))
        slopes = [derivative({**given, **row, free: number(value)}) for row in rows]
        digits = Decimal("0.0001") if averaged else Decimal("0.0000001")
        written = sum((s.quantize(digits, ROUND_HALF_UP) for s in slopes), Decimal(0))
        assert agrees(steepness, written / 3 if averaged else written, averaged)
        assert agrees(change, -given["rate"] * number(steepness), averaged)
        before = number(after)
        assert before == number(value) + number(change)
        assert (abs(number(change)) < Decimal("0.001")) is (cells is stage.table.lines[-1])
    assert 6 <= len(stage.table.lines) <= 8


def test_the_published_walk_is_printed_to_its_six_digits() -> None:
    stage = stage_of("three points")
    assert corner(stage) == {"m": Decimal("0.64"), "rate": Decimal("0.1")}
    six = Decimal("0.000001")
    printed = [
        [number(cell.markup).quantize(six, ROUND_HALF_UP) for cell in cells[1:]]
        for cells in stage.table.lines
    ]
    published = [
        [Decimal(t.replace("−", "-")) for t in row.split()] for row in PUBLISHED.splitlines()
    ]
    # The published step size is the rate times the slope; the step is minus that.
    assert printed == [[b, s, -t.quantize(six), n] for b, s, t, n in published]


@pytest.mark.parametrize("name", ["default", "three points", "crawls", "exponential"])
def test_the_board_tells_three_walks_as_they_are(name: str) -> None:
    stage = stage_of(name)
    (free, derivative), given = WORKED[name], corner(stage)
    rows = [printed_row(stage, 0, row) for row in range(3)]
    averaged = stage.brief.experiment.objective.loss.averaged
    start = rows[0][free]
    for cells, fires in zip(stage.board.table.lines, ("small", "small", "count"), strict=True):
        rate, count, last, end, best = (number(cell.markup) for cell in cells)
        value, made = float(start), 0
        while made < 1000:
            slopes = [float(derivative({**row, free: Decimal(repr(value))})) for row in rows]
            change = -float(rate) * sum(slopes) / (len(slopes) if averaged else 1)
            value, made = value + change, made + 1
            if abs(change) < 0.001:
                break
        # A step of 0.00095 is written as 0.0010, so that a written walk goes on a little longer;
        # steps of some ten units of the last decimal are up to a twentieth too long or too short.
        assert abs(made - int(count)) <= 0.1 * made
        assert float(end) == pytest.approx(value, abs=0.03 * abs(float(start - best)))
        assert (abs(last) < Decimal("0.001")) is (fires == "small")
        assert (count == 1000) is (fires == "count")
    assert given["rate"] == number(stage.board.table.lines[0][0].markup)
    far, near = (number(stage.board.table.lines[k][3].markup) - best for k in (1, 0))
    assert abs(far) > 10 * abs(near)


@pytest.mark.parametrize("name", ["default", "three points", "exponential", "quintic"])
def test_line_and_point_are_where_the_table_says(name: str) -> None:
    brief = stage_of(name).brief
    seen: dict[str, list[float]] = {}

    def look(stage: Any, _: int) -> None:
        seen.setdefault([*stage.shots][-1] if stage.shots else "", []).append(stage.picture.value)
        plot = stage.picture.curve.plot
        share = (stage.picture.tangent.point.points[0, 0] - plot.area.left) / plot.area.width
        value = plot.window.left + share * plot.window.width
        assert value == pytest.approx(stage.picture.value, abs=1e-6 * plot.window.width)
        assert stage.picture.line.theta[0] == stage.picture.value

    stage = rehearse("steps", brief, lambda s, frames: (look(s, frames), s)[1])[-1]
    after = [float(number(cells[-1].markup)) for cells in stage.table.lines]
    ends = [float(number(cells[3].markup)) for cells in stage.board.table.lines]
    for beat, expected in {
        "make_the_step": after[0],
        "use_the_form_again": after[1],
        "fill_the_table": after[-1],
        "stop_far_away": ends[1],
        "stop_after_many": ends[2],
        "look_back": after[-1],
    }.items():
        assert seen[beat][-1] == pytest.approx(expected, abs=1e-9), beat


def test_only_what_stands_in_a_slot_changes() -> None:
    stage = stage_of("default")
    one, other = stage.form.steps
    for first, second in zip(one.rows, other.rows, strict=True):
        for before, after in zip(first.rest, second.rest, strict=True):
            np.testing.assert_array_equal(before.box, after.box)
        for label in stage.form.given[0] + stage.form.given[1]:
            np.testing.assert_array_equal(first.parts[label][0].box, second.parts[label][0].box)
    heads = [part.box[:, 0] for part in stage.form.head.rest]
    stage.form.lift(1.0)
    for part, row in zip(stage.form.head.rest, one.rows[0].rest, strict=False):
        np.testing.assert_allclose(part.box[:, 0], row.box[:, 0], atol=1e-9)
    assert len(heads) == len(one.rows[0].rest) - 1


@pytest.mark.parametrize("name", ALL)
def test_a_lesson_that_is_no_work_for_a_hand_is_left_out(name: str) -> None:
    why = unsuited("steps", lesson_named(name))
    assert ("works by hand" in why) is bool(why) is (name in NO_HANDWORK)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("absolute", "squared residuals; here, the error is the mean of the residuals' lengths"),
        ("logistic", "squared residuals; here, the error is the mean log loss"),
        ("rate only", "or multiplied with something; exp(k*x) has none"),
        ("huge raw", "three rows with short numbers"),
    ],
)
def test_the_reason_names_what_is_in_the_way(name: str, reason: str) -> None:
    assert reason in unsuited("steps", lesson_named(name))


@pytest.mark.parametrize(
    ("name", "first", "steepness"),
    # -2 (-1 - (0.5 (-0.5) + 1)) = 3.5, and (3.5 + 3.7 + 0.5) / 3 = 2.5666…
    [("default", "3.5", "about 2.57"), ("crawls", "179", "181")],
)
def test_few_digits_are_said_and_that_they_are_few(name: str, first: str, steepness: str) -> None:
    told = numbers_of("steps", lesson_named(name))
    assert (told["first"], told["steepness"]) == (first, steepness)


@pytest.mark.parametrize("name", ["crawls", "diverges"])
def test_a_walk_of_one_step_is_not_said_to_take_long(name: str) -> None:
    stage = stage_of(name)
    assert score(stage.brief.experiment)["stop_far_away"] == ("at-once",)
    counts = [number(cells[1].markup) for cells in stage.board.table.lines]
    assert counts[1] == 1
    assert score(stage_of("default").brief.experiment)["stop_far_away"] == ("distance",)


def test_the_form_is_close_together_at_first_and_over_its_columns_later() -> None:
    stage = StepByStep(brief=lesson_named("exponential"))
    stage.lay_out()
    rows, head = stage.form.steps[0].rows, stage.form.head
    boxes = np.array([part.box for part in head.shapes])
    size_px = head.shapes[0].pose.unit / PX
    plain = Formula(
        dotted(typst(stage.lesson.work.form.slope, stage.form.labels)), size_px, {}, "#000000"
    )
    printed = np.array([part.box for part in plain.shapes])
    assert np.ptp(boxes[:, :, 0]) == pytest.approx(np.ptp(printed[:, :, 0]), rel=0.02)
    stage.form.lift(1.0)
    for part, row in zip(head.rest, rows[0].rest, strict=False):
        np.testing.assert_allclose(part.box[:, 0], row.box[:, 0], atol=1e-9)


def test_what_is_said_of_the_numbers_is_true() -> None:
    taken = {
        "default": ("three",),
        "three points": ("all",),
        "three rows": ("all", "rounded"),
        "crawls": ("three",),
        "exponential": ("three", "rounded"),
    }
    for name, keys in taken.items():
        first = score(stage_of(name).brief.experiment)["take_three_rows"]
        is_other = name in ("default", "three points", "three rows", "crawls")
        assert first == ("ask-other" if is_other else "ask", *keys)
