"""The three axes of a picture of the data over a floor of two columns."""

from dataclasses import dataclass

import numpy as np

from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Inked, Positions, Segments, Type, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX, NAME_Y, TICK_PX
from scenes.kit.surface.view import View
from scenes.kit.text.glyphs import escaped
from scenes.telling.numerals import Numerals, Ticks

__all__ = ["SpaceAxes", "Standpoint"]

_TICK = 6 * PX
_LABEL_X, _LABEL_Y, _UP_X, _UP_Y = 0.07, -0.27, -0.12, -0.07
_EDGE, _NAME_Y = 0.2, 0.2
_FAINT = 0.35
_FLOOR_TICKS = 3
_MOST = 12


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where the floor and what stands on it are seen: three numbers become a place.

    Parameters
    ----------
    floor : Window
        The first column from left to right, the second from front to back.
    view : View
        Of a floor from −1 to 1 on both sides.
    height : float
        How high the picture of the third number is on the screen, scene units.
    """

    floor: Window
    view: View
    height: float

    def places(self, window: Window, points: Positions) -> Positions:
        """Return where numbers are on the screen.

        Parameters
        ----------
        window : Window
            From its bottom to its top the third number is shown.
        points : Positions, shape (n, 3)

        Returns
        -------
        Positions, shape (n, 2)
        """
        on_floor = (points[:, :2] - self.floor.middle) / self.floor.half
        flat, _ = self.view.project(np.column_stack([on_floor, np.zeros(len(points))]))
        flat[:, 1] += self.height * (points[:, 2] - window.bottom) / window.height
        return flat


class SpaceAxes:
    """Lines, ticks, labels and names of two columns on the floor, and of a third upwards.

    Parameters
    ----------
    stands : Standpoint
    names : tuple of str
        Typst markup: the first column, the one upwards, the second.
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
        self.back = Segments(np.zeros((2, 2)), look.muted, 1.0, opacity=_FAINT)
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
        floor, numerals = self._stands.floor, self._numerals
        marks = (
            numerals.ticks(floor.left, floor.right, _FLOOR_TICKS),
            numerals.ticks(window.bottom, window.top, self._wanted),
            numerals.ticks(floor.bottom, floor.top, _FLOOR_TICKS),
        )
        self._draw_the_box(window)
        level, upright, forth = (self._along(k, window, each) for k, each in enumerate(marks))
        tails = ((level, (-0.7, -0.7)), (upright, (-1.0, 0.0)), (forth, (0.7, -0.7)))
        self.ticks.put(
            np.vstack([segment_points(at, at + _TICK * np.array(way)) for at, way in tails])
        )
        spots = [(x - _LABEL_X, y + _LABEL_Y, 1.0) for x, y in level.tolist()]
        spots += [(x + _LABEL_X, y + _LABEL_Y, 0.0) for x, y in forth.tolist()]
        _write(self.across, (*marks[0].labels, *marks[2].labels), spots)
        _write(self.up, marks[1].labels, [(x + _UP_X, y + _UP_Y, 1.0) for x, y in upright.tolist()])
        self._name_them(box, area, marks)

    def _name_them(self, box: Box, area: Box, marks: tuple[Ticks, Ticks, Ticks]) -> None:
        spots = (
            (box.left + _EDGE, box.bottom + _NAME_Y, 0.0),
            (area.left - 0.06, area.top + NAME_Y, 0.0),
            (box.right - _EDGE, box.bottom + _NAME_Y, 1.0),
        )
        for title, name, ticks, spot in zip(self.titles, self._names, marks, spots, strict=True):
            note = escaped(f" ({ticks.note})") if ticks.note else ""
            title.write(name + note).at(*spot)

    def _along(self, axis: int, window: Window, marks: Ticks) -> Positions:
        """Return the places of ticks: along the front edges of the floor, and up the left one."""
        floor = self._stands.floor
        corner = {0: (0.0, floor.bottom), 1: (floor.left, floor.bottom), 2: (floor.right, 0.0)}
        points = np.tile([*corner[axis], window.bottom], (len(marks.positions), 1))
        points[:, (0, 2, 1)[axis]] = marks.positions
        return self._stands.places(window, points)

    def _draw_the_box(self, window: Window) -> None:
        """Draw the front edges and the upright one at the left; fainter, those behind."""
        floor = self._stands.floor
        left, right, front, back = floor.left, floor.right, floor.bottom, floor.top
        low, high = window.bottom, window.top
        edges = [
            ((left, front, high), (left, front, low)),
            ((left, front, low), (right, front, low)),
            ((right, front, low), (right, back, low)),
        ]
        behind = [((left, front, low), (left, back, low)), ((left, back, low), (right, back, low))]
        behind += [((x, back, low), (x, back, high)) for x in (left, right)]
        behind += [((left, front, high), (left, back, high))]
        behind += [((left, back, high), (right, back, high))]
        for shape, lines in ((self.frame, edges), (self.back, behind)):
            shape.put(self._stands.places(window, np.array(lines).reshape(-1, 3)))


def _write(
    labels: tuple[Type, ...], texts: tuple[str, ...], spots: list[tuple[float, float, float]]
) -> None:
    """Write texts at their spots, and nothing on the labels that are left."""
    for label, text, spot in zip(labels, texts, spots, strict=False):
        label.write(escaped(text)).at(*spot)
    for label in labels[len(texts) :]:
        label.write("")
