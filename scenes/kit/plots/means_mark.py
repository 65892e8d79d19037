"""The point of means among the data, with a name where it lies on no row."""

import numpy as np

from scenes.kit.ink.shapes import PX, Dots, Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.plots.scatter import Scatter
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, along, place

__all__ = ["means_mark"]

_RING_PX = 9.0
_BESIDE, _AIR, _APART = (10 * PX, 40 * PX, 80 * PX), 6 * PX, 0.03
_HEIGHTS = (20 * PX, -36 * PX, -108 * PX, 60 * PX)


def means_mark(scatter: Scatter, words: str, look: Look) -> tuple[Inked, Inked]:
    """Return a ring about the means of both columns, and its name.

    Parameters
    ----------
    scatter : Scatter
    words : str
        Plain text.
    look : Look
    """
    data, plot = scatter.experiment.data, scatter.plot
    at = plot.places(np.array([[data.x.mean, data.y.mean]]))
    ring = Dots(at, _RING_PX, look.text, stroke_px=2.5, clip=plot.area.clip)
    (x, y), rows = at[0].tolist(), np.column_stack([data.x.values, data.y.values])
    spots = [
        (x + side * away, y + up, (1.0 - side) / 2.0)
        for away in _BESIDE
        for up in _HEIGHTS
        for side in (1.0, -1.0)
    ]
    lines = [along(line.points[:, :2], _APART) for line in scatter.best]
    taken = Obstacles(points=np.vstack([plot.places(rows), *lines]), area=plot.area, air=_AIR)
    return ring, place(Type(escaped(words), NAME_PX, look.text), spots, taken)
