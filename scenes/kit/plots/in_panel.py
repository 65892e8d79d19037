"""A panel, and what a picture with axes in one draws, whichever way it looks."""

from typing import Protocol, Self

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Rounded
from scenes.kit.look.look import Look

__all__ = ["InPanel", "Panel"]


class Panel(Rounded):
    """The rounded ground that a picture stands on.

    Parameters
    ----------
    box : Box
    look : Look
    """

    is_ground = True

    def __init__(self, box: Box, look: Look) -> None:
        super().__init__(box.width, box.height, 0.12, look.panel, filled=True, stroke_px=1.0)
        self.set_stroke(color=look.edge)
        self.shift([(box.left + box.right) / 2, (box.bottom + box.top) / 2, 0.0])

    def ground_of(self, role: str) -> Self:
        """Give the panel the role of a ground: that of what stands on it, such as data."""
        return self.cast(f"{role} panel")

    def fill(self, box: Box) -> Self:
        """Fill another rectangle, with corners as round as before."""
        points = self.points[:, :2]
        low, high = points.min(axis=0), points.max(axis=0)
        down, up = [box.left, box.bottom] - low, [box.right, box.top] - high
        return self.put(points + np.where(points > (low + high) / 2.0, up, down))


class _Drawn(Protocol):
    """Axes, flat or in space."""

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that they draw."""
        ...

    def cast(self, role: str) -> object:
        """Give them a role."""
        ...


class InPanel:
    """A panel and axes in it.

    Attributes
    ----------
    panel : Panel
    axes : Axes or SpaceAxes
    """

    panel: Panel
    axes: _Drawn

    @property
    def furniture(self) -> tuple[Inked, ...]:
        """Panel, axes, ticks and names, in painting order."""
        return (self.panel, *self.axes.shapes)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return self.furniture

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """Nothing: all is seen at once."""
        return ()

    def cast(self, role: str) -> Self:
        """Give a panel and its axes their roles: they belong to what is plotted, such as data."""
        self.panel.ground_of(role)
        self.axes.cast(role)
        return self
