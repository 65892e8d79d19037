"""The command line: exit statuses, one message on standard error, nothing of the user's lost."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gdvideo.briefing import brief_of
from gdvideo.errors import GdvideoError, InputError, RenderError
from gdvideo.lesson import lesson_of
from gdvideo.rendering.plan import plan
from gdvideo.study import study
from gdvideo.telling import Telling
from scenes.film import FILM

Run = Callable[..., Any]
Refused = Callable[..., str]
Write = Callable[[str, str | bytes], str]

RENDER = ("render", "--data", "three", "--quality", "draft", "--voice", "none")
STILL = ("still", "iterate", "--data", "three", "--quality", "draft", "--voice", "none")


def test_a_shell_can_complete_commands(gdvideo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"_GDVIDEO_COMPLETE": "complete_bash", "COMP_WORDS": "gdvideo s", "COMP_CWORD": "1"}
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    assert gdvideo().out.split() == ["scenes", "script", "still"]


def test_version_and_help(gdvideo: Run) -> None:
    assert gdvideo("--version").out == f"gdvideo {version('gdvideo')}\n"
    for option in ("--help", "-h"):
        done = gdvideo(option)
        assert done.status == 0
        assert all(name in done.out for name in ("render", "scenes", "still", "trace", "check"))
    for command in ("render", "still", "trace", "check"):
        done = gdvideo(command, "--help")
        assert done.status == 0
        assert all(option in done.out for option in ("--data", "--rate", "--steps", "--scale"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("frob",), "No such command 'frob'"),
        (("trace", "--frob"), "No such option: --frob"),
        (("trace", "--rat", "1"), "--rate"),
        (("trace", "--\x1b[31m\nx"), r"--\x1b[31m"),
        (("trace", "--rate"), "Option '--rate' requires an argument"),
        (("still",), "Missing argument 'SCENE'"),
        (("trace", "a", "b"), "unexpected extra argument"),
        (("still", "iterate", "--at", "nan"), "'--at': "),
        (("still", "iterate", "--at", "-1"), "'--at': "),
    ],
    ids=ascii,
)
def test_wrong_usage_is_one_message(
    refused: Refused, arguments: tuple[str, ...], said: str
) -> None:
    message = refused(*arguments)
    assert said in message
    assert message.endswith("; -h lists what is allowed.")


def test_without_arguments_the_help_is_shown(gdvideo: Run) -> None:
    done = gdvideo()
    assert (done.status, done.err) == (2, "")
    assert "render" in done.out


@pytest.mark.parametrize("given", [{}, {"data": "women", "scale": "none"}], ids=str)
def test_scenes_are_listed_with_the_lengths_of_the_film(
    gdvideo: Run, given: dict[str, str]
) -> None:
    done = gdvideo("scenes", *(f"--{name}={value}" for name, value in given.items()))
    made = study(lesson_of(given))
    jobs = plan(made, brief_of(made)[0], Telling("none")).jobs
    assert (done.status, done.err) == (0, "")
    assert [re.split("  +", line) for line in done.out.splitlines()] == [
        [job.scene, job.timeline.title, f"{job.timeline.length_s:.0f} s, read silently"]
        for job in jobs
    ]
    assert len(jobs) == len(FILM)


def test_scenes_says_why_one_steps_aside(gdvideo: Run) -> None:
    lines = gdvideo("scenes", "--data", "women", "--formula", "k*x").out.splitlines()
    assert lines[FILM.index("surface")].split(maxsplit=1) == [
        "surface",
        "left out: needs two parameters to turn; k*x has one",
    ]
    assert [line.split()[0] for line in lines if line.endswith(" s, read silently")] == [
        scene for scene in FILM if scene not in {"surface", "solve"}
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("render", "--scene", "itrate"), "There is no scene 'itrate'; the film has hook"),
        (("still", "itrate"), "There is no scene 'itrate'; the film has hook"),
        (("render", "--language", "xx"), "--language got 'xx'; the film has en"),
        (("render", "--quality", "4k"), "--quality got '4k'"),
        (("render", "--theme", "red"), "--theme got 'red'"),
        (("trace", "--rate", "fast"), "--rate got 'fast'"),
        (("trace", "--rate", "-1"), "--rate got '-1'"),
        (("trace", "--steps", "0"), "--steps got '0': it must be at least 1"),
        (("trace", "--start", "q=1"), "`start` may name m, b, got q"),
        (("trace", "--start", "m"), "--start got 'm'"),
        (("trace", "--stop", "step"), "step:1e-3, gradient:1e-3 or loss:1e-3"),
        (("trace", "--stop", "pace:1"), "--stop got 'pace'"),
        (("trace", "--loss", "best"), "--loss"),
        (("trace", "--scale", "log"), "--scale got 'log'"),
        (("trace", "--x", "flipper_lenth_mm"), "no column 'flipper_lenth_mm'"),
        (("trace", "--x", "flipper_lenth_mm"), "'flipper_length_mm'"),
        (("trace", "--data", "no.csv"), "no such file"),
        (("check", "--data", "no.csv"), "no such file"),
        (("trace", "no.toml"), "no.toml cannot be read: No such file or directory"),
        ((*STILL, "--quiet", "--at", "inf"), "--at got inf: iterate lasts "),
        ((*STILL, "--quiet", "--at", "1e308"), "--at got 1e+308: iterate lasts "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_input_is_one_message(
    refused: Refused, arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    assert said in refused(*arguments)
    assert list(tmp_path.iterdir()) == []


def test_a_bad_lesson_file_is_said_with_its_line(refused: Refused, write: Write) -> None:
    key = write("key.toml", 'data = "three"\nsteeps = 3\n')
    assert refused("trace", key).startswith(f"{key}, line 2: steeps is not known")
    syntax = write("syntax.toml", 'data = "three"\n\nsteps = \n')
    assert "line 3" in refused("check", syntax)
    assert refused("render", key) == refused("trace", key)
    assert refused("still", "iterate", "--lesson", key) == refused("trace", key)


def test_options_win_over_the_lesson_file(gdvideo: Run, write: Write) -> None:
    write("points.csv", "a,b\n1,2\n2,3\n4,4\n")
    descent = 'steps = 3\nrate = 0.5\nstop = "step:1e-9"\nscale = "standard"\n'
    lesson = write("a.toml", f'data = "points.csv"\n{descent}')
    plain = json.loads(gdvideo("trace", lesson, "--json").out)
    assert (plain["n"], plain["rate"]) == (3, 0.5)
    # At the rate 0.5 a standardised line is right after one step, and the second does not move.
    assert (plain["steps"], plain["status"]) == (2, "converged")
    other = json.loads(gdvideo("trace", lesson, "--json", "--rate=0.25", "--data=women").out)
    assert (other["n"], other["rate"], other["steps"]) == (15, 0.25, 3)


def test_check_tells_and_writes_nothing(gdvideo: Run, tmp_path: Path) -> None:
    done = gdvideo("check", "--data", "women", "--scale", "none")
    assert (done.status, done.err) == (0, "")
    assert "15 of 15 rows used" in done.out
    assert "m = 3.45, b = -87.5167" in done.out
    assert list(tmp_path.iterdir()) == []


def test_csv_replaces_a_file_whole(gdvideo: Run, refused: Refused, tmp_path: Path) -> None:
    target = tmp_path / "path.csv"
    target.write_text("mine")
    refused("trace", "--csv", str(target), "--rate", "0")
    refused("trace", "--csv", str(target), "--data", "no.csv")
    assert target.read_text() == "mine"
    assert gdvideo("trace", "--data", "three", "--csv", str(target)).status == 0
    assert target.read_text().startswith("step,m,b,loss,")
    assert [path.name for path in tmp_path.iterdir()] == ["path.csv"]


def test_places_that_cannot_be_written_to(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    for target, reason in {
        "folder": "Is a directory",
        "file/a.csv": "Not a directory",
        "none/a.csv": "No such file or directory",
        "x" * 300: "File name too long",
    }.items():
        said = refused("trace", "--csv", target)
        assert said == f"{target}: cannot be written: {reason}"
    assert "cannot be written" in refused(*STILL, "--quiet", "--out", "file/a.png")
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.parametrize(
    ("out", "reason"), [("file", "File exists"), ("file/out", "Not a directory")]
)
def test_out_that_is_no_folder(refused: Refused, tmp_path: Path, out: str, reason: str) -> None:
    (tmp_path / "file").write_text("mine")
    said = refused(*RENDER, "--quiet", "--out", out)
    assert said == f"--out {out}: cannot be written to: {reason}"
    assert (tmp_path / "file").read_text() == "mine"


def test_still_writes_one_picture(gdvideo: Run, tmp_path: Path) -> None:
    done = gdvideo(*STILL, "--at", "3")
    assert (done.status, done.out) == (0, "")
    assert done.err.endswith("iterate.png\n")
    with Image.open(tmp_path / "iterate.png") as picture:
        assert (picture.size, picture.mode) == ((854, 480), "RGB")
        # The theme's ground, #0D1117, is at the rim.
        assert picture.getpixel((0, 0)) == (0x0D, 0x11, 0x17)
    quiet = gdvideo(*STILL, "--at", "3", "--theme", "light", "--quiet", "--out", "light.png")
    assert (quiet.status, quiet.out, quiet.err) == (0, "", "")
    with Image.open(tmp_path / "light.png") as picture:
        assert picture.getpixel((0, 0)) == (0xF4, 0xF6, 0xF9)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["iterate.png", "light.png"]


@pytest.mark.parametrize(
    ("error", "status"),
    [(InputError("no"), 2), (RenderError("no"), 1), (GdvideoError("no"), 1)],
    ids=lambda value: type(value).__name__,
)
def test_errors_become_statuses(
    gdvideo: Run, monkeypatch: pytest.MonkeyPatch, error: GdvideoError, status: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("gdvideo.study.study", fail)
    done = gdvideo("trace")
    assert (done.status, done.out, done.err) == (status, "", "gdvideo: no\n")


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("SIGINT", 130, "interrupted"),
        ("SIGTERM", 143, "stopped by SIGTERM"),
        ("SIGHUP", 129, "stopped by SIGHUP"),
    ],
)
def test_a_signal_is_128_and_its_number(
    gdvideo: Run, monkeypatch: pytest.MonkeyPatch, name: str, status: int, said: str
) -> None:
    number = getattr(signal, name)
    monkeypatch.setattr("gdvideo.study.study", lambda *_, **__: signal.raise_signal(number))
    done = gdvideo("trace")
    assert (done.status, done.out, done.err) == (status, "", f"gdvideo: {said}\n")
    # The run is over: another one is passed over.
    assert signal.getsignal(number) is signal.SIG_IGN


def test_a_signal_that_a_library_turns_into_something_else(
    gdvideo: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def turn(*_: object, **__: object) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except BaseException:
            raise ImportError("initialization failed") from None

    monkeypatch.setattr("gdvideo.study.study", turn)
    done = gdvideo("trace")
    assert (done.status, done.out, done.err) == (130, "", "gdvideo: interrupted\n")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "gdvideo", "trace", "--json"]
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            command, stdout=pipe, stderr=subprocess.PIPE, cwd=tmp_path, timeout=60, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_names_that_the_output_cannot_show(write: Write, tmp_path: Path) -> None:
    """A pipe of Windows has the letters of one language, as cp1252."""
    file = write("a.csv", "Größe,重さ\n1,2\n2,3\n4,5\n")
    asked = [("check",), ("embed", "--help")]
    for command in asked:
        done = subprocess.run(
            [sys.executable, "-m", "gdvideo", *command, "--data", file],
            env={**os.environ, "PYTHONIOENCODING": "cp1252"},
            cwd=tmp_path,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"\\u" in done.stdout
