"""What happens while a lesson is watched, told by whoever does it."""

from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "Begun",
    "Ended",
    "Event",
    "Failed",
    "Looked",
    "Made",
    "Needed",
    "Planned",
    "Said",
    "Saved",
    "Seen",
]


@dataclass(frozen=True, slots=True)
class Saved:
    """Files were saved.

    Parameters
    ----------
    files : frozenset of Path
    at_s : float
        When that was noticed, on the monotonic clock.
    """

    files: frozenset[Path]
    at_s: float

    @property
    def names(self) -> tuple[str, ...]:
        """What the files are called, in order."""
        return tuple(sorted({file.name for file in self.files}))


@dataclass(frozen=True, slots=True)
class Needed:
    """A lesson was read, which is made from these files.

    Parameters
    ----------
    files : tuple of Path
        A folder stands for all files in it.
    """

    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody looks at a clip.

    Parameters
    ----------
    scene : str
        Whatever the page calls it.
    """

    scene: str


@dataclass(frozen=True, slots=True)
class Said:
    """There is something to be said.

    Parameters
    ----------
    sentence : str
    """

    sentence: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A clip as it is planned, or the whole film.

    Parameters
    ----------
    scene : str
        Its scene's id; of the film an id that no scene can have.
    title : str
    length_s : float
    key : str
        What it is to be made from.
    shown : str
        What the clip in the folder was made from; empty if there is none.
    from_s : float or None
        Where the words begin to differ from that clip's; None if they do not.
    why : tuple of str
        What has changed since that clip was made, a clause each.
    is_film : bool
    """

    scene: str
    title: str
    length_s: float
    key: str
    shown: str
    from_s: float | None = None
    why: tuple[str, ...] = ()
    is_film: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the clip in the folder is the one that is wanted."""
        return self.shown == self.key


@dataclass(frozen=True, slots=True)
class Planned:
    """It is known which clips there are to be.

    Parameters
    ----------
    title : str
        The film's.
    clips : tuple of Seen
        In the order of the film; it itself comes last, if it has several clips.
    shape : str
        The frame's.
    """

    title: str
    clips: tuple[Seen, ...]
    shape: str = "wide"


@dataclass(frozen=True, slots=True)
class Begun:
    """A clip is being drawn.

    Parameters
    ----------
    scene : str
    """

    scene: str


@dataclass(frozen=True, slots=True)
class Made:
    """A clip is there.

    Parameters
    ----------
    scene : str
    shown : str
        What it was made from.
    """

    scene: str
    shown: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Something could not be done.

    Parameters
    ----------
    lines : tuple of str
        Why.
    scene : str or None
        The clip that could not be made; None if it is all of them.
    """

    lines: tuple[str, ...]
    scene: str | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """All is done that could be."""


Event = Saved | Needed | Looked | Said | Planned | Begun | Made | Failed | Ended
