"""The smallest scene there is, three files, and a copy of the house to put it in."""

import shutil
from pathlib import Path

__all__ = ["NEW", "copied_house"]

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


def copied_house(copy: Path) -> Path:
    """Copy what gdvideo runs from, with the new scene; return where."""
    root = Path(__file__).parents[2]
    for package in ("gdcore", "scenes", "gdvideo", "assets"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / package, copy / package, ignore=ignored)
    assert not any((copy / name).exists() for name in NEW)
    for name, text in NEW.items():
        (copy / name).write_text(text, encoding="utf-8")
    return copy
