"""A new scene is three files, in a copy of the house: nothing else is touched, and it is filmed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEW = {
    "scenes/middle.py": '''"""Scene `middle`: the best line goes through the point of means."""

import numpy as np

from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.shapes import Dots
from scenes.kit.plots.scatter import scatter
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["PointOfMeans"]


class PointOfMeans(Stage):
    """The data, the best line, and the point that it goes through."""

    scene_id = "middle"

    def lay_out(self) -> None:
        """Hang up the data; the point and the line wait unseen."""
        box, data = self.grid.whole, self.brief.experiment.data
        self.scatter = scatter(box, self.brief.experiment, self.look)
        means = np.array([[data.x.values.mean(), data.y.values.mean()]])
        place = self.scatter.plot.places(means)
        self.middle = Dots(place, 9.0, self.look.best, stroke_px=2.5, clip=box.clip)
        self.hang(self.title(), self.scatter.plot, *self.scatter.marks)
        self.hang(waiting(*self.scatter.best, self.middle))
        self.lives = self.middle

    def mark_the_middle(self, shot: Shot) -> None:
        """Ring the point of means."""
        shot.until("means")
        shot.appear(self.middle)

    def draw_the_line(self, shot: Shot) -> None:
        """Draw the best line through it."""
        shot.until("line")
        shot.appear(*self.scatter.best)
''',
    "scenes/scripts/middle.py": '''"""Score of the scene `middle`: the point of means."""

from typing import Final

from gdcore.experiment import Experiment
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "numbers", "score", "unsuited"]

KEY: Final = ("draw_the_line",)


def unsuited(experiment: Experiment) -> str:
    """Return why there is no such scene: only the best line goes through that point."""
    return "" if experiment.is_line else "no-line"


def score(experiment: Experiment) -> dict[str, tuple[str, ...]]:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    del experiment
    return {"mark_the_middle": ("middle",), "draw_the_line": ("through",)}


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    return {"points": words.count("data-points", experiment.data.n)}
''',
    "assets/narration/en/middle.toml": """title = "The best line goes through the middle"

[labels]
no-line = "needs a straight line"

[sentences]
middle = "Take the |means| of all {points}: the middle of the data."
through = "The best |line| goes through this point, whatever the data."
""",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the house with a new scene in it."""
    root, copy = Path(__file__).parents[2], tmp_path_factory.mktemp("house")
    for package in ("gdcore", "scenes", "gdvideo", "assets"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / package, copy / package, ignore=ignored)
    assert not any((copy / name).exists() for name in NEW)
    for name, text in NEW.items():
        (copy / name).write_text(text, encoding="utf-8")
    return copy


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
