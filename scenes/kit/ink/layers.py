"""Pictures of what stands still, kept while other things move under it and over it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import cairo
import numpy as np

from scenes.kit.ink.damage import Rect

__all__ = ["Layer", "Layers"]

_FEWEST, _MANY_POINTS = 3, 100
"""Painting so many shapes, or shapes of so many points in all, takes longer than laying a layer."""


class _Paintable(Protocol):
    """What can be painted: a shape, or a part of one."""

    @property
    def changes(self) -> int:
        """Who sees it grow knows that something changed."""

    @property
    def points(self) -> Any:
        """By their number it is costly."""


P = TypeVar("P", bound=_Paintable)

_Run = tuple[tuple[_Paintable, int], ...]
"""What follows each other in painting order, with its counts of changes."""


class Layer(NamedTuple):
    """A picture of a run, as large as what is seen of it, and where it lies, in pixels."""

    picture: cairo.ImageSurface
    left: int
    top: int

    @property
    def spot(self) -> Rect:
        """The pixels that it covers."""
        right, bottom = self.left + self.picture.get_width(), self.top + self.picture.get_height()
        return Rect(self.left, self.top, right, bottom)

    def lay(self, ctx: cairo.Context) -> None:
        """Lay it over a frame."""
        ctx.save()
        ctx.identity_matrix()
        ctx.set_source_surface(self.picture, self.left, self.top)
        ctx.paint()
        ctx.restore()


class Layers(Generic[P]):
    """Knows what frames are painted from; runs of shapes that stand still are painted once.

    Colours are rounded once more where a layer is laid over the frame.
    """

    def __init__(self) -> None:
        self._known: tuple[list[P], list[bool]] = ([], [])
        self._pieces: list[P | Layer] = []
        self._is_new = False
        self._layers: dict[_Run, Layer | None] = {}

    def pieces(
        self,
        shapes: list[P],
        still: list[bool],
        frame: cairo.Context,
        paint: Callable[[P, cairo.Context], None],
    ) -> Sequence[P | Layer]:
        """Return what a frame is painted from, the lowest first.

        Parameters
        ----------
        shapes : list of Inked
            The first lowest.
        still : list of bool
            Which of them stand still.
        frame : cairo.Context
        paint : callable
            Paints one shape with a context; it is not kept: who owns it may own these layers.
        """
        known = shapes, still
        was_new, self._is_new = self._is_new, known != self._known
        if self._is_new or was_new:
            self._known = known
            self._pieces = list(self._found(shapes, still, partial(_layer, frame, paint)))
        return self._pieces

    def _found(
        self, shapes: list[P], still: list[bool], made: Callable[[Sequence[P]], Layer]
    ) -> Iterator[P | Layer]:
        """Yield pieces; a run that was there in the last frame becomes a layer."""
        kept: dict[_Run, Layer | None] = {}
        for stands, pairs in groupby(zip(still, shapes, strict=True), itemgetter(0)):
            run = [shape for _, shape in pairs]
            layer = None
            if stands and _is_worth_it(run):
                key = tuple((shape, shape.changes) for shape in run)
                layer = self._layers.get(key)
                if layer is None and key in self._layers:
                    layer = made(run)
                kept[key] = layer
            yield from [layer] if layer else run
        self._layers = kept


def _layer(
    frame: cairo.Context, paint: Callable[[P, cairo.Context], None], run: Sequence[P]
) -> Layer:
    """Paint a run as a picture of its own, and cut off what is empty around it."""
    target = frame.get_target()
    width, height = target.get_width(), target.get_height()
    ctx = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height))
    ctx.set_matrix(frame.get_matrix())
    for shape in run:
        paint(shape, ctx)
    pixels = np.frombuffer(ctx.get_target().get_data(), np.uint32).reshape(height, width)
    (top, bottom), (left, right) = (_span(pixels.any(axis=axis)) for axis in (1, 0))
    part = np.ascontiguousarray(pixels[top:bottom, left:right])
    picture = cairo.ImageSurface.create_for_data(
        memoryview(part), cairo.FORMAT_ARGB32, right - left, bottom - top
    )
    return Layer(picture, left, top)


def _is_worth_it(run: Sequence[_Paintable]) -> bool:
    return len(run) >= _FEWEST or sum(len(shape.points) for shape in run) >= _MANY_POINTS


def _span(filled: np.ndarray) -> tuple[int, int]:
    """Return from where to where anything is, at least one wide."""
    (places,) = np.nonzero(filled)
    return (int(places[0]), int(places[-1]) + 1) if len(places) else (0, 1)
