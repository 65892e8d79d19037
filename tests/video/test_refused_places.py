"""Files that never end, nesting without end, full disks: one sentence and the right status."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Refused = Callable[..., str]

LESSONS = {
    "brackets": ("a = " + "[" * 5000 + "]" * 5000, "is nested too deeply"),
    "tables": ("a = " + "{a=" * 3000 + "1" + "}" * 3000, "is nested too deeply"),
    "keys": ("start." + ".".join("a" * 3000) + " = 1", "is nested too deeply"),
    "large": ("#" * 1_000_001, "it holds more than 1,000,000 bytes"),
    "null": ("steps = 3\n\0", "is not valid TOML"),
    "latin": ("# \xff", "'utf-8' codec can't decode byte 0xff"),
}


@pytest.mark.parametrize(("content", "said"), LESSONS.values(), ids=LESSONS)
def test_a_lesson_file_that_is_none(
    refused: Refused, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "a.toml").write_text(content, encoding="latin-1")
    assert said in refused("trace", "a.toml")


def test_a_lesson_file_is_a_regular_file(refused: Refused, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    assert refused("trace", "pipe.toml").endswith("it is not a regular file.")
    assert refused("trace", "/dev/zero").endswith("it is not a regular file.")
    assert refused("trace", "folder.toml").endswith("Is a directory.")


@pytest.mark.parametrize("arguments", [("trace", "--data", "three"), ("--help",), ("--version",)])
def test_standard_output_on_a_full_disk(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gdvideo", *arguments],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        1,
        "gdvideo: The output: No space left on device\n",
    )


@pytest.mark.parametrize(("data", "status"), [("none.csv", 2), ("three", 0)])
def test_where_nobody_can_be_told_the_status_tells(tmp_path: Path, data: str, status: int) -> None:
    still = ("still", "iterate", "--data", data, "--quality=draft", "--at=0", "--voice=none")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gdvideo", *still],
            cwd=tmp_path,
            stderr=full,
            timeout=120,
            check=False,
        )
    assert done.returncode == status
    assert (tmp_path / "iterate.png").exists() is (status == 0)
