"""The loss surface against Manim's own: one picture, one movement, one encoder, in one run.

Both scenes turn the eye by 40° around a bowl with axes, 48 by 48 faces, 1920 by 1080 pixels, 60
frames a second, and are encoded by Manim's own file writer. Manim's needs minutes for ten seconds,
so it is drawn for a short stretch of the same turn and scaled up; setting up is not counted.
"""

import logging
import tempfile
import time

import numpy as np
from manim import DEGREES, Scene, Surface, ThreeDAxes, ThreeDScene, tempconfig

from gdcore.arrays import Floats
from gdcore.landscape.height_field import height_field
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.motion import Drive
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import DARK
from scenes.kit.surface.axes import SurfaceAxes, framed
from scenes.kit.surface.surface import GAP, RELIEF
from scenes.kit.surface.surface import Surface as Ground

SECONDS, SHORT = 10.0, 0.5
FPS, FACES = 60, 48
TURN = np.radians(40.0)
BOX = WIDE.whole


class Bowl:
    """E = x² + y²."""

    def value(self, points: Floats, /) -> Floats:
        """Return E at points of shape (..., 2)."""
        return np.square(points).sum(axis=-1)

    def hessian(self, point: Floats, /) -> Floats:
        """Return the second derivative."""
        return 2.0 * np.eye(len(point))


class Timed:
    """How long playing took, by what share of the ten seconds was played."""

    played_s: float
    share: float

    def note(self, start: float, share: float) -> None:
        """Stop the clock."""
        self.played_s, self.share = time.perf_counter() - start, share


class Ours(Scene, Timed):
    """The bowl with this project's mobject."""

    def construct(self) -> None:
        """Turn the eye for ten seconds."""
        made = height_field(Bowl(), np.zeros(2), np.ones(2), size=FACES + 1)
        home = framed(BOX, made, np.radians(-38.0), np.radians(36.0))
        surface = Ground(made, DARK, home, clip=BOX.clip).see(home, 1.0)
        words = [Type(word, 20.0, DARK.muted) for word in ("$m$", "$b$", "error $E$")]
        axes = SurfaceAxes(surface, (words[0], words[1], words[2]), home, DARK)
        self.add(*axes.shapes, surface)

        def turn(progress: float) -> None:
            azimuth = home.azimuth + (progress - 0.5) * TURN
            surface.see(type(home)(azimuth, home.elevation, home.scale, home.centre))
            axes.follow()

        start = time.perf_counter()
        self.play(Drive(turn, axes.shapes[0], SECONDS))
        self.note(start, 1.0)


class Manims(ThreeDScene, Timed):
    """The same with Manim's own mobjects."""

    def construct(self) -> None:
        """Turn the camera as fast, for a part of the ten seconds."""
        bowl = Surface(
            lambda u, v: np.array([u * np.cos(v), u * np.sin(v), GAP + RELIEF * u * u]) * 2.4,
            u_range=(0.0, 1.0),
            v_range=(0.0, 2.0 * np.pi),
            resolution=(FACES, FACES),
        )
        self.set_camera_orientation(phi=54 * DEGREES, theta=-110 * DEGREES)
        self.add(ThreeDAxes(x_range=(-3, 3), y_range=(-3, 3), z_range=(0, 3)), bowl)
        share = SHORT / SECONDS
        start = time.perf_counter()
        self.move_camera(theta=-110 * DEGREES + share * TURN, run_time=SHORT)
        self.note(start, share)


def seconds(scene_class: type, camera_class: type | None) -> float:
    """Return how long ten seconds take to draw and encode."""
    logging.getLogger("manim").setLevel(logging.ERROR)
    settings = {
        "pixel_width": 1920,
        "pixel_height": 1080,
        "frame_rate": FPS,
        "background_color": DARK.ground,
        "format": "mp4",
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
    }
    with tempfile.TemporaryDirectory() as folder, tempconfig({**settings, "media_dir": folder}):
        scene = scene_class(**({"camera_class": camera_class} if camera_class else {}))
        scene.render()
        return scene.played_s / scene.share


if __name__ == "__main__":
    ours, manims = seconds(Ours, FilmCamera), seconds(Manims, None)
    print(
        f"surface, {FACES} x {FACES} faces, {SECONDS:g} s at 1920 x 1080, {FPS} frames a second: "
        f"{ours:.1f} s, {SECONDS * FPS / ours:.0f} frames a second\n"
        f"Manim's Surface and ThreeDAxes: {manims:.0f} s (scaled up from {SHORT:g} s of film)\n"
        f"ours/Manim's {ours / manims:.4f}, at most 0.1 wanted"
    )
