"""Rendering: carry out a plan, clip by clip, then join the film and write what belongs to it."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdvideo.media.join import Part, join
from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.media.tracks import dress
from gdvideo.progress import Reporter
from gdvideo.render.captions import film_captions, to_srt, to_vtt, transcript
from gdvideo.render.checksums import checksum, unchanged
from gdvideo.render.derivations import derivatives
from gdvideo.render.folder import OutputFolder, opened
from gdvideo.render.key import versions
from gdvideo.render.plan import ClipJob, RenderPlan
from gdvideo.render.records import Record
from gdvideo.render.retiring import retire, retire_other_clips, retired_sentences
from gdvideo.trace import path_csv, trace
from scenes.telling.narration import common_words
from scenes.telling.timeline import Timeline

__all__ = ["Clip", "Film", "render"]

_SIDE_CARS = ("vtt", "srt", "md")
_AUDIO = {"codec": "aac", "sample_rate": SAMPLE_RATE, "channels": 1}


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip whose files exist.

    Parameters
    ----------
    job : ClipJob
        What it was made from.
    files : dict of str to str
        The checksum (SHA-256) of each of its files by its name in the output folder.
    """

    job: ClipJob
    files: dict[str, str]

    @property
    def video(self) -> str:
        """The name of its video in the output folder."""
        return f"clips/{self.job.scene}.mp4"

    @property
    def poster(self) -> str:
        """The name of its last picture in the output folder."""
        return f"clips/{self.job.scene}.png"


@dataclass(frozen=True, slots=True)
class Film:
    """A film whose files exist.

    Parameters
    ----------
    folder : Path
        The output folder.
    clips : tuple of Clip
    length_s : float
    """

    folder: Path
    clips: tuple[Clip, ...]
    length_s: float

    @property
    def video(self) -> Path:
        """The film's video."""
        return self.folder / "explainer.mp4"


def render(plan: RenderPlan, out: Path, reporter: Reporter) -> Film:
    """Make everything that a plan says, into a folder.

    A clip that an earlier run made from the same is kept as it is.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    RenderError
        If a clip or the film cannot be made.
    """
    with opened(out) as folder:
        clips = tuple(_clip(job, plan, folder, reporter) for job in plan.jobs)
        film = Film(out, clips, sum(clip.job.timeline.length_s for clip in clips))
        _write_film(film, plan, folder)
        retire_other_clips(plan, folder)
        for sentence in retired_sentences(folder):
            reporter.say(sentence)
        return film


def _clip(job: ClipJob, plan: RenderPlan, folder: OutputFolder, reporter: Reporter) -> Clip:
    name, language = f"clips/{job.scene}", plan.brief.look.language
    before = Record.read(folder.root / f"{name}.json", name)
    clip = None if before is None else _kept(job, before, language, folder)
    if clip is not None:
        reporter.say(f"{job.scene}: unchanged, kept")
        return clip
    _draw(job, plan, folder, reporter)
    written = [folder.publish(f"{name}.mp4"), folder.publish(f"{name}.png")]
    written += _side_cars(folder, name, language, job.timeline.title, (job.timeline,))
    clip = Clip(job, _checksums(folder, written))
    retire(before, folder, but=clip.files)
    # Written last, clip by clip: after an interruption the next run goes on from here.
    folder.write(f"{name}.json", _json(_clip_entry(clip)))
    return clip


def _draw(job: ClipJob, plan: RenderPlan, folder: OutputFolder, reporter: Reporter) -> None:
    from PIL import Image

    from gdvideo.render.manim_alone import load_manim

    load_manim()
    from gdvideo.render.frames import draw_clip

    name = f"clips/{job.scene}"
    with reporter.scene(job.scene, job.frames(plan.quality)) as progress:
        tracks = plan.telling.tracks(job.timeline, plan.brief.look.language)
        target = folder.draft(f"{name}.mp4" if tracks is None else f"{name}.pictures.mp4")
        last = draw_clip(job.scene, plan.brief, plan.quality, target, progress)
    if tracks is not None:
        dress(target, tracks, folder.draft(f"{name}.mp4"))
        target.unlink()
    poster = io.BytesIO()
    Image.fromarray(last).convert("RGB").save(poster, "PNG", optimize=True)
    folder.fill(f"{name}.png", poster.getvalue())


def _kept(job: ClipJob, before: Record, language: str, folder: OutputFolder) -> Clip | None:
    """Return the clip of an earlier run if it was made from the same and is still whole."""
    ends = ("mp4", "png", *(f"{language}.{end}" for end in _SIDE_CARS))
    names = {f"clips/{job.scene}.{end}" for end in ends}
    if before.key != job.key or set(before.files) != names:
        return None
    whole = all(_is_whole(folder.root / name, before.files[name]) for name in names)
    return Clip(job, before.files) if whole else None


def _is_whole(path: Path, expected: str) -> bool:
    return path.is_file() and checksum(path) == expected


def _side_cars(
    folder: OutputFolder, name: str, language: str, title: str, timelines: tuple[Timeline, ...]
) -> list[Path]:
    """Write captions and transcript of scenes that follow each other."""
    shown = film_captions(timelines)
    texts = (to_vtt(shown), to_srt(shown), transcript(title, timelines))
    return [
        folder.write(f"{name}.{language}.{end}", text)
        for end, text in zip(_SIDE_CARS, texts, strict=True)
    ]


def _write_film(film: Film, plan: RenderPlan, folder: OutputFolder) -> None:
    timelines = tuple(job.timeline for job in plan.jobs)
    _join(film, plan, folder)
    written = [folder.publish("explainer.mp4"), folder.publish("explainer.png")]
    language = plan.brief.look.language
    title = common_words(language).film
    written += _side_cars(folder, "explainer", language, title, timelines)
    experiment = plan.study.experiment
    result = trace(experiment)
    written += [
        folder.write("numbers/trajectory.csv", path_csv(experiment)),
        folder.write("numbers/derivatives.txt", derivatives(experiment)),
        folder.write("numbers/trace.json", _json(result)),
    ]
    files = _checksums(folder, written)
    retire(Record.read(folder.root / "film.json", "explainer"), folder, but=files)
    folder.write("film.json", _json(_manifest(film, plan, files, result)))


def _join(film: Film, plan: RenderPlan, folder: OutputFolder) -> None:
    """Put the clips together, and take the last one's poster for the film's."""
    parts = [
        Part(
            folder.root / clip.video,
            clip.files[clip.video],
            clip.job.timeline.title,
            clip.job.timeline.length_s,
        )
        for clip in film.clips
    ]
    shown = film_captions(tuple(job.timeline for job in plan.jobs))
    on_demand = shown if plan.telling.captions == "soft" else ()
    target = folder.draft("explainer.mp4")
    join(tuple(parts), target, on_demand, plan.brief.look.language)
    poster = film.clips[-1].poster
    with unchanged(folder.root / poster, film.clips[-1].files[poster]) as file:
        folder.fill("explainer.png", file.read())


def _checksums(folder: OutputFolder, paths: list[Path]) -> dict[str, str]:
    return {path.relative_to(folder.root).as_posix(): checksum(path) for path in paths}


def _manifest(
    film: Film, plan: RenderPlan, files: dict[str, str], result: dict[str, Any]
) -> dict[str, Any]:
    """Return what was made from what."""
    read, lesson = plan.study.read, plan.study.lesson.model_dump(mode="json")
    # Where a file lies is its owner's business, and no part of what the film was made from.
    source = Path(read.source).name
    return {
        "title": common_words(plan.brief.look.language).film,
        "duration_s": round(film.length_s, 3),
        "voice": plan.telling.voice and plan.telling.voice.name,
        "audio": plan.telling.voice and _AUDIO,
        "captions": plan.telling.captions,
        "files": files,
        "clips": [_clip_entry(clip) for clip in film.clips],
        "data": {
            "source": source,
            "digest": read.digest,
            "rows": read.rows,
            "left_out": read.left_out,
            "columns": list(read.raw_names),
        },
        "lesson": {**lesson, "data": source, "voice": Path(lesson["voice"]).name},
        "result": result,
        "versions": versions(),
    }


def _clip_entry(clip: Clip) -> dict[str, Any]:
    timeline = clip.job.timeline
    return {
        "id": clip.job.scene,
        "title": timeline.title,
        "duration_s": round(timeline.length_s, 3),
        "key": clip.job.key,
        "beats": [
            {"id": b.id, "start_s": round(b.start_s, 3), "duration_s": round(b.length_s, 3)}
            for b in timeline.beats
        ],
        "files": clip.files,
    }


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
