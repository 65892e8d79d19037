"""E as a sum over rows: its value on data is the mean or the sum written out in Python."""

import pytest
import sympy

from gdcore.calculus.total import ROW, ROWS, total
from gdcore.error.loss import MSE, SSE
from gdcore.error.model import Model, line
from gdcore.formula.parsing import parse_formula

XS, YS = [0.5, 2.3, 2.9], [1.4, 1.9, 3.2]


def _on_data(expression: sympy.Expr, parameters: dict[str, float]) -> float:
    x, y = (sympy.IndexedBase(name, real=True) for name in "xy")
    values = {sympy.Symbol(name, real=True): value for name, value in parameters.items()}
    written = expression.subs(ROWS, 3).doit().subs(values)
    rows = {x[k + 1]: XS[k] for k in range(3)} | {y[k + 1]: YS[k] for k in range(3)}
    return float(written.subs(rows))


@pytest.mark.parametrize(("loss", "share"), [(SSE, 1.0), (MSE, 1 / 3)])
def test_the_sum_on_three_rows(loss: object, share: float) -> None:
    expected = share * sum((y - (0.64 * x + 0.3)) ** 2 for x, y in zip(XS, YS, strict=True))
    assert _on_data(total(line(), loss), {"m": 0.64, "b": 0.3}) == pytest.approx(expected)


def test_any_formula_is_put_in() -> None:
    model = Model.from_formula(parse_formula("a*x^2 + c", ["x"]))
    expected = sum((y - (0.2 * x * x - 1.5)) ** 2 for x, y in zip(XS, YS, strict=True))
    assert _on_data(total(model, SSE), {"a": 0.2, "c": -1.5}) == pytest.approx(expected)


def test_the_sum_stands_as_it_is() -> None:
    assert total(line(), MSE).atoms(sympy.Sum)
    assert total(line(), MSE).has(ROW)
