"""What one who draws is asked for."""

from dataclasses import dataclass, field
from pathlib import Path

from gdvideo.options import Wish

__all__ = ["Order"]


@dataclass(frozen=True, slots=True)
class Order:
    """Draw what has changed.

    Parameters
    ----------
    wish : Wish
        The lesson.
    root : Path
        The folder of the drafts.
    before : dict of str to str
        The keys of the clips of the plan before, by scene: what differs was changed last.
    """

    wish: Wish
    root: Path
    before: dict[str, str] = field(default_factory=dict)
