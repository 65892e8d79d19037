"""Runs that are cut off: the old film stays, no stump does, and the next run makes it whole."""

import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.video.render.films import DRAFT, FILES, LESSON, command, contents, names, run


@pytest.mark.parametrize(
    ("number", "status", "words"),
    [
        (signal.SIGINT, 130, "interrupted"),
        (signal.SIGTERM, 143, "stopped by SIGTERM"),
        (signal.SIGHUP, 129, "stopped by SIGHUP"),
    ],
)
def test_a_signal_leaves_no_stump(
    drawing: "subprocess.Popen[str]", tmp_path: Path, number: int, status: int, words: str
) -> None:
    drawing.send_signal(number)
    _, said = drawing.communicate(timeout=60)
    assert drawing.returncode == status
    assert said.endswith(f"gdvideo: {words}\n")
    assert "Traceback" not in said
    assert list((tmp_path / "out").iterdir()) == []


def test_ctrl_c_leaves_the_old_film(
    copy: Path, drawing: "subprocess.Popen[str]", out: Path
) -> None:
    drawing.send_signal(signal.SIGINT)
    drawing.communicate(timeout=60)
    assert drawing.returncode == 130
    assert contents(copy) == contents(out)


def test_a_second_run_is_told_of_the_first_and_touches_nothing(
    copy: Path, drawing: "subprocess.Popen[str]", out: Path
) -> None:
    done = subprocess.run(
        command("render", "--data", "women", *DRAFT),
        cwd=copy.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("gdvideo: --out out: another run is at work there (process ")
    assert f"process {drawing.pid} on {socket.gethostname()} since " in last
    assert "gdvideo render --data three --scene=iterate --quality=standard" in last
    assert drawing.poll() is None
    assert {k: v for k, v in contents(copy).items() if k in FILES} == contents(out)


def test_two_runs_at_once_make_one_film_of_one_lesson(out: Path, tmp_path: Path) -> None:
    lessons = (LESSON, ("--data", "women", "--steps", "3"))
    both = [
        subprocess.Popen(
            command("render", *lesson, *DRAFT), cwd=tmp_path, stderr=subprocess.PIPE, text=True
        )
        for lesson in lessons
    ]
    said = [process.communicate(timeout=300)[1].splitlines()[-1] for process in both]
    assert sorted(process.returncode for process in both) == [0, 1]
    refused = next(k for k in (0, 1) if both[k].returncode)
    assert f"process {both[1 - refused].pid} on" in said[refused]
    assert names(tmp_path / "out") == FILES
    if refused == 1:
        assert contents(tmp_path / "out") == contents(out)


def test_a_kill_leaves_the_old_film_and_the_next_run_sweeps(
    copy: Path, drawing: "subprocess.Popen[str]", out: Path
) -> None:
    drawing.kill()
    drawing.communicate(timeout=60)
    left = {name for name in names(copy) if name.startswith(".gdvideo")}
    assert left
    assert {k: v for k, v in contents(copy).items() if k not in left} == contents(out)
    assert "kept" in run(copy.parent, "render", *LESSON, *DRAFT).stderr
    assert contents(copy) == contents(out)
    assert names(copy) == FILES
