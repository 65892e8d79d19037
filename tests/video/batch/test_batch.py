"""A batch over the pool: the bytes of `render`, each clip once, faults by name, no work twice."""

import json
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import psutil
import pytest

from tests.video.batch.conftest import Batch, is_alive, wait_until, write_lessons
from tests.video.conftest import Done
from tests.video.render.films import command, contents, run

Run = Callable[..., Done]


@pytest.fixture
def copy(batch: Batch, tmp_path: Path) -> Path:
    """The output folder of a copy of the batch, which a test may change."""
    shutil.copytree(batch.folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "out"


def test_each_film_has_the_bytes_of_its_own_rendering(batch: Batch, tmp_path: Path) -> None:
    write_lessons(tmp_path)
    run(tmp_path, "render", "b.toml")
    assert contents(batch.out / "b") == contents(tmp_path / "out")


def test_what_fails_stops_no_other_film_and_what_is_there_is_kept(
    batch: Batch, copy: Path, gdvideo: Run
) -> None:
    (copy / "a" / "clips" / "tiny.mp4").unlink()
    lesson = (copy.parent / "a.toml").read_text("utf-8")
    (copy.parent / "unlucky.toml").write_text(lesson.replace("= 5", "= 13"), encoding="utf-8")
    (copy.parent / "empty.toml").write_text('data = "no.csv"', encoding="utf-8")
    done = gdvideo("batch", "*.toml", "--workers", "1")
    assert (done.status, done.out) == (1, "")
    assert contents(copy / "a") == contents(batch.out / "a")
    told = json.loads((copy / "batch.json").read_text("utf-8"))
    states = {film["name"]: (film["state"], film["clips"]["drawn"]) for film in told["films"]}
    assert states == {
        "a": ("made", 1),
        "b": ("kept", 0),
        "c": ("kept", 0),
        "empty": ("failed", 0),
        "unlucky": ("failed", 0),
    }
    last = done.err.splitlines()[-3:]
    assert last[0] == "gdvideo: 2 of 5 films failed"
    assert last[1].startswith("empty: 'no.csv': no such file")
    assert last[2].startswith(f"unlucky: tiny: {copy.parent}/tiny.py, line ")
    assert last[2].endswith("ValueError: thirteen")


def test_a_plan_tells_the_clips_their_costs_and_which_are_shared(copy: Path, gdvideo: Run) -> None:
    (copy / "a" / "clips" / "tiny.json").unlink()
    done = gdvideo("batch", "*.toml", "--plan")
    assert (done.status, done.err) == (0, "")
    told = json.loads(done.out)
    clips: dict[str, dict[str, Any]] = {film["name"]: film["clips"][0] for film in told["films"]}
    assert [clips[name]["kept"] for name in "abc"] == [False, True, True]
    assert [shared["films"] for shared in told["shared"]] == [["b", "c"]]
    with av.open(str(copy / "b" / "clips" / "tiny.mp4")) as video:
        frames = sum(1 for _ in video.decode(video=0))
    assert clips["b"]["frames"] == clips["c"]["frames"] == frames
    assert told["frames"]["missing"] == clips["a"]["frames"]


def test_a_share_is_whole_films_and_has_a_report_of_its_own(
    copy: Path, gdvideo: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = copy.parent / "plan.json"
    plan.write_text(gdvideo("batch", "*.toml", "--plan").out, encoding="utf-8")
    # It is dealt by the plan: nothing is planned again.
    monkeypatch.setattr("gdvideo.batch.running.outline", None)
    share = ("--only", "1/2", "--by", str(plan))
    assert gdvideo("batch", "*.toml", *share, "--quiet") == Done(0, "", "")
    told = json.loads((copy / "batch-1-of-2.json").read_text("utf-8"))
    # The two that share their clips stay together.
    assert [film["name"] for film in told["films"]] in (["a"], ["b", "c"])
    assert {film["state"] for film in told["films"]} == {"kept"}


def test_ctrl_c_ends_all_and_leaves_no_stump(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    running = subprocess.Popen(
        command("batch", "*.toml", "--workers", "2"),
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    hands = wait_until(psutil.Process(running.pid).children)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=300)
    assert (running.returncode, said.splitlines()[-1]) == (130, "gdvideo: interrupted")
    wait_until(lambda: not any(map(is_alive, hands)))
    assert [name for name in contents(tmp_path) if name.startswith("out/")] == []


def test_what_cannot_go_together_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    write_lessons(tmp_path)
    one = ("batch", "a.toml")
    assert refused(*one, "--workers", "2", "--scheduler", "tcp://127.0.0.1:9") == (
        "--workers is for processes of this machine; --scheduler has workers of its own."
    )
    assert refused(*one, "--only", "2").startswith("--only got '2': it must be of the form 3/20")
    assert refused(*one, "--by", "plan.json") == "--by is for shares: --only says which."
    (tmp_path / "plan.json").write_text('{"films": []}', encoding="utf-8")
    assert refused(*one, "--only", "1/2", "--by", "plan.json") == (
        "--by: plan.json is of another batch; its films must be those of this one."
    )
    assert refused(*one, "--only", "1/2", "--by", "a.toml") == (
        "--by: a.toml is no plan that --plan has printed."
    )
    assert refused(*one, "--only", "1/2", "--by", "no.json") == (
        "--by: no.json cannot be read: No such file or directory."
    )
    assert refused(*one, "--steps", "0").startswith("--steps got '0': it must be at least 1")
