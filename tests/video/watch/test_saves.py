"""Saves are noticed however a file is saved: over it, by a renaming, where it was not before."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from gdvideo.watch.events import Saved
from gdvideo.watch.saves import Saves

_PATIENCE_S, _SILENCE_S = 20.0, 0.7


class _Told:
    """What a watch of a lesson and its data has told."""

    def __init__(self, home: Path, saves: Saves, told: "SimpleQueue[Saved]") -> None:
        self.home, self.saves, self._told = home, saves, told
        self.lesson, self.data = home / "lesson.toml", home / "sales.csv"

    def hears(self, name: str) -> None:
        """Wait until a save of a file is told; then of what follows at once nothing is left."""
        while name not in self._told.get(timeout=_PATIENCE_S).names:
            pass
        self.is_silent()

    def is_silent(self) -> list[str]:
        names: list[str] = []
        while True:
            try:
                names += self._told.get(timeout=_SILENCE_S).names
            except Empty:
                return names


@pytest.fixture(scope="module")
def saves() -> Iterator[tuple[Saves, "SimpleQueue[Saved]"]]:
    told: SimpleQueue[Saved] = SimpleQueue()
    with Saves(told.put) as saves:
        yield saves, told


@pytest.fixture
def told(tmp_path: Path, saves: tuple[Saves, "SimpleQueue[Saved]"]) -> _Told:
    told = _Told(tmp_path, *saves)
    for file in (told.lesson, told.data):
        file.write_text("a", "utf-8")
    told.saves.of([told.lesson, told.data])
    told.is_silent()
    return told


def test_a_file_deleted_or_renamed_over_is_saved(told: _Told) -> None:
    (told.home / ".swap").write_text("b", "utf-8")
    Path(told.home / ".swap").replace(told.lesson)
    told.hears("lesson.toml")
    told.data.unlink()
    told.hears("sales.csv")
    told.data.write_text("b", "utf-8")
    told.hears("sales.csv")
    (told.home / "notes.txt").write_text("c", "utf-8")
    assert told.is_silent() == []


def test_a_folder_that_comes_to_be_is_watched_from_then_on(told: _Told) -> None:
    other = told.home / "new" / "data" / "sales.csv"
    told.saves.of([told.lesson, other])
    told.data.write_text("no more", "utf-8")
    assert told.is_silent() == []
    other.parent.mkdir(parents=True)
    told.hears("new")
    # As after each save, when the lesson has been read.
    told.saves.of([told.lesson, other])
    other.write_text("a", "utf-8")
    told.hears("sales.csv")
    shutil.rmtree(told.home / "new")
    told.hears("sales.csv")
    told.saves.of([told.lesson, other])
    other.parent.mkdir(parents=True)
    told.hears("new")


def test_a_link_is_watched_and_what_it_leads_to(told: _Told) -> None:
    real, link = told.home / "far" / "real.csv", told.home / "link.csv"
    real.parent.mkdir()
    real.write_text("a", "utf-8")
    link.symlink_to(real)
    told.saves.of([link])
    told.is_silent()
    real.write_text("b", "utf-8")
    told.hears("real.csv")
    assert told.is_silent() == []
