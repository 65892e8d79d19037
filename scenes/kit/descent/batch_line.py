"""The path of a descent with batches of one size; three are told apart by shape, width and tint."""

from enum import Enum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.shapes import Clip, Dots, Inked, Path, Positions, SquareDots
from scenes.kit.look.contrast import laid_over
from scenes.kit.look.look import Look

__all__ = ["BatchLine", "Kind"]

_APART = 0.11
"""Marks stand no closer, scene units."""


class Kind(Enum):
    """How many rows a step looks at: line width, marks' size in pixels, their shape, and a tint.

    The tint is how much of the colour of words is in that of the path.
    """

    EVERY = (3.0, 5.0, Dots, 0.0)
    SOME = (2.0, 3.6, SquareDots, 0.35)
    ONE = (1.8, 0.0, Dots, 0.7)

    def colour(self, look: Look) -> str:
        """Return the colour of its path."""
        tint = self.value[-1]
        return laid_over(look.text, tint, look.step) if tint else look.step


class BatchLine:
    """A line through places, and marks on it, where they have room; `at` makes it longer.

    Parameters
    ----------
    kind : Kind
    places : Positions, shape (k, 2)
        One at least.
    look : Look
    clip : Clip

    Attributes
    ----------
    places : Positions
    colour : str
    """

    def __init__(self, kind: Kind, places: Positions, look: Look, clip: Clip) -> None:
        width_px, radius_px, marks, _ = kind.value
        self.places, self.colour = places, kind.colour(look)
        self._marked = _spaced(places) if radius_px else np.empty(0, dtype=np.intp)
        self.line = Path(places[:1], self.colour, width_px, clip=clip)
        self.marks = marks(places[:1], max(radius_px, 1.0), self.colour, clip=clip)
        self.at(0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """Both, in painting order."""
        return (self.line, self.marks) if self._marked.size else (self.line,)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, steps: int) -> Self:
        """Reach from its first place so many further."""
        self.line.put(self.places[: steps + 1])
        self.marks.put(self.places[self._marked[self._marked <= steps]])
        return self


def _spaced(places: Positions) -> NDArray[np.intp]:
    """Return which places, the first and then some, are no closer to the one before than that."""
    kept, last = [0], places[0]
    for k, place in enumerate(places):
        if np.abs(place - last).max() >= _APART:
            kept.append(k)
            last = place
    return np.array(kept, dtype=np.intp)
