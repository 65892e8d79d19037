"""What a scene hangs up: an exhibit knows all that it draws, and which of it waits unseen.

`parts_of` reads both from an exhibit, or from a shape, which is an exhibit of itself::

    hang(scatter.plot, residuals, *scatter.marks, line, waiting(*scatter.best))

Exhibits that interleave, such as residuals that are painted below the data's dots, are hung up in
parts, in painting order.
"""

from dataclasses import dataclass
from typing import Protocol

from scenes.kit.ink.inked import Inked

__all__ = ["Exhibit", "Parts", "parts_of", "waiting"]


class Exhibit(Protocol):
    """Something that a scene hangs up."""

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        ...

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """Those of the shapes that are not seen until a scene fades them in."""
        ...


@dataclass(frozen=True, eq=False)
class Parts:
    """The simplest exhibit.

    Parameters
    ----------
    shapes, hidden : tuple of Inked
        As for `Exhibit`.
    """

    shapes: tuple[Inked, ...]
    hidden: tuple[Inked, ...] = ()


def parts_of(exhibit: Exhibit | Inked) -> Exhibit:
    """Return an exhibit as it is, and a shape as the exhibit of itself, which is seen at once."""
    return Parts((exhibit,)) if isinstance(exhibit, Inked) else exhibit


def waiting(*exhibits: Exhibit | Inked) -> Exhibit:
    """Return one exhibit of several, in their order, all of which wait unseen."""
    shapes = tuple(shape for exhibit in exhibits for shape in parts_of(exhibit).shapes)
    return Parts(shapes, shapes)
