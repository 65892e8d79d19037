"""Rise over run: a triangle under the tangent, seen through a lens so strong that the curve is one.

The run is a power of ten, so that the steepness has the digits of the rise.
"""

import math

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.direction import unit_lengths
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.lens import Spot
from scenes.kit.text.formula import Formula
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.labels import labelled, numeral

__all__ = ["RiseOverRun", "strong_lens"]

_RUN_SHARE, _SLANT_SHARE = 0.42, 0.88
"""How long run and tangent are, at most, as shares of the lens's radius."""
_PX, _FORMULA_PX = 24.0, 34.0
_GAP = 12 * PX
_LINE = 30 * PX
_FORMULA_DOWN, _FORMULA_ACROSS = 0.32, 0.42


def _run_seen(error_curve: ErrorCurve, value: float, radius: float) -> float:
    """Return how long the run may be in the lens, scene units."""
    along = float(error_curve.along(value)[0])
    return radius * min(_RUN_SHARE, _SLANT_SHARE * along)


def strong_lens(
    error_curve: ErrorCurve, value: float, middle: Positions, radius: float, least: float
) -> tuple[Spot, float]:
    """Return a lens in which a run of a power of ten has a good length, and that run.

    Parameters
    ----------
    error_curve : ErrorCurve
    value : float
        Of the parameter, where it looks.
    middle : Positions, shape (2,)
        Of the lens.
    radius : float
        Scene units.
    least : float
        How many times it enlarges at least; at most ten times as many.
    """
    seen = _run_seen(error_curve, value, radius)
    largest = seen / float(unit_lengths(error_curve.plot)[0]) / least
    run = 10.0 ** math.floor(math.log10(largest))
    factor = least * largest / run
    tens = 10.0 ** math.floor(math.log10(factor))
    return Spot(middle, radius, math.floor(factor / tens) * tens), run


class RiseOverRun:
    """Run, rise, and what one is over the other, in a lens over a place of the curve.

    Parameters
    ----------
    error_curve : ErrorCurve
    value : float
        Of the parameter, where the lens looks.
    spot : Spot
        The open lens.
    run : float
        In units of the parameter.
    words : tuple of str
        What run and rise are called.
    look : Look

    Attributes
    ----------
    run, rise : tuple of Inked
        A line and its name with its number each.
    """

    def __init__(
        self,
        error_curve: ErrorCurve,
        value: float,
        spot: Spot,
        run: float,
        words: tuple[str, str],
        look: Look,
    ) -> None:
        slope, told = error_curve.slope(value), look.numerals
        across, up = np.array([run, run * slope]) * unit_lengths(error_curve.plot) * spot.factor
        self._start = spot.middle
        self._corner = spot.middle + np.array([across, 0.0])
        self._end = self._corner + np.array([0.0, up])
        self._lines = tuple(Path(np.zeros((1, 2)), look.text, 2.5) for _ in words)
        self._names = (
            Type(escaped(f"{words[0]} {told.rounded(run)}"), _PX, look.text),
            Type(escaped(words[1]), _PX, look.text),
            Type(escaped(told.significant(run * slope)), _PX, look.text),
        )
        self._place_names(1.0 if slope > 0.0 else -1.0)
        self.formula = Formula(
            f'"{words[1]}" / "{words[0]}" = {labelled(numeral(told.significant(slope)), "slope")}',
            _FORMULA_PX,
            {"slope": look.slope},
            look.text,
        )
        self._place_formula(spot, -1.0 if slope > 0.0 else 1.0)

    def _place_names(self, side: float) -> None:
        run, rise, number = self._names
        (x0, y0), (x1, y1) = self._start, self._end
        run.at(float(x0) + _GAP, float(y0) + (_GAP if side < 0.0 else -_LINE))
        # Beside the rise's middle, but clear of the run's name.
        low = float(y0 + y1) / 2 - _LINE + 2 * PX
        low = max(low, float(y0)) if side > 0.0 else min(low, float(y0) - 2 * _LINE)
        number.at(float(x1) + _GAP, low)
        rise.at(float(x1) + _GAP, low + _LINE)

    def _place_formula(self, spot: Spot, side: float) -> None:
        """Put the formula on the side of the tangent that the triangle is not on."""
        x, y = spot.middle - spot.radius * np.array([_FORMULA_ACROSS, side * _FORMULA_DOWN])
        self.formula.at(float(x), 0.0, 0.5)
        self.formula.at(float(x), float(y - self.formula.box[:, 1].mean()), 0.5)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self._lines, *self._names, *self.formula.shapes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def go_along(self, progress: float) -> None:
        """Let the run grow from the point."""
        self._grow(0, self._start, self._corner, progress)

    def go_up(self, progress: float) -> None:
        """Let the rise grow, up or down, from the end of the run to the tangent."""
        self._grow(1, self._corner, self._end, progress)
        self._names[2].veil(self._names[1].veiled)

    def _grow(self, number: int, start: Positions, end: Positions, progress: float) -> None:
        share = eased(progress)
        self._lines[number].put(np.array([start, start + share * (end - start)])).veil(1.0)
        self._names[number].veil(share)
