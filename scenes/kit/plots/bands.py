"""The bands of a map: the ground in tints, the lighter the lower, that are the error's scale."""

from collections.abc import Iterator

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.contours import Contour
from gdcore.landscape.log_scale import LogScale
from gdcore.landscape.sublevel import sublevel_sets
from gdcore.landscape.view import Window
from gdcore.section import Section
from scenes.kit.ink.areas import Areas
from scenes.kit.ink.shapes import Inked, Path, Positions
from scenes.kit.look.contrast import laid_over
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import Plot

__all__ = ["LINE_PX", "Bands", "tints"]

LINE_PX = 1.5
"""How wide the lines are that a map consists of before its bands rise."""

_FARTHER = 4.0
"""Outlines are found anew for windows so many times as large."""

_LATER = 0.6
"""Of a flood, when the last band begins to rise, as a share of its time."""


def tints(scale: LogScale, look: Look) -> tuple[str, ...]:
    """Return a tint for each level of a scale: the higher, the nearer to the ground's."""
    up = scale.shares(scale.levels, scale.top(0.0))
    return tuple(laid_over(look.low, 1.0 - share, look.high) for share in up.tolist())


class Bands:
    """What is at most as high as each level of a scale, in its tint; see `look_again`.

    Parameters
    ----------
    cut : Section
        Of two parameters.
    plot : Plot
    windows : tuple of Window
        What the plot will look at, in turn; they only grow.
    scale : LogScale
    look : Look

    Attributes
    ----------
    areas : tuple of Areas
        The highest first.
    lines : tuple of Path
        Their edges, as first looked at: what is seen before they rise. The highest first.
    scale : LogScale
    """

    def __init__(
        self, cut: Section, plot: Plot, windows: tuple[Window, ...], scale: LogScale, look: Look
    ) -> None:
        self._plot, self.scale = plot, scale
        self._sets = _sets(cut, windows, scale.base + scale.levels)
        clip = plot.area.clip
        self._floor = Areas(look.high, look.high, clip=clip).lay((_corners(plot),))
        colours = reversed(tints(scale, look))
        self.areas = tuple(Areas(colour, look.muted, clip=clip).cast("map") for colour in colours)
        self.look_again()
        self.lines = tuple(self._edges(look))

    def _edges(self, look: Look) -> Iterator[Path]:
        for level in reversed(self._sets[0][1]):
            for line in level.lines:
                edge = self._plot.places(np.vstack([line, line[:1]]))
                path = Path(edge, look.contour, LINE_PX, clip=self._plot.area.clip)
                yield path.cast("contour")

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that they draw, in painting order."""
        return (self._floor, *self.areas, *self.lines)

    @property
    def risen(self) -> tuple[Inked, ...]:
        """What is seen once they have risen."""
        return (self._floor, *self.areas)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: the bands rise one by one."""
        return self.areas

    def look_again(self) -> None:
        """Lie where the plot's window of now has them."""
        window = self._plot.window
        found = next((s for w, s in self._sets if _is_within(window, w)), self._sets[-1][1])
        for area, level in zip(self.areas, reversed(found), strict=True):
            area.lay([self._plot.places(line) for line in level.lines])

    def flood(self, progress: float) -> None:
        """Let the bands rise one by one, from the lowest place outwards, as progress has it."""
        count = len(self.areas)
        for k, area in enumerate(reversed(self.areas)):
            begin = _LATER * k / count
            area.veil(float(np.clip((progress - begin) / (1.0 - _LATER), 0.0, 1.0)))
        for line in self.lines:
            line.veil(1.0 - progress)


def _sets(
    cut: Section, windows: tuple[Window, ...], heights: Floats
) -> list[tuple[Window, tuple[Contour, ...]]]:
    """Return the outlines for the first window, and for some that are ever larger."""
    chosen = [windows[0]]
    for window in windows:
        last = chosen[-1]
        if max(window.width / last.width, window.height / last.height) > _FARTHER:
            chosen.append(window)
    if not _is_within(windows[-1], chosen[-1]):
        chosen.append(windows[-1])
    return [(window, sublevel_sets(cut.objective, window, heights)) for window in chosen]


def _is_within(one: Window, other: Window) -> bool:
    return (
        one.left >= other.left
        and one.right <= other.right
        and one.bottom >= other.bottom
        and one.top <= other.top
    )


def _corners(plot: Plot) -> Positions:
    area = plot.area
    return np.array([
        [area.left, area.bottom],
        [area.right, area.bottom],
        [area.right, area.top],
        [area.left, area.top],
    ])
