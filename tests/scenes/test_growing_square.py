"""The growing square: its parts have, in pixels, the areas that the power rule is made of."""

import numpy as np
import pytest

from gdcore.calculus.chain import square
from scenes.kit.calculus.growing_square import MOST, GrowingSquare
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.inked import PX, Inked
from scenes.kit.ink.layout import Box
from scenes.kit.look.look import DARK

BOX = Box("square", -6.2, -2.7, 1.0, 2.6)


def pixels(camera: FilmCamera, shape: Inked) -> float:
    """Return how many pixels the inside of a shape covers, those of its edge by halves."""
    shape.set_stroke(opacity=0.0)
    camera.reset()
    camera.capture_mobjects([shape])
    seen = camera.pixel_array[..., :3].astype(float).sum(axis=-1)
    return float(seen.sum() / seen.max())


@pytest.mark.parametrize("change", [MOST, MOST / 2.0, MOST / 4.0, MOST / 8.0])
def test_strips_and_corner_have_their_areas_in_pixels(camera: FilmCamera, change: float) -> None:
    drawn = GrowingSquare(BOX, square(), DARK).grow(1.0, change)
    u = drawn.whole / PX
    du = change * u
    assert pixels(camera, drawn.area) == pytest.approx(u * u, rel=0.01)
    assert pixels(camera, drawn.strips) == pytest.approx(2.0 * u * du, rel=0.03)
    assert pixels(camera, drawn.corner) == pytest.approx(du * du, rel=0.08)


def test_each_halving_quarters_the_corner_and_halves_the_strips(camera: FilmCamera) -> None:
    drawn = GrowingSquare(BOX, square(), DARK)
    corners, strips = [], []
    for change in MOST / 2.0 ** np.arange(4):
        drawn.grow(1.0, float(change))
        corners.append(pixels(camera, drawn.corner))
        strips.append(pixels(camera, drawn.strips))
    np.testing.assert_allclose(np.array(corners[1:]) / corners[:-1], 0.25, atol=0.02)
    np.testing.assert_allclose(np.array(strips[1:]) / strips[:-1], 0.5, atol=0.02)


def test_it_stays_in_its_box_with_all_that_is_written() -> None:
    drawn = GrowingSquare(BOX, square(), DARK).grow(1.0, MOST)
    flat = np.vstack([shape.points[:, :2] for shape in drawn.shapes])
    assert flat[:, 0].min() > BOX.left
    assert flat[:, 0].max() < BOX.right
    assert flat[:, 1].min() > BOX.bottom
    assert flat[:, 1].max() < BOX.top
