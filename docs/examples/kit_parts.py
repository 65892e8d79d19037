"""Parts of gdvideo's kit in a scene that is not one of its films: plain Manim.

Film it:  manim -pql kit_parts.py KitParts
"""

import numpy as np
from manim import UP, Circle, Create, FadeOut, Scene

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.experiment import run
from gdcore.landscape.height_field import height_field
from gdcore.landscape.log_scale import log_scale
from gdcore.section import section
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.layout import GUTTER, WIDE
from scenes.kit.ink.motion import Drive, appearing
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import DARK
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.kit.plots.error_plot import plot_error
from scenes.kit.plots.scatter import scatter
from scenes.kit.surface.axes import SurfaceAxes, framed
from scenes.kit.surface.surface import Surface

HOURS, MARKS = [1.0, 2.0, 3.0, 4.5, 6.0], [2.1, 2.8, 4.6, 5.2, 7.9]


class Saddle:
    """Any function of two numbers will do: here z = x² − y² + 1."""

    def value(self, points):
        """Return z at points of shape (..., 2)."""
        return np.square(points[..., 0]) - np.square(points[..., 1]) + 1.0

    def hessian(self, point):
        """Return its second derivative at a point: here, of all points."""
        del point
        return np.diag([2.0, -2.0])


class KitParts(Scene):
    """A surface, and a descent's data, curve and map, in four panels."""

    def __init__(self, **options):
        # The kit's shapes paint themselves; this camera lets them, and draws Manim's own as ever.
        super().__init__(**{"camera_class": FilmCamera, **options})
        self.camera.background_color = DARK.ground

    def construct(self):
        """Hang all up, turn the surface, move the tangent; a circle of Manim's own beside them."""
        left, right = WIDE.whole.split_across(0.5)
        above_left, below_left = left.inset(0.0, 0.0, GUTTER / 2, 0.0).split_down(0.5)
        above_right, below_right = right.inset(GUTTER / 2, 0.0, 0.0, 0.0).split_down(0.5)
        data = Dataset((Column("hours", np.array(HOURS)),), Column("mark", np.array(MARKS)))
        descent = run(data, units=Units.ROUND)

        field = height_field(Saddle(), np.zeros(2), np.ones(2), size=33)
        view = framed(above_left, field, np.radians(-60.0), np.radians(30.0))
        surface = Surface(field, DARK, view, clip=above_left.clip).see(view, 1.0)
        names = tuple(Type(f"${name}$", 20.0, DARK.muted) for name in "xyz")
        axes = SurfaceAxes(surface, names, view, DARK)

        rows = scatter(below_left, descent, DARK)
        curve = plot_error_curve(above_right, section(descent, 1), DARK)
        tangent = TangentLine(curve, DARK, "slope")
        ground = plot_error(below_right, descent, log_scale(descent), DARK, 0.0)

        self.add(*axes.shapes, surface, *rows.shapes, *curve.shapes, *tangent.shapes)
        self.add(*ground.shapes)

        def turn(progress):
            azimuth = view.azimuth + progress * np.radians(25.0)
            surface.see(type(view)(azimuth, view.elevation, view.scale, view.centre))
            axes.follow()

        def slide(progress):
            low, high = curve.plot.window.left, curve.plot.window.right
            tangent.at(low + (0.2 + 0.6 * progress) * (high - low))

        # A drive calls a function with a progress from 0 to 1.
        self.play(Drive(turn, axes.shapes[0], 2.0))
        self.play(Drive(slide, tangent.shapes[0], 2.0))
        circle = Circle(radius=0.3, color=DARK.model).move_to(UP * 3.6)
        self.play(Create(circle))
        self.play(FadeOut(circle))
        self.play(Drive(appearing(*rows.best), rows.best[0], 0.5))
        self.wait(0.5)
