"""Whether a film is what gdvideo makes: it is made again aside, and compared byte by byte."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from pydantic import BaseModel, JsonValue

from gdvideo.errors import InputError
from gdvideo.filming import planned
from gdvideo.lesson import Lesson, lesson_of
from gdvideo.media.decode import decoded
from gdvideo.progress import Reporter
from gdvideo.regular import whole_content
from gdvideo.rendering.again import request_of
from gdvideo.rendering.changes import changes
from gdvideo.rendering.film import render
from gdvideo.rendering.folder import opened
from gdvideo.rendering.plan import BridgeJob, ClipJob, RenderPlan
from gdvideo.rendering.records import Record
from scenes.telling.assets import shipped_names

__all__ = ["Verified", "first_difference_s", "verified"]

_LARGEST_RECORD = 1_000_000
_CLIPS = ("clips/", "bridges/")


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of making a film again.

    Parameters
    ----------
    sentence : str
        What was compared, and that it is the same, if nothing differs.
    differences : tuple of str
        What differs, a sentence each.
    """

    sentence: str
    differences: tuple[str, ...]


def verified(lesson: Lesson, out: Path, reporter: Reporter) -> Verified:
    """Make a film again as its lesson has it, and compare it with the one that is there.

    Nothing that is kept anywhere is used. Where the lesson names scenes that are not the film's,
    their clips are compared, and not the film.

    Parameters
    ----------
    lesson : Lesson
        If it says nothing but which scenes, the lesson is that of the film's record.
    out : Path
        The film's folder.
    reporter : Reporter
        Is told how far the work is.

    Raises
    ------
    InputError
        If there is no film, or the lesson cannot be told.
    RenderError
        If it cannot be made again.
    """
    film = _film(out)
    if lesson.model_copy(update={"scenes": ()}) == Lesson():
        lesson = _recorded(film, out).but(scenes=lesson.scenes or None)
    there = [clip.id for clip in film.clips]
    plan = planned(lesson, reporter.say, request=request_of(lesson))
    is_whole = not lesson.scenes or there == [job.scene for job in plan.jobs]
    with opened(out) as folder:
        again = folder.draft("again")
        render(plan, again, reporter)
        return Verified(
            f"{out}: {_counted(plan, is_whole=is_whole)} what gdvideo makes, byte for byte",
            tuple(_differences(plan, again, out, is_whole=is_whole)),
        )


def _counted(plan: RenderPlan, *, is_whole: bool) -> str:
    number = len(plan.jobs)
    clips = f"{number} clip{'' if number == 1 else 's'}"
    return f"{clips} and the film are" if is_whole else f"{clips} {'is' if number == 1 else 'are'}"


class _Clip(BaseModel):
    id: str


class _Film(BaseModel):
    """What is read of a film's record here."""

    clips: list[_Clip]
    lesson: dict[str, JsonValue]


def _film(out: Path) -> _Film:
    try:
        return _Film.model_validate_json(whole_content(out / "film.json", _LARGEST_RECORD))
    except (OSError, ValueError) as error:
        raise InputError(f"--out {out}: there is no film in it to be verified") from error


def _recorded(film: _Film, out: Path) -> Lesson:
    """Return the lesson that a film's record tells, if no file of the user's is part of it."""
    said = film.lesson
    is_ours = said.get("data") in shipped_names() and said.get("voice") in {"auto", "none"}
    if not is_ours or said.get("scene_files") or said.get("font"):
        raise InputError(
            f"--out {out}: the film was made from files that its record does not hold; "
            "name the lesson and its options, as when it was rendered"
        )
    stops = said.get("stop")
    rules = stops if isinstance(stops, list) else []
    pairs = [tuple(rule) for rule in rules if isinstance(rule, list)]
    return lesson_of({**said, "stop": tuple(pairs)})


def _differences(plan: RenderPlan, again: Path, out: Path, *, is_whole: bool) -> Iterator[str]:
    for job in (*plan.jobs, *(plan.bridges if is_whole else ())):
        yield from _of_clip(job, again, out)
    if is_whole:
        yield from _of_files(
            {name for name in _names(again) if not name.startswith(_CLIPS)}, again, out
        )


def _names(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files}


def _of_clip(job: ClipJob | BridgeJob, again: Path, out: Path) -> Iterator[str]:
    """Say how a clip or a bridge differs: in what it was made from, or in its files."""
    before = Record.read(out / f"{job.name}.json", job.name)
    if before is None:
        yield f"{job.label} is not there"
    elif before.key != job.key:
        told = "; ".join(changes(before.made_from, job.parts))
        yield f"{job.label} was made from something else: {told}"
    else:
        made = {name for name in _names(again) if name.startswith(f"{job.name}.")}
        yield from _of_files({*made, *before.files}, again, out)


def _of_files(names: set[str], again: Path, out: Path) -> Iterator[str]:
    for name in sorted(names):
        made, there = again / name, out / name
        if not made.is_file():
            if there.is_file():
                yield f"{name} would not be made"
        elif not there.is_file():
            yield f"{name} is not there"
        elif made.read_bytes() != there.read_bytes():
            yield _told(name, made, there)


def _told(name: str, made: Path, there: Path) -> str:
    """Say that two files differ, and of videos, from which moment on."""
    if made.suffix != ".mp4":
        return f"{name} is another"
    try:
        moment_s = first_difference_s(made, there)
    except FFmpegError:
        return f"{name} is no whole video"
    if moment_s is None:
        return f"{name} has the same pictures, and other sound, tracks or words about it"
    return f"{name} is another from {moment_s:.2f} s on"


def first_difference_s(one: Path, other: Path) -> float | None:
    """Return the first moment at which two videos show another picture; None if there is none.

    Parameters
    ----------
    one, other : Path

    Raises
    ------
    FFmpegError
        If one cannot be read.
    """
    ended = (float("inf"), None)
    for (first_s, first), (second_s, second) in zip_longest(
        decoded(one), decoded(other), fillvalue=ended
    ):
        are_equal = first is not None and second is not None and _is_same(first, second)
        if first_s != second_s or not are_equal:
            return min(first_s, second_s)
    return None


def _is_same(one: av.VideoFrame, other: av.VideoFrame) -> bool:
    return np.array_equal(one.to_ndarray(), other.to_ndarray())
