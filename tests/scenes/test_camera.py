"""The camera: what is painted later covers what was before, and nothing leaves its panel."""

import numpy as np
import pytest

from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.shapes import Arrow, Density, Dots, Inked, Path, Segments, Type

CLIP = (-2.0, -2.0, 4.0, 4.0)
BLUE, RED = "#0000FF", "#FF0000"


def _painted(camera: FilmCamera, *shapes: Inked) -> np.ndarray:
    camera.reset()
    camera.capture_mobjects(shapes)
    return camera.pixel_array.copy()


def _at(pixels: np.ndarray, x: float, y: float) -> list[int]:
    return pixels[round(360 - 90 * y), round(640 + 90 * x), :3].tolist()


def test_a_dot_covers_the_arrow_under_it(camera: FilmCamera) -> None:
    arrow = Arrow(RED, 8.0, clip=CLIP).point(np.array([-1.0, 0.0]), np.array([1.0, 0.0]))
    dot = Dots(np.zeros((1, 2)), 20.0, BLUE, clip=CLIP)
    pixels = _painted(camera, arrow, dot)
    assert _at(pixels, 0.0, 0.0) == [0, 0, 255]
    assert _at(pixels, -0.5, 0.0) == [255, 0, 0]


@pytest.mark.parametrize(
    "shape",
    [
        Dots(np.array([[0.0, 0.0], [3.0, 0.0]]), 30.0, BLUE, clip=CLIP),
        Path(np.array([[-7.0, 0.0], [7.0, 0.0]]), BLUE, 30.0, clip=CLIP),
        Path(np.array([[-1e12, 0.0], [1e12, 0.0]]), BLUE, 30.0, clip=CLIP),
        Segments(np.array([[-7.0, 0.0], [1e12, 0.0]]), BLUE, 30.0, clip=CLIP),
        Density(np.ones((4, 4)), CLIP, BLUE),
    ],
    ids=lambda shape: type(shape).__name__,
)
def test_nothing_leaves_its_clip(camera: FilmCamera, shape: Inked) -> None:
    pixels = _painted(camera, shape)
    assert _at(pixels, 0.0, 0.0) == [0, 0, 255]
    outside = np.ones((720, 1280), dtype=bool)
    outside[179:541, 459:821] = False
    assert not pixels[outside][:, :3].any()


def test_a_dot_of_many_is_where_it_should_be(camera: FilmCamera) -> None:
    places = np.random.default_rng(5).uniform(-1.9, 1.9, (50, 2))
    pixels = _painted(camera, Dots(places, 3.0, RED))
    assert all(_at(pixels, x, y) == [255, 0, 0] for x, y in places)


def test_a_density_has_its_first_row_at_the_bottom(camera: FilmCamera) -> None:
    shares = np.array([[1.0, 0.0], [0.0, 0.0]])
    pixels = _painted(camera, Density(shares, CLIP, RED))
    assert _at(pixels, -1.6, -1.6) == [255, 0, 0]
    assert _at(pixels, 1.6, 1.6) == [0, 0, 0]


def test_text_is_painted_in_its_colour_and_holes_stay_open(camera: FilmCamera) -> None:
    pixels = _painted(camera, Type("o", 400.0, RED).at(0.0, 0.0, 0.5))
    assert _at(pixels, 0.0, 1.0) == [0, 0, 0]
    assert [255, 0, 0] in pixels[:, 640, :3].tolist()


def test_a_veiled_shape_is_not_seen(camera: FilmCamera) -> None:
    assert not _painted(camera, Dots(np.zeros((1, 2)), 30.0, RED).veil(0.0))[..., :3].any()
