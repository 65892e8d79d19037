"""Manim's renderer made to lend each frame where it was drawn, or to draw a few moments only."""

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from manim import CairoRenderer, config
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.exceptions import EndSceneEarlyException

from gdvideo.media.colours import Changed, Frame
from scenes.kit.ink.camera import FilmCamera, only_shapes

__all__ = ["Borrow", "LendingRenderer", "StillRenderer"]

Borrow = Callable[[Frame, int, Changed], None]
"""Takes a frame that it may not keep, how often it is shown, and where it is new."""


class _Tap(SceneFileWriter):
    """Plans and writes no file: Manim's own files and caches are not used."""

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Plan no file."""

    def begin_animation(
        self, allow_write: bool = False, *, animation_index: int, file_path: Any = None
    ) -> None:
        """Open no file."""

    def end_animation(self, allow_write: bool = False) -> None:
        """Close no file."""

    def finish(self) -> None:
        """Put nothing together."""


class LendingRenderer(CairoRenderer):
    """Lends each frame where it was drawn: what changes until the next one is drawn over it.

    Parameters
    ----------
    borrow : callable
        Gets each frame.
    """

    def __init__(self, borrow: Borrow) -> None:
        super().__init__(file_writer_class=_Tap, camera_class=FilmCamera)
        self._borrow = borrow
        self._film_camera = cast("FilmCamera", self.camera)
        self._changed: Changed = None

    def render(self, scene: Any, time: float, moving_mobjects: Any = None) -> None:
        """Draw a frame, and lend it."""
        del time
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self.camera.pixel_array)

    def save_static_frame_data(self, scene: Any, static_mobjects: Any) -> Any:
        """Keep what stands still under a movement as a picture, if Manim's own shapes are there."""
        self.static_image = None
        if only_shapes(scene.mobjects) is not None:
            return None
        return super().save_static_frame_data(scene, static_mobjects)

    def update_frame(
        self,
        scene: Any,
        mobjects: Any = None,
        include_submobjects: bool = True,
        ignore_skipping: bool = True,
        **kwargs: Any,
    ) -> None:
        """Draw a frame: of shapes what has changed, of Manim's own all that may move.

        Parameters
        ----------
        scene : Stage or Bridge
        mobjects : sequence of Mobject, optional
            What may move, if Manim's own shapes are there.
        include_submobjects, ignore_skipping, kwargs
            As Manim hands them over.
        """
        shapes = only_shapes(scene.mobjects)
        if shapes is None:
            self._changed = None
            super().update_frame(scene, mobjects, include_submobjects, ignore_skipping, **kwargs)
        else:
            self._changed = self._film_camera.repaint(shapes)

    def add_frame(self, frame: Any, num_frames: int = 1) -> None:
        """Lend a frame, shown so often."""
        if not self.skip_animations:
            self.time += num_frames / config.frame_rate
            self._borrow(frame, num_frames, self._changed)

    def freeze_current_frame(self, duration: float) -> None:
        """Lend the frame that is there, shown for a while."""
        self.add_frame(self.camera.pixel_array, int(duration * config.frame_rate))


class StillRenderer(CairoRenderer):
    """Fast-forwards from moment to moment and draws these only.

    Parameters
    ----------
    numbers : sequence of int
        The frames to draw, counted from 0, in order.
    take : callable
        Gets each of them; it is its own.
    """

    def __init__(self, numbers: Sequence[int], take: Callable[[Frame], None]) -> None:
        super().__init__(file_writer_class=_Tap, camera_class=FilmCamera, skip_animations=True)
        self._ahead = [*numbers]
        self._take = take

    def play(self, scene: Any, *args: Any, **kwargs: Any) -> None:
        """Skip an animation, but for the moments that it holds; stop at the last of all."""
        self.num_plays += 1
        scene.compile_animation_data(*args, **kwargs)
        # Half a frame less, or a quarter more, than a whole number of frames: see `Shot`.
        frames = round(scene.duration * config.frame_rate + 0.1)
        held = [number for number in self._ahead if number < frames]
        self._ahead = [number - frames for number in self._ahead[len(held) :]]
        for animation in scene.animations:
            animation.begin()
        for number in held:
            scene.update_to_time(number / config.frame_rate)
            self.capture(scene)
        if held and not self._ahead:
            raise EndSceneEarlyException
        for animation in scene.animations:
            animation.finish()

    def capture_rest(self, scene: Any) -> None:
        """Draw the scene as it stands at its end for each moment that lies beyond."""
        for _ in self._ahead:
            self.capture(scene)

    def capture(self, scene: Any) -> None:
        """Draw the scene as it stands."""
        self.static_image = None
        self.update_frame(scene)
        self._take(np.asarray(self.get_frame(), dtype=np.uint8))

    def scene_finished(self, scene: Any) -> None:
        """Leave the file writer alone."""
