"""What is told of a curve's valleys: tints below it, how many end there, where it bends down."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats
from gdcore.landscape.valleys import Valleys
from scenes.kit.ink.areas import Areas
from scenes.kit.ink.shapes import Inked, Segments, segment_points
from scenes.kit.look.contrast import laid_over
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.text.readout import Readout

__all__ = ["ValleyChart", "bends", "floors"]

_SAMPLES: Final = 121
_LEVEL, _LEVEL_PX = 0.7, 3.0
_COUNT_PX, _BEST_PX, _BEND_PX, _BEND_OPACITY = 24.0, 32.0, 9.0, 0.55
_ASIDE, _BRIGHT, _PALE = 0.14, 0.55, 0.14
_LOW, _INSIDE = 0.36, 0.5
"""How far aside a count stands; how much of a tint lies over the panel, in the deepest valley and
in others; at which share of the picture's height a count is, in others and in the deepest."""


class ValleyChart:
    """Valleys of a curve, each with a tint and a count.

    Parameters
    ----------
    curve : ErrorCurve
    valleys : Valleys
    deepest : int
        Which one is marked.
    look : Look

    Attributes
    ----------
    tints : tuple of Areas
        From the curve down to its axis, one for each valley.
    counts : tuple of Readout
    """

    def __init__(self, curve: ErrorCurve, valleys: Valleys, deepest: int, look: Look) -> None:
        self._curve, self._valleys = curve, valleys
        shares = [_BRIGHT if k == deepest else _PALE for k in range(len(valleys.lowest))]
        colours = [laid_over(look.low, share, look.panel) for share in shares]
        clip = curve.plot.area.clip
        self.tints = tuple(Areas(colour, look.edge, clip=clip) for colour in colours)
        for tint, (left, right) in zip(self.tints, valleys.edges, strict=True):
            tint.lay([self._below(left, right)])
        area = curve.plot.area
        heights = [_INSIDE if k == deepest else _LOW for k in range(len(valleys.lowest))]
        self.counts = tuple(
            Readout(
                _BEST_PX if k == deepest else _COUNT_PX,
                look.best if k == deepest else look.muted,
                float(curve.place(lowest)[0]) + (k != deepest) * _ASIDE,
                area.bottom + heights[k] * area.height,
                0.5 * (k == deepest),
            )
            for k, lowest in enumerate(valleys.lowest.tolist())
        )

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.tints, *self.counts)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """Everything: it waits unseen."""
        return self.shapes

    def tint_at(self, value: float) -> Areas:
        """Return the tint of the valley whose lowest place is nearest to a value."""
        return self.tints[int(np.argmin(np.abs(self._valleys.lowest - value)))]

    def tell(self, counts: Sequence[int], look: Look) -> None:
        """Show how many are in each valley."""
        for readout, count in zip(self.counts, counts, strict=True):
            readout.tell(look.numerals.counted(int(count)))

    def _below(self, left: float, right: float) -> Floats:
        """Return the outline of what is below the curve between two values."""
        top = self._curve.places(np.linspace(left, right, _SAMPLES))
        floor = self._curve.plot.area.bottom
        return np.vstack([[top[0, 0], floor], top, [top[-1, 0], floor]])


def floors(curve: ErrorCurve, values: Floats, colour: str) -> Segments:
    """Return short level tangents of the curve at values of its parameter, shape (k,)."""
    places = curve.places(values)
    half = np.array([_LEVEL / 2, 0.0])
    ends = segment_points(places - half, places + half)
    return Segments(ends, colour, _LEVEL_PX, clip=curve.plot.area.clip)


def bends(curve: ErrorCurve, values: Floats, down: NDArray[np.bool_], colour: str) -> Segments:
    """Return the stretches of a curve that bend down, as a broad band along it.

    Parameters
    ----------
    curve : ErrorCurve
    values : Floats, shape (n,)
        Of its parameter, ascending.
    down : array of bool, shape (n,)
        Whether it bends down there.
    colour : str
    """
    places, both = curve.places(values), down[:-1] & down[1:]
    ends = segment_points(places[:-1][both], places[1:][both])
    clip = curve.plot.area.clip
    return Segments(ends, colour, _BEND_PX, opacity=_BEND_OPACITY, clip=clip)
