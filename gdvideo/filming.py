"""From a lesson to its film: what the command line and Python do alike.

Heavy imports wait until it is known that there is something to do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gdvideo.lesson import Lesson

if TYPE_CHECKING:
    from gdvideo.data.held import Held
    from gdvideo.progress import Reporter
    from gdvideo.rendering.film import Film
    from gdvideo.rendering.plan import RenderPlan
    from gdvideo.study import Study
    from scenes.brief import Brief

__all__ = ["Filmed", "briefed", "explained", "filmed", "planned", "refilmed"]


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

    study: "Study"
    film: "Film"
    captioned: bool


def briefed(
    lesson: Lesson, say: Callable[[str], None], data: "Held | None" = None
) -> "tuple[Study, Brief]":
    """Return the numbers of a lesson, with what its scenes are handed; say what needs saying.

    Parameters
    ----------
    lesson : Lesson
    say : callable
    data : Held, optional
        In place of the lesson's own.
    """
    from gdvideo.briefing import brief_of
    from gdvideo.data import describe
    from gdvideo.study import study

    made = study(lesson, data)
    brief, sentences = brief_of(made)
    for sentence in (*describe(made.read), *sentences, made.experiment.trajectory.sentence):
        say(sentence)
    return made, brief


def refilmed(lesson: Lesson, out: Path, reporter: "Reporter", workers: int = 0) -> None:
    """Render a lesson's film into a folder, unless it is there and nothing has changed since.

    Parameters
    ----------
    lesson : Lesson
    out : Path
        The output folder.
    reporter : Reporter
        Is told what is done.
    workers : int
        How many processes draw at most; 0 for one a core.
    """
    from gdvideo.rendering.again import request_of

    request = request_of(lesson)
    unchanged = _unchanged(out, request)
    if unchanged is None:
        filmed(lesson, out, reporter, request=request, workers=workers)
    else:
        reporter.say(unchanged)


def explained(lesson: Lesson, out: Path, say: Callable[[str], None]) -> list[str]:
    """Return what a rendering would make and keep, a line each; see `gdvideo.rendering.explaining`.

    Parameters
    ----------
    lesson : Lesson
    out : Path
        The output folder.
    say : callable
        Is told what people should know about the lesson.
    """
    from gdvideo.rendering.again import request_of

    unchanged = _unchanged(out, request_of(lesson))
    if unchanged is not None:
        return [unchanged]
    from gdvideo.rendering.explaining import explanation

    return [*explanation(lesson, out, say)]


def _unchanged(out: Path, request: str) -> str | None:
    """Say that the film of a request is there, if it is."""
    from gdvideo.rendering.again import length_if_there

    length_s = length_if_there(out, request)
    if length_s is None:
        return None
    return f"{out / 'explainer.mp4'}: {length_s:.0f} s; nothing has changed since"


def filmed(
    lesson: Lesson,
    out: Path,
    reporter: "Reporter",
    data: "Held | None" = None,
    request: str = "",
    workers: int = 0,
) -> Filmed:
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
    request : str
        What the run hangs on, if that is known; see `gdvideo.rendering.again`.
    workers : int
        As for `refilmed`.
    """
    from gdvideo.keeping.store import user_store
    from gdvideo.rendering.film import render

    made = planned(lesson, reporter.say, data, request)
    film = render(made, out, reporter, workers, store=user_store())
    reporter.say(
        f"{film.video}: {film.length_s:.0f} s, with captions, transcript, poster and thumbnail "
        "beside it"
    )
    return Filmed(made.study, film, made.telling.captions == "drawn")


def planned(
    lesson: Lesson,
    say: Callable[[str], None],
    data: "Held | None" = None,
    request: str = "",
    *,
    spoken: bool = True,
) -> "RenderPlan":
    """Return what is to be made of a lesson.

    Parameters
    ----------
    lesson : Lesson
    say : callable
        Is told what people should know.
    data, request
        As for `filmed`.
    spoken : bool
        Whether the lesson's voice speaks first, which takes a while: without that the keys of
        clips are right, and their lengths are those of words read silently.
    """
    from gdvideo.briefing import drawable
    from gdvideo.rendering.plan import named_scenes, plan, suitable_scenes
    from gdvideo.telling import told, untold
    from scenes.kit.text.typesetter import lettering

    named = named_scenes(lesson)
    made, brief = briefed(lesson, say, data)
    if spoken:
        brief, telling = told(lesson, brief, suitable_scenes(named, brief), say)
    else:
        brief, telling = untold(lesson, brief, say)
    # Another font on this machine would change what the film calls its columns.
    with lettering(brief.look.font):
        asked = "" if drawable(made.experiment)[1] else request
    return plan(made, brief, telling, asked)
