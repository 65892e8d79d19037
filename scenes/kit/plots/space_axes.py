"""The three axes of a picture of the data over a floor of two columns."""

from dataclasses import dataclass

import numpy as np

from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Inked, Positions, Segments, Type, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX, NAME_Y, TICK_PX, name_axis, write_labels
from scenes.kit.surface.view import View
from scenes.telling.numerals import Numerals, Ticks

__all__ = ["SpaceAxes", "Standpoint"]

_TICK = 6 * PX
_LABEL_X, _LABEL_Y, _UP_X, _UP_Y = 0.07, -0.27, -0.12, -0.07
_EDGE, _NAME_Y = 0.2, 0.2
_FAINT = 0.6
_FLOOR_TICKS = 3
_MOST = 12


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where the floor and what stands on it are seen: three numbers become a place.

    Parameters
    ----------
    floor : Window
        The one column from left to right, the other from front to back.
    view : View
        Of a floor from −1 to 1 on both sides, seen over one of its corners.
    height : float
        How high the picture of the third number is on the screen, scene units.
    is_swapped : bool
        Whether the one column is the second, the other the first.
    """

    floor: Window
    view: View
    height: float
    is_swapped: bool

    def places(self, window: Window, points: Positions) -> Positions:
        """Return where numbers are on the screen.

        Parameters
        ----------
        window : Window
            From its bottom to its top the third number is shown.
        points : Positions, shape (n, 3)
            First column, second, and upwards.

        Returns
        -------
        Positions, shape (n, 2)
        """
        columns = points[:, 1::-1] if self.is_swapped else points[:, :2]
        return self.put_up(window, np.column_stack([columns, points[:, 2]]))

    def put_up(self, window: Window, points: Positions) -> Positions:
        """Return the same for the columns in the order in which they are seen."""
        on_floor = (points[:, :2] - self.floor.middle) / self.floor.half
        flat, _ = self.view.project(np.column_stack([on_floor, np.zeros(len(points))]))
        flat[:, 1] += self.height * (points[:, 2] - window.bottom) / window.height
        return flat

    @property
    def corners(self) -> Positions:
        """The floor's corners, shape (4, 2): the left one, the nearest, the right one, the far."""
        floor = self.floor
        x, y = [floor.left, floor.right], [floor.bottom, floor.top]
        around = np.array([(x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1])])
        return around if self.view.azimuth < 0.0 else np.roll(around, 1, axis=0)


class SpaceAxes:
    """Lines, ticks, labels and names of two columns on the floor, and of a third upwards.

    Parameters
    ----------
    stands : Standpoint
    names : tuple of str
        Typst markup: what is along the left front edge, upwards, and along the right one.
    wanted : int
        About how many ticks there are upwards.
    look : Look

    Attributes
    ----------
    across, up : tuple of Type
        The labels on the floor, and upwards; those that are not needed are empty.
    titles : tuple of Type
        The names in their order, with what labels are to be multiplied with.
    """

    def __init__(
        self, stands: Standpoint, names: tuple[str, str, str], wanted: int, look: Look
    ) -> None:
        self._stands, self._names, self._wanted = stands, names, wanted
        self._numerals: Numerals = look.numerals
        self.back = Segments(np.zeros((2, 2)), look.muted, 1.5, opacity=_FAINT)
        self.frame, self.ticks = (Segments(np.zeros((2, 2)), look.muted, 1.5) for _ in range(2))
        self.across, self.up = (
            tuple(Type("", TICK_PX, look.muted) for _ in range(_MOST)) for _ in range(2)
        )
        first, second, third = (Type(name, NAME_PX, look.muted) for name in names)
        self.titles = (first, second, third)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that they draw, in painting order."""
        return (self.back, self.frame, self.ticks, *self.across, *self.up, *self.titles)

    def cast(self, role: str) -> None:
        """Give lines and words their roles: those of the axes of what is plotted."""
        self.frame.cast(f"{role} axes")
        self.ticks.cast(f"{role} ticks")
        for key, words in (("across", self.across), ("up", self.up), ("title", self.titles)):
            for word in words:
                word.cast(f"{role} {key}")

    def lay(self, box: Box, area: Box, window: Window) -> None:
        """Put all where it is for a window upwards."""
        self._draw_the_box(window)
        left, nearest, right, _ = self._stands.corners
        edges = ((left, nearest), (nearest, right))
        marks = [self._along(*edge) for edge in edges]
        upright = self._numerals.ticks(window.bottom, window.top, self._wanted)
        stands = np.array([[*left, height] for height in upright.positions]).reshape(-1, 3)
        foot = [np.column_stack([at, np.full(len(at), window.bottom)]) for _, at in marks]
        level, forth, up = (self._stands.put_up(window, at) for at in (*foot, stands))
        tails = ((level, (-0.7, -0.7)), (forth, (0.7, -0.7)), (up, (-1.0, 0.0)))
        self.ticks.put(
            np.vstack([segment_points(at, at + _TICK * np.array(way)) for at, way in tails])
        )
        spots = [(x - _LABEL_X, y + _LABEL_Y, 1.0) for x, y in level.tolist()]
        spots += [(x + _LABEL_X, y + _LABEL_Y, 0.0) for x, y in forth.tolist()]
        write_labels(self.across, tuple(text for ticks, _ in marks for text in ticks.labels), spots)
        write_labels(self.up, upright.labels, [(x + _UP_X, y + _UP_Y, 1.0) for x, y in up.tolist()])
        self._name_them(box, area, (marks[0][0], upright, marks[1][0]))

    def _along(self, start: Positions, end: Positions) -> tuple[Ticks, Positions]:
        """Return the ticks along an edge of the floor, and their places on it, shape (k, 2)."""
        axis = int(np.flatnonzero(start != end)[0])
        low, high = sorted((float(start[axis]), float(end[axis])))
        ticks = self._numerals.ticks(low, high, _FLOOR_TICKS)
        at = np.tile(start, (len(ticks.positions), 1))
        at[:, axis] = ticks.positions
        return ticks, at

    def _name_them(self, box: Box, area: Box, marks: tuple[Ticks, Ticks, Ticks]) -> None:
        spots = (
            (box.left + _EDGE, box.bottom + _NAME_Y, 0.0),
            (area.left - 0.06, area.top + NAME_Y, 0.0),
            (box.right - _EDGE, box.bottom + _NAME_Y, 1.0),
        )
        for title, name, ticks, spot in zip(self.titles, self._names, marks, spots, strict=True):
            name_axis(title, name, ticks).at(*spot)

    def _draw_the_box(self, window: Window) -> None:
        """Draw the front edges and the upright one at the left; fainter, those behind."""
        low, high = window.bottom, window.top
        feet, tops = ([(x, y, z) for x, y in self._stands.corners.tolist()] for z in (low, high))
        front = [(tops[0], feet[0]), (feet[0], feet[1]), (feet[1], feet[2])]
        behind = [(feet[2], feet[3]), (feet[3], feet[0]), (tops[0], tops[3]), (tops[3], tops[2])]
        behind += [(feet[k], tops[k]) for k in (2, 3)]
        for shape, lines in ((self.frame, front), (self.back, behind)):
            shape.put(self._stands.put_up(window, np.array(lines).reshape(-1, 3)))
