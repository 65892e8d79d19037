"""Drawing side by side: the same bytes as one after another, and no process is left over."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gdvideo.child import child
from gdvideo.errors import RenderError
from gdvideo.media.quality import QUALITIES
from gdvideo.progress import Reporter
from gdvideo.rendering.draughtsman import Draughtsman, Drawing
from gdvideo.rendering.drawing import cores, drawn, processes
from gdvideo.rendering.plan import BridgeJob, ClipJob
from scenes.film import scene_timeline
from tests.scenes.conftest import LESSONS
from tests.video.render.films import command

DRAFT = QUALITIES["draft"]
BRIEF = LESSONS["three rows"]
SILENT = Reporter(quiet=True)
TWO = pytest.mark.skipif(cores() < 2, reason="films are drawn side by side on two cores or more")


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gdvideo.rendering.drawing.cores", lambda: 2)
    monkeypatch.setattr("gdvideo.rendering.drawing._WORTH_FRAMES", 1)


def job(frames: int) -> Any:
    return SimpleNamespace(frames=lambda _: frames)


@pytest.mark.parametrize(
    ("machine", "frames", "expected"),
    [
        (1, (9000, 9000), 1),
        (2, (9000, 9000, 9000), 2),
        (64, (9000, 9000, 9000), 3),
        (64, (9000,) * 20, 8),
        (8, (500, 40, 40), 1),
        (8, (500, 500, 40), 3),
        (8, (), 1),
    ],
)
def test_as_many_processes_as_are_worth_it(
    monkeypatch: pytest.MonkeyPatch, machine: int, frames: tuple[int, ...], expected: int
) -> None:
    monkeypatch.setattr("gdvideo.rendering.drawing.cores", lambda: machine)
    assert processes([job(number) for number in frames], DRAFT) == expected


def bridges(folder: Path) -> list[Drawing]:
    pairs = (("hook", "parabola"), ("iterate", "card"))
    return [Drawing(BridgeJob(*pair, key=""), folder / f"{pair[0]}.mp4") for pair in pairs]


@pytest.mark.usefixtures("two_cores")
def test_side_by_side_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there, here = bridges(tmp_path / "there"), bridges(tmp_path / "here")
    for wanted in (there, here):
        wanted[0].target.parent.mkdir()
    apart = {
        drawing.target.name for drawing, _ in drawn(there, Draughtsman(BRIEF(), DRAFT), SILENT)
    }
    monkeypatch.setattr("gdvideo.rendering.drawing.cores", lambda: 1)
    assert {
        drawing.target.name for drawing, _ in drawn(here, Draughtsman(BRIEF(), DRAFT), SILENT)
    } == apart
    sums = [[hash(d.target.read_bytes()) for d in wanted] for wanted in (there, here)]
    assert sums[0] == sums[1]


def clips(folder: Path) -> list[Drawing]:
    """Two clips that take a good while."""
    return [
        Drawing(ClipJob(scene, scene_timeline(scene, BRIEF()), ""), folder / f"{scene}.mp4")
        for scene in ("iterate", "tangent")
    ]


@pytest.mark.usefixtures("two_cores")
def test_a_process_that_is_killed_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, begun = clips(tmp_path), list[subprocess.Popen[bytes]]()

    def recorded(*module: str) -> "subprocess.Popen[bytes]":
        begun.append(child(*module))
        return begun[-1]

    def kill_one() -> None:
        wait_for([drawing.target for drawing in wanted])
        begun[0].kill()

    monkeypatch.setattr("gdvideo.rendering.drawing.child", recorded)
    threading.Thread(target=kill_one, daemon=True).start()
    with pytest.raises(RenderError, match="a process that was drawing ended abruptly"):
        list(drawn(wanted, Draughtsman(BRIEF(), QUALITIES["hd"]), SILENT))
    assert len(begun) == 2
    assert all(process.returncode for process in begun)


def wait_for(files: list[Path]) -> None:
    begun = time.monotonic()
    while not all(file.exists() for file in files):
        assert time.monotonic() - begun < 120
        time.sleep(0.05)


@TWO
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGINT, "gdvideo: interrupted\n"),
        (signal.SIGTERM, "gdvideo: stopped by SIGTERM\n"),
        (signal.SIGKILL, ""),
    ],
)
def test_no_process_draws_on(tmp_path: Path, number: signal.Signals, words: str) -> None:
    scenes = ("--scene=iterate", "--scene=tangent")
    told = command("render", "--data", "three", *scenes, "--quality=hd", "--voice=none", "--quiet")
    process = subprocess.Popen(
        told, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    begun = time.monotonic()
    while len([*tmp_path.glob("out/.gdvideo-work-*/clips/*.pictures.mp4")]) < 2:
        assert time.monotonic() - begun < 120
        time.sleep(0.05)
    # As a terminal does it: an interrupt goes to all of them.
    (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
    # Ends when nobody holds the pipe any more: a film of this size takes minutes to draw.
    _, said = process.communicate(timeout=30)
    assert said == words
    if number != signal.SIGKILL:
        assert process.returncode == 128 + number
        assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.usefixtures("two_cores")
def test_what_fails_in_another_process_fails_here(tmp_path: Path) -> None:
    nowhere = bridges(tmp_path / "missing")
    with pytest.raises(RenderError, match=r"The video hook.mp4 could not be encoded"):
        list(drawn(nowhere[:1] * 2, Draughtsman(BRIEF(), DRAFT), SILENT))
    broken = Drawing(BridgeJob("hook", "nothing", key=""), tmp_path / "a.mp4")
    with pytest.raises(RuntimeError, match="ModuleNotFoundError: "):
        list(drawn([broken, broken], Draughtsman(BRIEF(), DRAFT), SILENT))
