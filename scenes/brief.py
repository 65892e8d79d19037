"""What a scene is handed: the lesson's numbers, the look and the language. No Manim here."""

import csv
from dataclasses import dataclass
from functools import cache

from gdcore.data.dataset import Column, Dataset
from gdcore.experiment import Experiment, run
from scenes.kit.look.look import DARK, Look
from scenes.telling.assets import ASSETS

__all__ = ["Brief", "default_brief"]


@dataclass(frozen=True, eq=False)
class Brief:
    """Everything that a scene may know.

    Parameters
    ----------
    experiment : Experiment
        The numbers.
    look : Look
        The colours, and the language of the words.
    """

    experiment: Experiment
    look: Look = DARK


@cache
def default_brief() -> Brief:
    """Return the default lesson, the penguins, so that a scene runs under plain `manim`."""
    with (ASSETS / "data" / "penguins.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if "NA" not in row]
    x, y = ([float(row[k]) for row in rows[1:]] for k in (0, 1))
    columns = Column("flipper length", x, "mm"), Column("body mass", y, "g")
    return Brief(run(Dataset((columns[0],), columns[1])))
