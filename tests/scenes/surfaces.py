"""Surfaces for tests to look at, and how to look at them."""

from collections.abc import Callable

import numpy as np

from gdcore.landscape.height_field import HeightField, height_field
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import DARK, Look
from scenes.kit.surface.marks import SurfaceDots
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View

ABOVE = View(0.0, np.pi / 2, 2.0)
TILTED = View(np.radians(30.0), np.radians(36.0), 2.4, (0.5, -1.0))
MIDDLE, REACH = np.array([10.0, -4.0]), np.array([2.0, 0.5])
FOLD = 0.06
PINK, RGB = "#FF0080", [255, 0, 128]
Heights = Callable[[np.ndarray, np.ndarray], np.ndarray]


class Hills:
    """A height over the disc of radius 1, stretched over an ellipse of parameters."""

    def __init__(self, height: Heights) -> None:
        self.height = height

    def value(self, points: np.ndarray, /) -> np.ndarray:
        x, y = np.moveaxis((points - MIDDLE) / REACH, -1, 0)
        return self.height(x, y)

    def hessian(self, point: np.ndarray, /) -> np.ndarray:
        del point
        return np.diag(1.0 / REACH**2)


def ground(height: Heights, *told: float) -> HeightField:
    return height_field(Hills(height), MIDDLE, REACH, size=49, told=np.array(told))


def bowl() -> HeightField:
    return ground(lambda x, y: x * x + y * y)


def saddle() -> HeightField:
    return ground(lambda x, y: x * x - y * y)


def waves() -> HeightField:
    return ground(lambda x, y: np.cos(5 * x) * np.cos(4 * y) + x * x + y * y)


def risen(made: HeightField, view: View, look: Look = DARK, rise: float = 1.0) -> Surface:
    return Surface(made, look, view).see(view, rise)


def at(*places: tuple[float, float]) -> np.ndarray:
    """Return parameters of places in the disc."""
    return MIDDLE + REACH * np.array(places)


def painted(camera: FilmCamera, *shapes: Inked) -> np.ndarray:
    camera.reset()
    camera.capture_mobjects(shapes)
    return camera.pixel_array[..., :3].copy()


def pixel(place: np.ndarray) -> tuple[int, int]:
    return round(360 - 90 * float(place[1])), round(640 + 90 * float(place[0]))


def shows_pink(camera: FilmCamera, surface: Surface, place: tuple[float, float]) -> bool:
    surface.marks = [SurfaceDots(at(place), 5.0, PINK)]
    (where,) = surface.places(at(place))
    return painted(camera, surface)[pixel(where)].tolist() == RGB
