"""A scene played without drawing a frame, so that one can look at it after each animation."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import numpy as np
from manim import Animation, CairoRenderer, config
from manim.constants import RendererType

from scenes.brief import Brief
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.layout import Grid
from scenes.stage import Stage, scene_class

__all__ = ["FRAME_RATE", "MOMENTS", "laid_out", "rehearse"]

T = TypeVar("T")

FRAME_RATE = 30
"""Frames a second of a rehearsal. A beat is a whole number of frames at every quality."""

MOMENTS = (0.25, 0.5, 0.75)
"""At which shares of its way a movement may be looked at."""

_SETTINGS: dict[str, Any] = {
    # Nothing is painted, so that the smallest frame will do.
    "pixel_width": 16,
    "pixel_height": 9,
    "frame_rate": FRAME_RATE,
    "renderer": RendererType.CAIRO,
    "dry_run": True,
    "progress_bar": "none",
    "from_animation_number": 0,
    "upto_animation_number": -1,
}


class _Onlooker(CairoRenderer):
    """Takes each animation to its end at once, and lets someone look.

    Parameters
    ----------
    look : callable
        Takes the scene and how many frames it has had so far.
    inside : callable, optional
        Takes the same, and how far an animation is; see `rehearse`.
    """

    def __init__(
        self,
        look: Callable[[Stage, int], None],
        inside: Callable[[Stage, float, float], None] | None = None,
    ) -> None:
        super().__init__(skip_animations=True, camera_class=FilmCamera)
        self._look, self._inside = look, inside
        self._frames = 0

    def init_scene(self, scene: Any, session_spec: Any, file_writer_settings: Any) -> None:
        """Open no file."""

    def play(self, scene: Any, *args: Any, **kwargs: Any) -> None:
        """Begin and finish the animation, and count the frames that Manim would draw of it."""
        self.num_plays += 1
        scene.compile_animation_data(*args, **kwargs)
        stands_still = scene.is_current_animation_frozen_frame()
        times = np.arange(0.0, scene.duration, 1.0 / FRAME_RATE)
        frames = int(scene.duration * FRAME_RATE) if stands_still else len(times)
        for animation in scene.animations:
            animation.begin()
            if self._inside is not None:
                self._look_inside(scene, animation, 0 if stands_still else frames)
            animation.finish()
        self._frames += frames
        self._look(scene, self._frames)

    def _look_inside(self, scene: Any, animation: Animation, frames: int) -> None:
        assert self._inside is not None
        for share in (0.0, *MOMENTS) if frames else (0.0,):
            if share:  # It has just begun.
                animation.interpolate(share)
            self._inside(scene, self._frames + share * frames, share)


def rehearse(
    scene: str | type[Stage],
    brief: Brief,
    look: Callable[[Stage, int], T],
    inside: Callable[[Stage, float, float], None] | None = None,
) -> list[T]:
    """Play a scene without drawing it and look at it after each animation.

    No file is written, and Manim's configuration is afterwards what it was.

    Parameters
    ----------
    scene : str or subclass of Stage
        Its id, or a scene that is not of the film.
    brief : Brief
        The lesson.
    look : callable
        Takes the scene and how many frames it has had so far, at `FRAME_RATE`.
    inside : callable, optional
        Takes the same, and the share of its way that an animation has made: 0 as each begins, then
        each of `MOMENTS` if it is a movement.

    Returns
    -------
    list
        What `look` returned, once an animation.
    """
    seen: list[T] = []
    with _settings(brief.grid):
        onlooker = _Onlooker(lambda stage, frames: seen.append(look(stage, frames)), inside)
        stage = _stage(scene, brief, onlooker)
        stage.setup()
        stage.construct()
    return seen


def laid_out(scene: str | type[Stage], brief: Brief) -> Stage:
    """Return a scene that has hung up its pictures and shown nothing: its first picture.

    Parameters
    ----------
    scene : str or subclass of Stage
        Its id, or a scene that is not of the film.
    brief : Brief
        The lesson.
    """
    with _settings(brief.grid):
        stage = _stage(scene, brief, _Onlooker(lambda *_: None))
        stage.setup()
        stage.open()
    return stage


@contextmanager
def _settings(grid: Grid) -> Iterator[None]:
    """Set and put back what differs; Manim's `tempconfig` walks through all classes each time."""
    before = {**config}
    # Manim warns of movements of one frame, which are meant to be no longer.
    logging.getLogger("manim").setLevel(logging.ERROR)
    try:
        frame = {"frame_height": grid.frame.height, "frame_width": grid.frame.width}
        _configure(_SETTINGS | frame)
        yield
    finally:
        _configure(before)


def _configure(values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if config[key] != value:
            config[key] = value


def _stage(scene: str | type[Stage], brief: Brief, onlooker: _Onlooker) -> Stage:
    kind = scene_class(scene) if isinstance(scene, str) else scene
    return kind(brief=brief, renderer=onlooker)
