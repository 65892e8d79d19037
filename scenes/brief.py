"""What a scene is handed: the lesson's numbers, the look and the language. No Manim here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from gdcore.data.units import Units
from gdcore.experiment import Experiment, run
from scenes.kit.ink.layout import WIDE, Grid
from scenes.kit.look.look import DARK, Look
from scenes.telling.assets import DEFAULT_DATA
from scenes.telling.shipped import shipped_dataset
from scenes.telling.speech import Utterance

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
    utterances : mapping of (str, str) to Utterance
        How a voice says the words, by scene and beat; what is not among them is read silently.
    captioned : bool
        Whether captions are drawn into the pictures.
    grid : Grid
        The frame's shape, and where things are in it.
    short : bool
        Whether of each scene only the key beats are told.
    """

    experiment: Experiment
    look: Look = DARK
    utterances: Mapping[tuple[str, str], Utterance] = field(default_factory=dict)
    captioned: bool = False
    grid: Grid = WIDE
    short: bool = False


@cache
def default_brief() -> Brief:
    """Return the default lesson, so that a scene runs under plain `manim`."""
    return Brief(run(shipped_dataset(DEFAULT_DATA), units=Units.ROUND))
