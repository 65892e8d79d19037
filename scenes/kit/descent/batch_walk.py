"""Three descents on one map, by the rows that were looked at: on all a step, on some, on one."""

from typing import Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.batch_paths import BatchPaths
from scenes.kit.descent.batch_line import BatchLine, Kind
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import Plot

__all__ = ["BatchWalk"]

_DRAWN_STEPS = 60
"""So many steps on some rows are drawn: then they circle, too, and would hide the other path."""
_TAIL_STEPS = 220
"""So many of its last stops are seen of the path that goes on and on."""


class BatchWalk:
    """Their paths; `at` makes them longer.

    Parameters
    ----------
    paths : BatchPaths
        Of two parameters.
    plot : Plot
        The map.
    look : Look

    Attributes
    ----------
    every, some, one : BatchLine
        All of the first, the beginning of the second, the last as far as it takes to arrive.
    tail : Path
        Its last stops, from then on.
    head : Dots
        Where it is.
    steps : int
        How many steps it has made.
    """

    def __init__(self, paths: BatchPaths, plot: Plot, look: Look) -> None:
        self._paths, self._plot = paths, plot
        clip, ends = plot.area.clip, paths.arrival + 1
        self.every = BatchLine(Kind.EVERY, self.places(paths.every.path.points), look, clip)
        first = paths.some.path.points[: _DRAWN_STEPS + 1]
        self.some = BatchLine(Kind.SOME, self.places(first), look, clip)
        later = (paths.circling.path.points[1:], paths.shrinking.path.points[1:])
        self._stops = self.places(np.vstack([paths.one.path.points, *later]))
        self.one = BatchLine(Kind.ONE, self._stops[:ends], look, clip)
        self.tail = Path(self._stops[:1], self.one.colour, 1.2, opacity=0.8, clip=clip)
        self.head = Dots(self._stops[:1], 8.0, look.model, clip=clip).cast("point")
        self.steps = 0

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        lines = (*self.one.shapes, self.tail, *self.every.shapes, *self.some.shapes)
        return (*lines, self.head)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: all but the head."""
        return self.shapes[:-1]

    def places(self, points: Floats) -> Positions:
        """Return where points of the map, shape (k, 2), are on the screen."""
        return self._plot.places(points)

    def at(self, rows: float) -> Self:
        """Draw each descent as far as it had come when so many rows had been looked at."""
        paths = self._paths
        self.every.at(paths.every.steps_made(rows))
        self.some.at(paths.some.steps_made(rows))
        return self.walk(paths.one.steps_made(rows))

    def walk(self, steps: float) -> Self:
        """Draw the one-row path alone, after so many steps or on the way to the next.

        After those that are compared it goes on at the same rate, then at one that shrinks.
        """
        done = min(int(steps), len(self._stops) - 1)
        self.steps = done
        ahead = min(done + 1, len(self._stops) - 1)
        here = self._stops[done] + (steps - int(steps)) * (self._stops[ahead] - self._stops[done])
        self.one.at(done)
        if done < len(self.one.places) - 1:
            self.one.line.put(np.vstack([self.one.line.points[:, :2], here]))
        first = max(len(self.one.places) - 1, done - _TAIL_STEPS)
        self.tail.put(self._stops[first : done + 1] if done > first else here[None])
        self.head.put(here[None])
        return self

    @property
    def seen(self) -> Positions:
        """What is seen of the path on one row a step, shape (k, 2)."""
        return np.vstack([self.one.line.points[:, :2], self.tail.points[:, :2]])
