"""The glide from one formula into another: places, colours, and what belongs together."""

import numpy as np
import pytest

from gdcore.calculus.derivation import derive
from gdcore.calculus.total import total
from gdcore.error.loss import MSE
from gdcore.error.model import line
from gdcore.typeset.expressions import typst
from scenes.kit.ink.shapes import PX
from scenes.kit.look.look import DARK
from scenes.kit.text.clearing import Leg, cleared
from scenes.kit.text.formula import Formula, Part, Pose
from scenes.kit.text.labels import labelled, numeral
from scenes.kit.text.matching import partners
from scenes.kit.text.morph import morph

COLOURS = {"m": DARK.model, "b": DARK.model, "x": DARK.data, "y": DARK.data}
STEPS = [
    (step.after, {line().parameters[0]: "m", step.replacement: "new", step.part: "old"})
    for parameter in line().parameters
    for step in derive(total(line(), MSE), parameter).steps
]


def formula(source: str, size_px: float = 40.0) -> Formula:
    return Formula(source, size_px, COLOURS, DARK.text)


def line_of(slope: str, intercept: str) -> str:
    return f"y = {labelled(slope, 'm')} x + {labelled(intercept, 'b')}"


def middle(part: Part) -> np.ndarray:
    return part.points[:, :2].min(axis=0) / 2 + part.points[:, :2].max(axis=0) / 2


def seen(*formulas: Formula) -> set[Part]:
    return {part for f in formulas for part in f.shapes if part.veiled > 0.0}


def test_a_glide_begins_with_one_formula_and_ends_with_the_other() -> None:
    one = formula(line_of("m", "b")).at(-6.0, 1.0)
    other = formula(line_of(numeral("−1.00"), numeral("2.5")), 30.0).at(-3.0, -1.0)
    before = [part.points.copy() for f in (one, other) for part in f.shapes]
    move = morph(one, other)
    move(0.0)
    assert seen(one, other) == set(one.shapes)
    for part, points in zip((*one.shapes, *other.shapes), before, strict=True):
        if part.formula is one:
            np.testing.assert_array_equal(part.points, points)
    move(0.37)
    move(1.0)
    assert seen(one, other) == set(other.shapes)
    for part, points in zip((*one.shapes, *other.shapes), before, strict=True):
        if part.formula is other:
            np.testing.assert_array_equal(part.points, points)


def test_a_part_is_half_way_at_half_time() -> None:
    # From x = -6 on height 1 to x = -3 on height -1, from 40 to 20 px.
    one = formula("{{ m : m }}").at(-6.0, 1.0)
    other = formula("{{ m : m }}", 20.0).at(-3.0, -1.0)
    start, end = middle(one.shapes[0]), middle(other.shapes[0])
    morph(one, other)(0.5)
    (part,) = seen(one, other)
    np.testing.assert_allclose(middle(part), (start + end) / 2, atol=1e-9)
    assert part.size_px == pytest.approx(30.0)
    assert str(part.get_fill_color().to_hex()) == DARK.model


def test_parts_start_and_end_softly() -> None:
    one, other = formula("{{ m : m }}"), formula("{{ m : m }}").at(1.0, 0.0)
    morph(one, other)(0.25)
    # 3 t² − 2 t³ at a quarter.
    assert one.shapes[0].pose.x == pytest.approx(3 / 16 - 2 / 64)


def test_repeated_labels_are_matched_in_reading_order() -> None:
    one, other = formula("{{ m : m }} + {{ m : m }}"), formula("{{ m : m }} = {{ m : m }}")
    other.at(2.0, 0.0)
    starts, ends = ([middle(part) for part in f.parts["m"]] for f in (one, other))
    morph(one, other)(0.5)
    for part, start, end in zip(one.parts["m"], starts, ends, strict=True):
        np.testing.assert_allclose(middle(part), (start + end) / 2, atol=1e-9)


def test_the_innermost_label_decides_where_a_part_goes() -> None:
    one, other = formula("{{ {{ m : m }} x : x }}"), formula("{{ m : m }} - {{ c : x }}")
    goal = middle(other.parts["m"][0])
    morph(one, other)(1.0 - 1e-9)
    np.testing.assert_allclose(middle(one.parts["m"][0]), goal, atol=1e-6)


def test_a_part_without_its_label_goes_with_the_one_around_it() -> None:
    one, other = formula("{{ {{ m : m }} y : x }}"), formula("{{ c : x }}").at(3.0, 0.0)
    goal = middle(other.shapes[0])
    morph(one, other)(1.0 - 1e-9)
    for part in one.shapes:
        np.testing.assert_allclose(middle(part)[0], goal[0], atol=1e-6)


def test_a_letter_that_is_raised_becomes_smaller_and_does_not_shine_through() -> None:
    one, other = formula("{{ m : m }}").at(1.0, -1.0), formula("x^({{ m : m }})")
    (letter,), (raised,) = one.shapes, other.parts["m"]
    low, high = raised.box
    move = morph(one, other)
    move(0.5)
    assert letter.veiled == 1.0
    move(1.0 - 1e-9)
    shrunk = np.hypot(*(letter.box[1] - letter.box[0]))
    assert shrunk == pytest.approx(np.hypot(*(high - low)), rel=1e-6)
    np.testing.assert_allclose(middle(letter), (low + high) / 2, atol=1e-6)


def test_a_symbol_turns_into_a_raised_number_on_the_raised_baseline() -> None:
    one, other = formula("{{ m : m }}"), formula("x^({{ 25 : m }})")
    (number,) = other.parts["m"]
    assert 0.3 < number.piece.foot < 0.5
    morph(one, other)(1.0 - 1e-9)
    assert one.shapes[0].pose.y == pytest.approx(number.piece.foot * 40 * PX)


def test_a_symbol_fades_into_its_number_on_one_baseline() -> None:
    one = formula("{{ m : m }}").at(0.0, 0.0)
    other = formula("{{ 2.5 : m }}").at(4.0, 0.0)
    morph(one, other)(0.5)
    (symbol,), (number,) = one.shapes, other.shapes
    assert symbol.veiled == pytest.approx(0.5)
    assert number.veiled == pytest.approx(0.5)
    assert middle(symbol)[0] == pytest.approx(middle(number)[0])
    assert symbol.pose.y == number.pose.y == 0.0


def test_parts_keep_their_colours_all_the_way() -> None:
    one, other = formula(line_of("m", "b")), formula(line_of(numeral("0.3"), "b")).at(1.0, 0.0)
    colours = {part: part.colour for f in (one, other) for part in f.shapes}
    move = morph(one, other)
    for progress in np.linspace(0.0, 1.0, 9):
        move(float(progress))
        for part, colour in colours.items():
            assert str(part.get_fill_color().to_hex()) == colour


def test_one_part_divides_into_two_and_two_run_into_one() -> None:
    one, other = formula("{{ m : m }} + c"), formula("{{ m : m }} x {{ m : m }}").at(0.0, -1.0)
    (source,) = one.parts["m"]
    there = middle(source)
    for first, second in ((one, other), (other, one)):
        move = morph(first, second)
        move(0.0)
        assert seen(one, other) == set(first.shapes)
        early = 1e-9 if first is one else 1.0 - 1e-9
        move(early)
        near = [part for part in seen(one, other) if part.labels]
        assert len(near) == 2
        for part in near:
            np.testing.assert_allclose(middle(part), there, atol=1e-6)
        move(1.0)


def test_glyphs_without_a_label_that_both_have_move_and_the_others_fade() -> None:
    one, other = formula("a + b = c").at(-3.0, 0.0), formula("b = c + d").at(1.0, 0.0)
    morph(one, other)(0.5)
    # b = c is the longest common run.
    assert [part.veiled for part in one.shapes] == [0.0, 0.0, 1.0, 1.0, 1.0]
    assert [part.veiled for part in other.shapes] == [0.0] * 5


def test_parts_that_pass_each_other_do_so_on_two_sides() -> None:
    one, other = formula("{{ m : m }} = {{ x : x }}"), formula("{{ x : x }} = {{ m : m }}")
    right, left = one.parts["m"][0], one.parts["x"][0]
    morph(one, other)(0.5)
    # Below to the right, above to the left.
    assert right.pose.y < -0.1 < 0.1 < left.pose.y


def covered(*formulas: Formula) -> list[tuple[str, str]]:
    """Return which letters that belong to nothing of each other lie over each other."""
    parts = [part for part in seen(*formulas) if part.veiled > 0.25]
    pairs = [(a, b) for a in parts for b in parts if a.markup < b.markup]
    shares = [np.minimum(a.box[1], b.box[1]) - np.maximum(a.box[0], b.box[0]) for a, b in pairs]
    return [(a.markup, b.markup) for (a, b), s in zip(pairs, shares, strict=True) if s.min() > 0.03]


@pytest.mark.parametrize("order", ["c a b", "c b a", "b c a", "b a c", "a c b"])
def test_no_letter_lies_over_another_in_flight(order: str) -> None:
    letters = {letter: f"{{{{ {letter} : {letter} }}}}" for letter in "abc"}
    one = formula(" + ".join(letters.values()))
    other = formula(" + ".join(letters[letter] for letter in order.split()))
    move = morph(one, other)
    for progress in np.linspace(0.0, 1.0, 41):
        move(float(progress))
        assert covered(one, other) == []


def leg(part: Part, start: tuple[float, float], end: tuple[float, float]) -> Leg:
    """Return the way of a part whose middle goes from one place to another, seen all along."""
    x, y = part.extent.mean(axis=0) * 0.5
    poses = [Pose(at[0] - x, at[1] - y, 0.5) for at in (start, end)]
    return Leg(part, *poses, lambda _: 1.0, False, frozenset({part}))


def test_what_cannot_pass_fades_and_comes_back() -> None:
    shown = formula("{{ x : x }} A B C D E F G H I")
    (letter,) = shown.parts["x"]
    heights = [-0.8, -0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8]
    wall = [leg(p, (0.0, y), (0.01, y)) for p, y in zip(shown.rest, heights, strict=True)]
    free = cleared([leg(letter, (-1.0, 0.0), (1.0, 0.0))])
    stopped = cleared([*wall, leg(letter, (-1.0, 0.0), (1.0, 0.0))])
    assert not free[0].stays
    assert stopped[-1].stays
    assert [stopped[-1].seen(progress) for progress in (0.0, 0.2, 1.0)] == [1.0, 0.0, 0.0]


def test_what_passes_far_makes_way_for_what_hardly_moves() -> None:
    one = formula("{{ m : m }} + a + b + {{ x : x }}")
    other = formula("{{ x : x }} + {{ m : m }} + a + b")
    morph(one, other)(0.5)
    assert one.parts["m"][0].pose.y == pytest.approx(0.0)
    assert one.parts["x"][0].pose.y > 0.2


def test_a_run_divides_as_a_whole() -> None:
    # The square's inside stands twice in the derivative, signs and brackets too.
    inside = "({{ y : y }} - {{ m : m }} {{ x : x }})"
    one, other = formula(f"{inside}^2"), formula(f"2 {inside} dot.op {inside}").at(0.0, -1.0)
    sources = partners(one, other)[1]
    signs = [sources.get(part) for part in other.rest]
    # 2 and the dot are new; (, − and ) come from the same three twice.
    bracket = [part for part in one.rest if part.piece.symbols == other.rest[1].piece.symbols]
    assert signs[0] is None
    assert signs.count(None) == 2
    assert len(bracket) == 1
    assert signs.count(bracket[0]) == 2
    assert len(set(signs)) == 4


@pytest.mark.parametrize(("tail", "divides"), [("+ b", False), ("+ b c", True)])
def test_fewer_than_three_signs_do_not_divide(tail: str, divides: bool) -> None:
    one, other = formula(f"a {tail}"), formula(f"a {tail} {tail}")
    sources = partners(one, other)[1]
    assert (len(sources) == len(other.shapes)) is divides


def test_two_runs_change_places() -> None:
    one = formula("sum_(i = 1)^N frac(partial, partial {{ m : m }}) a")
    other = formula("frac(partial, partial {{ m : m }}) sum_(i = 1)^N a")
    goals, sources = partners(one, other)
    assert len(goals) == len(sources) == len(one.shapes)
    assert set(goals.values()) == set(other.shapes)


def test_what_stays_in_order_moves_straight() -> None:
    one, other = formula("{{ m : m }} {{ x : x }}"), formula("{{ m : m }} + {{ x : x }}")
    move = morph(one, other)
    for progress in (0.25, 0.5, 0.75):
        move(progress)
        assert [part.pose.y for part in one.shapes] == pytest.approx([0.0, 0.0], abs=1e-12)


@pytest.mark.parametrize("k", range(len(STEPS) - 1))
def test_lines_of_a_derivation_glide_into_each_other(k: int) -> None:
    one, other = (
        formula(typst(after, labels, partial=True)) for after, labels in (STEPS[k], STEPS[k + 1])
    )
    move = morph(one, other)
    for progress in (0.0, 0.3, 0.5, 0.8, 1.0):
        move(progress)
        assert all(np.isfinite(part.points).all() for part in (*one.shapes, *other.shapes))
        assert len(seen(one, other)) > 0
    assert seen(one, other) == set(other.shapes)
