"""Where gdvideo keeps what it need not make twice: in the user's cache, unless told otherwise."""

import os
from pathlib import Path

from platformdirs import user_cache_path

__all__ = ["CLIPS", "SOUNDS", "NoPlaceError", "cache_folder"]

CLIPS, SOUNDS = "clips", "sounds"
"""The folders in it."""

_NAMED_BY = "GDVIDEO_CACHE"


class NoPlaceError(Exception):
    """Whoever runs the process has no home, and names no folder."""


def cache_folder() -> Path:
    """Return the folder; it need not be there.

    Raises
    ------
    NoPlaceError
        If none can be told.
    """
    named = os.environ.get(_NAMED_BY)
    if named:
        return Path(named).absolute()
    try:
        return user_cache_path("gdvideo", appauthor=False)
    except RuntimeError as error:
        raise NoPlaceError from error
