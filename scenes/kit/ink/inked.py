"""What all shapes of the film have: a colour, a share that is seen, and a count of their changes.

`scenes.kit.ink.camera.FilmCamera` hands each shape a pen, and the shape paints itself with it.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from manim import Mobject, VMobject

from scenes.kit.ink.clipping import Positions
from scenes.kit.ink.pen import Pen

__all__ = ["PX", "Carriage", "Clip", "Inked"]

PX = 8.0 / 720.0
"""One pixel of a 720-line frame, in scene units."""

_STROKE = 100.0 * PX
"""Manim's stroke width for a line one such pixel wide."""

Clip = tuple[float, float, float, float]
"""Left, bottom, width, height of the rectangle outside which nothing is drawn, in scene units."""


@dataclass(frozen=True, slots=True)
class Carriage:
    """A place (x, y) is painted at (`x_scale` x + `x`, `y_scale` y + `y`), in scene units."""

    x_scale: float
    y_scale: float
    x: float
    y: float

    def moved(self, bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Return where a rectangle is painted: left, bottom, right and top."""
        left, bottom, right, top = bounds
        across = sorted(self.x_scale * place + self.x for place in (left, right))
        upward = sorted(self.y_scale * place + self.y for place in (bottom, top))
        return across[0], upward[0], across[1], upward[1]


class Inked(VMobject):
    """A shape that paints itself and may be cut at a rectangle; each kind has its own `paint`.

    Parameters
    ----------
    colour : str
        Hexadecimal sRGB.
    stroke_px : float
        The width of its lines, 0 for none.
    filled : bool
        Whether its inside is painted.
    opacity : float
        From 0 to 1.
    clip : Clip, optional

    Attributes
    ----------
    veiled : float
        The share, from 0 to 1, of its opacity that is shown.
    lit : float
        The share, from 0 to 1, of what is shown that is left while something else is spoken of.
    role : str
        Its part in the cast of the film: from one scene to the next, what plays the same part is
        one thing that moves. Empty for what plays none.
    carried : Carriage, optional
        Where the whole of it is painted, and how large, if it is carried along by something.
    measured : dict
        What was found out about it, and at how many changes: what has not changed is asked once.
    """

    is_ground = False
    """Whether other things stand on it: grounds are not dimmed."""

    flies = False
    """Whether it is on its way from one place to another, over whatever is between."""

    _changes = 0
    lit = 1.0
    role = ""
    carried: Carriage | None = None

    def __init__(
        self,
        colour: str,
        *,
        stroke_px: float = 0.0,
        filled: bool = False,
        opacity: float = 1.0,
        clip: Clip | None = None,
    ) -> None:
        super().__init__(
            stroke_color=colour,
            stroke_width=stroke_px * _STROKE,
            stroke_opacity=opacity if stroke_px else 0.0,
            fill_color=colour,
            fill_opacity=opacity if filled else 0.0,
        )
        self.measured: dict[object, tuple[Any, Any]] = {}
        self.clip = clip
        self.butt = False
        self.veiled = 1.0
        self._opacities = (opacity if filled else 0.0, opacity if stroke_px else 0.0)

    @property
    def changes(self) -> int:
        """How often anything was set of the shape: who sees it grow knows that the shape moved.

        Reading never makes it grow, nor does veiling a shape as it is veiled already.
        """
        return self._changes

    @property
    def bleed(self) -> float:
        """How far its ink goes beyond its points, scene units."""
        return self.stroke_width / (2.0 * _STROKE / PX)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The left, bottom, right and top outside which it paints nothing, scene units."""
        points, bleed = self.points, self.bleed
        # Past numpy's own methods: this is asked of all that moves, in each picture.
        left, bottom, _ = np.minimum.reduce(points).tolist()
        right, top, _ = np.maximum.reduce(points).tolist()
        bounds = left - bleed, bottom - bleed, right + bleed, top + bleed
        if self.clip is not None:
            bounds = _cut(bounds, self.clip)
        return bounds if self.carried is None else self.carried.moved(bounds)

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute, and count it."""
        # Written out, and past `super`: this is done more often than anything else.
        object.__setattr__(self, name, value)
        self.__dict__["_changes"] = self._changes + 1

    def init_colors(self, propagate_colors: bool = True) -> Self:
        """Set opacities: Manim sets the colours themselves a moment later."""
        del propagate_colors
        self.fill_rgbas = np.array([[0.0, 0.0, 0.0, self.fill_opacity]])
        self.stroke_rgbas = np.array([[0.0, 0.0, 0.0, self.stroke_opacity]])
        return self

    def update_rgbas_array(self, *args: Any, **kwargs: Any) -> Self:
        """Set colours as Manim does, in place, and count it."""
        self.__dict__["_changes"] = self._changes + 1
        return super().update_rgbas_array(*args, **kwargs)

    def get_family(self, recurse: bool = True) -> list[Mobject]:
        """Return the shape alone: it has no parts that are shapes."""
        del recurse
        return [self]

    def paint(self, pen: Pen) -> None:
        """Draw the shape."""
        raise NotImplementedError

    def _fill(self, pen: Pen) -> None:
        pen.fill(self.get_fill_rgbas()[0])

    def _stroke(self, pen: Pen) -> None:
        pen.stroke(self.get_stroke_rgbas()[0], self.get_stroke_width(), butt=self.butt)

    def veil(self, share: float) -> Self:
        """Show the shape with a share, from 0 to 1, of its own opacity."""
        if share != self.veiled:
            self._show(share)
        return self

    def light(self, share: float) -> Self:
        """Dim the shape to a share, from 0 to 1, of what its veil leaves."""
        if share != self.lit:
            self.lit = share
            self._show(self.veiled)
        return self

    def cast(self, role: str) -> Self:
        """Give the shape a role."""
        self.role = role
        return self

    def _show(self, share: float) -> None:
        # Into Manim's own arrays: its setters parse a colour anew each time.
        fill, stroke = self._opacities
        self.fill_rgbas[:, 3] = fill * share * self.lit
        self.stroke_rgbas[:, 3] = stroke * share * self.lit
        self.veiled = share

    def put(self, positions: Positions) -> Self:
        """Move the shape's points to positions of shape (n, 2)."""
        flat = np.zeros((len(positions), 3))
        flat[:, :2] = positions
        self.points = flat
        return self

    def slide(self, across: float, up: float) -> Self:
        """Move so far, scene units."""
        return self.put(self.points[:, :2] + [across, up])

    def lie(self, positions: Positions) -> Self:
        """Take the places, shape (n, 2), that a shape of its kind has in another picture."""
        return self.put(positions)


def _cut(
    bounds: tuple[float, float, float, float], clip: Clip
) -> tuple[float, float, float, float]:
    """Return what of a rectangle is in a clip: left, bottom, right and top."""
    left, bottom, right, top = bounds
    x, y, width, height = clip
    return max(left, x), max(bottom, y), min(right, x + width), min(top, y + height)
