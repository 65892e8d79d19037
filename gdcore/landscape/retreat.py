"""Where a descent that runs away leaves its landscape, and how far to go back until it is seen."""

from typing import Final, NamedTuple

import numpy as np

from gdcore.landscape.region import Region

__all__ = ["Retreat", "retreats"]

_ROOM: Final = 1.25
"""How much further than the point, which is then inside, the landscape goes."""
_ROUNDING: Final = 1.0 + 1e-9


class Retreat(NamedTuple):
    """One look from further away.

    Parameters
    ----------
    step : int
        The first step of the descent that has left what was seen before.
    times : float
        How many times as far as at first the landscape has to go.
    """

    step: int
    times: float


def retreats(shown: Region, most: int) -> tuple[Retreat, ...]:
    """Return the looks from ever further away that keep a descent in the picture of its bowl.

    A bowl looks the same from each of them: E is a quadratic form about its lowest point, so that
    what is t times as far away is t² times as high.

    Parameters
    ----------
    shown : Region
    most : int
        How many there are at most, 1 or more.

    Returns
    -------
    tuple of Retreat
        None where E is no bowl, or the descent stays inside.
    """
    if shown.planform is None:
        return ()
    away = shown.planform.away((shown.path.points - shown.section.best) / shown.reach)
    factor, seen = max(float(away.max()), 1.0) ** (1.0 / most), 1.0
    found: list[Retreat] = []
    while (away > seen * _ROUNDING).any():
        step = int(np.argmax(away > seen * _ROUNDING))
        seen = _ROOM * max(float(away[step]), factor * seen / _ROOM)
        found.append(Retreat(step, seen))
    return tuple(found)
