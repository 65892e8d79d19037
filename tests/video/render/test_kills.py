"""Runs that are cut off: the old film stays, no stump does, and the next run makes it whole."""

import signal
import socket
import subprocess
from pathlib import Path

from tests.video.render.films import DRAFT, FILES, LESSON, command, contents, names, run


def test_a_signal_leaves_no_stump(drawing: "subprocess.Popen[str]", tmp_path: Path) -> None:
    # Of the other signals: below, and where films are drawn side by side.
    drawing.send_signal(signal.SIGHUP)
    _, said = drawing.communicate(timeout=60)
    assert drawing.returncode == 129
    assert said.endswith("gdvideo: stopped by SIGHUP\n")
    assert "Traceback" not in said
    assert list((tmp_path / "out").iterdir()) == []


def test_a_second_run_is_told_of_the_first_and_ctrl_c_leaves_the_old_film(
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
    drawing.send_signal(signal.SIGINT)
    drawing.communicate(timeout=60)
    assert drawing.returncode == 130
    assert contents(copy) == contents(out)


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
