"""Fixtures of the tests of rendering: a small film, made once, and runs that are cut off."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.video.render.films import DRAFT, LESSON, Draughtsman, command, rendered_once

Once = Callable[[Path, Callable[[], None]], None]


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The output folder of a small film, made once for all workers; no test changes it."""
    return rendered_once(tmp_path_factory, worker_id, "render", *LESSON, *DRAFT)


@pytest.fixture(scope="session")
def manifest(out: Path) -> dict[str, Any]:
    return json.loads((out / "film.json").read_text(encoding="utf-8"))


@pytest.fixture
def copy(out: Path, tmp_path: Path) -> Path:
    """A copy of the output folder, times and all."""
    return shutil.copytree(out, tmp_path / "out")


@pytest.fixture(scope="module")
def made_before(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path, Callable[[], None]], None]:
    """Return a function that makes a folder once for all tests of a module, and copies it then."""
    kept = tmp_path_factory.mktemp("made") / "folder"

    def function(folder: Path, make: Callable[[], None]) -> None:
        if kept.exists():
            shutil.copytree(kept, folder, dirs_exist_ok=True)
        else:
            make()
            shutil.copytree(folder, kept)

    return function


@pytest.fixture
def draughtsman(out: Path, monkeypatch: pytest.MonkeyPatch) -> Draughtsman:
    stand_in = Draughtsman(out)
    monkeypatch.setattr("gdvideo.rendering.frames.draw_clip", stand_in)
    # It draws whole clips.
    monkeypatch.setattr("gdvideo.rendering.parts._PART_S", 1000.0)
    monkeypatch.setattr("gdvideo.rendering.parts._HALVED_S", 1000.0)
    # What stands in is known in this process only.
    monkeypatch.setattr("gdvideo.rendering.drawing.cores", lambda: 1)
    return stand_in


@pytest.fixture
def drawing(tmp_path: Path) -> "Iterator[subprocess.Popen[str]]":
    """A run that draws a film of a minute into `tmp_path / "out"`."""
    arguments = command(
        "render", "--data", "three", "--scene=iterate", "--quality=standard", "--voice=none"
    )
    process = subprocess.Popen(arguments, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    begun = time.monotonic()
    while not any(tmp_path.glob("out/.gdvideo-work-*/run.json")):
        assert process.poll() is None
        assert time.monotonic() - begun < 120
        time.sleep(0.05)
    yield process
    process.kill()
    process.communicate()
