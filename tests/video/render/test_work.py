"""Work folders: what killed runs left goes; a live run's, another machine's and the user's stay."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from gdvideo.rendering.folder import opened, write_whole
from gdvideo.rendering.work import work_folder

Make = Callable[..., Path]

KILLED = """
import os, signal, sys
from pathlib import Path
from gdvideo.rendering.folder import opened
with opened(Path(sys.argv[1])) as folder:
    folder.draft("clips/a.mp4").touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def dead_process() -> int:
    """Return the number of a process that has ended."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait(timeout=60)
    return done.pid


@pytest.fixture
def left(tmp_path: Path) -> Make:
    """Return a function that makes a work folder such as a killed run leaves."""

    def make(name: str = "abc", age_s: float = 0.0, **changes: Any) -> Path:
        folder = tmp_path / f".gdvideo-work-{name}"
        (folder / "clips").mkdir(parents=True)
        with work_folder(folder) as pattern:
            run = json.loads((pattern / "run.json").read_text())
        run = {**run, "process": dead_process(), **changes}
        (folder / "run.json").write_text(json.dumps(run))
        (folder / "clips" / "iterate.mp4").touch()
        for path in (*folder.rglob("*"), folder):
            os.utime(path, (time.time() - age_s,) * 2)
        return folder

    return make


@pytest.mark.parametrize("opener", ["render", "one file"])
def test_what_a_killed_run_left_is_swept(tmp_path: Path, left: Make, opener: str) -> None:
    left("abc")
    # A number that this process has got after a killed one had it, as in a container.
    left("own", process=os.getpid())
    left("huge", process=10**30)
    (tmp_path / ".gdvideo-work-empty").mkdir()
    if opener == "render":
        with opened(tmp_path):
            pass
    else:
        write_whole(tmp_path / "a.csv", b"")
        (tmp_path / "a.csv").unlink()
    assert names(tmp_path) == []


def test_a_really_killed_run(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], timeout=60, check=False)
    assert done.returncode == -9
    assert len(names(tmp_path)) == 2
    with opened(tmp_path):
        pass
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "content", [None, b"", b"{}", b'{"format": "gdvideo run 1"}', b'{"process": 1, "host": "a"}']
)
@pytest.mark.parametrize("name", [".gdvideo-work-1", ".gdvideo-1-abc", ".gdvideo-mine"])
def test_the_user_s_own_folder_stays(tmp_path: Path, name: str, content: bytes | None) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine.txt").touch()
    if content is not None:
        (tmp_path / name / "run.json").write_bytes(content)
    with opened(tmp_path):
        pass
    assert (tmp_path / name / "mine.txt").exists()


@pytest.mark.parametrize(("age_s", "stays"), [(-3600, True), (80_000, True), (90_000, False)])
def test_another_machine_s_work_stays_for_a_day(
    tmp_path: Path, left: Make, age_s: float, stays: bool
) -> None:
    folder = left(host=f"not-{socket.gethostname()}", age_s=age_s)
    with opened(tmp_path):
        pass
    assert folder.exists() is stays


def test_another_machine_s_work_that_was_touched_stays(tmp_path: Path, left: Make) -> None:
    folder = left(host="pc7", age_s=10**6)
    os.utime(folder / "clips" / "iterate.mp4")
    with opened(tmp_path):
        pass
    assert folder.exists()


def test_a_live_process_s_work_stays(tmp_path: Path, left: Make) -> None:
    folder = left(process=os.getppid())
    with opened(tmp_path):
        pass
    assert folder.exists()


def test_what_another_run_swept_before_it_was_marked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def swept_once(**how: Any) -> str:
        made.append(mkdtemp(**how))
        if len(made) == 1:
            Path(made[0]).rmdir()
        return made[-1]

    monkeypatch.setattr("gdvideo.rendering.work.tempfile.mkdtemp", swept_once)
    with work_folder(tmp_path) as work:
        assert [str(work)] == made[1:]
        assert (work / "run.json").exists()


def test_a_file_that_goes_while_it_is_looked_at_is_of_a_live_run(
    tmp_path: Path, left: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = left(host="pc7", age_s=90_000)
    gone = [folder / "clips" / "gone.mp4"]
    monkeypatch.setattr(Path, "rglob", lambda *_: gone)
    with work_folder(tmp_path):
        assert folder.exists()


def test_a_link_that_was_left_is_not_followed(tmp_path: Path, left: Make) -> None:
    mine = left().rename(tmp_path / "mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".gdvideo-work-abc").symlink_to(mine)
    with opened(tmp_path / "out"):
        pass
    assert (mine / "clips" / "iterate.mp4").exists()


def test_on_windows_nobody_is_sent_ctrl_c(
    tmp_path: Path, left: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There `os.kill` with 0 sends it (documentation of `os.kill`, `signal.CTRL_C_EVENT`)."""
    new, old = left("new"), left("old", age_s=90_000)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "kill", None)
    with opened(tmp_path):
        pass
    assert (new.exists(), old.exists()) == (True, False)
