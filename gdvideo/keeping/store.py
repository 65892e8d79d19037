"""Clips that were made once, kept by their keys for other folders; the least wanted go.

A clip is a folder of its own, put together aside and named in one move: several runs may put and
take at once, and none sees half of one. Its checksums stand beside its files. What is damaged is
thrown away, and made again by whoever wants it.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, StringConstraints

from gdvideo.errors import InputError, RenderError
from gdvideo.keeping.place import CLIPS, NoPlaceError, cache_folder
from gdvideo.media.checksums import checksum, unchanged
from gdvideo.regular import whole_content

__all__ = ["KEY", "Kept", "Store", "kept_in", "most_bytes", "user_store"]

_BOUND_BY: Final = "GDVIDEO_CACHE_MB"
_MOST_MB: Final = 5_000
"""As much as several hours of film at the usual quality."""
_RECORD: Final = "files.json"
_ASIDE: Final = ".gdvideo-aside-"
KEY: Final = "[0-9a-f]" * 64
"""How clips' folders are called: whatever else lies among them is somebody's own."""
_LARGEST_RECORD: Final = 100_000
_LEFT_OVER_S: Final = 3_600.0
"""Nobody takes so long to put a clip together."""


class _Record(BaseModel):
    """The files of a clip that is kept: their checksums by the endings of their names."""

    files: dict[
        Annotated[str, StringConstraints(pattern=r"^[\w-]+(\.[\w-]+)*$")],
        Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")],
    ]


@dataclass(frozen=True, slots=True)
class Kept:
    """What there is of something.

    Parameters
    ----------
    number, size : int
        How many, and how many bytes all together.
    """

    number: int
    size: int


@dataclass(frozen=True, slots=True)
class Store:
    """Clips by their keys.

    Parameters
    ----------
    root : Path
        The folder.
    most : int
        How many bytes are kept at most; 0 keeps nothing.
    """

    root: Path
    most: int

    def has(self, key: str) -> bool:
        """Return whether there is a clip of a key; whether it is whole is seen when it is taken."""
        return self.most > 0 and self._entry(key).is_dir()

    def take(self, key: str, target: Callable[[str], Path]) -> dict[str, str] | None:
        """Copy the files of a clip, if it is there and whole.

        Parameters
        ----------
        key : str
        target : callable
            Takes the ending of a file's name, returns where the file is to go.

        Returns
        -------
        dict of str to str or None
            The checksums by ending. If None, what was copied is not to be used.
        """
        entry = self._entry(key)
        if not self.has(key):
            return None
        try:
            files = _Record.model_validate_json(
                whole_content(entry / _RECORD, _LARGEST_RECORD)
            ).files
            for ending, expected in files.items():
                with unchanged(entry / ending, expected) as source, target(ending).open("wb") as to:
                    shutil.copyfileobj(source, to)
        except (OSError, ValueError, RenderError):
            _remove(entry)
            return None
        with suppress(OSError):
            os.utime(entry)
        return files

    def put(self, key: str, files: Mapping[str, Path]) -> None:
        """Keep a copy of a clip's files, by the endings of their names.

        Where nothing can be kept, nothing is: the next run makes it again.
        """
        entry = self._entry(key)
        size = sum(path.stat().st_size for path in files.values())
        if size > self.most or entry.exists():
            return
        with suppress(OSError), self._aside() as aside:
            for ending, path in files.items():
                shutil.copyfile(path, aside / ending)
            sums = {ending: checksum(aside / ending) for ending in files}
            (aside / _RECORD).write_text(json.dumps({"files": sums}), "utf-8")
            entry.parent.mkdir(exist_ok=True)
            # Another run may have been first: then this one's goes.
            aside.rename(entry)

    def remove(self, key: str) -> None:
        """Remove the clip of a key, if there is one."""
        _remove(self._entry(key))

    def trim(self) -> None:
        """Remove what was not wanted longest, until no more is kept than may be."""
        entries = sorted((_touched(entry), _size(entry), entry) for entry in self._entries())
        kept = sum(size for _, size, _ in entries)
        for _, size, entry in entries:
            if kept <= self.most:
                break
            _remove(entry)
            kept -= size
        for left in self.root.glob(f"{_ASIDE}*"):
            if _touched(left) < time.time() - _LEFT_OVER_S:
                _remove(left)

    def clear(self) -> None:
        """Remove all clips, and the folder unless it holds something else."""
        for entry in (*self._entries(), *self.root.glob(f"{_ASIDE}*")):
            _remove(entry)
        for folder in (*self.root.glob("[0-9a-f][0-9a-f]"), self.root):
            with suppress(OSError):
                folder.rmdir()

    def kept(self) -> Kept:
        """Return how many clips there are, and how large."""
        return kept_in(self._entries())

    def _entry(self, key: str) -> Path:
        return self.root / key[:2] / key

    def _entries(self) -> Iterator[Path]:
        yield from self.root.glob(f"[0-9a-f][0-9a-f]/{KEY}")

    @contextmanager
    def _aside(self) -> Generator[Path]:
        self.root.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=self.root))
        try:
            yield aside
        finally:
            _remove(aside)


def kept_in(places: Iterable[Path]) -> Kept:
    """Return how many files or folders of files there are, and how large."""
    sizes = [_size(place) for place in places]
    return Kept(len(sizes), sum(sizes))


def user_store() -> Store | None:
    """Return the clips of whoever runs the process; None if there is no place for them.

    Raises
    ------
    InputError
        If what is said of their size is no size.
    """
    try:
        return Store(cache_folder() / CLIPS, most_bytes())
    except NoPlaceError:
        return None


def most_bytes() -> int:
    """Return how many bytes of clips are kept at most.

    Raises
    ------
    InputError
        If what is said of it is no size.
    """
    said = os.environ.get(_BOUND_BY) or str(_MOST_MB)
    if not (said.isascii() and said.isdigit()):
        raise InputError(f"{_BOUND_BY} must be a whole number of megabytes, got {said!r}")
    return int(said) * 1_000_000


def _remove(entry: Path) -> None:
    shutil.rmtree(entry, ignore_errors=True)


def _touched(entry: Path) -> float:
    """Return when a clip was last wanted; one that is just being removed counts as old."""
    try:
        return entry.stat().st_mtime
    except OSError:
        return 0.0


def _size(entry: Path) -> int:
    """Return how large a file is, or a folder of files; what is just being removed has no size."""
    try:
        return sum(path.stat().st_size for path in (entry.iterdir() if entry.is_dir() else [entry]))
    except OSError:
        return 0
