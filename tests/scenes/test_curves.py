"""Scene `curves`: each formula has its derivatives above it, and ends where scipy does."""

from typing import Any

import numpy as np
import pytest
import sympy
from scipy.optimize import curve_fit
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from scenes.brief import default_brief
from scenes.kit.checks.rehearsal import rehearse
from scenes.stage import Stage
from scenes.telling.other_curves import OTHER_CURVES, other_curve, two_columns


@pytest.fixture(scope="module")
def last() -> Stage:
    """The stage after the scene."""
    return rehearse("curves", default_brief(), lambda stage, _: stage)[-1]


def fitted(key: str, x: np.ndarray, y: np.ndarray, at: np.ndarray) -> Any:
    """Return the curve that another program fits, at some places."""
    if key == "growth":
        found, _ = curve_fit(lambda u, a, k: a * np.exp(k * (u - 1900) / 50), x, y, (50.0, 1.0))
        return found[0] * np.exp(found[1] * (at - 1900) / 50)
    if key == "bend":
        return np.polyval(np.polyfit(x, y, 2), at)
    model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(x[:, None], y)
    return expit(model.coef_[0, 0] * at + model.intercept_[0])


@pytest.mark.parametrize("key", OTHER_CURVES)
def test_each_curve_ends_where_another_program_fits_it(key: str, last: Any) -> None:
    pair, data = last.pairs[key], other_curve(key).data
    at = np.linspace(data.x.values.min(), data.x.values.max(), 7)
    expected = fitted(key, data.x.values, data.y.values, at)
    straight = np.polyval(np.polyfit(data.x.values, data.y.values, 1), at)
    for fit, heights in ((pair.straight, straight), (pair.curve, expected)):
        drawn = np.array([fit.line.height(float(x)) for x in at])
        places = pair.scatter.plot.places(np.column_stack([at, heights]))
        np.testing.assert_allclose(drawn, places, atol=1.5 / 90)


def test_a_line_bends_into_its_curve(last: Any) -> None:
    pair = last.pairs["bend"]
    line, curve = pair.straight.line.line, pair.curve.line.line
    shown = pair.scatter.plot.area
    ends = [np.interp(x, *curve.points[:, :2].T) for x in (shown.left, shown.right)]
    bend = pair.bend()
    bend(0.0)
    assert (line.veiled, curve.veiled) == (1.0, 0.0)
    middle = line.points[:, 1].mean()
    bend(1.0)
    assert (line.veiled, curve.veiled) == (0.0, 1.0)
    assert [*curve.points[[0, -1], 1]] == pytest.approx(ends)
    assert middle != pytest.approx(curve.points[:, 1].mean(), abs=1e-3)


@pytest.mark.parametrize("key", OTHER_CURVES)
def test_derivatives_are_those_of_the_formula(key: str) -> None:
    model = other_curve(key).model
    values = dict(zip(model.parameters, (0.7, -0.4, 0.3), strict=False))
    values |= dict.fromkeys(model.predictors, 1.3)
    for parameter, feature in zip(model.parameters, model.features, strict=True):
        step = sympy.Rational(1, 10**6)
        there, back = (
            model.expression.subs(values | {parameter: values[parameter] + sign * step}).evalf(30)
            for sign in (1, -1)
        )
        slope = (there - back) / (2 * step)
        assert float(feature.subs(values).evalf()) == pytest.approx(float(slope), rel=1e-6)


def test_two_columns_have_three_derivatives(last: Any) -> None:
    assert [str(feature) for feature in two_columns().features] == ["x_1", "x_2", "1"]
    assert len(last.columns.derivatives) == 3
