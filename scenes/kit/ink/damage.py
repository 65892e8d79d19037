"""What of a picture has changed since the last one, as upright rectangles of pixels."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from scenes.kit.ink.inked import Inked

__all__ = ["RESTS_AFTER", "Damage", "Rect"]

RESTS_AFTER = 5
"""What has not changed for so many pictures is taken to stand still."""
_WASTE_PIXELS = 20_000
"""Two rectangles are painted as one if that paints at most so many pixels that neither has, or if
they overlap: what is in both would be painted twice."""


class Rect(NamedTuple):
    """Pixels from `left` and `top` on, before `right` and `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """How many pixels it has, none if it is inside out."""
        return max(self.right - self.left, 0) * max(self.bottom - self.top, 0)

    def meets(self, other: "Rect") -> bool:
        """Return whether two have a pixel in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Rect") -> bool:
        """Return whether all of another one lies in it."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def around(self, other: "Rect") -> "Rect":
        """Return the smallest one that holds both."""
        return Rect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class _Seen(NamedTuple):
    """A shape as it was painted: its count of changes, where, and in which picture it changed."""

    changes: int
    spot: Rect
    since: int


_Picture = dict[Inked, _Seen]


class Damage:
    """Knows the shapes of the last picture, and where each of them was.

    Parameters
    ----------
    whole : Rect
        The frame.
    """

    def __init__(self, whole: Rect) -> None:
        self._whole = whole
        self._last: _Picture = {}
        self._number = 0
        self.forget()

    def forget(self) -> None:
        """Take all of the next picture to be new."""
        self._is_known = False

    def since_last(self, shapes: Iterable[Inked], spot: Callable[[Inked], Rect]) -> list[Rect]:
        """Return what has changed; outside of it the picture is as it was.

        Parameters
        ----------
        shapes : iterable of Inked
            All that is painted now, the lowest first.
        spot : callable
            Returns the pixels that a shape may paint, at most those of the frame.
        """
        self._number += 1
        before, self._last = self._last, {s: self._seen(s, spot) for s in shapes}
        was_known, self._is_known = self._is_known, True
        if not was_known or not _is_in_order(before, self._last):
            return [self._whole]
        return _joined(_changed(before, self._last))

    def where(self, shape: Inked) -> Rect:
        """Return the pixels that a shape of the last picture may have painted."""
        return self._last[shape].spot

    @property
    def still(self) -> list[bool]:
        """Which shapes of the last picture stand still, in painting order."""
        latest = self._number - RESTS_AFTER
        return [seen.since <= latest for seen in self._last.values()]

    def _seen(self, shape: Inked, spot: Callable[[Inked], Rect]) -> _Seen:
        changes, known = shape.changes, self._last.get(shape)
        if known and known.changes == changes:
            return known
        return _Seen(changes, spot(shape), self._number)


def _is_in_order(before: _Picture, now: _Picture) -> bool:
    """Return whether all that is in both pictures lies in the same order in both."""
    return [s for s in before if s in now] == [s for s in now if s in before]


def _changed(before: _Picture, now: _Picture) -> list[Rect]:
    """Return where shapes that are not as they were are, and where they were, the largest first."""
    rects = [was.spot for shape, was in before.items() if shape not in now]
    for shape, at in now.items():
        was = before.get(shape)
        if was is None:
            rects.append(at.spot)
        elif was is not at:
            rects += _joined((was.spot, at.spot))
    return sorted((rect for rect in rects if rect.area), key=attrgetter("area"), reverse=True)


def _joined(rects: Sequence[Rect]) -> list[Rect]:
    """Return fewer rectangles that hold all: those are one that are not much less than that."""
    joined: list[Rect] = []
    for rect in rects:
        if not any(other.holds(rect) for other in joined):
            _add(joined, rect)
    return joined


def _add(joined: list[Rect], rect: Rect) -> None:
    area = rect.area
    for other in joined:
        both = rect.around(other)
        if rect.meets(other) or both.area <= area + other.area + _WASTE_PIXELS:
            joined.remove(other)
            _add(joined, both)
            return
    joined.append(rect)
