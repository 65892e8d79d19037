"""Where shapes are seen, as rectangles: each is asked for again only when its shape has changed.

A check looks at a scene some two hundred times, and most shapes stand still at most of them.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from scenes.kit.ink.shapes import PX, Arrow, Dots, Inked, Segments, Type

__all__ = [
    "SLACK",
    "Box",
    "box_of",
    "common",
    "ink",
    "inside",
    "meet",
    "meeting",
    "outline",
    "pieces",
    "place",
    "strokes",
    "whole",
]

T = TypeVar("T")

_PIECE, _MOST_PIECES = 0.03, 3000
"""Into what pieces the shaft of an arrow is cut, scene units, and into how many at most."""

SLACK = PX
"""Rectangles may share so much of each other, scene units."""


class Box(NamedTuple):
    """A rectangle, scene units."""

    left: float
    bottom: float
    right: float
    top: float


def box_of(clip: tuple[float, float, float, float]) -> Box:
    """Return the rectangle of a clip, which is a corner, a width and a height."""
    left, bottom, width, height = clip
    return Box(left, bottom, left + width, bottom + height)


def meet(one: Box, other: Box) -> bool:
    """Return whether rectangles have more than an edge in common."""
    # Written out: it is asked very often, and most often the answer is no.
    return (
        one.left + SLACK < other.right
        and other.left + SLACK < one.right
        and one.bottom + SLACK < other.top
        and other.bottom + SLACK < one.top
        and _is_wide(one)
        and _is_wide(other)
    )


def _is_wide(box: Box) -> bool:
    return box.left + SLACK < box.right and box.bottom + SLACK < box.top


def meeting(boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Return which rectangles, by number, `meet` which that come after them."""
    # Columns of all left edges and so on, and each compared with each at once.
    left, bottom, right, top = np.array(boxes).reshape(-1, 4).T
    wide = (left + SLACK < right) & (bottom + SLACK < top)
    across = left[:, None] + SLACK < right
    upward = bottom[:, None] + SLACK < top
    met = across & across.T & upward & upward.T & wide & wide[:, None]
    return [(int(one), int(other)) for one, other in np.argwhere(np.triu(met, 1))]


def inside(one: Box, other: Box) -> bool:
    """Return whether a rectangle lies in another."""
    return (
        one.left >= other.left - SLACK
        and one.bottom >= other.bottom - SLACK
        and one.right <= other.right + SLACK
        and one.top <= other.top + SLACK
    )


def common(one: Box, other: Box) -> Box:
    """Return what two rectangles have in common; inside out if that is nothing."""
    return Box(
        max(one.left, other.left),
        max(one.bottom, other.bottom),
        min(one.right, other.right),
        min(one.top, other.top),
    )


def place(box: Box, frame: Box) -> str:
    """Return the middle of a rectangle as words: pixels from the upper left of the frame."""
    x, y = (box.left + box.right) / 2.0, (box.bottom + box.top) / 2.0
    return f"around pixel ({(x - frame.left) / PX:.0f}, {(frame.top - y) / PX:.0f})"


def _kept(measure: Callable[[Inked], T]) -> Callable[[Inked], T]:
    """Return a measure of shapes that is taken again only of a shape that has changed."""

    def kept(shape: Inked) -> T:
        found = shape.measured.get(measure)
        if found is None or found[0] != shape.changes:
            found = shape.measured[measure] = (shape.changes, measure(shape))
        return found[1]

    return kept


@_kept
def ink(shape: Inked) -> Box:
    """Return the rectangle of a shape's ink; of words, that of their letters."""
    flat, reach = shape.points[:, :2], _reach(shape)
    low, high = (flat.min(axis=0) - reach).tolist(), (flat.max(axis=0) + reach).tolist()
    return Box(*low, *high)


@_kept
def whole(shape: Inked) -> Box:
    """Return the rectangle of all of a shape, of words that of their line too."""
    drawn = ink(shape)
    if not isinstance(shape, Type):
        return drawn
    (left, bottom), (right, top) = shape.box.tolist()
    return Box(
        min(drawn.left, left),
        min(drawn.bottom, bottom),
        max(drawn.right, right),
        max(drawn.top, top),
    )


def outline(shape: Inked) -> Box:
    """Return the rectangle that a shape is seen in."""
    return whole(shape) if shape.clip is None else box_of(shape.clip)


@_kept
def pieces(mark: Inked) -> tuple[Box, ...]:
    """Return the rectangles of what a shape consists of: each dot, each straight line."""
    if mark.clip is not None or not isinstance(mark, (Dots, Segments)):
        return (outline(mark),)
    flat, reach = mark.points[:, :2], _reach(mark)
    ends = flat.reshape(-1, 2, 2) if isinstance(mark, Segments) else flat[:, None]
    boxes = np.hstack([ends.min(axis=1) - reach, ends.max(axis=1) + reach])
    return tuple(Box(*box) for box in boxes.tolist())


@_kept
def strokes(mark: Arrow | Dots) -> tuple[Box, ...]:
    """Return small rectangles that cover each dot, or a shaft from its start to its tip."""
    middles, reach = mark.points[:, :2], _reach(mark)
    if isinstance(mark, Arrow):
        start, tip = mark.points[[0, -1], :2].mean(axis=0), mark.points[3, :2]
        count = min(int(np.hypot(*(tip - start)) / _PIECE) + 2, _MOST_PIECES)
        middles, reach = np.linspace(start, tip, count), mark.width_px * PX / 2.0
    return tuple(Box(*box) for box in np.hstack([middles - reach, middles + reach]).tolist())


def _reach(shape: Inked) -> float:
    """Return how far a shape's ink goes beyond its points, scene units."""
    radius = shape.radius if isinstance(shape, Dots) else 0.0
    # The camera draws a line a hundredth of Manim's stroke width wide.
    return radius + float(shape.get_stroke_width()) / 200.0
