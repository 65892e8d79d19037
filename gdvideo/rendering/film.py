"""Rendering: carry out a plan, clip by clip, then join the film and write what belongs to it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from gdvideo.fonts import published
from gdvideo.keeping.store import Store
from gdvideo.media.checksums import unchanged
from gdvideo.media.join import Part, join
from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.numbers import path_csv, trace
from gdvideo.progress import Reporter
from gdvideo.rendering.captions import film_captions, film_chapters
from gdvideo.rendering.clips import Clip, Studio
from gdvideo.rendering.derivations import derivatives, formulas
from gdvideo.rendering.drawing import Workers
from gdvideo.rendering.folder import OutputFolder, opened
from gdvideo.rendering.live_lesson import compact, live_lesson, why_lifeless
from gdvideo.rendering.page_font import font_beside
from gdvideo.rendering.plan import RenderPlan
from gdvideo.rendering.records import Record, as_json
from gdvideo.rendering.retiring import retire, retire_other_clips, retired_sentences
from gdvideo.rendering.schedule import film_length_s
from gdvideo.rendering.side_cars import side_cars
from gdvideo.rendering.thumbnail import THUMBNAIL, thumbnail, thumbnail_entry
from gdvideo.rendering.transcript import Transcript
from gdvideo.rendering.versions import versions
from scenes.telling.timeline import PRELUDE_S

__all__ = ["Film", "assembled", "join_clips", "render"]

_AUDIO = {"codec": "aac", "sample_rate": SAMPLE_RATE, "channels": 1}


@dataclass(frozen=True, slots=True)
class Film:
    """A film whose files exist.

    Parameters
    ----------
    folder : Path
        The output folder.
    clips, bridges : tuple of Clip
        A bridge between each two clips.
    length_s : float
    """

    folder: Path
    clips: tuple[Clip, ...]
    bridges: tuple[Clip, ...]
    length_s: float

    @property
    def video(self) -> Path:
        """The film's video."""
        return self.folder / "explainer.mp4"


def render(
    plan: RenderPlan,
    out: Path,
    reporter: Reporter,
    workers: Workers = 0,
    store: Store | None = None,
) -> Film:
    """Make everything that a plan says, into a folder.

    A clip that an earlier run made from the same is kept as it is.

    Parameters
    ----------
    plan : RenderPlan
    out : Path
        The folder.
    reporter : Reporter
        Is told how far the work is.
    workers : int or Executor
        How many processes draw at most, 0 for as many as there are cores; or who draws.
    store : Store, optional
        Where clips are kept for other folders; see `gdvideo.keeping.store`.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    RenderError
        If a clip or the film cannot be made.
    """
    with opened(out) as folder:
        studio = Studio(plan, folder, reporter, workers, store)
        return assembled(studio, studio.made((*plan.jobs, *plan.bridges)))


def assembled(studio: Studio, made: Mapping[str, Clip]) -> Film:
    """Put a film together in its folder, whose clips and bridges are there.

    Parameters
    ----------
    studio : Studio
        Where they were made.
    made : mapping of str to Clip
        All that the plan says, by the names of the jobs.

    Raises
    ------
    RenderError
        If the film cannot be made.
    """
    plan, folder = studio.plan, studio.folder
    clips = tuple(made[job.name] for job in plan.jobs)
    bridges = tuple(made[job.name] for job in plan.bridges)
    film = Film(folder.root, clips, bridges, film_length_s(plan.timelines))
    _write_film(film, plan, folder)
    retire_other_clips(plan, folder)
    if studio.store is not None:
        studio.store.trim()
    lifeless = why_lifeless(plan.study.experiment)
    if lifeless is not None:
        studio.reporter.say_once(lifeless)
    for sentence in retired_sentences(folder):
        studio.reporter.say(sentence)
    return film


def _write_film(film: Film, plan: RenderPlan, folder: OutputFolder) -> None:
    before = Record.read(folder.root / "film.json", "explainer")
    thumbnail(plan, folder, before)
    _join(film, plan, folder)
    written = [folder.root / THUMBNAIL]
    written += [folder.publish("explainer.mp4"), folder.publish("explainer.png")]
    language = plan.brief.look.language
    experiment = plan.study.experiment
    told = Transcript(
        language,
        plan.title,
        plan.timelines,
        formulas(experiment),
        plan.credits,
        published(plan.brief.look.font),
    )
    written += [
        folder.write(f"explainer.{ending}", text)
        for ending, text in side_cars(told, film_chapters(plan.timelines)).items()
    ]
    result = trace(experiment)
    written += [
        folder.write("numbers/trajectory.csv", path_csv(experiment)),
        folder.write("numbers/derivatives.txt", derivatives(experiment)),
        folder.write("numbers/trace.json", as_json(result)),
    ]
    if why_lifeless(experiment) is None:
        written.append(folder.write("numbers/lesson.json", compact(live_lesson(experiment))))
    written += font_beside(plan, folder)
    files = folder.checksums(written)
    retire(before, folder, but=files)
    folder.write("film.json", as_json(_manifest(film, plan, files, result)))


def _join(film: Film, plan: RenderPlan, folder: OutputFolder) -> None:
    """Put the clips together, and take the first one's poster for the film's."""
    join_clips(film, plan, folder.draft("explainer.mp4"))
    opening = film.clips[0]
    with unchanged(folder.root / opening.poster, opening.files[opening.poster]) as file:
        folder.fill("explainer.png", file.read())


def join_clips(film: Film, plan: RenderPlan, target: Path) -> None:
    """Put a film's clips and bridges together to a video.

    Parameters
    ----------
    film : Film
    plan : RenderPlan
    target : Path
        The file to write.

    Raises
    ------
    RenderError
        If one cannot be read or is not what it was, or the video cannot be written.
    """
    shown = film_captions(plan.timelines)
    on_demand = shown if plan.telling.captions == "soft" else ()
    join(_parts(film, plan), target, on_demand, plan.brief.look.language, plan.title)


def _parts(film: Film, plan: RenderPlan) -> tuple[Part, ...]:
    """Return all that is joined: clips, and from the second one on a bridge to each."""
    titles = [timeline.title for timeline in plan.timelines]
    first, *others = [
        Part(film.folder / clip.video, clip.files[clip.video], clip.job.length_s, title)
        for clip, title in zip(film.clips, titles, strict=True)
    ]
    bridges = [
        Part(film.folder / bridge.video, bridge.files[bridge.video], bridge.job.length_s)
        for bridge in film.bridges
    ]
    pairs = zip(bridges, others, strict=True)
    return (first, *(p for b, clip in pairs for p in (b, replace(clip, skipped_s=PRELUDE_S))))


def _manifest(
    film: Film, plan: RenderPlan, files: dict[str, str], result: dict[str, Any]
) -> dict[str, Any]:
    """Return what was made from what."""
    read, lesson = plan.study.read, plan.study.lesson.model_dump(mode="json")
    lesson["font"] = lesson["font"] and Path(lesson["font"]).name
    # Where a file lies is its owner's business, and no part of what the film was made from.
    source = Path(read.source).name
    return {
        "title": plan.title,
        "request": plan.request,
        "duration_s": round(film.length_s, 3),
        "voice": plan.telling.voice and plan.telling.voice.name,
        "audio": plan.telling.voice and _AUDIO,
        "captions": plan.telling.captions,
        "thumbnail": thumbnail_entry(plan),
        "lifeless": why_lifeless(plan.study.experiment),
        "files": files,
        "clips": [clip.entry for clip in film.clips],
        "bridges": [bridge.entry for bridge in film.bridges],
        "data": {
            "source": source,
            "digest": read.digest,
            "rows": read.rows,
            "left_out": read.left_out,
            "columns": list(read.raw_names),
        },
        "lesson": {**lesson, "data": source, "voice": Path(lesson["voice"]).name},
        "formulas": [asdict(formula) for formula in formulas(plan.study.experiment)],
        "result": result,
        "versions": versions(),
    }
