"""Scenes to frames: the one place that runs Manim.

Manim's configuration is global, so a process draws one scene at a time.
"""

import logging
import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
from manim import tempconfig
from PIL import Image

from gdvideo.media.colours import Changed, Frame
from gdvideo.media.encode import Encoder
from gdvideo.media.quality import POSTER, Quality
from gdvideo.rendering.captioned import Captioner
from gdvideo.rendering.last_picture import LastPicture
from gdvideo.rendering.live_lesson import living
from gdvideo.rendering.renderers import Borrow, LendingRenderer, StillRenderer
from scenes.bridge import Bridge
from scenes.brief import Brief
from scenes.film import scene_timeline
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.layout import WIDE, Grid
from scenes.kit.panels.caption_strip import painted
from scenes.live import live_picture
from scenes.stage import Stage, scene_class
from scenes.telling.captions import Caption, captions
from scenes.telling.timeline import PRELUDE_S
from scenes.thumbnail import thumbnail

__all__ = [
    "Sink",
    "draw",
    "draw_bridge",
    "draw_clip",
    "draw_still",
    "draw_stills",
    "draw_thumbnail",
]

Sink = Callable[[Frame, int], None]
"""Takes a frame and how often it is shown."""


def draw(
    scene: str, brief: Brief, quality: Quality, sink: Sink, beats: range | None = None
) -> Stage:
    """Draw every frame of a scene; return its stage, as it stands at the end.

    Parameters
    ----------
    scene : str
        Its id.
    brief : Brief
    quality : Quality
    sink : Sink
        Gets each frame; the array is its own.
    beats : range, optional
        The numbers of the beats to draw, all if not given.
    """
    return _lent(scene, brief, quality, lambda pixels, times, _: sink(pixels.copy(), times), beats)


def _lent(
    scene: str, brief: Brief, quality: Quality, borrow: Borrow, beats: range | None = None
) -> Stage:
    """Draw as `draw` does; frames are lent."""
    first = beats.start if beats else 0
    with _configured(quality, brief.grid):
        passed_on = _captioned(scene, brief, quality, borrow, first) if brief.captioned else borrow
        stage = scene_class(scene)(brief=brief, renderer=LendingRenderer(passed_on))
        if beats:
            stage.show_only(beats.start, beats.stop)
        stage.render()
    return stage


def _captioned(scene: str, brief: Brief, quality: Quality, borrow: Borrow, first: int) -> Borrow:
    """Return what draws captions into what it borrows, from some beat on, and lends that."""
    ends_s = [0.0, *(beat.end_s for beat in scene_timeline(scene, brief).beats)]
    captioner, shown = _captioner(scene, brief, quality), round(ends_s[first] * quality.fps)

    def captioning(pixels: Frame, repeat: int, changed: Changed) -> None:
        nonlocal shown
        for piece, times, anew in captioner.captioned(pixels.copy(), shown, repeat, changed):
            borrow(piece, times, anew)
        shown += repeat

    return captioning


def _captioner(scene: str, brief: Brief, quality: Quality) -> Captioner:
    def strip(caption: Caption) -> Frame:
        return painted(caption, brief.look, quality.width, quality.height, brief.grid)

    return Captioner(captions(scene_timeline(scene, brief)), quality.fps, strip)


def draw_clip(
    scene: str,
    brief: Brief,
    quality: Quality,
    target: Path | BytesIO,
    progress: Callable[[int], None],
    beats: range | None = None,
) -> LastPicture | None:
    """Draw and encode a scene, or some of its beats.

    Parameters
    ----------
    scene, brief, quality
        As for `draw`.
    target : Path or BytesIO
        The MP4 file to write.
    progress : callable
        Is told how many frames are drawn, every so often.
    beats : range, optional
        As for `draw`.

    Returns
    -------
    LastPicture or None
        If the last beat is drawn.

    Raises
    ------
    RenderError
        If the file cannot be written.
    """
    last: list[Frame] = []
    cut = 0 if beats and beats.start else round(PRELUDE_S * quality.fps)
    with Encoder(target, quality, cut) as encoder:

        def encode(pixels: Frame, repeat: int, changed: Changed) -> None:
            encoder.write(pixels, repeat, changed)
            last[:] = [pixels]
            progress(encoder.frames)

        stage = _lent(scene, brief, quality, encode, beats)
    if beats and beats.stop < len(stage.timeline.beats):
        return None
    if quality.height < POSTER.shaped(brief.grid.name).height:
        last = [_poster(stage)]
    # What comes alive is the picture that a scene ends with.
    live = None if stage.timeline.stops_early else living(live_picture(stage))
    return LastPicture(last[0].copy(), live)


def _poster(stage: Stage) -> Frame:
    """Draw a scene as it stands at its end, larger than its clip."""
    size = POSTER.shaped(stage.grid.name)
    with _configured(size, stage.grid):
        camera = FilmCamera(background_color=stage.look.ground)
        camera.capture_mobjects(stage.mobjects)
    pixels = np.asarray(camera.pixel_array, dtype=np.uint8)
    if stage.brief.captioned:
        captioner = _captioner(stage.scene_id, stage.brief, size)
        last = round(stage.timeline.length_s * size.fps) - 1
        ((pixels, _, _),) = captioner.captioned(pixels, last, 1)
    return pixels


def draw_thumbnail(brief: Brief) -> Image.Image:
    """Draw a film's thumbnail: 1280 by 720 pixels, whatever the film's own size and shape."""
    with _configured(POSTER, WIDE):
        camera = FilmCamera(background_color=brief.look.ground)
        camera.capture_mobjects(thumbnail(brief))
    return Image.fromarray(np.asarray(camera.pixel_array, dtype=np.uint8)).convert("RGB")


def draw_bridge(
    scenes: tuple[str, str],
    brief: Brief,
    quality: Quality,
    target: Path | BytesIO,
    progress: Callable[[int], None],
) -> None:
    """Draw and encode the bridge from one scene to another.

    Parameters
    ----------
    scenes : tuple of str
        Their ids.
    brief, quality, target, progress
        As for `draw_clip`.

    Raises
    ------
    RenderError
        If the file cannot be written.
    """
    with Encoder(target, quality) as encoder, _configured(quality, brief.grid):

        def encode(pixels: Frame, repeat: int, changed: Changed) -> None:
            encoder.write(pixels, repeat, changed)
            progress(encoder.frames)

        Bridge(*scenes, brief=brief, renderer=LendingRenderer(encode)).render()


def draw_still(
    scene: str, brief: Brief, quality: Quality, at_s: float, *, transparent: bool = False
) -> Image.Image:
    """Draw one moment of a scene.

    Parameters
    ----------
    scene, brief, quality
        As for `draw`.
    at_s : float
        Seconds from its start; past its end, its last picture.
    transparent : bool
        As for `draw_stills`.
    """
    return draw_stills(scene, brief, quality, (at_s,), transparent=transparent)[0]


def draw_stills(
    scene: str,
    brief: Brief,
    quality: Quality,
    moments_s: Sequence[float],
    *,
    transparent: bool = False,
) -> list[Image.Image]:
    """Draw several moments of a scene, which is played once.

    Parameters
    ----------
    scene, brief, quality
        As for `draw`.
    moments_s : sequence of float
        Seconds from its start, in order; past its end, its last picture.
    transparent : bool
        Whether the ground and captions are left out.
    """
    frames: list[Frame] = []
    numbers = [round(at_s * quality.fps) for at_s in moments_s]
    with _configured(quality, brief.grid):
        renderer = StillRenderer(numbers, frames.append)
        stage = scene_class(scene)(brief=brief, renderer=renderer)
        if transparent:
            stage.leave_out_ground()
        stage.render()
        renderer.capture_rest(stage)
        if brief.captioned and not transparent:
            last = round(stage.timeline.length_s * quality.fps) - 1
            captioner = _captioner(scene, brief, quality)
            frames = [
                shown
                for frame, number in zip(frames, numbers, strict=True)
                for shown, *_ in captioner.captioned(frame, min(number, last), 1)
            ]
    if transparent:
        return [Image.fromarray(_unmixed(frame)) for frame in frames]
    return [Image.fromarray(frame).convert("RGB") for frame in frames]


def _unmixed(pixels: Frame) -> Frame:
    """Return pixels whose colours are not multiplied by their opacity; Cairo's are."""
    opacity = pixels[..., 3:].astype(float)
    colours = pixels[..., :3] * 255.0 / np.maximum(opacity, 1.0)
    return np.dstack((np.rint(np.minimum(colours, 255.0)).astype(np.uint8), pixels[..., 3]))


@contextmanager
def _configured(quality: Quality, grid: Grid) -> Generator[None]:
    """Set all of Manim's configuration that matters, whatever its files on this machine say."""
    logging.getLogger("manim").setLevel(logging.ERROR)
    settings = {
        "pixel_width": quality.width,
        "pixel_height": quality.height,
        "frame_height": grid.frame.height,
        "frame_width": grid.frame.height * quality.width / quality.height,
        "frame_rate": quality.fps,
        "background_opacity": 1.0,
        "renderer": "cairo",
        "format": "mp4",
        "dry_run": False,
        "disable_caching": True,
        "from_animation_number": 0,
        "upto_animation_number": -1,
        "progress_bar": "none",
        "preview": False,
        "live_preview": False,
        "enable_gui": False,
        "show_in_file_browser": False,
        "save_sections": False,
        "log_to_file": False,
        "write_all": False,
        "media_dir": os.devnull,
        "verbosity": "ERROR",
    }
    with tempconfig(settings):
        yield
