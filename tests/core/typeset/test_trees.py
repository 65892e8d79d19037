"""Trees say what expressions say: a reader of their own finds the same numbers in them."""

import math
from typing import Any

import numpy as np
import pytest
import sympy

from gdcore.data.dataset import Column, Dataset
from gdcore.error.loss import LOGLOSS, MAE, MSE, Loss, huber
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.formula.functions import Sigmoid
from gdcore.formula.parsing import parse_formula
from gdcore.formula.stable import compiled
from gdcore.typeset.trees import Trees, trees

x, m = sympy.symbols("x m", real=True)

OPERATIONS: dict[str, Any] = {
    "+": lambda *u: sum(u),
    "*": lambda *u: math.prod(u),
    "^": lambda u, v: u**v,
    "/": lambda u, v: u / v,
    "if": lambda c, u, v: u if c else v,
    "<=": lambda u, v: u <= v,
    "<": lambda u, v: u < v,
    ">=": lambda u, v: u >= v,
    ">": lambda u, v: u > v,
    "abs": abs,
    "arctan": math.atan,
    "cos": math.cos,
    "exp": math.exp,
    "log": math.log,
    "sign": lambda u: (u > 0) - (u < 0),
    "sin": math.sin,
    "tan": math.tan,
    "tanh": math.tanh,
    "Sigmoid": lambda u: 1 / (1 + math.exp(-u)),
    "Softplus": lambda u: math.log1p(math.exp(u)),
    "PowerLog": lambda u, v, k: u**v * math.log(u) ** k,
}


def values(found: Trees, variables: list[float]) -> list[float]:
    known = {f"v{k}": value for k, value in enumerate(variables)}

    def value(tree: Any) -> Any:
        if isinstance(tree, list):
            return OPERATIONS[tree[0]](*map(value, tree[1:]))
        return known[tree] if isinstance(tree, str) else tree

    for k, step in enumerate(found["steps"]):
        known[f"s{k}"] = value(step)
    return [value(tree) for tree in found["values"]]


@pytest.mark.parametrize(
    ("formula", "loss"),
    [
        ("a*exp(-k*x) + c", MSE),
        ("a*x^b + pi*x", MSE),
        ("sqrt(a)*sin(b*x) + cos(x)/3", MSE),
        ("a*x^b", MAE),
        ("abs(x - c)*a + tanh(b*x)", MAE),
        ("atan(a*x) + tan(b)", huber(0.25)),
        ("sigmoid(w*x + b)", LOGLOSS),
    ],
)
def test_a_rows_loss_and_its_derivatives_are_the_compiled_ones(formula: str, loss: Loss) -> None:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    data = Dataset((Column("x", [1.0, 2.0]),), Column("y", [0.0, 1.0]))
    objective = Objective(model, loss, data)
    variables = [*model.predictors, objective.response, *model.parameters]
    second = [entry for row in objective.hessian_rows for entry in row]
    expressions = [objective.row, *objective.gradient_rows, *second]
    found = trees(variables, expressions)
    for given in np.random.default_rng(7).uniform(0.2, 1.4, (5, len(variables))).tolist():
        given[1] = float(given[1] > 0.8)
        expected = [float(v) for v in compiled(variables, expressions)(*given)]
        assert values(found, given) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_what_occurs_twice_is_one_step_and_names_are_places() -> None:
    strange = sympy.Symbol("</script>", real=True)
    assert trees([strange, m], [sympy.exp(m * strange) + m * strange]) == {
        "steps": [["*", "v0", "v1"]],
        "values": [["+", "s0", ["exp", "s0"]]],
    }


def test_numbers_keep_all_their_digits() -> None:
    given = [sympy.Integer(7), sympy.Rational(1, 3), sympy.Float(0.1), sympy.pi, sympy.E]
    assert trees([], given)["values"] == [7, ["/", 1, 3], 0.1, math.pi, math.e]


def test_digits_around_a_certainty_are_kept() -> None:
    found = trees([x], [sympy.log(1 - Sigmoid(x))])
    assert found["values"] == [["*", -1, ["Softplus", "v0"]]]


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        (sympy.gamma(x), "made of what a tree has, got gamma"),
        (sympy.Symbol("z") * x, "made of what a tree has, got z"),
        (sympy.oo, "finite numbers, got oo"),
        (sympy.Piecewise((x, x < 1), (m, x > 2)), "a value everywhere"),
    ],
)
def test_what_has_no_tree_is_refused(expression: sympy.Expr, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        trees([x, m], [expression])


def test_conditions_of_each_kind() -> None:
    relations = [x <= m, x < m, x >= m, x > m]
    found = trees([x, m], [sympy.Piecewise((3, r), (5, True)) for r in relations])
    assert {tree[1][0] for tree in found["values"]} == {"<=", "<", ">=", ">"}
    assert values(found, [1.0, 2.0]) == [3, 3, 5, 5]
    assert values(found, [2.0, 2.0]) == [3, 5, 3, 5]
