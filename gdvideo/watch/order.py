"""What one who draws is asked for."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gdvideo.lesson import Lesson
from gdvideo.lessons.files import read_lesson

__all__ = ["Order", "Wish"]


@dataclass(frozen=True, slots=True)
class Wish:
    """A lesson as it is asked for, read anew as often as it is wanted.

    Parameters
    ----------
    file : Path or None
        A lesson file.
    given : dict of str to object
        The options that win over it, as the command line has them.
    """

    file: Path | None
    given: dict[str, Any]

    def lesson(self) -> Lesson:
        """Return the lesson of the file, if there is one, with the options that were given.

        Raises
        ------
        InputError
            If the file cannot be read, or a value is not allowed.
        """
        base = read_lesson(self.file) if self.file is not None else Lesson()
        return base.but(**self.given)


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
    looked_at : str
        The scene that is looked at.
    """

    wish: Wish
    root: Path
    before: dict[str, str] = field(default_factory=dict)
    looked_at: str = ""
