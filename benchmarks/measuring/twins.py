"""Beats of the film as a user of Manim, or of matplotlib, would plainly write them.

`python twins.py LIBRARY SCENE` reads data and the frame's size as JSON from standard input, and
prints how many seconds a second of film takes, from data to H.264; setting up is not counted. Each
twin shows less than our beat does, and never more.
"""

# Scenes as users write them, for either library: neither is known to the type checker here.
# pyright: basic

import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

SLOPES, LENGTH_S, SURFACE_S = (-0.6, 2.2), 2.0, 0.2
FACES = 48


class Lesson:
    """The data, and the mean of the squared misses of a line through them."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.x, self.y = map(standardised, (given["x"], given["y"]))
        self.width, self.height, self.fps = given["size"]
        self.slopes = SLOPES

    def error(self, slope: float) -> float:
        """Return E of a line through the point of means."""
        return float(np.mean((slope * self.x - self.y) ** 2))

    @property
    def top(self) -> float:
        """The largest E that is shown."""
        return max(self.error(slope) for slope in self.slopes)


def standardised(values: list[float]) -> np.ndarray:
    """Return values about their mean, in deviations."""
    column = np.array(values)
    return (column - column.mean()) / column.std()


def parabola(m: Any, lesson: Lesson) -> type:
    """Return a scene in which a line turns among the data while its error draws a curve."""

    class SweepTheBowl(m.Scene):
        def construct(self) -> None:
            spread = [float(f(v)) for v in (lesson.x, lesson.y) for f in (np.min, np.max)]
            left = m.Axes(spread[:2], spread[2:], x_length=5.5, y_length=4.5).shift(3.3 * m.LEFT)
            right = m.Axes(lesson.slopes, (0, lesson.top), x_length=5.5, y_length=4.5)
            right.shift(3.3 * m.RIGHT)
            slope = m.ValueTracker(lesson.slopes[0])

            def line() -> Any:
                return left.plot(lambda x: slope.get_value() * x, spread[:2])

            def curve() -> Any:
                end = max(slope.get_value(), lesson.slopes[0] + 0.01)
                return right.plot(lesson.error, (lesson.slopes[0], end))

            def point() -> Any:
                at = slope.get_value()
                return m.Dot(right.c2p(at, lesson.error(at)))

            number = m.DecimalNumber(0, num_decimal_places=2, mob_class=m.Text)
            number.to_edge(m.UP)
            number.add_updater(lambda d: d.set_value(lesson.error(slope.get_value())))
            dots = [m.Dot(left.c2p(*at), 0.04) for at in zip(lesson.x, lesson.y, strict=True)]
            self.add(left, right, *dots, number, *map(m.always_redraw, (line, curve, point)))
            play(self, slope.animate.set_value(lesson.slopes[1]), LENGTH_S)

    return SweepTheBowl


def tangent(m: Any, lesson: Lesson) -> type:
    """Return a scene in which a point slides along the curve of the error with its tangent."""

    class SlideAlong(m.Scene):
        def construct(self) -> None:
            axes = m.Axes(lesson.slopes, (0, lesson.top), x_length=11, y_length=5.5)
            curve, slope = axes.plot(lesson.error), m.ValueTracker(lesson.slopes[0])

            def steepness() -> float:
                at, h = slope.get_value(), 1e-4
                return (lesson.error(at + h) - lesson.error(at - h)) / (2 * h)

            def point() -> Any:
                return m.Dot(axes.c2p(slope.get_value(), lesson.error(slope.get_value())))

            def line() -> Any:
                at, reach = slope.get_value(), 0.3
                rise = lesson.error(at), reach * steepness()
                ends = (at - reach, rise[0] - rise[1]), (at + reach, rise[0] + rise[1])
                return m.Line(axes.c2p(*ends[0]), axes.c2p(*ends[1]))

            def arrow() -> Any:
                at = slope.get_value()
                return m.Arrow(axes.c2p(at, 0), axes.c2p(at + 0.1 * steepness(), 0), buff=0)

            number = m.DecimalNumber(0, num_decimal_places=2, mob_class=m.Text)
            number.to_edge(m.UP)
            number.add_updater(lambda d: d.set_value(steepness()))
            self.add(axes, curve, number, *map(m.always_redraw, (line, arrow, point)))
            play(self, slope.animate.set_value(lesson.slopes[1]), LENGTH_S)

    return SlideAlong


def surface(m: Any, lesson: Lesson) -> type:
    """Return a scene in which a point goes down a bowl while the eye moves around it."""

    class WalkDown(m.ThreeDScene):
        def construct(self) -> None:
            def height(u: float, v: float) -> float:
                return 0.4 + 1.6 * (u * u + v * v) / lesson.top

            ground = m.Surface(
                lambda u, v: np.array([u, v, height(u, v)]),
                u_range=(-2, 2),
                v_range=(-2, 2),
                resolution=(FACES, FACES),
            )
            self.set_camera_orientation(phi=54 * m.DEGREES, theta=-110 * m.DEGREES)
            axes = m.ThreeDAxes((-3, 3), (-3, 3), (0, 3))
            way = np.linspace([1.8, 1.6], [0.0, 0.0], 20)
            path = m.VMobject().set_points_as_corners([[*at, height(*at)] for at in way])
            point = m.Dot3D([*way[0], height(*way[0])])
            self.add(axes, ground, path, point)
            self.begin_ambient_camera_rotation(0.05)
            play(self, m.MoveAlongPath(point, path), SURFACE_S)

    return WalkDown


def play(scene: Any, movement: Any, seconds: float) -> None:
    """Play a movement, and keep the time that it takes for a second of film."""
    start = time.perf_counter()
    scene.play(movement, run_time=seconds)
    scene.second_s = (time.perf_counter() - start) / seconds


def in_manim(name: str, lesson: Lesson) -> float:
    """Return the seconds that a second of film takes."""
    import manim as m

    settings = {
        "pixel_width": lesson.width,
        "pixel_height": lesson.height,
        "frame_rate": lesson.fps,
        "format": "mp4",
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
    }
    with tempfile.TemporaryDirectory() as folder, m.tempconfig(settings | {"media_dir": folder}):
        scene = globals()[name](m, lesson)()
        scene.render()
        return scene.second_s


def in_matplotlib(lesson: Lesson) -> float:
    """Return the seconds that a second of the film's `parabola` takes, with our encoder."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt
    from matplotlib.animation import AbstractMovieWriter, FuncAnimation

    from gdvideo.media.encode import Encoder
    from gdvideo.media.quality import Quality

    encoders: list[Encoder] = []

    class Writer(AbstractMovieWriter):
        def setup(self, fig: Any, outfile: Any, dpi: Any = None) -> None:
            self.fig, self.outfile, self.dpi = fig, outfile, dpi

        def grab_frame(self, **_: Any) -> None:
            canvas: Any = self.fig.canvas
            canvas.draw()
            encoders[0].write(np.asarray(canvas.buffer_rgba()))

        def finish(self) -> None: ...

    figure, (left, right) = plt.subplots(1, 2)
    figure.set_dpi(100)
    figure.set_size_inches(lesson.width / 100, lesson.height / 100)
    left.scatter(lesson.x, lesson.y, s=9)
    right.set_xlim(*lesson.slopes)
    right.set_ylim(0, lesson.top)
    (line,), (curve,), (point,) = left.plot([], []), right.plot([], []), right.plot([], [], "o")
    number, ends = figure.text(0.5, 0.95, ""), np.array([lesson.x.min(), lesson.x.max()])
    slopes = np.linspace(*lesson.slopes, round(LENGTH_S * lesson.fps))
    errors = np.array([lesson.error(slope) for slope in slopes])

    def update(k: int) -> None:
        line.set_data(ends, slopes[k] * ends)
        curve.set_data(slopes[: k + 1], errors[: k + 1])
        point.set_data([slopes[k]], [errors[k]])
        number.set_text(f"{errors[k]:.2f}")

    made = FuncAnimation(figure, update, frames=len(slopes), repeat=False)
    start = time.perf_counter()
    with Encoder(io.BytesIO(), Quality("", lesson.width, lesson.height, lesson.fps)) as encoder:
        encoders.append(encoder)
        made.save("unused", writer=Writer(fps=lesson.fps), dpi=100)
    return (time.perf_counter() - start) / LENGTH_S


def in_manimgx(name: str, lesson: Lesson, given: str) -> float:
    """Return the seconds that a second of film takes: what a longer film takes longer."""
    # Flat pictures take so little that starting would drown it.
    length_s, times = (SURFACE_S, 3.0) if name == "surface" else (LENGTH_S, 11.0)
    short_s, long_s = (gx_s(name, lesson, given, share * length_s) for share in (1.0, times))
    return (long_s - short_s) / ((times - 1.0) * length_s)


def gx_s(name: str, lesson: Lesson, given: str, length_s: float) -> float:
    """Return how long ManimGX's own command takes for a scene of some length."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scene.py"
        file.write_text(
            f"import sys, json\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n"
            "import manimgx as m\nimport twins\n"
            f"twins.LENGTH_S = twins.SURFACE_S = {length_s}\n"
            f"lesson = twins.Lesson(json.loads({given!r}))\n"
            f"class Twin(twins.{name}(m, lesson)): pass\n"
        )
        size = f"{lesson.width}x{lesson.height}", "--fps", str(lesson.fps)
        quality = ("--preset", "veryfast", "--crf", "18")
        command = [sys.executable, "-m", "manimgx", "render", str(file), "-r", *size, *quality]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - start


if __name__ == "__main__":
    _, library, name = sys.argv
    given = sys.stdin.read()
    lesson = Lesson(json.loads(given))
    if library == "matplotlib":
        print(in_matplotlib(lesson))
    elif library == "manimgx":
        print(in_manimgx(name, lesson, given))
    else:
        print(in_manim(name, lesson))
