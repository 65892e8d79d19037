"""The power rule as a square that is made larger and smaller, and what is written beside it."""

from collections.abc import Callable
from math import pi, sin
from typing import Final

from gdcore.calculus.chain import Square
from scenes.kit.calculus.growing_square import GrowingSquare
from scenes.kit.calculus.notes import SquareNotes
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look

__all__ = ["SquareWork"]

_SMALL: Final = 0.7
"""To this share of its side the square shrinks when it breathes."""


class SquareWork:
    """A growing square and its notes, which tell how large the corner is.

    Parameters
    ----------
    left, right : Box
        Of the square, and of the notes.
    square : Square
    labels : tuple of str
        The name of the rule, and what stands before the corner's share.
    look : Look

    Attributes
    ----------
    square : GrowingSquare
    notes : SquareNotes
    change : float
        Of the side, in units of the side.
    """

    def __init__(
        self, left: Box, right: Box, square: Square, labels: tuple[str, str], look: Look
    ) -> None:
        self.square = GrowingSquare(left, square, look)
        self.notes = SquareNotes(right, square, labels, look)
        self.change = 0.0

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.square.shapes, *self.notes.shapes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def breathing(self, progress: float) -> None:
        """Let the square shrink and grow back, as a function of progress."""
        self.square.grow(1.0 - (1.0 - _SMALL) * sin(pi * eased(progress)), 0.0)

    def growing(self, end: float) -> Callable[[float], None]:
        """Return a function of progress that takes the change of the side to another."""
        start = self.change

        def function(progress: float) -> None:
            self.change = start + eased(progress) * (end - start)
            self.square.grow(1.0, self.change)
            self.square.strips.veil(1.0)
            self.square.corner.veil(1.0)
            self.notes.tell(self.square.corner_share)

        return function
