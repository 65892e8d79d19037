"""The plain parabola y = x², moved and stretched until it lies on an error curve."""

from typing import Final

import numpy as np

from gdcore.typeset import typst
from gdcore.vertex import PLAIN_PARABOLA, VERTEX_LABELS, moved_parabola
from scenes.kit.formula import Formula, Part
from scenes.kit.glide import glide
from scenes.kit.knob import Knob
from scenes.kit.layout import Box
from scenes.kit.motion import eased
from scenes.kit.numerals import significant
from scenes.kit.plot import NAME_Y
from scenes.kit.shapes import Path, Positions
from scenes.kit.theme import Theme
from scenes.kit.worked import worked

__all__ = ["Overlay"]

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


def _dense(line: Positions) -> Positions:
    """Return a line with so many points that none of its parts jumps over a formula."""
    k = np.linspace(0.0, len(line) - 1.0, 16 * len(line))
    return np.column_stack([np.interp(k, np.arange(len(line)), axis) for axis in line.T])


def _sides(area: Box) -> tuple[tuple[float, float], ...]:
    """Return where a formula may stand across an area, and which share of its width is there."""
    middle = (area.left + area.right) / 2
    return (middle, 0.5), (area.right - _EDGE, 1.0), (area.left + _EDGE, 0.0)


class Overlay:
    """The parabola and its formula, from plain to the one that touches the curve's lowest point.

    Parameters
    ----------
    knob : Knob
    theme : Theme

    Attributes
    ----------
    path : Path
    plain, placed : Formula
        y = x², and the same with the curve's lowest point and curvature.
    """

    def __init__(self, knob: Knob, theme: Theme) -> None:
        self._knob = knob
        self.path = Path(np.zeros((2, 2)), theme.muted, 9.0, opacity=0.75, clip=knob.plot.area.clip)
        area = knob.plot.area
        x, top = (area.left + area.right) / 2, area.top - _TOP
        plain = typst(PLAIN_PARABOLA, VERTEX_LABELS)
        self.plain = Formula(plain, _PX, {}, theme.text).at(x, top, 0.5)
        self.placed = self._clear(self._formula(theme).fitted(area.width - 0.6))
        self._glide = glide(self.plain, self.placed)
        self.move(0.0)

    def _clear(self, formula: Formula) -> Formula:
        """Put the formula where it lies on no curve, or else on as little of them as can be."""
        area, u = self._knob.plot.area, np.linspace(-_PLAIN_REACH, _PLAIN_REACH, _SAMPLES)
        window = self._knob.plot.window
        curves = (self._placed(u), self._knob.stretch(window.left, window.right))
        dense = np.vstack([_dense(curve) for curve in curves])
        dense = dense[dense[:, 1] <= area.top]
        places = [(x, area.top - drop, share) for drop in _DROPS for x, share in _sides(area)]
        if formula.advance < area.width - _NAMED:
            places.append((area.right, area.top + NAME_Y, 1.0))
        air = np.array([[-_AIR], [_AIR]])

        def touched(place: tuple[float, float, float]) -> int:
            low, high = formula.at(*place).box + air
            return int(((dense >= low) & (dense <= high)).all(axis=1).sum())

        return formula.at(*min(places, key=touched))

    @property
    def formulas(self) -> tuple[Part, ...]:
        """All that the formulas draw."""
        return (*self.plain.shapes, *self.placed.shapes)

    def _formula(self, theme: Theme) -> Formula:
        """Return E = E* + ½ λ (θ − θ*)², its numbers in place of the symbols."""
        bowl, best = self._knob.section.bowl, self._knob.best
        knob = self._knob.section.objective.model.parameters[0]
        values = {
            "low": significant(bowl.lowest),
            "stretch": significant(float(bowl.hessian[0, 0]) / 2),
            "middle": significant(abs(best)),
        }
        shown = moved_parabola(knob, below_zero=best < 0.0)
        source = worked(typst(shown, {**VERTEX_LABELS, knob: "knob"}), values)
        if not self._knob.section.objective.is_quadratic:
            source = source.replace("=", "approx", 1)
        return Formula(source, _PX, {"knob": theme.model}, theme.text)

    def move(self, progress: float) -> None:
        """Take curve and formula a share of the way from the plain parabola to the placed one."""
        share, u = eased(progress), np.linspace(-_PLAIN_REACH, _PLAIN_REACH, _SAMPLES)
        self.path.put((1.0 - share) * self._plain(u) + share * self._placed(u))
        self._glide(progress)

    def _plain(self, u: Positions) -> Positions:
        """Return y = x² on the picture's own axes, or beside them where they would not show it."""
        plot, far = self._knob.plot, self._far * u
        if self._is_on_the_axes:
            return plot.places(np.column_stack([far, far * far]))
        middle = self._knob.place(self._knob.best)[0]
        low = plot.area.bottom + _PLAIN_Y * plot.area.height
        return np.column_stack([middle + _PLAIN_UNIT * u, low + _PLAIN_UNIT * u * u])

    @property
    def _far(self) -> float:
        """How much of the parameter a unit of u is."""
        return self._knob.plot.window.width / 2 / _PLAIN_REACH

    @property
    def _is_on_the_axes(self) -> bool:
        """Whether x² is neither flat nor steep in the picture, and its lowest point is in it."""
        window, rise = self._knob.plot.window, (self._far * _PLAIN_REACH) ** 2
        level = window.bottom <= 0.0 < window.top and window.left < 0.0 < window.right
        return level and _FLATTEST < rise / window.height < 1.0 / _FLATTEST

    def _placed(self, u: Positions) -> Positions:
        knob = self._knob
        values = knob.best + self._far * u
        return knob.plot.places(np.column_stack([values, knob.section.bowl.value(values[:, None])]))
