"""The plain parabola y = x², moved, then stretched about its lowest point, onto an error curve."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from gdcore.landscape.vertex import PLAIN_PARABOLA, VERTEX_LABELS, moved_parabola
from gdcore.typeset.expressions import typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Path, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.direction import unit_lengths
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.plot import NAME_Y
from scenes.kit.text.formula import Formula, Part
from scenes.kit.text.morph import morph
from scenes.kit.text.placing import Obstacles, dense, place
from scenes.kit.text.substituted import substituted

__all__ = ["ParabolaOverlay"]

_ACROSS: Final = 241
_REACH: Final = 1.5
_PX: Final = 28.0
_DROPS: Final = (0.62, 1.4, 2.2, 3.0)
_AIR: Final = 0.12
_EDGE: Final = 0.3
_ASIDE, _RAISED, _UNIT = 0.3, 0.25, 0.25
"""Where the lowest point of a parabola with a scale of its own is, and how long its unit is."""
_NAMED: Final = 1.2
"""Room for the name of the vertical axis, beside which a formula may stand above the picture."""


@dataclass(frozen=True, eq=False)
class _Pose:
    """A parabola on the screen: its lowest point, and where u = 1 lies from there.

    Parameters
    ----------
    vertex : Positions, shape (2,)
    unit : Positions, shape (2,)
        Across and up.
    """

    vertex: Positions
    unit: Positions

    def across(self, area: Box, share: float = 1.0) -> Positions:
        """Return its points, shape (n, 2), from one side of an area to the other, or less far."""
        middle = self.vertex[0]
        ends = middle + share * (np.array([area.left, area.right]) - middle)
        x = np.linspace(*ends, _ACROSS)
        u = (x - self.vertex[0]) / self.unit[0]
        return np.column_stack([x, self.vertex[1] + self.unit[1] * u * u])


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
    stretches : bool
        Whether it is to be stretched after it was moved; else moving it is all.
    on_axes : bool
        Whether y = x² is drawn on the picture's axes from the beginning. Else, where it would be
        outside, or too flat or too steep to be seen for what it is, it has equal units across and
        up, of a length of its own.

    Attributes
    ----------
    path : Path
    plain, moved, placed : Formula
        y = x², the same with the curve's lowest point, and with its curvature, too.
    """

    def __init__(
        self, error_curve: ErrorCurve, look: Look, *, stretches: bool, on_axes: bool
    ) -> None:
        self._error_curve = error_curve
        area = error_curve.plot.area
        self.path = Path(np.zeros((2, 2)), look.muted, 9.0, opacity=0.75, clip=area.clip)
        self._start = _Pose(*self._on_the_axes(0.0, 0.0, 1.0)) if on_axes else self._aside()
        self._end = self._placed()
        self._way = _Pose(self._end.vertex, self._start.unit if stretches else self._end.unit)
        self.placed = self._clear(self._formula(look, stretched=True).fitted(area.width - 0.6))
        self.moved = self._beside(self._formula(look, stretched=not stretches))
        self.plain = self._beside(Formula(typst(PLAIN_PARABOLA, VERTEX_LABELS), _PX, {}, look.text))
        self._slide, self._stretch = (
            morph(self.plain, self.moved),
            morph(self.moved, self.placed),
        )
        self.stretch(0.0)
        self.slide(0.0)

    def _clear(self, formula: Formula) -> Formula:
        """Put the formula where it lies on no curve, or else on as little of them as can be."""
        area, window = self._error_curve.plot.area, self._error_curve.plot.window
        curves = (
            self._end.across(area),
            self._start.across(area),
            self._error_curve.stretch(window.left, window.right),
        )
        taken = np.vstack([dense(curve) for curve in curves])
        taken = taken[taken[:, 1] <= area.top]
        places = [(x, area.top - drop, share) for drop in _DROPS for x, share in _sides(area)]
        if formula.advance < area.width - _NAMED:
            places.append((area.right, area.top + NAME_Y, 1.0))
        return place(formula, places, Obstacles(points=taken, air=_AIR))

    def _beside(self, formula: Formula) -> Formula:
        """Put a formula where the last one begins, as large as that."""
        goal = self.placed
        return formula.fitted(goal.size_px / _PX * formula.advance).at(goal.pose.x, goal.pose.y)

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
        return (*self.plain.shapes, *self.moved.shapes, *self.placed.shapes)

    def _formula(self, look: Look, *, stretched: bool) -> Formula:
        """Return E = E* + ½ λ (θ − θ*)², its numbers in place of the symbols."""
        bowl, best = self._error_curve.section.bowl, self._error_curve.best
        parameter = self._error_curve.section.objective.model.parameters[0]
        significant = look.numerals.significant
        values = {
            "low": significant(bowl.lowest),
            "stretch": significant(float(bowl.hessian[0, 0]) / 2),
            "middle": significant(abs(best)),
        }
        shown = moved_parabola(parameter, below_zero=best < 0.0, stretched=stretched)
        source = substituted(typst(shown, {**VERTEX_LABELS, parameter: "parameter"}), values)
        if stretched and not self._error_curve.section.objective.is_quadratic:
            source = source.replace("=", "approx", 1)
        return Formula(source, _PX, {"parameter": look.model}, look.text)

    def unfold(self, progress: float) -> None:
        """Draw the plain parabola from its lowest point to both sides."""
        self.path.put(self._start.across(self._error_curve.plot.area, eased(progress)))

    def slide(self, progress: float) -> None:
        """Move the plain parabola to the curve's lowest point, as a function of progress."""
        self._between(self._start, self._way, progress)
        self._slide(progress)

    def stretch(self, progress: float) -> None:
        """Stretch it about that point until it lies on the curve, as a function of progress."""
        self._between(self._way, self._end, progress)
        self._stretch(progress)

    def _between(self, one: _Pose, other: _Pose, progress: float) -> None:
        """Draw a parabola on the way from one to another; extents grow by the same ratios."""
        share = eased(progress)
        vertex = (1.0 - share) * one.vertex + share * other.vertex
        pose = _Pose(vertex, one.unit * (other.unit / one.unit) ** share)
        self.path.put(pose.across(self._error_curve.plot.area))

    @property
    def _far(self) -> float:
        """How much of the parameter a unit of u is."""
        return self._error_curve.plot.window.width / 2 / _REACH

    def _on_the_axes(self, middle: float, low: float, factor: float) -> tuple[Positions, Positions]:
        """Return lowest point and unit of low + factor (θ − middle)², on the picture's axes."""
        far, plot = self._far, self._error_curve.plot
        (vertex,) = plot.places(np.array([[middle, low]]))
        # Not the difference of two places: that of a very flat parabola would be none.
        return vertex, unit_lengths(plot) * [far, factor * far * far]

    def _aside(self) -> _Pose:
        """Return the plain parabola beside the curve's lowest point, on a scale of its own."""
        area, best = self._error_curve.plot.area, self._error_curve.place(self._error_curve.best)
        is_left = best[0] > (area.left + area.right) / 2
        x, y = (_ASIDE if is_left else 1.0 - _ASIDE, _RAISED)
        vertex = np.array([area.left + x * area.width, area.bottom + y * area.height])
        return _Pose(vertex, np.full(2, _UNIT * area.height))

    def _placed(self) -> _Pose:
        bowl, best = self._error_curve.section.bowl, self._error_curve.best
        return _Pose(*self._on_the_axes(best, bowl.lowest, float(bowl.hessian[0, 0]) / 2))
