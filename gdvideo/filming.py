"""From a lesson to its film: what the command line and Python do alike."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gdvideo.data import describe
from gdvideo.data.held import Held
from gdvideo.lesson import Lesson
from gdvideo.study import Study, brief_of, study
from scenes.brief import Brief

if TYPE_CHECKING:
    from gdvideo.progress import Reporter
    from gdvideo.rendering.film import Film

__all__ = ["Filmed", "briefed", "filmed"]


@dataclass(frozen=True, slots=True, eq=False)
class Filmed:
    """A film and the numbers in it.

    Parameters
    ----------
    study : Study
    film : Film
        Its files exist.
    captioned : bool
        Whether captions are in its pictures.
    """

    study: Study
    film: "Film"
    captioned: bool


def briefed(
    lesson: Lesson, say: Callable[[str], None], data: Held | None = None
) -> tuple[Study, Brief]:
    """Return the numbers of a lesson, with what its scenes are handed; say what needs saying.

    Parameters
    ----------
    lesson : Lesson
    say : callable
    data : Held, optional
        In place of the lesson's own.
    """
    made = study(lesson, data)
    brief, sentences = brief_of(made)
    for sentence in (*describe(made.read), *sentences, made.experiment.trajectory.sentence):
        say(sentence)
    return made, brief


def filmed(lesson: Lesson, out: Path, reporter: "Reporter", data: Held | None = None) -> Filmed:
    """Render a lesson's film into a folder.

    Parameters
    ----------
    lesson : Lesson
    out : Path
        The output folder.
    reporter : Reporter
        Is told what is done.
    data : Held, optional
        In place of the lesson's own.
    """
    from gdvideo.rendering.film import render
    from gdvideo.rendering.plan import named_scenes, plan, suitable_scenes
    from gdvideo.telling import told

    named = named_scenes(lesson)
    made, brief = briefed(lesson, reporter.say, data)
    brief, telling = told(lesson, brief, suitable_scenes(named, brief), reporter.say)
    film = render(plan(made, brief, telling), out, reporter)
    reporter.say(
        f"{film.video}: {film.length_s:.0f} s, with captions, transcript, poster and thumbnail "
        "beside it"
    )
    return Filmed(made, film, telling.captions == "drawn")
