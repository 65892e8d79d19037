"""Derivations against those written by hand, line by line, and against sympy's own derivative."""

from typing import Any

import pytest
import sympy

from gdcore.calculus.derivation import Step, derive
from gdcore.calculus.rules import Rule
from gdcore.formula.functions import Sigmoid

m, x, b, y, k, a, c, w, p0, p1, p2 = sympy.symbols("m x b y k a c w p0 p1 p2", real=True)
i = sympy.Symbol("i", integer=True)
N = sympy.Symbol("N", integer=True, positive=True)
xs, ys = sympy.IndexedBase("x", real=True), sympy.IndexedBase("y", real=True)
ROWS = {xs: ("0.5", "2.3", "2.9"), ys: ("1.4", "1.9", "3.2")}


def add(*terms: Any) -> Any:
    return sympy.Add(*terms, evaluate=False)


def mul(*factors: Any) -> Any:
    return sympy.Mul(*factors, evaluate=False)


def power(base: Any, exponent: Any) -> Any:
    return sympy.Pow(base, exponent, evaluate=False)


def mean_of_squares(guess: Any) -> Any:
    """(1/N) Σ (guess − y_i)², as it is written."""
    residual = add(*(guess.args if guess.is_Add else (guess,)), mul(-1, ys[i]))
    return mul(1 / N, sympy.Sum(power(residual, 2), (i, 1, N)))


def bracketed(part: Any) -> str:
    return f"({written(part)})" if part.is_Mul else written(part)


def written(line: Any) -> str:
    """Write a line in the order of its arguments: d[…] for d/dp, S[…] for Σ, parentheses else."""
    if isinstance(line, sympy.Derivative):
        return f"d[{written(line.args[0])}]"
    if isinstance(line, sympy.Sum):
        return f"S[{written(line.args[0])}]"
    if isinstance(line, sympy.Add):
        return f"({' + '.join(map(written, line.args))})"
    if isinstance(line, sympy.Mul):
        return " ".join(map(bracketed, line.args))
    if isinstance(line, sympy.Pow):
        return "^".join(map(bracketed, line.args))
    if isinstance(line, sympy.Function):
        return f"{line.func.__name__}[{written(line.args[0])}]"
    return str(line).replace("[i]", "i")


LINE = add(m * x, b)
R = "(m xi + b + -1 yi)"
BY_HAND: dict[str, tuple[Any, sympy.Symbol, list[str]]] = {
    "line by slope": (
        LINE,
        m,
        [
            "sum (d[m x] + d[b])",
            "constant-factor (x d[m] + d[b])",
            "identity (x 1 + d[b])",
            "constant (x 1 + 0)",
            "simplify x",
        ],
    ),
    "line by intercept": (
        LINE,
        b,
        ["sum (d[m x] + d[b])", "constant (0 + d[b])", "identity (0 + 1)", "simplify 1"],
    ),
    "E by slope": (
        mean_of_squares(add(m * xs[i], b)),
        m,
        [
            f"constant-factor N^-1 d[S[{R}^2]]",
            f"sum-over-data N^-1 S[d[{R}^2]]",
            f"chain N^-1 S[2 {R} d[{R}]]",
            f"sum N^-1 S[2 {R} (d[m xi] + d[(b + -1 yi)])]",
            f"constant-factor N^-1 S[2 {R} (xi d[m] + d[(b + -1 yi)])]",
            f"identity N^-1 S[2 {R} (xi 1 + d[(b + -1 yi)])]",
            f"constant N^-1 S[2 {R} (xi 1 + 0)]",
            "simplify ",
            "factor-out ",
        ],
    ),
    "E by intercept": (
        mean_of_squares(add(m * xs[i], b)),
        b,
        [
            f"constant-factor N^-1 d[S[{R}^2]]",
            f"sum-over-data N^-1 S[d[{R}^2]]",
            f"chain N^-1 S[2 {R} d[{R}]]",
            f"sum N^-1 S[2 {R} (d[(m xi + -1 yi)] + d[b])]",
            f"constant N^-1 S[2 {R} (0 + d[b])]",
            f"identity N^-1 S[2 {R} (0 + 1)]",
            "simplify ",
            "factor-out ",
        ],
    ),
    "decay by rate": (
        add(mul(a, sympy.exp(mul(-1, k, x), evaluate=False)), c),
        k,
        [
            "sum (d[a exp[-1 k x]] + d[c])",
            "constant-factor (a d[exp[-1 k x]] + d[c])",
            "chain (a (exp[-1 k x] d[-1 k x]) + d[c])",
            "constant-factor (a (exp[-1 k x] (-1 x d[k])) + d[c])",
            "identity (a (exp[-1 k x] (-1 x 1)) + d[c])",
            "constant (a (exp[-1 k x] (-1 x 1)) + 0)",
            "simplify ",
        ],
    ),
    "parabola by x": (
        add(p2 * x**2, p1 * x, p0),
        x,
        [
            "sum (d[p2 x^2] + d[p1 x] + d[p0])",
            "constant-factor (p2 d[x^2] + d[p1 x] + d[p0])",
            "power (p2 (2 x) + d[p1 x] + d[p0])",
            "constant-factor (p2 (2 x) + p1 d[x] + d[p0])",
            "identity (p2 (2 x) + p1 1 + d[p0])",
            "constant (p2 (2 x) + p1 1 + 0)",
            "simplify ",
        ],
    ),
    "parabola by its curvature": (
        add(p2 * x**2, p1 * x, p0),
        p2,
        [
            "sum (d[p2 x^2] + d[(p1 x + p0)])",
            "constant-factor (x^2 d[p2] + d[(p1 x + p0)])",
            "identity (x^2 1 + d[(p1 x + p0)])",
            "constant (x^2 1 + 0)",
            "simplify x^2",
        ],
    ),
    "sigmoid by weight": (
        Sigmoid(add(mul(w, x), b)),
        w,
        [
            "chain Sigmoid[(w x + b)] (1 + -1 Sigmoid[(w x + b)]) d[(w x + b)]",
            "sum Sigmoid[(w x + b)] (1 + -1 Sigmoid[(w x + b)]) (d[w x] + d[b])",
            "constant-factor Sigmoid[(w x + b)] (1 + -1 Sigmoid[(w x + b)]) (x d[w] + d[b])",
            "identity Sigmoid[(w x + b)] (1 + -1 Sigmoid[(w x + b)]) (x 1 + d[b])",
            "constant Sigmoid[(w x + b)] (1 + -1 Sigmoid[(w x + b)]) (x 1 + 0)",
            "simplify ",
        ],
    ),
    "quotient": (
        mul(m, power(add(m**2, 1), -1)),
        m,
        [
            "quotient (d[m] (m^2 + 1) + -1 m d[(m^2 + 1)]) (m^2 + 1)^-2",
            "identity (1 (m^2 + 1) + -1 m d[(m^2 + 1)]) (m^2 + 1)^-2",
            "sum (1 (m^2 + 1) + -1 m (d[m^2] + d[1])) (m^2 + 1)^-2",
            "power (1 (m^2 + 1) + -1 m (2 m + d[1])) (m^2 + 1)^-2",
            "constant (1 (m^2 + 1) + -1 m (2 m + 0)) (m^2 + 1)^-2",
            "simplify ",
        ],
    ),
    "power law by exponent": (
        mul(a, power(x, k)),
        k,
        ["constant-factor a d[x^k]", "exponential a (x^k log[x])", "simplify "],
    ),
    "power law by x": (
        mul(a, power(x, k)),
        x,
        ["constant-factor a d[x^k]", "power a (k x^(-1 + k))", "simplify "],
    ),
    "power of itself": (
        power(m, m),
        m,
        [
            "power-as-exp d[exp[m log[m]]]",
            "chain exp[m log[m]] d[m log[m]]",
            "product exp[m log[m]] (d[m] log[m] + m d[log[m]])",
            "identity exp[m log[m]] (1 log[m] + m d[log[m]])",
            "log exp[m log[m]] (1 log[m] + m m^-1)",
            "simplify ",
        ],
    ),
    "reciprocal of a product": (
        mul(power(m, -1), power(sympy.sin(m), -2)),
        m,
        [
            "chain -1 (m sin[m]^2)^-2 d[m sin[m]^2]",
            "product -1 (m sin[m]^2)^-2 (d[m] sin[m]^2 + m d[sin[m]^2])",
            "identity -1 (m sin[m]^2)^-2 (1 sin[m]^2 + m d[sin[m]^2])",
            "chain -1 (m sin[m]^2)^-2 (1 sin[m]^2 + m (2 sin[m] d[sin[m]]))",
            "sin -1 (m sin[m]^2)^-2 (1 sin[m]^2 + m (2 sin[m] cos[m]))",
            "simplify ",
        ],
    ),
    "no parameter": (x**2 + b, m, ["constant 0"]),
    "the parameter itself": (m, m, ["identity 1"]),
}
RESULTS: dict[str, Any] = {
    "line by slope": x,
    "line by intercept": sympy.S.One,
    "E by slope": 2 / N * sympy.Sum((m * xs[i] + b - ys[i]) * xs[i], (i, 1, N)),
    "E by intercept": 2 / N * sympy.Sum(m * xs[i] + b - ys[i], (i, 1, N)),
    "decay by rate": -a * x * sympy.exp(-k * x),
    "parabola by x": 2 * p2 * x + p1,
    "parabola by its curvature": x**2,
    "sigmoid by weight": x * Sigmoid(w * x + b) * (1 - Sigmoid(w * x + b)),
    "quotient": (m**2 + 1 - 2 * m * m) / (m**2 + 1) ** 2,  # tidied, not simplified
    "power law by exponent": a * x**k * sympy.log(x),
    "power law by x": a * k * x ** (k - 1),
    "power of itself": m**m * (sympy.log(m) + 1),
    "reciprocal of a product": -1
    * ((2 * m * sympy.sin(m) * sympy.cos(m) + sympy.sin(m) ** 2) / (m**2 * sympy.sin(m) ** 4)),
    "no parameter": sympy.S.Zero,
    "the parameter itself": sympy.S.One,
}


@pytest.mark.parametrize("name", BY_HAND)
def test_lines_are_those_written_by_hand(name: str) -> None:
    expression, parameter, lines = BY_HAND[name]
    steps = derive(expression, parameter).steps
    assert [step.rule.value for step in steps] == [line.split(" ")[0] for line in lines]
    for step, line in zip(steps, lines, strict=True):
        if expected := line.partition(" ")[2]:
            assert written(step.after) == expected


@pytest.mark.parametrize("name", BY_HAND)
def test_the_result_is_the_one_by_hand_as_it_is_written(name: str) -> None:
    expression, parameter, _ = BY_HAND[name]
    assert derive(expression, parameter).result == RESULTS[name]


@pytest.mark.parametrize("name", BY_HAND)
def test_every_line_is_proved_equal_by_sympy(name: str) -> None:
    expression, parameter, _ = BY_HAND[name]
    derivation = derive(expression, parameter)
    lines = [derivation.steps[0].before, *(step.after for step in derivation.steps)]
    expected = explicit(sympy.diff(explicit(expression), parameter))
    for line in lines:
        difference = explicit(line) - expected
        # sympy does not see that exp(m log m) is m^m unless both are written with exp
        assert sympy.simplify(difference) == 0 or sympy.simplify(difference.rewrite(sympy.exp)) == 0


def explicit(line: Any) -> Any:
    """Write sums over the data out for three rows, and let sympy evaluate."""
    data = {
        base[row + 1]: sympy.Rational(value)
        for base, v in ROWS.items()
        for row, value in enumerate(v)
    }
    return line.subs(N, 3).doit().xreplace(data)


@pytest.mark.parametrize("parameter", [m, b])
def test_the_gradient_of_the_loss_has_the_published_value(parameter: sympy.Symbol) -> None:
    """By slope 0.64 and intercept 0 the residuals are −1.08, −0.428, −1.344.

    Twice their sum is −5.704, twice their sum weighted with x is 2 (−0.54 − 0.9844 − 3.8976).
    """
    loss = sympy.Sum(power(add(m * xs[i], b, mul(-1, ys[i])), 2), (i, 1, N))
    expected = {b: sympy.Rational("-5.704"), m: sympy.Rational("-10.844")}[parameter]
    point = {m: sympy.Rational("0.64"), b: 0}
    assert explicit(derive(loss, parameter).result).subs(point) == expected


def test_the_chain_rule_names_its_outer_and_inner_function() -> None:
    steps = derive(mean_of_squares(add(m * xs[i], b)), m).steps
    (step,) = [step for step in steps if step.rule is Rule.CHAIN]
    u = sympy.Symbol("u", real=True)
    assert step.outer == u**2
    assert step.inner == add(m * xs[i], b, mul(-1, ys[i]))
    assert (
        step.sentence
        == "chain rule: outer u², inner m·x_i + b − y_i; the derivative of the outer is 2·u"
    )


@pytest.mark.parametrize("step", derive(LINE, m).steps, ids=lambda step: step.rule.value)
def test_only_the_chain_rule_has_an_inner_function(step: Step) -> None:
    assert step.outer is None
    assert step.inner is None
