"""Saves are noticed however a file is saved: over it, by a renaming, where it was not before."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
import watchfiles

from gdvideo.watch import saves as module
from gdvideo.watch.events import Saved
from gdvideo.watch.saves import Saves

_PATIENCE_S = 120.0


class _Told:
    """What a watch of a lesson and its data has told."""

    def __init__(self, home: Path, saves: Saves, told: "SimpleQueue[Saved]") -> None:
        self.home, self.saves, self._told = home, saves, told
        self.lesson, self.data = home / "lesson.toml", home / "sales.csv"

    def hears(self, file: Path) -> set[Path]:
        """Wait until a save of a file is told; return all that was."""
        found = set[Path]()
        while file not in found:
            found |= self._told.get(timeout=_PATIENCE_S).files
        return found

    def before(self, file: Path) -> set[Path]:
        """Return what is told until a save that is made now is: saves are told in their order."""
        aside = self.home / f"{file.name}~"
        aside.write_text("aside", "utf-8")
        aside.replace(file)
        return self.hears(file) - {file}


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
    return told


def test_a_file_deleted_or_renamed_over_is_saved(told: _Told) -> None:
    (told.home / ".swap").write_text("b", "utf-8")
    Path(told.home / ".swap").replace(told.lesson)
    told.hears(told.lesson)
    told.data.unlink()
    told.hears(told.data)
    told.data.write_text("b", "utf-8")
    told.hears(told.data)
    (told.home / "notes.txt").write_text("c", "utf-8")
    assert told.before(told.lesson) <= {told.data}


def test_a_folder_that_comes_to_be_is_watched_from_then_on(told: _Told) -> None:
    new = told.home / "new"
    other = new / "data" / "sales.csv"
    told.saves.of([told.lesson, other])
    told.data.write_text("no more", "utf-8")
    assert told.before(told.lesson) == set()
    other.parent.mkdir(parents=True)
    told.hears(new)
    # As after each save, when the lesson has been read.
    told.saves.of([told.lesson, other])
    other.write_text("a", "utf-8")
    told.hears(other)
    shutil.rmtree(new)
    told.hears(other)
    told.saves.of([told.lesson, other])
    other.parent.mkdir(parents=True)
    told.hears(new)


def test_a_link_is_watched_and_what_it_leads_to(told: _Told) -> None:
    real, link = told.home / "far" / "real.csv", told.home / "link.csv"
    real.parent.mkdir()
    real.write_text("a", "utf-8")
    link.symlink_to(real)
    told.saves.of([link])
    real.write_text("b", "utf-8")
    told.hears(real)
    told.data.write_text("no more", "utf-8")
    assert told.before(link) <= {real}


def test_a_save_at_once_is_not_missed(
    told: _Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """However long it takes until the system looks."""

    def late(*places: Path, **how: Any) -> Iterator[Any]:
        time.sleep(0.5)
        yield from watchfiles.watch(*places, **how)

    monkeypatch.setattr(module, "watch", late)
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere" / "sales.csv"
    told.saves.of([told.lesson, other])
    other.write_text("a", "utf-8")
    assert other in told.hears(other)
