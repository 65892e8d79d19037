"""E along the direction in which it bends most sharply, over the curve of one parameter."""

import numpy as np

from gdcore.landscape.sharpest import Sharpest
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Path
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.plot import fitted
from scenes.kit.text.placing import Obstacles, along, place

__all__ = ["SharperCurve"]

_PATH_PX, _WORD_PX, _DASHES_PX = 3.0, 20.0, (7.0, 5.0)
_WIDTH, _BELOW, _AIR = 0.6, 0.3, 0.08
_ANCHORS, _LINES = (0.5, 0.3, 0.7, 0.1, 0.9), 8


class SharperCurve:
    """A dashed curve through the same lowest point, at the same scale, and what it is.

    It lies on the other curve, in the window that this shows; `bend` makes it what it is.

    Parameters
    ----------
    curve : ErrorCurve
    found : Sharpest
    words : str
    look : Look

    Attributes
    ----------
    path : Path
    word : Type
        It stands clear of both curves when the path has bent.
    """

    def __init__(self, curve: ErrorCurve, found: Sharpest, words: str, look: Look) -> None:
        area, window, best = curve.plot.area, curve.plot.window, curve.best
        self._start = curve.curve.points[:, :2].copy()
        # As high as there: in a bowl, so much nearer as it bends more sharply.
        nearer = min(found.limit / curve.section.max_stable_rate, 1.0) ** 0.5
        away = nearer * (np.linspace(window.left, window.right, len(self._start)) - best)
        self._end = curve.heights(best + away, found.errors(away))
        self.path = Path(self._start, look.slope, _PATH_PX, dashes_px=_DASHES_PX, clip=area.clip)
        self.word = fitted(words, _WORD_PX, look.slope, _WIDTH * area.width)
        place(
            self.word,
            (
                (area.left + share * area.width, top - _BELOW, share)
                for top in np.linspace(area.top, area.bottom, _LINES, endpoint=False).tolist()
                for share in _ANCHORS
            ),
            Obstacles(
                np.vstack([along(line, _AIR) for line in (self._start, self._end)]),
                area=area,
                air=_AIR,
            ),
        )

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.path, self.word)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def bend(self, progress: float) -> None:
        """Go from the curve of one parameter to the sharper one, as a function of progress."""
        self.path.put(self._start + eased(progress) * (self._end - self._start))
