"""A small film for the tests of rendering, and how to make and read one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from PIL import Image

from gdvideo.media.encode import Encoder
from gdvideo.media.quality import Quality
from gdvideo.rendering.last_picture import LastPicture
from scenes.brief import Brief
from scenes.film import scene_timeline

LESSON = ("--data", "three", "--loss", "sse", "--rate", "0.01", "--start", "m=1,b=0", "--steps=7")
DRAFT = ("--quality", "draft", "--scene", "iterate", "--voice", "none")
TEXTS = ("en.chapters.vtt", "en.html", "en.md", "en.srt", "en.vtt")
SIDES = (*TEXTS, "json", "mp4", "png")
CLIP = [f"clips/iterate.{end}" for end in (*SIDES, "live.json")]
FILM = [f"explainer.{end}" for end in (*TEXTS, "mp4", "png", "thumbnail.png")]
NUMBERS = [
    "numbers/derivatives.txt",
    "numbers/lesson.json",
    "numbers/trace.json",
    "numbers/trajectory.csv",
]
FILES = sorted([*CLIP, *FILM, *NUMBERS, "film.json"])


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "gdvideo", *arguments]


def run(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        command(*arguments),
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def rendered_once(
    factory: pytest.TempPathFactory, worker_id: str, name: str, *arguments: str
) -> Path:
    """Render a film, once for all workers of a test run; return its output folder."""
    own = factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / name
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            folder.mkdir()
            assert run(folder, "render", *arguments).stdout == ""
    return folder / "out"


def names(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names(folder)}


@dataclass
class Draughtsman:
    """Stands in for `draw_clip`: hands out the clip that was drawn before, or fails.

    Parameters
    ----------
    drawn : Path
        The output folder of the earlier film, of the scene `iterate`: every scene looks like it.
    calls : int
        How many clips were asked for.
    captioned : list of bool
        Whether each was to have captions in its pictures.
    failure : BaseException, optional
        What drawing ends with.
    meanwhile : callable
        What happens while a scene is drawn; takes its id.
    """

    drawn: Path
    calls: int = 0
    captioned: list[bool] = field(default_factory=list)
    failure: BaseException | None = None
    meanwhile: Callable[[str], object] = field(default=lambda _: None)

    def __call__(self, *given: Any) -> Any:
        scene, brief, _, target, progress, _ = given
        self.calls += 1
        self.captioned.append(brief.captioned)
        self.meanwhile(scene)
        if self.failure is not None:
            raise self.failure
        target.write((self.drawn / "clips" / "iterate.mp4").read_bytes())
        progress(1)
        with Image.open(self.drawn / "clips" / "iterate.png") as picture:
            live = json.loads((self.drawn / "clips" / "iterate.live.json").read_text("utf-8"))
            return LastPicture(np.asarray(picture.convert("RGBA")), live)


def black(
    scene: str, brief: Brief, quality: Quality, target: BytesIO, progress: Any, _: range
) -> Any:
    """Stand in for `draw_clip`: a clip of the right length, in which nothing is seen."""
    frame = np.zeros((quality.height, quality.width, 4), np.uint8)
    with Encoder(target, quality) as encoder:
        encoder.write(frame, round(scene_timeline(scene, brief).length_s * quality.fps))
    progress(1)
    return LastPicture(frame)
