"""Pictures of what stands still, kept while other things move under it and over it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from weakref import WeakKeyDictionary

import cairo
import numpy as np

from scenes.kit.ink.inked import Inked

__all__ = ["Layers"]

_RESTS_AFTER = 5
"""What has not changed for so many pictures is taken to stand still."""
_FEWEST, _MANY_POINTS = 3, 100
"""Painting so many shapes, or shapes of so many points in all, takes longer than laying a layer."""

Paint = Callable[[Inked, cairo.Context], None]
_Run = tuple[tuple[Inked, int], ...]
"""Shapes that follow each other in painting order, with their counts of changes."""


class _Layer(NamedTuple):
    """A picture of a run, as large as what is seen of it, and where it lies, in pixels."""

    picture: cairo.ImageSurface
    left: int
    top: int

    def lay(self, ctx: cairo.Context) -> None:
        """Lay it over a frame."""
        ctx.save()
        ctx.identity_matrix()
        ctx.set_source_surface(self.picture, self.left, self.top)
        ctx.paint()
        ctx.restore()


class Layers:
    """Paints shapes into one frame after another; runs of those that stand still only once.

    Colours are rounded once more where a layer is laid over the frame.
    """

    def __init__(self) -> None:
        self._frame = 0
        self._known: WeakKeyDictionary[Inked, tuple[int, int]] = WeakKeyDictionary()
        self._layers: dict[_Run, _Layer | None] = {}

    def paint(self, shapes: Iterable[Inked], ctx: cairo.Context, paint: Paint) -> None:
        """Paint shapes, the first lowest.

        Parameters
        ----------
        shapes : iterable of Inked
        ctx : cairo.Context
            Of the frame.
        paint : callable
            Paints one shape with a context.
        """
        self._frame += 1
        kept: dict[_Run, _Layer | None] = {}
        for rests, run in self._runs(shapes):
            if not rests or not _is_worth_it(run):
                for shape, _ in run:
                    paint(shape, ctx)
                continue
            kept[run] = self._layers.get(run)
            if kept[run] is None and run in self._layers:
                kept[run] = _layer(run, ctx, paint)
            if (layer := kept[run]) is None:
                for shape, _ in run:
                    paint(shape, ctx)
            else:
                layer.lay(ctx)
        self._layers = kept

    def _runs(self, shapes: Iterable[Inked]) -> Iterator[tuple[bool, _Run]]:
        for rests, run in groupby(shapes, self._rests):
            yield rests, tuple((shape, shape.changes) for shape in run)

    def _rests(self, shape: Inked) -> bool:
        changes, since = self._known.get(shape, (-1, 0))
        if shape.changes != changes:
            self._known[shape] = (shape.changes, self._frame)
            return False
        return self._frame - since >= _RESTS_AFTER


def _is_worth_it(run: _Run) -> bool:
    return len(run) >= _FEWEST or sum(len(shape.points) for shape, _ in run) >= _MANY_POINTS


def _layer(run: _Run, frame: cairo.Context, paint: Paint) -> _Layer:
    """Paint a run as a picture of its own, and cut off what is empty around it."""
    target = frame.get_target()
    width, height = target.get_width(), target.get_height()
    ctx = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height))
    ctx.set_matrix(frame.get_matrix())
    for shape, _ in run:
        paint(shape, ctx)
    pixels = np.frombuffer(ctx.get_target().get_data(), np.uint32).reshape(height, width)
    (top, bottom), (left, right) = (_span(pixels.any(axis=axis)) for axis in (1, 0))
    part = np.ascontiguousarray(pixels[top:bottom, left:right])
    picture = cairo.ImageSurface.create_for_data(
        memoryview(part), cairo.FORMAT_ARGB32, right - left, bottom - top
    )
    return _Layer(picture, left, top)


def _span(filled: np.ndarray) -> tuple[int, int]:
    """Return from where to where anything is, at least one wide."""
    (places,) = np.nonzero(filled)
    return (int(places[0]), int(places[-1]) + 1) if len(places) else (0, 1)
