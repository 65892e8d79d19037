"""The labels that gdcore writes are parts that Manim's formulas can select."""

import warnings
from pathlib import Path

import pytest
import sympy

from gdcore.formula.functions import Sigmoid
from gdcore.typeset.expressions import typst

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # pydub, which Manim imports, uses audioop
    from manim import MathTypst, tempconfig

m, b, x, y, N, i, rain = sympy.symbols("m b x y N i rain")
x_i = sympy.IndexedBase("x")[i]
hostile = sympy.IndexedBase('"}} [ $')[i]
residual = m * x_i + b - hostile
mse = sympy.Sum(residual**2, (i, 1, N)) / N

# How many glyphs and bars each part has, counted by hand; an inner part counts in the outer one.
CASES = [
    (m * x + b - y, {m: ("slope", 1), b: ("intercept", 1), -y: ("observed", 2)}),
    (m * x + m, {m: ("slope", 2)}),
    (m * rain + b, {rain: ("rain", 4)}),
    (y - m * x - b, {-m * x: ("rise", 3), -b: ("start", 2)}),
    (
        Sigmoid(m * x + b),
        {Sigmoid(m * x + b): ("all", 7), m * x + b: ("inner", 4), m * x: ("product", 2)},
    ),
    # 1/N is two glyphs and a bar; m x_i + b - "}}[$_i is m, x, i, +, b, -, ", }, }, [, $, i.
    (mse, {1 / N: ("mean", 3), residual: ("residual", 12), hostile: ("data", 6), N: ("N", 2)}),
    (sympy.Derivative(b**2, b), {b: ("variable", 2), b**2: ("function", 2)}),
    (sympy.sqrt(x) / y, {sympy.sqrt(x): ("radical", 3)}),
    (b * sympy.exp(-m * x) + y, {sympy.exp(-m * x): ("decay", 4), m: ("rate", 1)}),
]


@pytest.mark.parametrize(("expression", "parts"), CASES)
def test_labels_select_their_glyphs(
    tmp_path: Path, expression: sympy.Expr, parts: dict[sympy.Expr, tuple[str, int]]
) -> None:
    labels = {part: label for part, (label, _) in parts.items()}
    with tempconfig({"media_dir": str(tmp_path)}):
        formula = MathTypst(typst(expression, labels))
        bare = MathTypst(typst(expression))
    counts = {label: len(formula.select(label)) for label, _ in parts.values()}
    assert counts == dict(parts.values())
    assert formula.width == pytest.approx(bare.width, abs=1e-9)
    assert len(formula.submobjects) == len(bare.submobjects)
