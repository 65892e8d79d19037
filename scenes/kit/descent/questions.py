"""What a search must decide where it stands: which way, and how far."""

from collections.abc import Callable

import numpy as np

from scenes.kit.ink.shapes import Arrow, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.text.glyphs import escaped

__all__ = ["Questions"]

_PX = 28.0
_NEAR, _FAR = 0.24, 0.95
_ASIDE, _LINE = 0.42, 0.42


class Questions:
    """Arrows both ways along the ground at the start of an error curve, and two questions.

    Parameters
    ----------
    error_curve : ErrorCurve
    look : Look
    labels : callable
        Returns the words for "way" and "far".

    Attributes
    ----------
    ways, lengths : tuple
        What asks which way, and what asks how far.
    """

    def __init__(self, error_curve: ErrorCurve, look: Look, labels: Callable[[str], str]) -> None:
        place, along = error_curve.place(error_curve.start), error_curve.along(error_curve.start)
        clip = error_curve.plot.area.clip
        arrows = tuple(
            Arrow(look.muted, 4.0, clip=clip).point(
                place + side * _NEAR * along, place + side * _FAR * along
            )
            for side in (-1.0, 1.0)
        )
        inward = 1.0 if error_curve.best >= error_curve.start else -1.0
        anchor = (1.0 - inward) / 2
        x, y = float(place[0]) + inward * _ASIDE, float(place[1])
        y = float(np.clip(y, error_curve.plot.area.bottom + 0.4, error_curve.plot.area.top - 0.6))
        way, far = (Type(escaped(labels(key)), _PX, look.text) for key in ("way", "far"))
        self.ways = (*arrows, way.at(x, y + 0.1 + _LINE, anchor))
        self.lengths = (far.at(x, y + 0.1, anchor),)
        self.shapes = (*self.ways, *self.lengths)
