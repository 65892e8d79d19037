"""Who draws: a clip or a bridge at a time, in the process that asks or in one of its own.

As `python -m gdvideo.rendering.draughtsman` it gets a draughtsman on standard input, then what to
draw, all by pickle. On standard output go, for each, the numbers of the frames that are drawn, now
and then, and at the end an `Answer`. It ends with its input, in the middle of a picture if need be:
so nobody draws on for a run that is no more.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from gdvideo.errors import RenderError
from gdvideo.media.quality import Quality
from gdvideo.rendering.last_picture import LastPicture
from gdvideo.rendering.manim_alone import load_manim
from gdvideo.rendering.plan import BridgeJob, ClipJob
from gdvideo.rendering.scene_files import load_scenes, own_fault
from gdvideo.signals import ENDING
from scenes.brief import Brief

__all__ = ["Answer", "Draughtsman", "Drawing"]

_TOLD_EVERY = 15


@dataclass(frozen=True, slots=True)
class Drawing:
    """One clip or bridge whose pictures are wanted.

    Parameters
    ----------
    job : ClipJob or BridgeJob
    target : Path
        The MP4 file to write.
    """

    job: ClipJob | BridgeJob
    target: Path


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a drawing.

    Parameters
    ----------
    last : LastPicture or None
        A clip's.
    failure : Exception or None
        Why it could not be drawn.
    """

    last: LastPicture | None = None
    failure: Exception | None = None


@dataclass(frozen=True, slots=True)
class Draughtsman:
    """Draws the scenes of a lesson.

    Parameters
    ----------
    brief : Brief
    quality : Quality
    scene_files : tuple of str
        Files with scenes of somebody's own.
    """

    brief: Brief
    quality: Quality
    scene_files: tuple[str, ...] = ()

    def draw(self, drawing: Drawing, progress: Callable[[int], None]) -> LastPicture | None:
        """Draw one clip or bridge; return a clip's last picture.

        Raises
        ------
        RenderError
            If the file cannot be written.
        """
        load_manim()
        load_scenes(self.scene_files)
        from gdvideo.rendering import frames

        job, rest = drawing.job, (self.brief, self.quality, drawing.target, progress)
        if isinstance(job, BridgeJob):
            frames.draw_bridge((job.first, job.second), *rest)
            return None
        return frames.draw_clip(job.scene, *rest)

    def answer(self, drawing: Drawing, progress: Callable[[int], None]) -> Answer:
        """Draw, and return what came of it."""
        try:
            return Answer(last=self.draw(drawing, progress))
        except RenderError as error:
            return Answer(failure=error)
        # Nobody reads what this process says; its failures are told by the one that asked.
        except Exception as error:
            told = own_fault(error) or RuntimeError(f"{type(error).__name__}: {error}")
            return Answer(failure=told)


def _serve() -> None:
    """Draw what stands on standard input, until that ends."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not stand among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    wanted: Queue[Any] = Queue()
    Thread(target=_listen, args=(wanted,), daemon=True).start()
    draughtsman: Draughtsman = wanted.get()
    while True:
        told = _Told(answers)
        told.write(draughtsman.answer(wanted.get(), told))


def _listen(wanted: "Queue[Any]") -> None:
    try:
        while True:
            wanted.put(pickle.load(sys.stdin.buffer))
    except EOFError:
        os._exit(0)


class _Told:
    """Passes on how many frames are drawn, now and then."""

    def __init__(self, answers: Any) -> None:
        self._answers = answers
        self._told = 0

    def __call__(self, frames: int) -> None:
        if frames - self._told >= _TOLD_EVERY:
            self._told = frames
            self.write(frames)

    def write(self, what: int | Answer) -> None:
        """Write a number of frames, or the answer."""
        pickle.dump(what, self._answers, protocol=5)
        self._answers.flush()


if __name__ == "__main__":
    _serve()
