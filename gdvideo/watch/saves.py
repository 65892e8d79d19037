"""Saves are noticed: of gdvideo's own code and words, and of the files that a lesson is made from.

Editors save in many ways: over the file, or aside and renamed. So folders are watched, and what
happens in them is sifted by name; saves in quick succession are one. Of a folder that is not there,
the nearest one above it is watched, for it may come to be.
"""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from types import TracebackType
from typing import Self

from watchfiles import Change, watch

from gdvideo.watch.events import Saved
from scenes.telling.assets import ASSETS

__all__ = ["CODE", "Saves"]

_HOUSES = Path(__file__).resolve().parents[2]
CODE = tuple(_HOUSES / house for house in ("gdcore", "scenes", "gdvideo"))
"""The folders of gdvideo's own code."""
_KINDS = {".py", ".toml", ".csv"}
_QUIET_MS = 60
_LONGEST_MS = 400


class _End(Flag):
    """Ends a watch; who watches asks for it time and again from the moment on when it has begun."""

    def __init__(self) -> None:
        super().__init__()
        self.is_asked_for = Flag()

    def is_set(self) -> bool:
        """Return whether to end."""
        self.is_asked_for.set()
        return super().is_set()


class Saves:
    """Watches files; a context manager.

    Parameters
    ----------
    tell : callable
        Is told of each save, in a thread of its own.
    """

    def __init__(self, tell: Callable[[Saved], None]) -> None:
        self._tell = tell
        self._files: frozenset[Path] = frozenset()
        self._missing: frozenset[Path] = frozenset()
        self._folders: frozenset[Path] = frozenset()
        self._own, self._lesson = Flag(), Flag()

    def __enter__(self) -> Self:
        """Watch gdvideo's own code and words."""
        self._own = self._begin((*CODE, ASSETS), _is_source, recursive=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Watch no more."""
        self._own.set()
        self._lesson.set()

    def of(self, files: Iterable[Path]) -> None:
        """Watch these files too, in place of those of before; a folder stands for all in it."""
        named = frozenset(files)
        # A link's own folder, and the one that it leads to.
        self._files = named | frozenset(file.resolve() for file in named)
        above = [parent for file in self._files for parent in file.parents]
        self._missing = frozenset(parent for parent in above if not parent.is_dir())
        nearest = {next(filter(Path.is_dir, file.parents)) for file in self._files}
        folders = frozenset(nearest | {file for file in self._files if file.is_dir()})
        if folders != self._folders:
            # The new watch begins before the old one ends, so that no save falls between them.
            old, self._folders = self._lesson, folders
            self._lesson = self._begin(folders, self._is_needed, recursive=False)
            old.set()

    def _is_needed(self, _: Change, name: str) -> bool:
        path = Path(name)
        return path in self._files | self._missing or path.parent in self._files

    def _begin(
        self, places: Iterable[Path], wanted: Callable[[Change, str], bool], *, recursive: bool
    ) -> Flag:
        """Watch in a thread, from now on, until the flag that is returned is set."""
        end = _End()
        found = [place for place in places if place.is_dir()]

        def tell() -> None:
            for changes in watch(
                *found,
                watch_filter=wanted,
                debounce=_LONGEST_MS,
                step=_QUIET_MS,
                stop_event=end,
                recursive=recursive,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                saved = frozenset(Path(name) for _, name in changes)
                self._tell(Saved(saved, time.monotonic()))

        def look() -> None:
            try:
                tell()
            finally:
                end.is_asked_for.set()

        if found:
            Thread(target=look, name="saves", daemon=True).start()
            # What is saved from now on must not fall before the beginning.
            end.is_asked_for.wait()
        return end


def _is_source(_: Change, name: str) -> bool:
    path = Path(name)
    return path.suffix in _KINDS and not path.name.startswith(".")
