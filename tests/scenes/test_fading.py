"""Every kind of shape fades: a bridge takes out bit by bit what has no part in what follows."""

from functools import cache

import numpy as np
import pytest
from manim import tempconfig

from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.inked import Inked
from scenes.kit.surface.marks import SurfaceMark
from tests.scenes.test_changes import MADE

KINDS = [kind for kind in MADE if not issubclass(kind, SurfaceMark)]


@cache
def camera() -> FilmCamera:
    """Return a camera before a black ground, the same for all shapes."""
    with tempconfig({"pixel_width": 320, "pixel_height": 180, "background_color": "#000000"}):
        return FilmCamera()


def painted(shape: Inked) -> np.ndarray:
    """Paint a shape on black; return the levels."""
    camera().reset()
    camera().capture_mobjects([shape])
    return camera().pixel_array[..., :3].astype(int)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_shape_fades_bit_by_bit(kind: type[Inked]) -> None:
    whole = painted(MADE[kind]())
    for share in (0.5, 0.05, 0.0):
        shape = MADE[kind]()
        shape.veil(share * shape.veiled)
        # Where lines of a shape cross its inside, both show through.
        assert (painted(shape) <= min(2.0 * share, 1.0) * whole + 3).all()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_shape_is_dimmed_bit_by_bit(kind: type[Inked]) -> None:
    shape = MADE[kind]()
    whole = painted(shape)
    assert (painted(shape.light(0.05)) <= 0.1 * whole + 3).all()
