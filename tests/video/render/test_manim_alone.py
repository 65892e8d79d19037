"""Manim as it comes: no file of its users is read, whatever is in it, and no home is needed."""

import os
import subprocess
import sys
from pathlib import Path

from gdvideo.rendering.manim_alone import instead

NO_TEXT = "quality = low_quality\n[CLI]\n\0\xff\xfe"
BROKEN = ("[CLI]\nverbosity = DEBUG\n[logger]\nlog_width = -1\n", NO_TEXT)
SILENT = ("--data", "three", "--voice", "none")
STILL = ("still", "fit", *SILENT, "--quality", "draft", "--at", "0", "--quiet")
LAYOUT = ("check", "--layout", *SILENT, "--scene", "fit")


def run(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "gdvideo", *arguments],
        cwd=folder,
        env={"PYTHONPATH": os.environ.get("PYTHONPATH", ""), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_broken_setting_is_not_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / ".config" / "manim").mkdir(parents=True)
    for folder, content in zip((home / ".config" / "manim", tmp_path), BROKEN, strict=True):
        (folder / "manim.cfg").write_text(content, encoding="latin-1")
    done = run(tmp_path, *STILL, HOME=str(home))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fit.png", "home", "manim.cfg"]


def test_the_layout_is_checked_without_it_too(tmp_path: Path) -> None:
    (tmp_path / "manim.cfg").write_text(NO_TEXT)
    done = run(tmp_path, *LAYOUT)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_process_needs_no_home_and_no_path(tmp_path: Path) -> None:
    # As in a container that runs under a number without an account.
    code = f"""
import pwd, sys
from pathlib import Path

def no_account(number):
    raise KeyError(number)

pwd.getpwuid = no_account
from gdvideo.__main__ import main
try:
    sys.exit(Path.home())
except RuntimeError:
    sys.argv = ["gdvideo", *{STILL!r}]
    main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["fit.png"]


def test_what_is_inherited_is_so_afterwards_too() -> None:
    # `Path.home` is of the class above `Path` in Python 3.13, of `Path` itself before.
    class Above:
        @staticmethod
        def home() -> str:
            return "above"

    class Below(Above):
        pass

    with instead(Below, "home", lambda: "instead"):
        assert Below.home() == "instead"
    assert Below.home() == "above"
    assert "home" not in vars(Below)
