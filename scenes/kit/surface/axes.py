"""Axes around a surface: upright, readable words at places that move with the view."""

from typing import Self

import numpy as np

from gdcore.landscape.height_field import HeightField, HeightScale
from scenes.kit.ink.layout import Box
from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import PX, Inked, Positions, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX, TICK_PX
from scenes.kit.surface.height_ticks import from_zero, height_ticks, thinned
from scenes.kit.surface.surface import GAP, RELIEF, Surface
from scenes.kit.surface.view import View
from scenes.kit.text.glyphs import escaped

__all__ = ["Placed", "SurfaceAxes", "framed"]

_OUT = 0.08
"""How far the axes are off the ground, in space."""

_TICK = 6 * PX
_AIR = 6 * PX
_MARGINS = (0.85, 0.26, 0.6, 0.24)
"""Room for words on the left, below, on the right and above, scene units."""
_BELOW = 0.3
"""How much more room there is below where an axis runs level across the picture: for its words."""

_NAME = 0.05
_ROOM = 0.5
"""What the left margin has for the labels of the upright axis, scene units."""

_HANGS, _LONGEST_NAME = 0.7, 0.9
"""How far left of the upright axis its name begins; a longer one ends there."""

_LEVEL, _HALF_WAY = 1e-9, 0.5
_CLOSE, _CLEAR = 0.9, 1.0
"""How far apart the labels of the upright axis come into sight, in heights of a letter."""

_FREE = 0.02
"""How far labels are from those of the upright axis at least, scene units."""

_SHORT, _LONG = 0.4, 0.6
"""Lengths of an axis on the screen between which it comes into sight, scene units."""


class Placed(Type):
    """A line of text that is moved at every frame: it is painted by translation.

    Parameters
    ----------
    markup, size_px, colour
        As for `Type`.

    Attributes
    ----------
    still : Type
        The same line, its left end on its baseline at (0, 0).
    """

    def __init__(self, markup: str, size_px: float, colour: str) -> None:
        super().__init__(markup, size_px, colour)
        self.still = Type(markup, size_px, colour)

    def _show(self, share: float) -> None:
        super()._show(share)
        self.still.light(self.lit).veil(share)

    def paint(self, pen: Pen) -> None:
        """Fill the letters where they are now."""
        pen.ctx.translate(*self.place)
        self.still.paint(pen)

    @property
    def place(self) -> tuple[float, float]:
        """Where the line's left end is on its baseline."""
        return float(self._origin[0]), float(self._origin[1])

    def beside(self, place: Positions, outward: Positions, air: float) -> float:
        """Put the line on one side of a place.

        Parameters
        ----------
        place, outward : Positions, shape (2,)
            On the screen; the direction has length 1.
        air : float
            The least distance from the place, scene units.

        Returns
        -------
        float
            How far out the line's box reaches.
        """
        em = self.size_px * PX
        half = float(np.abs(outward) @ [self.advance / 2, 0.4 * em])
        x, y = place + outward * (air + half)
        self.at(x, y - 0.3 * em, 0.5)
        return air + 2 * half


def framed(
    box: Box,
    field: HeightField,
    azimuth: float,
    elevation: float,
    widest: float = 0.0,
    gap: float = GAP,
    relief: float = RELIEF,
) -> View:
    """Return a view that shows a risen surface and its axes, with their words, as large as fits.

    Parameters
    ----------
    box : Box
        What has to hold them, in scene units.
    field : HeightField
        What the surface is made of.
    azimuth, elevation : float
        Radians; see `View`.
    widest : float
        The width of a word that stands beside an axis, scene units.
    gap : float
        From the floor to the surface's lowest point.
    relief : float
        From there to its highest.
    """
    rim = np.column_stack([field.rim, np.full(len(field.rim), gap + relief)])
    view = View(azimuth, elevation)
    far = field.planform.extent + _OUT
    corners = np.array([[-1.0, -1.0, 0.0], [-1.0, 1.0, 0.0], [1.0, -1.0, 0.0], [1.0, 1.0, 0]])
    corners[:, :2] *= far
    hidden = np.argmax(corners[:, :2] @ view.ahead)
    shown, _ = view.project(np.vstack([rim, np.delete(corners, hidden, axis=0)]))
    low, high = shown.min(axis=0), shown.max(axis=0)
    left, below, right, above = _MARGINS
    below += _BELOW * min(1.5 * abs(float(np.cos(2.0 * azimuth))), 1.0)
    aside = max(widest + left - _NAME, 0.0)
    inner = box.inset(max(left, aside), below, max(right, aside), above)
    scale = min(inner.width / (high[0] - low[0]), inner.height / (high[1] - low[1]))
    x = (inner.left + inner.right - scale * (low[0] + high[0])) / 2
    y = (inner.bottom + inner.top - scale * (low[1] + high[1])) / 2
    return View(azimuth, elevation, scale, (float(x), float(y)))


def _in_sight(ends: Positions) -> float:
    """Return how much is seen of an axis between two places, shape (2, 2): nothing if short."""
    length = float(np.hypot(*(ends[1] - ends[0])))
    return min(max((length - _SHORT) / (_LONG - _SHORT), 0.0), 1.0)


class SurfaceAxes:
    """Two axes along the front edges of the floor and an upright one at their left end.

    Parameters
    ----------
    surface : Surface
    names : tuple of Type
        Of the first and the second parameter, and of E.
    home : View
        Where the surface is seen from at first: the corner that is nearest then is where the axes
        meet. It stays the nearest while the azimuth turns within the same quarter; else, see
        `between`.
    look : Look
    scale : HeightScale, optional
        The heights that the upright axis shows, if not all of the surface's.
    gap : float, optional
        From the floor to the surface's lowest point while they are seen, if not as it is now.

    Attributes
    ----------
    shapes : tuple of Inked
        Lines and words, in painting order, to be added to the scene behind the surface.
    hidden : tuple of Inked
        Those that wait unseen: none.
    aside : float
        How much is seen of the second parameter's axis, from 0 to 1.
    """

    def __init__(
        self,
        surface: Surface,
        names: tuple[Type, Type, Type],
        home: View,
        look: Look,
        *,
        scale: HeightScale | None = None,
        gap: float | None = None,
    ) -> None:
        self.surface = surface
        field, muted = surface.field, look.muted
        scale, gap = scale or field.scale, surface.gap_from_zero if gap is None else gap
        reach = field.reach * field.planform.extent
        low, high = field.middle - reach, field.middle + reach
        marks = [look.numerals.ticks(low[k], high[k], 4) for k in range(2)]
        marks.append(thinned(height_ticks(scale, look.numerals)))
        above_zero = min(marks[2].positions, default=0.0) > _LEVEL * scale.highest
        if gap > 0.0 and above_zero:
            marks[2] = from_zero(marks[2], look.numerals)
        notes = [part.note for part in marks]
        self._shares = [
            (np.array(marks[k].positions) - field.middle[k]) / field.reach[k] for k in range(2)
        ]
        self._shares.append(_heights(field.scale, np.array(marks[2].positions)))
        (self._top,) = _heights(field.scale, np.array([scale.highest])).tolist()
        self._labels = [
            [Placed(escaped(label), TICK_PX, muted) for label in part.labels] for part in marks
        ]
        self._names = [
            Placed(name.markup + (escaped(f" ({note})") if note else ""), NAME_PX, muted)
            for name, note in zip(names, notes, strict=True)
        ]
        self._far = field.planform.extent + _OUT
        self._lines = tuple(
            Segments(np.zeros((2, 2)), muted, 1.5, clip=surface.clip) for _ in range(3)
        )
        self.shapes: tuple[Inked, ...] = (*self._lines, *self.words)
        self.hidden: tuple[Inked, ...] = ()
        self._share = self.aside = 1.0
        self._stand(home)
        self.follow()

    @property
    def widest(self) -> float:
        """The width of the longest name of a parameter, scene units."""
        return max(name.advance for name in self._names[:2])

    @property
    def beyond_margin(self) -> float:
        """How much wider the longest label of the upright axis is than there is room for it."""
        widths = [label.advance for label in self._labels[2]]
        return max(max(widths, default=0.0) - _ROOM, 0.0)

    @property
    def lines(self) -> tuple[Segments, ...]:
        """The axes with their ticks, each from end to end first."""
        return self._lines

    @property
    def words(self) -> list[Placed]:
        """All labels and names."""
        return [*(label for part in self._labels for label in part), *self._names]

    def veil(self, share: float) -> Self:
        """Show the axes with a share of their opacity, from 0 to 1."""
        self._share = share
        return self.follow()

    def between(self, one: View, other: View, share: float) -> Self:
        """Be on the way from where the axes meet in one view to where in another.

        They are unseen in between, from an eighth of the way on; shares from 0 to 1.
        """
        self._stand(one if share < _HALF_WAY else other)
        return self.veil(max(4.0 * abs(1.0 - share / _HALF_WAY) - 3.0, 0.0))

    def _stand(self, home: View) -> None:
        """Meet at the corner that is nearest in a view."""
        self._corner = self._nearest(home)
        self._foot = self._left_end(home)

    def _nearest(self, view: View) -> Positions:
        """Return the corner that is nearest in a view, shape (2,); of two, the left one."""
        ahead = np.where(np.abs(view.ahead) > _LEVEL, view.ahead, 1.0)
        return -np.sign(ahead) * self._far

    def name_top(self, home: View, seen: View) -> float:
        """Return how high the upright axis' name reaches on the screen, all risen, scene units.

        Parameters
        ----------
        home : View
            Where the axes stand as for this view.
        seen : View
            From where they are seen.
        """
        top = GAP + RELIEF * self._top
        ((_, y),) = seen.project(np.array([[*self._left_end(home), top]]))[0].tolist()
        return y + 3 * _AIR + NAME_PX * PX

    def follow(self) -> Self:
        """Move the axes to where the surface's view and rise have them now."""
        for k in range(2):
            self._along(k)
        self._up()
        self._make_room()
        return self

    def _make_room(self) -> None:
        """Leave out labels of level axes that touch those of the upright one."""
        upright = [label.box for label in self._labels[2] if label.veiled]
        for label in (*self._labels[0], *self._labels[1]):
            if any(_gap(label.box, other) < _FREE for other in upright):
                label.veil(0.0)

    def _show(self, k: int, ends: Positions, tails: Positions, seen: float = 1.0) -> None:
        """Draw an axis with its ticks, out of sight while it is short."""
        self._lines[k].put(np.vstack([ends, tails]))
        for shape in (self._lines[k], *self._labels[k], self._names[k]):
            shape.veil(self._share * _in_sight(ends) * seen)

    def _left_end(self, view: View) -> Positions:
        """Return the one of the axes' far ends that is further left on the screen, shape (2,)."""
        ends = self._nearest(view) * np.array([[-1.0, 1.0], [1.0, -1.0]])
        return ends[int(np.argmin(ends @ view.matrix[:2, 0]))]

    def _screen(self, points: Positions) -> Positions:
        return self.surface.view.project(points)[0]

    def _along(self, k: int) -> None:
        """Place a level axis."""
        other = 1 - k
        points = np.zeros((2 + len(self._shares[k]), 3))
        points[:, other] = self._corner[other]
        points[:, k] = [-self._far[k], self._far[k], *self._shares[k]]
        places = self._screen(points)
        outward = np.sign(self._corner[other]) * self.surface.view.matrix[other]
        # Seen from the front, what leads away from the axis leads nowhere on the screen.
        size = np.hypot(*outward)
        outward = outward / size if size > _TICK else np.array([0.0, -1.0])
        reached = 0.0
        for place, label in zip(places[2:], self._labels[k], strict=True):
            reached = max(reached, label.beside(place, outward, _TICK + _AIR))
        self._names[k].beside(places[:2].mean(axis=0), outward, reached + _AIR)
        self._show(k, places[:2], _tails(places[2:], outward), self.aside if k == 1 else 1.0)

    def _up(self) -> None:
        """Place the upright axis, from where E is 0, if that can be seen, to its top."""
        surface, shares = self.surface, np.array([0.0, self._top, *self._shares[2]])
        points = np.zeros((len(shares), 3))
        points[:, :2] = self._foot
        points[:, 2] = surface.rise * (surface.gap + surface.relief * shares)
        points[0, 2] = surface.level
        places = self._screen(points)
        left = np.array([-1.0, 0.0])
        for place, label in zip(places[2:], self._labels[2], strict=True):
            label.beside(place, left, _TICK + _AIR)
        top = places[1] + [0.0, 3 * _AIR]
        self._names[2].at(self._name_left(float(top[0])), top[1])
        self._show(2, places[:2], _tails(places[2:], left), _apart(places[2:]))

    def _name_left(self, x: float) -> float:
        """Return where the upright axis' name begins: long ones beside the ground, not over it."""
        name, clip = self._names[2], self.surface.clip
        if name.advance <= _LONGEST_NAME or clip is None:
            return x - min(name.advance, _HANGS)
        return max(x - name.advance + _AIR, clip[0] + _AIR)


def _heights(scale: HeightScale, errors: Positions) -> Positions:
    """Return how high errors are drawn, shape (n,): those below the lowest, too."""
    spread = scale.highest / 2 - scale.lowest / 2
    return (errors / 2 - scale.lowest / 2) / spread if spread else np.zeros(len(errors))


def _gap(one: Positions, other: Positions) -> float:
    """Return how far two boxes, shape (2, 2), are apart; below 0 if they meet."""
    return float(np.maximum(one[0] - other[1], other[0] - one[1]).max())


def _apart(places: Positions) -> float:
    """Return how much is seen of labels one above the other, (n, 2): nothing if they touch."""
    if len(places) < 2:
        return 1.0
    apart = float(np.diff(places[:, 1]).min()) / (TICK_PX * PX)
    return min(max((apart - _CLOSE) / (_CLEAR - _CLOSE), 0.0), 1.0)


def _tails(places: Positions, outward: Positions) -> Positions:
    """Return the ends of ticks at places, shape (2 n, 2)."""
    return np.stack([places, places + _TICK * outward], axis=1).reshape(-1, 2)
