"""Where a derivation's lines are in a frame of any shape, and the pictures beside or below them."""

from dataclasses import dataclass, replace
from typing import Final

from scenes.kit.ink.layout import WIDE, Box, Grid

__all__ = ["BoardPlaces", "board_places"]

_EDGE: Final = 0.32
_BOARD_SHARE, _PICTURE_SHARE = 0.645, 0.655
_THUMB_WIDTH, _THUMB_ROOM, _TOP_ROOM = 2.81, 0.35, 1.2
_FOOT_ROOM, _FOOT = 0.5, 0.2
_VALUE_ROOM, _LEAST_VALUE_ROOM = 2.1, 1.65
"""What is kept free behind the last lines for the gradient's numbers, in a wide frame and else."""


@dataclass(frozen=True, slots=True)
class BoardPlaces:
    """The places.

    Parameters
    ----------
    lines : Box
        As high as the panels of a wide frame.
    picture : Box
        For the row's square.
    thumbs : Box
        For what turning each knob does.
    width : float
        How wide the last lines may be, with the gradient's numbers behind or below them.
    numbers_below : bool
    foot : Box, optional
        For a line of words below the thumbnails.
    """

    lines: Box
    picture: Box
    thumbs: Box
    width: float
    numbers_below: bool = False
    foot: Box | None = None


def board_places(grid: Grid) -> BoardPlaces:
    """Return the places in a frame: pictures beside the lines, or below them if it is vertical.

    In a square the row's square is beside the first lines, the thumbnails are below the last ones.
    """
    if grid.is_wide:
        return _beside(grid.whole)
    return _below(grid.whole) if grid.is_vertical else _around(grid.whole)


def _below(whole: Box) -> BoardPlaces:
    upper, lower = whole.split_down(WIDE.whole.height / whole.height)
    lines = upper.inset(_EDGE, 0.0, _EDGE, 0.0)
    thumbs = lower.inset(_EDGE, _FOOT_ROOM, _EDGE, _THUMB_ROOM)
    foot = lower.inset(_EDGE, _FOOT, _EDGE, 0.0)
    return BoardPlaces(lines, lower, thumbs, lines.width, numbers_below=True, foot=foot)


def _around(whole: Box) -> BoardPlaces:
    below = _below(whole)
    lines = replace(below.lines, right=whole.left + _BOARD_SHARE * whole.width)
    _, picture = whole.split_across(_PICTURE_SHARE)
    width = below.width - _LEAST_VALUE_ROOM
    return replace(below, lines=lines, picture=picture, width=width, numbers_below=False)


def _beside(whole: Box) -> BoardPlaces:
    x = whole.right - _THUMB_WIDTH
    lines = replace(whole, left=whole.left + _EDGE, right=whole.left + _BOARD_SHARE * whole.width)
    thumbs = whole.inset(x - whole.left, _THUMB_ROOM, _EDGE, _TOP_ROOM)
    _, picture = whole.split_across(_PICTURE_SHARE)
    return BoardPlaces(lines, picture, thumbs, x - lines.left - _VALUE_ROOM)
