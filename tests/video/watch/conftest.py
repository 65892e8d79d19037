"""One watch for all tests: of a lesson with a scene of the house and one of somebody's own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from gdvideo.lessons.scene_file import new_scene
from tests.meta.middle import copied_house

LESSON = """data = "sales.csv"
rate = 0.1
scenes = ["middle", "mine"]
scene_files = ["mine.py"]
title = "What a price does"
"""
_PATIENCE_S = 300


def until(holds: Callable[[], Any], what: object = "") -> Any:
    """Wait until something holds; return that."""
    begun = time.monotonic()
    while not (found := holds()):
        assert time.monotonic() - begun < _PATIENCE_S, what
        time.sleep(0.05)
    return found


def running() -> Iterator[tuple[int, int]]:
    """Yield the number of each process that runs, and that of its parent."""
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = place.read_text("utf-8").rpartition(")")[2].split()[:2]
            if state != "Z":
                yield int(place.parent.name), int(parent)


def below(process: int) -> set[int]:
    """Return the numbers of the processes that a process has started, and those, and so on."""
    found, front, alive = set[int](), {process}, [*running()]
    while front := {child for child, parent in alive if parent in front}:
        found |= front
    return found


def are_gone(processes: set[int]) -> bool:
    return processes.isdisjoint(number for number, _ in running())


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch that runs.

    Parameters
    ----------
    process : Popen
    folder : Path
        Where the lesson is.
    house : Path
        The copy of gdvideo that runs.
    address : str
        The page's.
    """

    process: "subprocess.Popen[str]"
    folder: Path
    house: Path
    address: str

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    def board(self) -> dict[str, Any]:
        """Return what a page is told first."""
        with urlopen(f"{self.address}events", timeout=_PATIENCE_S) as events:
            return json.loads(events.readline().removeprefix(b"data: "))

    def clip(self, scene: str) -> dict[str, Any]:
        return next(clip for clip in self.board()["clips"] if clip["id"] == scene)

    def idle(
        self, change: int, holds: Callable[[dict[str, Any]], bool] = lambda _: True
    ) -> dict[str, Any]:
        """Wait until so manieth a change is done and what is wanted holds; return the board."""

        def rests() -> dict[str, Any] | None:
            board = self.board()
            is_done = board["change"] >= change and not board["busy"]
            return board if is_done and holds(board) else None

        return until(rests, self.log)


def begun(folder: Path, house: Path) -> Watch:
    """Start to watch the lesson of a folder."""
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gdvideo", "watch", "lesson.toml"],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(house)},
            stderr=log,
            text=True,
        )

    def address() -> str | None:
        assert process.poll() is None, (folder / "log").read_text("utf-8")
        log = (folder / "log").read_text("utf-8")
        return log.split()[0] if "\n" in log else None

    return Watch(process, folder, house, until(address))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lesson, its data and its scene."""
    home = tmp_path_factory.mktemp("watched")
    (home / "lesson.toml").write_text(LESSON, "utf-8")
    (home / "sales.csv").write_text("price,sold\n1,9\n2,8\n3,5\n4,4\n", "utf-8")
    (home / "mine.py").write_text(new_scene("mine", "mine.py"), "utf-8")
    return home


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="session")
def watch(folder: Path, house: Path) -> Iterator[Watch]:
    """A watch whose first clips are drawn; each test mends what it breaks."""
    watch = begun(folder, house)
    try:
        watch.idle(0)
        yield watch
    finally:
        watch.process.send_signal(signal.SIGINT)
        watch.process.wait(timeout=60)
