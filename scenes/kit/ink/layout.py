"""The grid: where title, panels and captions are, in scene units of a frame 8 high."""

from dataclasses import dataclass

from scenes.kit.ink.shapes import Clip

__all__ = ["BOTTOM", "GUTTER", "LEFT", "RIGHT", "TITLE_Y", "TOP", "Box"]

LEFT, RIGHT = -6.61, 6.61
TOP, BOTTOM = 2.8, -2.95
GUTTER = 0.2
TITLE_Y = 3.22


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with a name.

    Parameters
    ----------
    name : str
    left, bottom, right, top : float
        Scene units.
    """

    name: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """The extent in x."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The extent in y."""
        return self.top - self.bottom

    @property
    def clip(self) -> Clip:
        """The same as left, bottom, width, height."""
        return (self.left, self.bottom, self.width, self.height)

    def holds(self, x: float, y: float) -> bool:
        """Return whether a place is inside."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def inset(self, left: float, bottom: float, right: float, top: float) -> "Box":
        """Return the rectangle less a margin on each side.

        Parameters
        ----------
        left, bottom, right, top : float
            The margins, in scene units.
        """
        return Box(
            self.name, self.left + left, self.bottom + bottom, self.right - right, self.top - top
        )

    def split_across(self, share: float) -> tuple["Box", "Box"]:
        """Return the left part, of a share of the width, and the right, a gutter between them."""
        cut = self.left + share * self.width
        return (
            Box(self.name, self.left, self.bottom, cut - GUTTER / 2, self.top),
            Box(self.name, cut + GUTTER / 2, self.bottom, self.right, self.top),
        )

    def split_down(self, share: float) -> tuple["Box", "Box"]:
        """Return the upper part, of a share of the height, and the lower, a gutter between them."""
        cut = self.top - share * self.height
        return (
            Box(self.name, self.left, cut + GUTTER / 2, self.right, self.top),
            Box(self.name, self.left, self.bottom, self.right, cut - GUTTER / 2),
        )
