"""What is kept outside of output folders, told to people, and removed when they wish it."""

from collections.abc import Iterable
from pathlib import Path

from gdvideo.errors import InputError
from gdvideo.keeping.place import CLIPS, SOUNDS, NoPlaceError, cache_folder
from gdvideo.keeping.store import KEY, Kept, Store, kept_in, most_bytes

__all__ = ["cleared", "told"]

_KB, _MB = 1_000, 1_000_000


def told() -> tuple[str, ...]:
    """Say where something is kept, and how much.

    Raises
    ------
    InputError
        If there is no place for it.
    """
    folder = _folder()
    clips = Store(folder / CLIPS, most_bytes())
    return (
        str(folder),
        f"{_said('clip', clips.kept())}, at most {_sized(clips.most)}",
        f"{_said('sound', kept_in(_sounds(folder)))}, those of the last 90 days",
    )


def cleared() -> str:
    """Remove all that is kept; say how much that was.

    Raises
    ------
    InputError
        If there is no place for it.
    """
    folder = _folder()
    clips = Store(folder / CLIPS, most_bytes())
    were = _said("clip", clips.kept()), _said("sound", kept_in(_sounds(folder)))
    clips.clear()
    for sound in _sounds(folder):
        sound.unlink(missing_ok=True)
    return f"Removed from {folder}: {were[0]}, {were[1]}"


def _folder() -> Path:
    try:
        return cache_folder()
    except NoPlaceError as error:
        raise InputError(
            "There is no place to keep anything: whoever runs this has no home, and GDVIDEO_CACHE "
            "names no folder."
        ) from error


def _sounds(folder: Path) -> Iterable[Path]:
    return (folder / SOUNDS).glob(f"{KEY}.npz")


def _said(of: str, kept: Kept) -> str:
    return f"{kept.number:,} {of}{'' if kept.number == 1 else 's'} of {_sized(kept.size)}"


def _sized(size: int) -> str:
    return f"{size / _MB:,.0f} MB" if size >= _MB or not size else f"{size / _KB:,.0f} kB"
