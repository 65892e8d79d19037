"""The axis of a bar: upright, ticks and their labels on the side that is away from it."""

import numpy as np

from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Inked, Segments, Type, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import TICK_PX, Scales
from scenes.kit.text.glyphs import escaped

__all__ = ["bar_scale"]

_TICK, _LABEL, _LOWER = 6 * PX, 0.12, 0.07
_TICKS = 3


def bar_scale(
    x: float, place: Box, highest: float, look: Look, *, on_right: bool = False
) -> tuple[tuple[Inked, ...], str]:
    """Return an axis from 0 at the bottom of a place to a value at its top.

    Parameters
    ----------
    x : float
        Where it stands.
    place : Box
    highest : float
        Positive.
    look : Look
    on_right : bool
        Whether it is on the right of its bar, not on the left.

    Returns
    -------
    shapes : tuple of Inked
    note : str
        What every label is to be multiplied with; goes with the axis's name.
    """
    marks = Scales(1, _TICKS, look.numerals).upright(Window(0.0, 1.0, 0.0, highest))
    y = [place.bottom + place.height * value / highest for value in marks.positions]
    side = 1.0 if on_right else -1.0
    starts = np.array([[x, at] for at in y]).reshape(-1, 2)
    ticks = segment_points(starts, starts + np.array([side * _TICK, 0.0]))
    axis = np.array([[x, place.bottom], [x, place.top]])
    labels = (
        Type(escaped(label), TICK_PX, look.muted).at(
            x + side * _LABEL, at - _LOWER, 0.0 if on_right else 1.0
        )
        for label, at in zip(marks.labels, y, strict=True)
    )
    return (Segments(np.vstack([axis, ticks]), look.muted, 1.5), *labels), marks.note
