"""A new scene is three files, in a copy of the house: nothing else is touched, and it is filmed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.meta.middle import NEW, copied_house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the house with a new scene in it."""
    return copied_house(tmp_path_factory.mktemp("house"))


def gdvideo(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line of the copy, in the copy."""
    environment = os.environ | {"PYTHONPATH": str(house)}
    command = [sys.executable, "-m", "gdvideo", *arguments]
    return subprocess.run(
        command, cwd=house, env=environment, capture_output=True, text=True, check=False
    )


def test_a_new_scene_is_three_files() -> None:
    assert len(NEW) == 3


def test_it_is_filmed_with_its_captions(house: Path) -> None:
    done = gdvideo(
        house,
        *("render", "--scene", "middle", "--data", "women", "--quality", "draft", "--out", "o"),
        *("--voice", "none"),
    )
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    clips = house / "o" / "clips"
    assert (clips / "middle.mp4").stat().st_size > 1000
    captions = (clips / "middle.en.vtt").read_text("utf-8")
    assert "Take the means of all 15 data points" in " ".join(captions.split())
    assert "|" not in captions


def test_its_pictures_pass_the_layout_check(house: Path) -> None:
    silent = ("--data", "women", "--voice", "none")
    done = gdvideo(house, "check", "--layout", "--scene", "middle", *silent)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_steps_aside_with_its_own_words(house: Path) -> None:
    done = gdvideo(house, "render", "--scene", "middle", "--data", "women", "--formula", "m*x")
    assert done.returncode == 2
    assert "--scene middle needs a straight line" in done.stderr
