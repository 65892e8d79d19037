"""Clips and bridges: made, or kept as they are if an earlier run made them from the same."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from gdvideo.media.checksums import checksum
from gdvideo.media.tracks import Tracks, dress
from gdvideo.progress import Reporter
from gdvideo.render.captions import side_cars, side_names
from gdvideo.render.folder import OutputFolder
from gdvideo.render.manim_alone import load_manim
from gdvideo.render.plan import BridgeJob, ClipJob, RenderPlan
from gdvideo.render.records import Record, as_json
from gdvideo.render.retiring import retire

__all__ = ["Clip", "Studio"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip or a bridge whose files exist.

    Parameters
    ----------
    job : ClipJob or BridgeJob
        What it was made from.
    files : dict of str to str
        The checksum (SHA-256) of each of its files by its name in the output folder.
    """

    job: ClipJob | BridgeJob
    files: dict[str, str]

    @property
    def video(self) -> str:
        """The name of its video in the output folder."""
        return f"{self.job.name}.mp4"

    @property
    def poster(self) -> str:
        """The name of a clip's last picture in the output folder."""
        return f"{self.job.name}.png"

    @property
    def entry(self) -> dict[str, Any]:
        """What is written down of it."""
        return {**self.job.entry, "files": self.files}


@dataclass(frozen=True, slots=True)
class Studio:
    """Where the clips of a plan are made.

    Parameters
    ----------
    plan : RenderPlan
    folder : OutputFolder
        Where they go.
    reporter : Reporter
        Is told how far the work is.
    """

    plan: RenderPlan
    folder: OutputFolder
    reporter: Reporter

    def clip(self, job: ClipJob) -> Clip:
        """Make a scene's clip, its poster, its captions and its transcript.

        Raises
        ------
        RenderError
            If one of them cannot be made.
        """
        names = ("mp4", "png", *side_names(self._language))
        return self._kept(job, names) or self._made(job, lambda: self._clip_files(job))

    def bridge(self, job: BridgeJob) -> Clip:
        """Make a bridge.

        Raises
        ------
        RenderError
            If it cannot be made.
        """
        return self._kept(job, ("mp4",)) or self._made(job, lambda: self._bridge_files(job))

    @property
    def _language(self) -> str:
        return self.plan.brief.look.language

    def _kept(self, job: ClipJob | BridgeJob, endings: tuple[str, ...]) -> Clip | None:
        """Return the clip of an earlier run if it was made from the same and is still whole."""
        before = self._record(job)
        names = {f"{job.name}.{ending}" for ending in endings}
        if before is None or before.key != job.key or set(before.files) != names:
            return None
        if not all(self._is_whole(name, before.files[name]) for name in names):
            return None
        self.reporter.say(f"{job.label}: unchanged, kept")
        return Clip(job, before.files)

    def _is_whole(self, name: str, expected: str) -> bool:
        path = self.folder.root / name
        return path.is_file() and checksum(path) == expected

    def _record(self, job: ClipJob | BridgeJob) -> Record | None:
        return Record.read(self.folder.root / f"{job.name}.json", job.name)

    def _made(self, job: ClipJob | BridgeJob, make: Callable[[], list[Path]]) -> Clip:
        clip = Clip(job, self.folder.checksums(make()))
        retire(self._record(job), self.folder, but=clip.files)
        # Written last, clip by clip: after an interruption the next run goes on from here.
        self.folder.write(f"{job.name}.json", as_json(clip.entry))
        return clip

    def _clip_files(self, job: ClipJob) -> list[Path]:
        draw = partial(_frames().draw_clip, job.scene, self.plan.brief, self.plan.quality)
        last = self._video(job, draw, self.plan.telling.tracks(job.timeline, self._language))
        self.folder.fill(f"{job.name}.png", _as_png(last))
        published = [self.folder.publish(f"{job.name}.{ending}") for ending in ("mp4", "png")]
        title, told = job.timeline.title, (job.timeline,)
        return published + [
            self.folder.write(f"{job.name}.{ending}", text)
            for ending, text in side_cars(self._language, title, told).items()
        ]

    def _bridge_files(self, job: BridgeJob) -> list[Path]:
        scenes = job.first, job.second
        draw = partial(_frames().draw_bridge, scenes, self.plan.brief, self.plan.quality)
        self._video(job, draw, self.plan.telling.silence(job.length_s, self._language))
        return [self.folder.publish(f"{job.name}.mp4")]

    def _video(
        self,
        job: ClipJob | BridgeJob,
        draw: Callable[[Path, Callable[[int], None]], T],
        tracks: Tracks | None,
    ) -> T:
        """Draw into a draft, and put tracks beside the pictures; return what drawing returns."""
        name = f"{job.name}.mp4" if tracks is None else f"{job.name}.pictures.mp4"
        target = self.folder.draft(name)
        with self.reporter.scene(job.label, job.frames(self.plan.quality)) as progress:
            drawn = draw(target, progress)
        if tracks is not None:
            dress(target, tracks, self.folder.draft(f"{job.name}.mp4"))
            target.unlink()
        return drawn


def _frames() -> Any:
    """Return the module that draws, which takes a while to load."""
    load_manim()
    from gdvideo.render import frames

    return frames


def _as_png(pixels: Any) -> bytes:
    from PIL import Image

    poster = io.BytesIO()
    Image.fromarray(pixels).convert("RGB").save(poster, "PNG", optimize=True)
    return poster.getvalue()
