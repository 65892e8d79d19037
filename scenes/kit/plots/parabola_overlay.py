"""The plain parabola y = x², moved and stretched until it lies on an error curve."""

from typing import Final

import numpy as np

from gdcore.landscape.vertex import PLAIN_PARABOLA, VERTEX_LABELS, moved_parabola
from gdcore.typeset.expressions import typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Path, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.plot import NAME_Y
from scenes.kit.text.formula import Formula, Part
from scenes.kit.text.morph import morph
from scenes.kit.text.placing import Obstacles, dense, place
from scenes.kit.text.substituted import substituted

__all__ = ["ParabolaOverlay"]

_SAMPLES: Final = 121
_PLAIN_UNIT: Final = 0.62
_PLAIN_REACH: Final = 1.5
_PLAIN_Y: Final = 0.42
_PX: Final = 28.0
_FLATTEST: Final = 0.15
_TOP: Final = 0.62
_DROPS: Final = (0.62, 1.4, 2.2, 3.0)
_AIR: Final = 0.12
_EDGE: Final = 0.3
_NAMED: Final = 1.2
"""Room for the name of the vertical axis, beside which a formula may stand above the picture."""


def _sides(area: Box) -> tuple[tuple[float, float], ...]:
    """Return where a formula may stand across an area, and which share of its width is there."""
    middle = (area.left + area.right) / 2
    return (middle, 0.5), (area.right - _EDGE, 1.0), (area.left + _EDGE, 0.0)


class ParabolaOverlay:
    """The parabola and its formula, from plain to the one that touches the curve's lowest point.

    Parameters
    ----------
    error_curve : ErrorCurve
    look : Look

    Attributes
    ----------
    path : Path
    plain, placed : Formula
        y = x², and the same with the curve's lowest point and curvature.
    """

    def __init__(self, error_curve: ErrorCurve, look: Look) -> None:
        self._error_curve = error_curve
        self.path = Path(
            np.zeros((2, 2)), look.muted, 9.0, opacity=0.75, clip=error_curve.plot.area.clip
        )
        area = error_curve.plot.area
        x, top = (area.left + area.right) / 2, area.top - _TOP
        plain = typst(PLAIN_PARABOLA, VERTEX_LABELS)
        self.plain = Formula(plain, _PX, {}, look.text).at(x, top, 0.5)
        self.placed = self._clear(self._formula(look).fitted(area.width - 0.6))
        self._morph = morph(self.plain, self.placed)
        self.move(0.0)

    def _clear(self, formula: Formula) -> Formula:
        """Put the formula where it lies on no curve, or else on as little of them as can be."""
        area, u = self._error_curve.plot.area, np.linspace(-_PLAIN_REACH, _PLAIN_REACH, _SAMPLES)
        window = self._error_curve.plot.window
        curves = (self._placed(u), self._error_curve.stretch(window.left, window.right))
        taken = np.vstack([dense(curve) for curve in curves])
        taken = taken[taken[:, 1] <= area.top]
        places = [(x, area.top - drop, share) for drop in _DROPS for x, share in _sides(area)]
        if formula.advance < area.width - _NAMED:
            places.append((area.right, area.top + NAME_Y, 1.0))
        return place(formula, places, Obstacles(points=taken, air=_AIR))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.path, *self.formulas)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """All: it is laid over a curve that is there already."""
        return self.shapes

    @property
    def formulas(self) -> tuple[Part, ...]:
        """All that the formulas draw."""
        return (*self.plain.shapes, *self.placed.shapes)

    def _formula(self, look: Look) -> Formula:
        """Return E = E* + ½ λ (θ − θ*)², its numbers in place of the symbols."""
        bowl, best = self._error_curve.section.bowl, self._error_curve.best
        error_curve = self._error_curve.section.objective.model.parameters[0]
        significant = look.numerals.significant
        values = {
            "low": significant(bowl.lowest),
            "stretch": significant(float(bowl.hessian[0, 0]) / 2),
            "middle": significant(abs(best)),
        }
        shown = moved_parabola(error_curve, below_zero=best < 0.0)
        source = substituted(typst(shown, {**VERTEX_LABELS, error_curve: "parameter"}), values)
        if not self._error_curve.section.objective.is_quadratic:
            source = source.replace("=", "approx", 1)
        return Formula(source, _PX, {"parameter": look.model}, look.text)

    def move(self, progress: float) -> None:
        """Take curve and formula a share of the way from the plain parabola to the placed one."""
        share, u = eased(progress), np.linspace(-_PLAIN_REACH, _PLAIN_REACH, _SAMPLES)
        self.path.put((1.0 - share) * self._plain(u) + share * self._placed(u))
        self._morph(progress)

    def _plain(self, u: Positions) -> Positions:
        """Return y = x² on the picture's own axes, or beside them where they would not show it."""
        plot, far = self._error_curve.plot, self._far * u
        if self._is_on_the_axes:
            return plot.places(np.column_stack([far, far * far]))
        middle = self._error_curve.place(self._error_curve.best)[0]
        low = plot.area.bottom + _PLAIN_Y * plot.area.height
        return np.column_stack([middle + _PLAIN_UNIT * u, low + _PLAIN_UNIT * u * u])

    @property
    def _far(self) -> float:
        """How much of the parameter a unit of u is."""
        return self._error_curve.plot.window.width / 2 / _PLAIN_REACH

    @property
    def _is_on_the_axes(self) -> bool:
        """Whether x² is neither flat nor steep in the picture, and its lowest point is in it."""
        window, rise = self._error_curve.plot.window, (self._far * _PLAIN_REACH) ** 2
        level = window.bottom <= 0.0 < window.top and window.left < 0.0 < window.right
        return level and _FLATTEST < rise / window.height < 1.0 / _FLATTEST

    def _placed(self, u: Positions) -> Positions:
        error_curve = self._error_curve
        values = error_curve.best + self._far * u
        return error_curve.plot.places(
            np.column_stack([values, error_curve.section.bowl.value(values[:, None])])
        )
