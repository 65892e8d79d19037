"""The loss surface: a terrain that paints itself with all that lies on it."""

from scenes.kit.ink.pen import Pen
from scenes.kit.surface.geometry import GAP, RELIEF, SurfaceGeometry
from scenes.kit.surface.painting import draw_surface

__all__ = ["GAP", "RELIEF", "Surface"]


class Surface(SurfaceGeometry):
    """E as ground over a floor; see `SurfaceGeometry`."""

    def paint(self, pen: Pen) -> None:
        """Draw floor, ground and marks."""
        draw_surface(self, pen.ctx)
