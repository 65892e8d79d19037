"""Clips and bridges: made, or kept as they are if an earlier run made them from the same."""

import io
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdvideo.fonts import published
from gdvideo.keeping.store import Store
from gdvideo.media.splice import spliced
from gdvideo.media.tracks import Tracks, dress
from gdvideo.progress import Reporter
from gdvideo.rendering.captions import clip_chapters
from gdvideo.rendering.derivations import formulas
from gdvideo.rendering.draughtsman import Draughtsman, Drawn
from gdvideo.rendering.drawing import Workers, drawn
from gdvideo.rendering.folder import OutputFolder
from gdvideo.rendering.last_picture import LastPicture
from gdvideo.rendering.lending import Lending
from gdvideo.rendering.plan import BridgeJob, ClipJob, RenderPlan
from gdvideo.rendering.records import Record, as_json
from gdvideo.rendering.retiring import retire
from gdvideo.rendering.shelf import Shelf
from gdvideo.rendering.side_cars import side_cars
from gdvideo.rendering.standing import LIVE, standing
from gdvideo.rendering.transcript import Transcript

__all__ = ["Clip", "Studio"]


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
    workers : int or Executor
        Who draws; see `gdvideo.rendering.drawing`.
    store : Store, optional
        Where clips are kept for other folders.
    """

    plan: RenderPlan
    folder: OutputFolder
    reporter: Reporter
    workers: Workers = 0
    store: Store | None = None

    def made(self, jobs: Sequence[ClipJob | BridgeJob]) -> dict[str, Clip]:
        """Make clips, with their posters and the texts beside them, and bridges.

        Each has its files as soon as it is drawn, so an interruption loses only what was being
        drawn.

        Returns
        -------
        dict of str to Clip
            By the names of the jobs.

        Raises
        ------
        RenderError
            If one of them cannot be made.
        """
        kept = {job.name: clip for job in jobs if (clip := self.kept(job))}
        return kept | self.drawn_anew([job for job in jobs if job.name not in kept])

    def drawn_anew(self, jobs: Sequence[ClipJob | BridgeJob]) -> dict[str, Clip]:
        """Make clips and bridges as `made` does, whether or not they are there."""
        # Closed before the folder is: whoever still draws ends first.
        rest = (self.draughtsman, self.reporter, self.workers, Shelf(self.store, self.folder.draft))
        with closing(drawn(jobs, *rest)) as drawings:
            return {job.name: self.finished(job, parts) for job, parts in drawings}

    @property
    def draughtsman(self) -> Draughtsman:
        """What must be known to draw the plan's scenes."""
        plan = self.plan
        files = tuple(str(Path(file).absolute()) for file in plan.study.lesson.scene_files)
        return Draughtsman(plan.brief, plan.quality, files)

    @property
    def _language(self) -> str:
        return self.plan.brief.look.language

    @property
    def _lending(self) -> Lending:
        return Lending(self.store, self.folder, self._language)

    def kept(self, job: ClipJob | BridgeJob) -> Clip | None:
        """Return a clip that need not be made; None if there is none.

        It is there from an earlier run, made from the same and still whole, or the store has it.

        Parameters
        ----------
        job : ClipJob or BridgeJob

        Raises
        ------
        RenderError
            If a file cannot be written.
        """
        found = standing(job, self.folder.root, self._language)
        if found.is_kept:
            self.reporter.say(f"{job.label}: unchanged, kept")
            clip = Clip(job, found.files)
            self._write_down(clip)
            return clip
        taken = self._lending.taken(job)
        if not taken:
            return None
        self.reporter.say(f"{job.label}: made before, taken from the cache")
        return self._settled(job, taken)

    def _record(self, job: ClipJob | BridgeJob) -> Record | None:
        return Record.read(self.folder.root / f"{job.name}.json", job.name)

    def finished(self, job: ClipJob | BridgeJob, parts: Sequence[Drawn]) -> Clip:
        """Dress what is drawn, give it its name, and write down what it was made from.

        Parameters
        ----------
        job : ClipJob or BridgeJob
        parts : sequence of Drawn
            All of its parts, in their order.

        Raises
        ------
        RenderError
            If a file cannot be written.
        """
        self._dress(job, parts)
        files = [self.folder.publish(f"{job.name}.mp4")]
        last = parts[-1].last
        if isinstance(job, ClipJob) and last is not None:
            files += self._beside(job, last)
        clip = self._settled(job, files)
        self._lending.given(job, [*clip.files])
        return clip

    def _settled(self, job: ClipJob | BridgeJob, files: list[Path]) -> Clip:
        """Take away what an earlier clip had beside these files, and write this one down."""
        clip = Clip(job, self.folder.checksums(files))
        retire(self._record(job), self.folder, but=clip.files)
        # Written last, clip by clip: after an interruption the next run goes on from here.
        self._write_down(clip)
        return clip

    def _write_down(self, clip: Clip) -> None:
        """Write a clip's record, if there is none that says the same."""
        name, told = f"{clip.job.name}.json", as_json({**clip.entry, "made_from": clip.job.parts})
        path = self.folder.root / name
        # What a learner may guess is in the record alone: it may be another for the same clip.
        if not path.is_file() or path.read_bytes() != told.encode():
            self.folder.write(name, told)

    def _beside(self, job: ClipJob, last: LastPicture) -> list[Path]:
        """Write a clip's poster, the texts beside it, and what its last picture is made of."""
        self.folder.fill(f"{job.name}.png", _as_png(last.frame))
        told = Transcript(
            self._language,
            job.timeline.title,
            (job.timeline,),
            formulas(self.plan.study.experiment),
            font=published(self.plan.brief.look.font),
        )
        texts = side_cars(told, clip_chapters(job.timeline))
        live = {} if last.live is None else {LIVE: as_json(last.live)}
        return [
            self.folder.publish(f"{job.name}.png"),
            *(
                self.folder.write(f"{job.name}.{ending}", text)
                for ending, text in (texts | live).items()
            ),
        ]

    def _tracks(self, job: ClipJob | BridgeJob) -> Tracks | None:
        if isinstance(job, ClipJob):
            return self.plan.telling.tracks(job.timeline, self._language)
        return self.plan.telling.silence(job.length_s, self._language)

    def _dress(self, job: ClipJob | BridgeJob, parts: Sequence[Drawn]) -> None:
        """Put the parts together, and tracks beside the pictures, if there are any."""
        videos = [part.video for part in parts]
        target, tracks = self.folder.draft(f"{job.name}.mp4"), self._tracks(job)
        if tracks is None:
            spliced(videos, target)
            return
        pictures = self.folder.draft(f"{job.name}.pictures.mp4")
        spliced(videos, pictures)
        dress(pictures, tracks, target)
        pictures.unlink()


def _as_png(pixels: Any) -> bytes:
    from PIL import Image

    poster = io.BytesIO()
    Image.fromarray(pixels).convert("RGB").save(poster, "PNG")
    return poster.getvalue()
