"""The loss surface: a terrain that paints itself with all that lies on it."""

from scenes.kit.ink.pen import Pen
from scenes.kit.surface.painting import draw_surface
from scenes.kit.surface.terrain import GAP, RELIEF, Terrain

__all__ = ["GAP", "RELIEF", "Surface"]


class Surface(Terrain):
    """E as ground over a floor; see `Terrain`."""

    def paint(self, pen: Pen) -> None:
        """Draw floor, ground and marks."""
        draw_surface(self, pen.ctx)
