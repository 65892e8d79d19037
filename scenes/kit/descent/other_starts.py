"""Descents on one map from other starts, all at the same rate: in a bowl all of them arrive."""

from typing import Final

import numpy as np

from gdcore.landscape.long_valley import LongDescent
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import Plot

__all__ = ["OtherStarts"]

_SHARES: Final = ((0.1, 0.78), (0.34, 0.6), (0.9, 0.97), (0.94, 0.36))
"""Where they begin, as shares of the map's width and height."""
_SAMPLES: Final = 200
_LONGER: Final = 1.5
"""So many times as long as the first one takes, to see all of them arrive."""


class OtherStarts:
    """Paths from a few other places of the map; see `roll`.

    Parameters
    ----------
    descent : LongDescent
    plot : Plot
        Of the map.
    look : Look
    """

    def __init__(self, descent: LongDescent, plot: Plot, look: Look) -> None:
        window, clip = plot.window, plot.area.clip
        low = np.array([window.left, window.bottom])
        starts = low + np.array(_SHARES) * np.array([window.width, window.height])
        last = _LONGER * descent.steps_needed
        self._steps = np.append(0.0, np.geomspace(1.0, last, _SAMPLES).round())
        bowl, rate = descent.whole.bowl, descent.whole.rate
        self._ways = [plot.places(bowl.iterates(start, rate, self._steps)) for start in starts]
        none = np.zeros((1, 2))
        self._paths = tuple(Path(none, look.step, 2.5, opacity=0.7, clip=clip) for _ in starts)
        self._dots = Dots(none, 6.0, look.model, clip=clip)
        self.roll(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self._paths, self._dots)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def roll(self, progress: float) -> None:
        """Let all of them descend, as a function of progress: evenly along the way that is seen."""
        tips: list[Positions] = []
        for path, way in zip(self._paths, self._ways, strict=True):
            gone = np.append(0.0, np.cumsum(np.hypot(*np.diff(way, axis=0).T)))
            reached = eased(progress) * gone[-1]
            tip = np.array([np.interp(reached, gone, axis) for axis in way.T])
            path.put(np.vstack([way[gone <= reached], tip])).veil(1.0)
            tips.append(tip)
        self._dots.put(np.array(tips)).veil(1.0)
