"""A batch of three tiny films, of which two share their clips, made over the pool once for all."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psutil
import pytest
from filelock import FileLock

from tests.video.render.films import run

SCENE = '''
from scenes.kit.plots.scatter import scatter
from scenes.own import OwnScene


class Tiny(OwnScene):
    scene_id = "tiny"
    words = """
title = "Tiny"
[sentences]
rows = "{steps}."
[seen]
show = "The data."
"""
    KEY = ("show",)

    @staticmethod
    def score(experiment):
        return {"show": ("rows",)}

    @staticmethod
    def numbers(experiment, words):
        return {"steps": words.count("steps", experiment.trajectory.steps)}

    def lay_out(self):
        if self.brief.experiment.trajectory.steps == 13:
            raise ValueError("thirteen")
        self.hang(self.title(), *scatter(self.grid.whole, self.brief.experiment, self.look).marks)

    def show(self, shot):
        shot.pause()
'''
"""Its words are a few, so that it is short."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that was made over the pool.

    Parameters
    ----------
    folder : Path
        Where its lesson files are, and `out`.
    said : str
        What it told.
    """

    folder: Path
    said: str

    @property
    def out(self) -> Path:
        return self.folder / "out"


def write_lessons(folder: Path) -> None:
    (folder / "tiny.py").write_text(SCENE, encoding="utf-8")
    shared = 'data = "three"\nscene_files = ["tiny.py"]\nquality = "draft"\nvoice = "none"\n'
    for name, own in {
        "a": "steps = 5",
        "b": "steps = 6",
        "c": 'steps = 6\ntitle = "Another one"',
    }.items():
        (folder / f"{name}.toml").write_text(f"{shared}{own}\n", encoding="utf-8")


@pytest.fixture(scope="session")
def batch(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Batch:
    """The batch; no test changes it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "batch"
    said = folder / "said.txt"
    with FileLock(f"{folder}.lock"):
        if not said.exists():
            folder.mkdir()
            write_lessons(folder)
            # A film that is planned late finds there what others have drawn meanwhile.
            kept = {"GDVIDEO_CACHE": f"{folder}.cache", "GDVIDEO_CACHE_MB": "50"}
            told = run(folder, "batch", "*.toml", "--workers", "2", **kept).stderr
            said.write_text(told, encoding="utf-8")
    return Batch(folder, said.read_text("utf-8"))


Found = TypeVar("Found")


def wait_until(happens: Callable[[], Found], most_s: float = 300.0) -> Found:
    """Wait for something that is under way in another process; return it."""
    end_s = time.monotonic() + most_s
    while not (found := happens()):
        assert time.monotonic() < end_s
        time.sleep(0.05)
    return found


def is_alive(process: psutil.Process) -> bool:
    """Return whether a process runs; one that has ended may still be listed."""
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False
