"""What the page shows: each clip and how it stands, and what is wrong. Pure."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from gdvideo.watch.events import Begun, Ended, Event, Failed, Made, Planned, Saved, Seen

__all__ = ["Board", "ShownClip", "after"]

_State = Literal["waiting", "drawing", "new", "kept", "failed"]


@dataclass(frozen=True, slots=True)
class ShownClip:
    """A clip on the page, or the whole film.

    Parameters
    ----------
    id : str
        Its scene's; see `gdvideo.watch.events.Seen`.
    title : str
    length_s : float
    state : str
        `waiting` to be drawn, `drawing`, `new`, `kept` or `failed`.
    shown : str
        What the video that is there was made from; empty if there is none.
    from_s : float or None
        Where its words begin to differ from those before.
    why : tuple of str
        Why it was drawn anew, or is to be.
    fault : tuple of str
        Why it could not be drawn.
    is_film : bool
    """

    id: str
    title: str
    length_s: float
    state: _State
    shown: str
    from_s: float | None = None
    why: tuple[str, ...] = ()
    fault: tuple[str, ...] = ()
    is_film: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """All that the page shows.

    Parameters
    ----------
    title : str
        The film's.
    clips : tuple of ShownClip
        In the order of the film, which comes last.
    shape : str
        The frame's.
    change : int
        How many changes there have been.
    saved : tuple of str
        The names of the files that were saved last.
    first : str
        The clip that the last of them has changed first; empty as long as none is there.
    busy : bool
        Whether there is still something to do.
    fault : tuple of str
        Why nothing can be drawn, if that is so.
    """

    title: str = ""
    clips: tuple[ShownClip, ...] = ()
    shape: str = "wide"
    change: int = 0
    saved: tuple[str, ...] = ()
    first: str = ""
    busy: bool = True
    fault: tuple[str, ...] = ()

    @property
    def entry(self) -> dict[str, Any]:
        """What a page is told."""
        return asdict(self)


def after(board: Board, event: Event) -> Board:
    """Return the board after something has happened."""
    match event:
        case Saved():
            clips, saved = tuple(map(_abandoned, board.clips)), event.names
            change = board.change + 1
            return replace(board, clips=clips, change=change, saved=saved, first="", busy=True)
        case Planned():
            clips = tuple(map(_planned, event.clips))
            return replace(board, title=event.title, clips=clips, shape=event.shape, fault=())
        case Begun():
            return _with(board, event.scene, state="drawing")
        case Made():
            made = _with(board, event.scene, state="new", shown=event.shown)
            return replace(made, first=board.first or event.scene)
        case Failed(scene=None):
            return replace(board, fault=event.lines)
        case Failed():
            return _with(board, event.scene or "", state="failed", fault=event.lines)
        case Ended():
            return replace(board, busy=False)
        case _:
            return board


def _abandoned(clip: ShownClip) -> ShownClip:
    """Return a clip whose drawing was given up or had failed as one that is to be drawn."""
    if clip.state in {"drawing", "failed"}:
        return replace(clip, state="waiting", fault=())
    return clip


def _planned(seen: Seen) -> ShownClip:
    return ShownClip(
        seen.scene,
        seen.title,
        seen.length_s,
        "kept" if seen.is_kept else "waiting",
        seen.shown,
        seen.from_s,
        seen.why,
        is_film=seen.is_film,
    )


def _with(board: Board, scene: str, **changes: Any) -> Board:
    clips = (replace(clip, **changes) if clip.id == scene else clip for clip in board.clips)
    return replace(board, clips=tuple(clips))
