"""Lines on a map where E is level along one parameter, each with its equation beside it."""

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.level_lines import level_lines
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Inked, Positions, Segments, Type, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.error_plot import ErrorPlot
from scenes.kit.text.placing import Obstacles, along, middle_within, place

__all__ = ["LevelMark", "level_marks", "steepness"]

_LINE_PX, _NAME_PX = 3.0, 22.0
_ABOVE, _BELOW, _AIR, _APART = 20 * PX, -36 * PX, 13 * PX, 0.04
_NEAR_PX, _INSET = 40.0, 10 * PX
_BESIDE, _MIDDLE, _RAISED = 18 * PX, -6 * PX, 22 * PX


def steepness(name: str) -> str:
    """Return the Typst mathematics of how steep E is along a parameter."""
    return f"partial E \\/ partial {name_typst(name)}"


class LevelMark:
    """Where E is level along one parameter.

    Parameters
    ----------
    plot : ErrorPlot
        A map.
    lines : tuple of Floats, each of shape (n, 2)
    name : str
        The parameter's.
    look : Look

    Attributes
    ----------
    line : Segments
    name : Type
    """

    def __init__(self, plot: ErrorPlot, lines: tuple[Floats, ...], name: str, look: Look) -> None:
        self._lines, self._plot = lines, plot
        self.places = [plot.plot.places(line) for line in lines]
        starts, ends = (
            np.vstack([np.empty((0, 2)), *(line[cut] for line in self.places)])
            for cut in (slice(None, -1), slice(1, None))
        )
        self._pieces = np.stack([starts, ends], axis=1)
        clip = plot.plot.area.clip
        self.line = Segments(segment_points(starts, ends), look.slope, _LINE_PX, clip=clip)
        nothing = look.numerals.significant(0.0)
        self.name = Type(f"${steepness(name)} = {nothing}$", _NAME_PX, look.slope)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.line, self.name)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def draw(self, progress: float) -> None:
        """Draw the line from its one end to the other; at last its name is seen."""
        shown = self._pieces[: max(round(eased(progress) * len(self._pieces)), 1)]
        self.line.put(shown.reshape(-1, 2)).veil(1.0)
        self.name.veil(max(2.0 * progress - 1.0, 0.0))

    def slid(self, share: float) -> Floats:
        """Return parameters a share of the way along the longest piece of it, shape (2,)."""
        line = max(self._lines, key=len)
        k = share * (len(line) - 1)
        return np.array([np.interp(k, np.arange(len(line)), axis) for axis in line.T])

    def share_of(self, point: Floats) -> float:
        """Return how far along it the place nearest to a point is, as `slid` takes it."""
        places = max(self.places, key=len)
        away = np.hypot(*(places - self._plot.plot.places(point[None])).T)
        return float(np.argmin(away)) / max(len(places) - 1, 1)


def level_marks(plot: ErrorPlot, taken: Positions, look: Look) -> tuple[LevelMark, LevelMark]:
    """Return the two lines on a map, for its first parameter and its second.

    Parameters
    ----------
    plot : ErrorPlot
        A map.
    taken : Positions, shape (k, 2)
        Where their names must not lie.
    look : Look
    """
    cut = plot.section
    first, second = (
        LevelMark(plot, lines, name, look)
        for lines, name in zip(level_lines(cut, plot.plot.window), cut.names, strict=True)
    )
    lines = [along(line, _APART) for mark in (first, second) for line in mark.places]
    points = np.vstack([taken, *lines])
    _put_beside(plot, points)
    boxes = [plot.name.box] if plot.best else []
    for mark in (second, first):
        _put_the_name(mark, plot, points, tuple(boxes))
        boxes.append(mark.name.box)
    return first, second


def _put_beside(plot: ErrorPlot, points: Positions) -> None:
    """Put the name of the best fit where the lines that cross there leave room."""
    x, y = plot.mark.points[0, :2].tolist()
    area, name = plot.plot.area, plot.name
    spots = [
        (x + side * _BESIDE, y + dy, (1.0 - side) / 2.0)
        for dy in (_MIDDLE, _RAISED, -_RAISED)
        for side in (1.0, -1.0)
    ]
    place(name, spots, Obstacles(points=points, area=area, air=_AIR))


def _put_the_name(
    mark: LevelMark, plot: ErrorPlot, points: Positions, boxes: tuple[Positions, ...]
) -> None:
    """Put a name beside its line, as far out as there is room."""
    area, width = plot.plot.area.inset(*4 * (_INSET,)), mark.name.advance
    line = np.vstack([np.empty((0, 2)), *mark.places])
    inside = [place for place in line[::2] if area.holds(*place)] or [np.array([0.0, 0.0])]
    ends = inside[::-1]
    spots = [
        (middle_within(area, float(x) + side * (width / 2 + _NEAR_PX * PX), width), y + dy, 0.5)
        for x, y in ends
        for side in (0.0, 1.0, -1.0)
        for dy in (_ABOVE, _BELOW, 0.0)
    ]
    place(mark.name, spots, Obstacles(points=points, boxes=boxes, area=area, air=_AIR))
