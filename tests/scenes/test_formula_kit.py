"""Formulas: labels and spacing, places and colours of parts, lines."""

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from gdcore.calculus.derivation import derive
from gdcore.calculus.total import total
from gdcore.error.loss import MSE
from gdcore.error.model import line
from gdcore.formula.functions import Sigmoid
from gdcore.typeset.expressions import typst
from scenes.kit.checks.inspection import faults
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.shapes import PX, Type
from scenes.kit.look.look import DARK, LIGHT, Look
from scenes.kit.text.formula import Formula, Part
from scenes.kit.text.glyphs import glyphs, outline
from scenes.kit.text.labels import marked, numeral
from scenes.telling.numerals import numerals

m, b, x, y, N, i, rain = sympy.symbols("m b x y N i rain")
x_i, y_i = sympy.IndexedBase("x")[i], sympy.IndexedBase('"}} : [ $')[i]
residual = m * x_i + b - y_i
mse = sympy.Sum(residual**2, (i, 1, N)) / N
EXPRESSIONS = [
    (m * x + b - y, {m: "m", b: "b", -y: "y"}),
    (y - m * x - b, {-m * x: "rise", -b: "b"}),
    (m * rain + b, {rain: "rain", m * rain: "rise"}),
    (m**2 + x**m + (m * x) ** 2, {m: "m", m**2: "square", x: "x"}),
    (Sigmoid(m * x + b), {Sigmoid(m * x + b): "all", m * x + b: "inner", m * x: "rise"}),
    (mse, {1 / N: "mean", residual: "r", y_i: "y", N: "N", m: "m", residual**2: "square"}),
    (sympy.Derivative(b**2, b), {b: "b", b**2: "function"}),
    (sympy.sqrt(x) / y, {sympy.sqrt(x): "radical", y: "y"}),
    (b * sympy.exp(-m * x) + y, {sympy.exp(-m * x): "decay", m: "m"}),
    (sympy.Eq(y, sympy.Abs(m * x) - 2 * b), {m: "m", sympy.Integer(2): "two", y: "y"}),
]
COLOURS = {"m": DARK.model, "b": DARK.model, "x": DARK.data, "y": DARK.data}
STEPS = [
    (step.after, {line().parameters[0]: "m", step.replacement: "new", step.part: "old"})
    for parameter in line().parameters
    for step in derive(total(line(), MSE), parameter).steps
]


def formula(source: str, size_px: float = 40.0) -> Formula:
    return Formula(source, size_px, COLOURS, DARK.text)


def middle(part: Part) -> np.ndarray:
    return part.points[:, :2].min(axis=0) / 2 + part.points[:, :2].max(axis=0) / 2


@pytest.mark.parametrize(("expression", "labels"), EXPRESSIONS + STEPS)
def test_labels_change_no_place(expression: sympy.Expr, labels: dict[sympy.Expr, str]) -> None:
    with_labels, _ = marked(typst(expression, labels, partial=True))
    ours, advance = glyphs(f"$display({with_labels})$")
    bare, bare_advance = glyphs(f"$display({typst(expression, partial=True)})$")
    assert any(glyph.fill != "#000000" for glyph in ours)
    assert [glyph.symbol for glyph in ours] == [glyph.symbol for glyph in bare]
    assert advance == bare_advance
    for one, other in zip(ours, bare, strict=True):
        np.testing.assert_allclose(one.curves, other.curves, atol=1e-9)


@pytest.mark.parametrize(("expression", "_labels"), EXPRESSIONS)
def test_a_formula_is_set_as_on_a_line_of_its_own(
    expression: sympy.Expr, _labels: dict[sympy.Expr, str]
) -> None:
    # A block formula begins with its foot on a line of its own, so only its own shape is compared.
    ours = glyphs(f"$display({typst(expression)})$")[0]
    block = glyphs(f"$ {typst(expression)} $")[0]
    shift = ours[0].curves[0, 0] - block[0].curves[0, 0]
    assert len(ours) == len(block)
    for one, other in zip(ours, block, strict=True):
        np.testing.assert_allclose(one.curves, other.curves + shift, atol=1e-6)


@pytest.mark.parametrize("source", ["frac(a, 2) + x", "sum_(i = 1)^N x", "sqrt(frac(a, b)) x", "x"])
def test_the_baseline_is_that_of_the_letters_on_the_line(source: str) -> None:
    # The last letter, x, stands on the baseline; it reaches under it by a hundredth of an em.
    last = glyphs(f"$display({source})$")[0][-1]
    assert last.foot == pytest.approx(0.0, abs=1e-6)
    assert last.curves[..., 1].min() == pytest.approx(0.0, abs=0.02)


def test_words_after_a_fraction_stand_on_the_baseline_too() -> None:
    assert outline("$frac(1, 2)$ x").curves[-8:, :, 1].min() == pytest.approx(0.0, abs=0.02)


def test_parts_have_their_labels_colours_and_reading_order() -> None:
    made = formula("{{ {{ m : m }} x : x }} - {{ m : m }} + c")
    assert {label: len(parts) for label, parts in made.parts.items()} == {"x": 2, "m": 2}
    first, second = made.parts["m"]
    assert middle(first)[0] < middle(second)[0]
    assert first.labels == ("x", "m")
    assert [part.colour for part in made.parts["m"]] == [DARK.model] * 2
    assert {part.colour for part in made.parts["x"]} == {DARK.model, DARK.data}
    assert [part.colour for part in made.rest] == [DARK.text] * 3
    assert str(first.get_fill_color().to_hex()) == DARK.model


@pytest.mark.parametrize("source", ["{{ m : m }} x : b }}", "{{ m", "{{ {{ m : m }} x"])
def test_labels_that_do_not_match_are_refused(source: str) -> None:
    with pytest.raises(ValueError, match="`source`"):
        marked(source)


def test_what_follows_a_label_at_once_is_no_call() -> None:
    assert len(formula("{{ f : m }}(x)").shapes) == len(formula("f(x)").shapes)


@given(st.floats(-1e15, 1e15).filter(lambda value: value == 0 or abs(value) > 1e-12))
def test_any_number_can_be_set(value: float) -> None:
    text = numerals("en").significant(value)
    shapes = formula(numeral(text)).shapes
    assert len(shapes) == len(text.replace(" ", ""))


def test_a_formula_stands_where_it_is_put_and_is_fitted() -> None:
    made = formula("frac(a, 2) = x").at(1.0, 0.5, 1.0)
    left, right = made.box[0, 0], made.box[1, 0]
    assert (left, right) == pytest.approx((1.0 - made.advance, 1.0))
    assert made.advance == pytest.approx(outline("$display(frac(a, 2) = x)$").advance * 40 * PX)
    assert made.shapes[-1].box[0, 1] == pytest.approx(0.5, abs=0.02 * 40 * PX)
    whole = made.advance
    assert made.fitted(whole / 2).size_px == pytest.approx(20.0)
    assert made.box[1, 0] == pytest.approx(1.0)
    assert made.fitted(whole).size_px == pytest.approx(20.0)


def test_the_points_are_the_outline_at_its_place() -> None:
    made = formula("sum_(i = 1)^N frac({{ m : m }}, 2)").at(-2.0, 1.0)
    points = np.concatenate([part.points[:, :2] for part in made.shapes])
    whole = outline("$display(sum_(i = 1)^N frac(m, 2))$").curves.reshape(-1, 2)
    np.testing.assert_allclose(
        np.sort(points, axis=0), np.sort(whole * 40 * PX + [-2.0, 1.0], axis=0), atol=1e-9
    )


def test_a_wide_formula_is_broken_into_lines_that_keep_apart() -> None:
    source = typst(STEPS[3][0], STEPS[3][1], partial=True)
    whole = formula(source)
    broken = Formula(source, 40.0, COLOURS, DARK.text, width=whole.advance / 2)
    assert broken.advance <= whole.advance / 2
    assert len(broken.shapes) == len(whole.shapes)
    assert np.ptp(broken.box[:, 1]) > 1.8 * np.ptp(whole.box[:, 1])
    boxes = sorted((part.box[:, 1].tolist() for part in broken.shapes), key=lambda end: -end[1])
    lowest = np.minimum.accumulate([low for low, _ in boxes])
    free = [low - high for low, (_, high) in zip(lowest, boxes[1:], strict=False)]
    # Where one line ends and the next begins, nothing is for 0.4 em.
    assert [gap for gap in free if gap > 0.0] == pytest.approx([0.4 * 40 * PX], rel=0.3)
    same = Formula(source, 40.0, COLOURS, DARK.text, width=1.01 * whole.advance)
    for one, other in zip(same.shapes, whole.shapes, strict=True):
        np.testing.assert_allclose(one.points, other.points, atol=1e-9)


@pytest.mark.parametrize(("expression", "labels"), EXPRESSIONS + STEPS)
def test_labels_do_not_decide_where_lines_are_broken(
    expression: sympy.Expr, labels: dict[sympy.Expr, str]
) -> None:
    with_labels, _ = marked(typst(expression, labels, partial=True))
    ours = glyphs(f"$display({with_labels})$", 6.0)[0]
    bare = glyphs(f"$display({typst(expression, partial=True)})$", 6.0)[0]
    for one, other in zip(ours, bare, strict=True):
        np.testing.assert_allclose(one.curves, other.curves, atol=1e-9)


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)
@pytest.mark.parametrize(("expression", "labels"), EXPRESSIONS + STEPS)
def test_the_layout_check_finds_nothing(
    expression: sympy.Expr, labels: dict[sympy.Expr, str], look: Look
) -> None:
    colours = dict.fromkeys(labels.values(), look.model)
    made = Formula(typst(expression, labels), 30.0, colours, look.text).at(-6.5, 0.0)
    assert faults([*made.fitted(13.0).shapes], look) == []


def test_the_layout_check_sees_formulas_as_text() -> None:
    assert "17 px" in str(faults([*formula("x + y", 17.0).shapes], DARK)[0])
    over = [*formula("x").shapes, Type("word", 20, DARK.text)]
    assert len(faults(over, DARK)) == 1
    two = [*formula("x").shapes, *formula("y").shapes]
    assert len(faults(two, DARK)) == 1


def test_parts_of_one_formula_may_touch() -> None:
    made = formula("{{ frac({{ m : m }} x^2, 2) : x }}")
    around, inside = sorted(made.shapes, key=lambda part: len(part.labels))
    assert (around.box[0] < inside.box[0]).all()
    assert (around.box[1] > inside.box[1]).all()
    assert faults([*made.shapes], DARK) == []


def test_the_camera_draws_a_part_as_it_draws_the_same_text() -> None:
    def drawn(*shapes: Type) -> np.ndarray:
        camera = FilmCamera(background_color=DARK.ground, pixel_width=640, pixel_height=360)
        camera.capture_mobjects(list(shapes))
        return camera.pixel_array[:, :, :3].astype(int)

    source = "sum_(i = 1)^N frac(m, 2)"
    text = drawn(Type(f"$display({source})$", 60.0, DARK.text).at(-2.0, 1.0))
    ours = drawn(*formula(source, 60.0).at(-2.0, 1.0).shapes)
    # Cairo keeps an outline in 256ths of a pixel, which moves the edge of a letter a little.
    assert np.abs(text - ours).max() <= 8
    assert np.ptp(ours) > 100
