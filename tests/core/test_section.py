"""Sections: E of some parameters while the others are held at their best."""

from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from gdcore.calculus.total import ROWS
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MAE, SSE, huber
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.rules.recipes import rule_named
from gdcore.section import Section, Shape, section

THREE = Dataset((Column("x", [0.5, 2.3, 2.9]),), Column("y", [1.4, 1.9, 3.2]))


def _curve(formula: str) -> Model:
    return Model.from_formula(parse_formula(formula, ["x"]))


def test_the_intercept_alone_by_hand() -> None:
    # dSSR/db = 2 (3 b − (Σy − m Σx)), so the curvature is 6; at the best slope 25/39 the lowest b
    # is 37/39, and each step at rate 0.1 keeps 1 − 0.1 · 6 = 0.4 of the distance.
    done = run(THREE, loss=SSE, units=Units.OWN, rate=0.1)
    cut = Section(done, (1,))
    assert (cut.names, cut.held) == (("b",), ("m",))
    assert cut.best == pytest.approx([37 / 39])
    assert cut.bowl.hessian == pytest.approx(np.array([[6.0]]))
    assert cut.max_stable_rate == pytest.approx(1 / 3)
    path = cut.descend(8)
    expected = 37 / 39 * (1 - 0.4 ** np.arange(9.0))
    np.testing.assert_allclose(path.points[:, 0], expected, atol=1e-14)


def test_the_lowest_point_is_the_whole_s() -> None:
    done = run(THREE, loss=SSE, units=Units.OWN)
    cut = section(done, 1)
    assert cut.names == ("m",)
    assert cut.objective.value(cut.best) == pytest.approx(0.44461538, abs=1e-8)
    assert float(cut.objective.gradient(cut.best)[0]) == pytest.approx(0.0, abs=1e-12)


def test_all_parameters_are_the_whole_itself() -> None:
    done = run(THREE)
    cut = section(done, 2)
    assert cut.objective is done.objective
    assert not cut.held
    np.testing.assert_array_equal(cut.start, done.trajectory.start)
    np.testing.assert_allclose(cut.descend(5).points, done.trajectory.points[:6])


@pytest.mark.no_cover
@given(
    st.lists(st.floats(-3, 3), min_size=3, max_size=3),
    st.sampled_from(["a*x**2 + b*x + c", "a*exp(k*x)", "m*x", "a/(1+exp(-k*(x-c)))"]),
    st.floats(1e-6, 1e6),
)
def test_the_cut_has_the_height_of_the_whole(
    place: list[float], formula: str, scale: float
) -> None:
    x = np.array([0.1, 0.4, 0.7, 1.1, 1.6, 2.0])
    data = Dataset((Column("x", x),), Column("y", scale * np.array([1.0, 2, 2.5, 4, 5.5, 9])))
    done = run(data, model=_curve(formula), units=Units.OWN, rate=1e-3, steps=2)
    for count in (1, 2):
        cut = section(done, count)
        point = np.array(place[: len(cut.chosen)])
        lifted = cut.lift(point)
        np.testing.assert_array_equal(cut.project(lifted), point)
        whole, own = done.objective, cut.objective
        assert own.value(point) == pytest.approx(whole.value(lifted), rel=1e-9, abs=0.0)
        size = np.abs(whole.gradient(lifted)).max()
        np.testing.assert_allclose(
            own.gradient(point),
            cut.project(whole.gradient(lifted)),
            rtol=1e-8,
            atol=float(1e-9 * size),
        )


def test_a_curve_descends_by_its_own_rule() -> None:
    x = np.linspace(0.0, 2.0, 9)
    data = Dataset((Column("x", x),), Column("y", 2 * np.exp(0.5 * x)))
    done = run(data, model=_curve("a*exp(k*x)"), units=Units.OWN, rule=rule_named("newton"))
    cut = section(done, 1)
    # E is a parabola in a, so Newton's step lands on its lowest point at once.
    assert cut.descend(1).final == pytest.approx(cut.best, rel=1e-6)


def test_a_parameter_without_curvature_is_passed_over() -> None:
    # At the best fit a = 0 of these data, k has no influence.
    data = Dataset((Column("x", [1.0, 2.0, 3.0]),), Column("y", [0.0, 0.0, 0.0]))
    k, a, x = sympy.symbols("k a x", real=True)
    done = run(data, model=Model(a * sympy.exp(k * x), (x,), (k, a)), units=Units.OWN, rate=1e-3)
    assert section(done, 1).names == ("a",)


def _on_three_rows(expression: Any, values: dict[str, float]) -> float:
    """Return a formula over the rows for values of the parameters, its sums written out."""
    bases = {name: sympy.IndexedBase(name, real=True) for name in "xy"}
    parameters = {sympy.Symbol(name, real=True): value for name, value in values.items()}
    rows = {
        bases[column.name][k + 1]: float(value)
        for column in THREE.columns
        for k, value in enumerate(column.values)
    }
    return float(expression.subs(ROWS, 3).doit().subs(parameters).subs(rows))


@pytest.mark.parametrize("formula", ["a*x**2 + b*x + c", "a*exp(k*x)", "m*x"])
def test_the_formulas_over_the_rows_are_those_of_the_cut(formula: str) -> None:
    done = run(THREE, model=_curve(formula), units=Units.OWN, rate=1e-3, steps=2)
    for count in (1, 2):
        cut = section(done, count)
        place = cut.best + 0.3
        values = dict(zip(done.model.names, cut.lift(place).tolist(), strict=True))
        assert _on_three_rows(cut.error, values) == pytest.approx(float(cut.objective.value(place)))
        found = [_on_three_rows(slope, values) for slope in cut.slopes]
        for k, slope in enumerate(found):
            # A central difference of E: its error is of the order h² = 1e-10.
            step = 1e-5 * np.eye(len(found))[k]
            ahead, behind = cut.objective.value(np.array([place + step, place - step]))
            assert slope == pytest.approx((ahead - behind) / 2e-5, rel=1e-6)


def test_no_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match="`count` must be 1 or more, got 0"):
        section(run(THREE), 0)


def test_a_parabola_is_stretched_by_half_its_curvature() -> None:
    # d²SSR/db² = 6 and d²SSR/dm² = 2 Σx² = 2 (0.25 + 5.29 + 8.41) = 27.9.
    done = run(THREE, loss=SSE, units=Units.OWN, rate=0.1)
    for chosen, stretch in ((0, 13.95), (1, 3.0)):
        cut = Section(done, (chosen,))
        assert cut.shape is Shape.PARABOLA
        assert cut.stretch == pytest.approx(stretch)


def test_shapes_that_are_no_parabola() -> None:
    wave = _curve("exp(k*x)")
    near = section(run(THREE, model=wave, units=Units.OWN, rate=1e-3, steps=1), 1)
    assert near.shape is Shape.NEARLY
    assert near.stretch == pytest.approx(float(near.objective.hessian(near.best)[0, 0]) / 2.0)
    for loss in (MAE, huber(0.5)):
        cut = section(run(THREE, loss=loss, units=Units.OWN, rate=1e-3, steps=1), 1)
        assert cut.shape is Shape.OTHER
    # E = Σ (k⁴ x − y)² of y = 0 is flat to the eighth order at its lowest point.
    flat = Dataset((Column("x", [1.0, 2.0]),), Column("y", [0.0, 0.0]))
    level = run(flat, model=_curve("k**4*x"), units=Units.OWN, rate=1e-3, steps=1, start={"k": 0.0})
    assert section(level, 1).shape is Shape.OTHER


def test_a_cut_is_descended_at_any_rate_from_any_start() -> None:
    # E of b alone is 3 (b − 37/39)² + …: each step keeps 1 − 6 r of the distance.
    cut = Section(run(THREE, loss=SSE, units=Units.OWN, rate=0.1), (1,))
    path = cut.descend(5, np.array([2.0]), rate=0.05)
    expected = 37 / 39 + (2.0 - 37 / 39) * 0.7 ** np.arange(6.0)
    np.testing.assert_allclose(path.points[:, 0], expected, atol=1e-14)
