"""Sounds that were made once, kept in the user's cache; a damaged one is made anew."""

import hashlib
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

import numpy as np
from filelock import FileLock

from gdvideo.keeping.place import SOUNDS, NoPlaceError, cache_folder
from gdvideo.voice.model import Model
from gdvideo.voice.sound import Sound

__all__ = ["alone", "forget_unused", "keep", "kept", "sound_key"]

_MADE_BY = ("engine", "filters", "pauses", "sound", "synthesis", "words")
"""The modules that a sound depends on."""
_LOCK = "speaking.lock"
_UNUSED_S = 90 * 86_400.0


def sound_key(words: tuple[str, ...], model: Model) -> str:
    """Return a digest of all that a sentence's sound is made from."""
    made_from = [model.digest, _code(), words]
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for name in _MADE_BY:
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return digest.hexdigest()


def kept(key: str) -> Sound | None:
    """Return a sound that was kept, if it is whole."""
    try:
        path = _file(key)
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            sound = Sound(held["samples"], tuple(held["starts_s"].tolist()))
    except (NoPlaceError, OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    with suppress(OSError):
        path.touch()
    return sound


def keep(key: str, sound: Sound) -> None:
    """Keep a sound: written aside, then named in one move, so that no run sees half of it.

    Where nothing can be kept, nothing is: the next run makes it again.
    """
    with suppress(OSError, NoPlaceError):
        path = _file(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".", suffix=".npz", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, samples=sound.samples, starts_s=np.array(sound.starts_s))
            Path(aside).replace(path)
        finally:
            Path(aside).unlink(missing_ok=True)


@contextmanager
def alone() -> Generator[None]:
    """Let no other run do this block meanwhile; where nothing can be locked, they do."""
    with ExitStack() as stack:
        with suppress(OSError, NoPlaceError, NotImplementedError):
            lock = cache_folder() / _LOCK
            lock.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(FileLock(lock))
        yield


def forget_unused() -> None:
    """Remove what has not been heard for a season."""
    oldest = time.time() - _UNUSED_S
    with suppress(NoPlaceError):
        for path in _folder().glob("*.npz"):
            _forget(path, oldest)


def _forget(path: Path, oldest: float) -> None:
    with suppress(OSError):
        if path.stat().st_mtime < oldest:
            path.unlink()


def _file(key: str) -> Path:
    return _folder() / f"{key}.npz"


def _folder() -> Path:
    return cache_folder() / SOUNDS
