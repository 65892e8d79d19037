"""The grid: where title, panels and captions are, in scene units. No Manim here.

A unit is as many pixels in a frame of each shape, and all frames of a quality have as many pixels;
so letters and marks are as large in each of them.
"""

from dataclasses import dataclass
from typing import Final

__all__ = ["GRIDS", "GUTTER", "WIDE", "Box", "Grid"]

GUTTER = 0.2


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
    def clip(self) -> tuple[float, float, float, float]:
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


@dataclass(frozen=True, slots=True)
class Grid:
    """Where things are in a frame of one shape, whose middle is at the origin.

    Parameters
    ----------
    name : str
        What the shape is called: wide, vertical or square.
    frame : Box
        All of it.
    whole : Box
        Where panels are; below it captions, above it the title.
    title_y : float
        The baseline of the title's last line.
    """

    name: str
    frame: Box
    whole: Box
    title_y: float

    @property
    def is_wide(self) -> bool:
        """Whether panels stand beside each other; else one below the other."""
        return self.name == "wide"

    @property
    def is_vertical(self) -> bool:
        """Whether nothing has the room to stand side by side."""
        return self.name == "vertical"

    @property
    def is_square(self) -> bool:
        """Whether what stands below a panel has the room to stand side by side."""
        return self.name == "square"

    def parts(
        self,
        share: float,
        tall_share: float,
        square_share: float | None = None,
        box: Box | None = None,
    ) -> tuple[Box, Box]:
        """Return two parts: side by side in a wide frame, else one below the other.

        Parameters
        ----------
        share : float
            The first one's share of the width.
        tall_share : float
            Its share of the height, where it is the upper one.
        square_share : float, optional
            Its share of a square's width, if the parts are side by side there, too.
        box : Box, optional
            Of what; of all panels if not given.
        """
        whole = box or self.whole
        across = {"wide": share, "square": square_share}.get(self.name)
        return whole.split_down(tall_share) if across is None else whole.split_across(across)


WIDE: Final = Grid(
    "wide",
    Box("frame", -64.0 / 9.0, -4.0, 64.0 / 9.0, 4.0),
    Box("panels", -6.61, -2.95, 6.61, 2.8),
    3.22,
)
VERTICAL: Final = Grid(
    "vertical",
    Box("frame", -4.0, -64.0 / 9.0, 4.0, 64.0 / 9.0),
    Box("panels", -3.7, -5.85, 3.7, 5.4),
    5.82,
)
SQUARE: Final = Grid(
    "square",
    Box("frame", -16.0 / 3.0, -16.0 / 3.0, 16.0 / 3.0, 16.0 / 3.0),
    Box("panels", -5.0, -4.25, 5.0, 4.13),
    4.55,
)
GRIDS: Final = {grid.name: grid for grid in (WIDE, VERTICAL, SQUARE)}
"""By the names of the shapes: 16:9, 9:16 and 1:1."""
