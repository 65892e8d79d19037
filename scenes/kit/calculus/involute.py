"""The outline of a gear whose teeth are involutes, so that two of one module roll on each other.

The flank of a tooth is what the end of a thread draws that is unwound from the base circle. At
radius r it stands inv(α_r) away from where it began, inv(α) = tan α − α, cos α_r = r_base / r
(e.g. Shigley's Mechanical Engineering Design, 11th ed., section 13-4). With 25° of pressure angle
and teeth this high not even 12 teeth are undercut: 2 · 0.85 / sin² 25° = 9.5.
"""

from functools import lru_cache
from typing import Final

import numpy as np

from scenes.kit.ink.shapes import Positions

__all__ = ["ADDENDUM", "gear_outline", "in_mesh"]

ADDENDUM: Final = 0.85
"""How far teeth reach beyond the pitch circle, in modules."""
_DEDENDUM: Final = 1.1
_PRESSURE: Final = np.radians(25.0)
_PLAY: Final = 0.06
"""By this share of a tooth's thickness it is thinner than the gap that it goes into."""
_FLANK: Final = 7
"""Points along a flank."""


@lru_cache(maxsize=64)
def gear_outline(teeth: int) -> Positions:
    """Return the outline of a gear with module 1, a tooth's middle at angle 0.

    Its pitch circle has the radius `teeth` / 2; scaled, gears of one module mesh.

    Parameters
    ----------
    teeth : int
        12 or more.

    Returns
    -------
    Positions, shape (n, 2)
        Counter-clockwise about (0, 0), the last point joined to the first.
    """
    pitch = teeth / 2.0
    base, root, tip = pitch * np.cos(_PRESSURE), pitch - _DEDENDUM, pitch + ADDENDUM
    radii = np.linspace(max(base, root), tip, _FLANK)
    half = np.pi / (2.0 * teeth) * (1.0 - _PLAY)
    flank = half + _involute(_PRESSURE) - _involute(np.arccos(np.minimum(base / radii, 1.0)))
    # Below the base circle a flank is a straight line towards the middle.
    radii, flank = np.append(root, radii), np.append(flank[0], flank)
    angles = np.concatenate([-flank, flank[::-1]])
    lengths = np.concatenate([radii, radii[::-1]])
    turns = 2.0 * np.pi / teeth * np.arange(teeth)
    around = (angles + turns[:, None]).ravel()
    return np.tile(lengths, teeth)[:, None] * np.column_stack([np.cos(around), np.sin(around)])


def in_mesh(teeth: int, before: int, turned: float) -> float:
    """Return the angle at which a gear meshes with the one on its left.

    Parameters
    ----------
    teeth, before : int
        Of the gear, and of the one on its left.
    turned : float
        The angle of that one, counter-clockwise, radians.
    """
    # A tooth of the left one at height h is met by a gap: half a tooth further is a tooth.
    return np.pi + np.pi / teeth - turned * before / teeth


def _involute(angle: np.ndarray | float) -> np.ndarray:
    return np.tan(angle) - angle
