"""Where to stand on the curve of E over one parameter, and the place across from it."""

from enum import StrEnum
from typing import Final

import numpy as np

from gdcore.descent.verdict import Start
from gdcore.section import Section

__all__ = ["Side", "across", "side_across", "stand"]


_BEYOND: Final = 1.4
"""So many times as far as stand and best fit are apart a picture goes to both sides."""


class Side(StrEnum):
    """A side of the lowest point."""

    LEFT = "left"
    RIGHT = "right"


def stand(cut: Section) -> float:
    """Return the start, or a place beside it where E is higher if the start is the best.

    Parameters
    ----------
    cut : Section
        Of one parameter.
    """
    start = cut.start[0]
    if cut.verdict(cut.descend(0)).start is Start.ARRIVED:
        start = cut.best[0] - _natural_length(cut)
    return float(start)


def _natural_length(cut: Section) -> float:
    """Return how far aside a parabola is higher by half the error of predicting the mean."""
    curvature, mean = float(cut.bowl.hessian[0, 0]), cut.objective.data.y.mean
    rise = cut.objective.error_of(mean, 1.0)
    length = (rise / curvature) ** 0.5 if curvature > 0.0 else 0.0
    return length or abs(float(cut.best[0])) or 1.0


def across(cut: Section) -> float:
    """Return the place as far from the lowest point as the stand, on its other side."""
    return 2.0 * float(cut.best[0]) - stand(cut)


def side_across(cut: Section) -> Side | None:
    """Return on which side that place is; None if no step leads down from there.

    A step leads down that goes towards the lowest point, and not past it. A place much higher than
    the stand is out of a picture that has room for the stand.
    """
    away, place = across(cut) - float(cut.best[0]), np.array([across(cut)])
    with np.errstate(all="ignore"):
        slope = cut.objective.gradient(place)
        there = float((place - cut.whole.rate * slope)[0])
    is_sound = bool(np.isfinite(slope).all() and np.isfinite(there))
    if (
        not is_sound
        or not _is_in_view(cut)
        or slope[0] * away <= 0.0
        or (there - cut.best[0]) * away < 0.0
    ):
        return None
    return Side.RIGHT if away > 0.0 else Side.LEFT


def _is_in_view(cut: Section) -> bool:
    """Return whether E across is no higher than at the stand, or a little beyond both places."""
    best, away = float(cut.best[0]), across(cut) - float(cut.best[0])
    with np.errstate(all="ignore"):
        here, there, *ends = cut.objective.value(
            best + away * np.array([[-1.0], [1.0], [-_BEYOND], [_BEYOND]])
        ).tolist()
    return there <= max(here, min(ends))
