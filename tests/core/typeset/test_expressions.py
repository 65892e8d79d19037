"""Formulas as Typst, text, LaTeX and MathML: hand-written forms, and a compiler as judge."""

import re
from xml.etree import ElementTree

import pytest
import sympy
import typst as typst_compiler
from hypothesis import example, given
from hypothesis import strategies as st
from sympy import Derivative, Eq, Float, Indexed, IndexedBase, Rational, Sum, exp, log, sqrt

from gdcore.formula.functions import Sigmoid
from gdcore.typeset.expressions import latex, mathml, name_text, plain_text, typst

a, b, c, k, m, n, s, w, x, y, z = sympy.symbols("a b c k m n s w x y z")
m1, m2, p0, p1, p2, rain, sun, lamda = sympy.symbols("m1 m2 p0 p1 p2 rain sun lamda")
theta_0, theta_1, eta, sigma, E, N = sympy.symbols("theta_0 theta_1 eta sigma E N")
i = sympy.Symbol("i", integer=True)
x_i, y_i = IndexedBase("x")[i], IndexedBase("y")[i]
residual = m * x_i + b - y_i
mse = Sum(residual**2, (i, 1, N)) / N
loss = sympy.Function("E")(m, b)


def add(*terms: sympy.Expr) -> sympy.Expr:
    return sympy.Add(*terms, evaluate=False)


def mul(*factors: sympy.Expr | int) -> sympy.Expr:
    return sympy.Mul(*map(sympy.sympify, factors), evaluate=False)


def power(base: sympy.Expr | int, exponent: sympy.Expr | int) -> sympy.Expr:
    return sympy.Pow(base, exponent, evaluate=False)


# Written as a textbook would, before looking at what the printer gives.
TEXTBOOK = [
    (m * x + b, "m thin x + b"),
    (m * x + b - y, "m thin x + b - y"),
    (y - m * x - b, "y - m thin x - b"),
    ((m * x + b - y) ** 2, "(m thin x + b - y)^2"),
    (a * exp(-k * x) + c, "a thin upright(e)^(-k thin x) + c"),
    (p2 * x**2 + p1 * x + p0, "p_2 thin x^2 + p_1 thin x + p_0"),
    (Sigmoid(w * x + b), "sigma(w thin x + b)"),
    (Sigmoid(w * x + b) - y, "sigma(w thin x + b) - y"),
    (Sigmoid(sigma * x), 'op("sigmoid")(sigma thin x)'),
    (m1 * rain + m2 * sun + b, 'm_1 thin "rain" + m_2 thin "sun" + b'),
    (2 * rain * (x + 1), '2 thin "rain" thin (x + 1)'),
    (sympy.Symbol("rain fall") ** 2 * m, 'm thin ("rain fall")^2'),
    (rain**2 * m, 'm thin "rain"^2'),
    (theta_1 * x + theta_0, "theta_1 thin x + theta_0"),
    (theta_0 - eta * E, "theta_0 - eta thin E"),
    (0.64 * x + b, "0.64 x + b"),
    (Float("0.641", 3) * x + b, "0.641 x + b"),
    (Float(2.5e-7) * x, "2.5 times 10^(-7) x"),
    (Float(1e-7) ** x, "(1 times 10^(-7))^x"),
    (Float(2.5) ** x, "2.5^x"),
    (mse, "frac(1, N) sum_(i = 1)^N (m thin x_i + b - y_i)^2"),
    (2 * Sum(x_i * residual, (i, 1, N)) / N, "frac(2, N) sum_(i = 1)^N x_i (m thin x_i + b - y_i)"),
    (lamda * b**2 + mse, "lambda thin b^2 + frac(1, N) sum_(i = 1)^N (m thin x_i + b - y_i)^2"),
    (-Sum(x_i, (i, 1, 3)) / 2, "-frac(1, 2) sum_(i = 1)^3 x_i"),
    (Sum(-2 * x_i, (i, 1, N - 1)), "sum_(i = 1)^(N - 1) (-2 x_i)"),
    (Sum(x * y_i, (i, 1, 2), (n, 1, 2)), "sum_(n = 1)^2 sum_(i = 1)^2 x thin y_i"),
    (Sum(x_i, (i, 1, N)) ** 2, "(sum_(i = 1)^N x_i)^2"),
    (Sum(x**n, (n, 0, sympy.oo)), "sum_(n = 0)^(infinity) x^n"),
    (Eq(E, mse), "E = frac(1, N) sum_(i = 1)^N (m thin x_i + b - y_i)^2"),
    (Derivative(E, m), "frac(upright(d) E, upright(d) m)", False),
    (Derivative(E, m), "frac(partial E, partial m)", True),
    (Derivative(loss, m), "frac(partial, partial m) thin E(m, b)"),
    (Derivative(loss, (m, 2)), "frac(partial^2, partial m^2) thin E(m, b)"),
    (Derivative(loss, m, b), "frac(partial^2, partial m thin partial b) thin E(m, b)"),
    (Derivative(m * x_i, m), "frac(upright(d), upright(d) m) thin (m thin x_i)"),
    (
        Derivative(Sum((b - y_i) ** 2, (i, 1, N)), b),
        "frac(upright(d), upright(d) b) thin sum_(i = 1)^N (b - y_i)^2",
    ),
    (
        mul(2, residual, Derivative(residual, m)),
        "2 (m thin x_i + b - y_i) thin frac(partial, partial m) thin (m thin x_i + b - y_i)",
    ),
    (mul(Derivative(b**2, b), 2, b), "(frac(upright(d), upright(d) b) thin b^2) dot.op 2 b"),
    (
        Derivative(Sum(y_i, (i, 1, N)), b) / N,
        "frac(1, N) thin frac(upright(d), upright(d) b) thin sum_(i = 1)^N y_i",
    ),
    (1 / (1 + exp(-z)), "frac(1, 1 + upright(e)^(-z))"),
    (exp(-((x - m) ** 2) / (2 * c**2)), "exp(-frac((x - m)^2, 2 c^2))"),
    (exp(x / 2), "exp(frac(1, 2) x)"),
    (x * exp(-(x**2)), "x exp(-x^2)"),
    (exp(z) * sympy.pi, "pi thin upright(e)^z"),
    (sympy.E + sympy.pi * x, "pi thin x + upright(e)"),
    (
        -y * log(s) - (1 - y) * log(1 - s),
        "-y ln(s) - (1 - y) ln(1 - s)",
    ),
    (Sigmoid(z) * (1 - Sigmoid(z)), "sigma(z) (1 - sigma(z))"),
    (1 - x**2, "1 - x^2"),
    (-2 * x**2 + 3 * x + 1, "-2 x^2 + 3 x + 1"),
    (x / 2, "frac(1, 2) x"),
    (2 * x / (3 * y), "frac(2 x, 3 y)"),
    (x / (3 * y), "frac(x, 3 y)"),
    (-x / y, "-frac(x, y)"),
    ((a + b) / (2 * c), "frac(a + b, 2 c)"),
    (x**-2, "frac(1, x^2)"),
    (1 / sqrt(x), "frac(1, sqrt(x))"),
    (sympy.cbrt(x), "root(3, x)"),
    (x ** Rational(3, 2), "x^(3 slash 2)"),
    (x**-k, "x^(-k)"),
    (x**10, "x^10"),
    (sqrt(x**2 + y**2), "sqrt(x^2 + y^2)"),
    (abs(x - y) ** 3, "abs(x - y)^3"),
    (sympy.Max(0, 1 - x * y), "max(0, 1 - x thin y)"),
    (sympy.sin(x) ** 2 + sympy.tanh(y), "(sin(x))^2 + tanh(y)"),
    (sympy.erf(x), 'op("erf")(x)'),
    (x - Rational(1, 2), "x - frac(1, 2)"),
    (IndexedBase("x1")[i] * m1, "m_1 thin x_(1, i)"),
    (IndexedBase("flipper length")[i], '"flipper length"_i'),
    (IndexedBase("X")[i, sympy.Idx("j")], "X_(i, j)"),
    (-sympy.oo + 0 * x, "-infinity"),
    # Built without evaluation, so printed as built.
    (add(b, mul(m, x)), "m thin x + b"),  # also sympy's own order: not told apart
    (add(mul(x, m), b), "x thin m + b"),
    (add(y, mul(-1, add(mul(m, x), b))), "y - (m thin x + b)"),
    (add(add(mul(m, x), b), mul(-1, y)), "m thin x + b - y"),
    (add(x, add(y, z)), "x + (y + z)"),
    (mul(2, 3, x), "2 dot.op 3 x"),
    (mul(x, 2), "x dot.op 2"),
    (mul(x, -2), "x (-2)"),
    (mul(2, -x), "2 (-x)"),
    (mul(-1, -1, x), "-(-1) x"),
    (mul(3, Rational(1, 2)), "3 dot.op frac(1, 2)"),
    (mul(mul(x, 3), Rational(1, 2)), "x dot.op 3 dot.op frac(1, 2)"),
    (mul(power(2, -1), x), "frac(1, 2) x"),
    (mul(3, mse), "3 dot.op frac(1, N) sum_(i = 1)^N (m thin x_i + b - y_i)^2"),
    (mul(mse, 3), "(frac(1, N) sum_(i = 1)^N (m thin x_i + b - y_i)^2) dot.op 3"),
    (power(-2, x), "(-2)^x"),
    (power(power(x, 2), 3), "(x^2)^3"),
    (power(x, power(y, 2)), "x^(y^2)"),
]


def one_spaced(source: str) -> str:
    return re.sub(r"\s+", " ", source)


@pytest.fixture(scope="session")
def compiler() -> typst_compiler.Compiler:
    return typst_compiler.Compiler(ignore_system_fonts=True)


def svg(compiler: typst_compiler.Compiler, source: str, **inputs: str) -> bytes:
    """Return the picture of displayed mathematics; anything Typst complains of is an error."""
    page = f"#set page(width: auto, height: auto, margin: 0pt)\n$ {source} $"
    picture, warnings = compiler.compile_with_warnings(
        page.encode(), format="svg", sys_inputs=inputs
    )
    assert warnings == []
    assert isinstance(picture, bytes)
    return picture


@pytest.mark.parametrize(
    ("expression", "expected", "partial"), [(*row, None)[:3] for row in TEXTBOOK]
)
def test_expression_prints_as_in_a_textbook(
    compiler: typst_compiler.Compiler,
    expression: sympy.Basic,
    expected: str,
    partial: bool | None,
) -> None:
    source = typst(expression, partial=partial)
    assert one_spaced(source) == expected
    assert svg(compiler, source).count(b"<use") >= 1


def test_compiler_complains_of_what_is_no_mathematics(compiler: typst_compiler.Compiler) -> None:
    with pytest.raises(typst_compiler.TypstError):
        svg(compiler, "flipper + b")


@given(name=st.text())
@example('#panic("now")')
@example("$ #panic() $")
@example('"')
@example("\\")
@example('\\"#panic()')
@example("a_b <label> @reference // comment")
@example("Größe 高さ\nвысота\x00")
@example("{{ x : label }}")
def test_no_name_injects_anything(compiler: typst_compiler.Compiler, name: str) -> None:
    # The oracle never reads the name as source: it is handed over as a value.
    word = f"{name} & more"
    shown = svg(compiler, typst(sympy.Symbol(word)))
    cleaned = plain_text(sympy.Symbol(word))
    assert shown == svg(compiler, '#sys.inputs.at("name")', name=cleaned)


@given(name=st.text())
def test_any_name_compiles_in_every_place(compiler: typst_compiler.Compiler, name: str) -> None:
    symbol, column = sympy.Symbol(name), IndexedBase(sympy.Symbol(name))
    svg(compiler, typst(symbol**2 * m + 1 / symbol + column[i] * sqrt(symbol)))


@pytest.mark.parametrize("form", [mathml, latex, plain_text])
@given(name=st.text())
@example("</math><script>")
@example("&alpha;")
@example("\\input{secret}")
@example("x_\n1")
def test_any_name_is_inert_in_the_transcript(form: object, name: str) -> None:
    assert callable(form)
    text = str(form(m * sympy.Symbol(f"{name} & more")))
    assert "\n" not in text
    assert "\x00" not in text
    if form is mathml:
        words = ElementTree.fromstring(text).findall(".//{*}mtext")
        assert [word.text for word in words] == [plain_text(sympy.Symbol(f"{name} & more"))]


@pytest.mark.parametrize("expression", [row[0] for row in TEXTBOOK])
def test_mathml_is_xml_in_its_namespace(expression: sympy.Basic) -> None:
    root = ElementTree.fromstring(mathml(expression))
    namespace = "{http://www.w3.org/1998/Math/MathML}"
    assert root.tag == f"{namespace}math"
    assert all(element.tag.startswith(namespace) for element in root.iter())


def test_mathml_shows_letters_not_named_entities() -> None:
    texts = [t.text for t in ElementTree.fromstring(mathml(theta_1 * x)).iter() if t.text]
    assert texts == ["θ", "1", "\u2062", "x"]  # U+2062 is the invisible times


def test_mathml_and_latex_name_the_sigmoid_by_its_letter() -> None:
    texts = [t.text for t in ElementTree.fromstring(mathml(Sigmoid(z) + log(x))).iter() if t.text]
    assert "σ" in texts
    assert "ln" in texts
    assert latex(Sigmoid(z) ** 2) == r"\sigma\left(z\right)^{2}"
    assert latex(Sigmoid(z) - y) == r"\sigma\left(z\right) - y"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("flipper length", r"\text{flipper length}"),
        ("a{b}$%#&_", r"\text{a\{b\}\$\%\#\&\_}"),
        (r"\input", r"\text{\textbackslash{}input}"),
        ("x^~", r"\text{x\textasciicircum{}\textasciitilde{}}"),
        ("theta_0", r"\theta_{0}"),
    ],
)
def test_latex_escapes_words(name: str, expected: str) -> None:
    assert latex(sympy.Symbol(name)) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (plain_text, "Sum((m*x[i] + b - y[i])**2, (i, 1, N))/N"),
        (latex, r"\frac{\sum_{i=1}^{N} \left(m {x}_{i} + b - {y}_{i}\right)^{2}}{N}"),
    ],
)
def test_transcript_forms_keep_the_order_of_the_picture(form: object, expected: str) -> None:
    assert callable(form)
    assert form(mse) == expected


@pytest.mark.parametrize("name", ["no identifier", "<script>", "#panic"])
@pytest.mark.parametrize("form", [typst, plain_text, latex, mathml])
def test_functions_need_a_proper_name(form: object, name: str) -> None:
    assert callable(form)
    with pytest.raises(ValueError, match="`expression` must name functions by identifiers"):
        form(sympy.Function(name)(x))


@pytest.mark.parametrize("thing", [sympy.Interval(0, 1), sympy.nan, sympy.I])
def test_what_has_no_form_is_refused(thing: sympy.Basic) -> None:
    with pytest.raises(ValueError, match=r"`expression` must be made of symbols.*; got a"):
        typst(thing)


@pytest.mark.parametrize(
    ("expression", "labels", "expected"),
    [
        (m * x + b, {m: "slope"}, "{{ m : slope }} thin x + b"),
        (m * x - y, {-y: "data"}, "m thin x {{ -y : data }}"),
        (m * x - y, {y: "data"}, "m thin x - {{ y : data }}"),
        (x + x**2, {x: "x"}, "{{ x : x }}^2 + {{ x : x }}"),
        (
            (m * x + b) ** 2,
            {m * x + b: "guess", b: "b"},
            "({{ m thin x + {{ b : b }} : guess }})^2",
        ),
        (mul(2, -x), {-x: "part"}, "2 ({{ -x : part }})"),
        (
            mse,
            {1 / N: "mean", x_i: "x-1"},
            "{{ frac(1, N) : mean }} sum_(i = 1)^N (m thin {{ x_i : x-1 }} + b - y_i)^2",
        ),
        (2 * x, {sympy.Integer(2): "two"}, "{{ 2 : two }} x"),
        (-2 * x, {sympy.Integer(-2): "two"}, "{{ -2 : two }} x"),
        (m * rain, {rain: "rain"}, 'm thin {{ "rain" : rain }}'),
        (rain * (x + 1), {rain: "rain"}, '{{ "rain" : rain }} thin (x + 1)'),
        (mul(3, 1 / N), {1 / N: "mean"}, "3 dot.op {{ frac(1, N) : mean }}"),
        (m * x, {y: "absent"}, "m thin x"),
    ],
)
def test_labels_stand_where_the_part_stands(
    expression: sympy.Expr, labels: dict[sympy.Expr, str], expected: str
) -> None:
    assert one_spaced(typst(expression, labels)) == expected


@pytest.mark.parametrize(
    "label", ["", "two words", "1st", "-x", "a}}", "é", "root", "g1", "gbad", "numbered_group_1"]
)
def test_labels_that_manim_cannot_find_are_refused(label: str) -> None:
    with pytest.raises(ValueError, match="`labels` must be") as caught:
        typst(m * x, {m: label})
    assert repr(label) in str(caught.value)


def test_label_on_a_part_that_is_data() -> None:
    assert isinstance(x_i, Indexed)
    assert typst(x_i**2, {x_i: "data"}) == "{{ x_i : data }}^2"


@pytest.mark.parametrize("name", ["m", "beta_1", "growth_rate"])
def test_a_name_in_a_sentence_is_the_one_that_a_formula_is_typed_with(name: str) -> None:
    assert name_text(name) == name
