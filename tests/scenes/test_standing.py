"""Standing: of a surface that is seen as before only what has changed is painted."""

import numpy as np
import pytest

from scenes.kit.ink.camera import FilmCamera
from scenes.kit.surface import painting
from scenes.kit.surface.marks import SurfaceDots, SurfacePath
from scenes.kit.surface.surface import Surface
from tests.scenes.pictures import assert_same_picture
from tests.scenes.surfaces import ABOVE, PINK, TILTED, at, bowl, risen

FRAMES = 40


@pytest.fixture
def surface() -> Surface:
    ground = risen(bowl(), TILTED)
    angles = np.linspace(0.0, 6.2, 90)
    ring = at(*zip(0.6 * np.cos(angles), 0.6 * np.sin(angles), strict=True))
    ground.marks = [SurfacePath(ring, "#FFFFFF", 2.0), SurfaceDots(at((0.0, 0.0)), 9.0, PINK)]
    ground.floor_marks = [SurfacePath(ring, "#888888", 2.0)]
    return ground


def test_a_mark_moves_over_ground_that_is_painted_a_few_times(
    surface: Surface, camera: FilmCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []
    fill = painting.fill_faces
    monkeypatch.setattr(painting, "fill_faces", lambda *a: painted.append(1) or fill(*a))
    for k in range(FRAMES):
        surface.marks[1].put(at((0.02 * k - 0.4, 0.1)))
        camera.repaint([surface])
    assert len(painted) < 12


@pytest.mark.parametrize("change", ["view", "rise", "cover", "veil", "mark"])
def test_the_picture_is_as_if_all_were_painted_anew(
    surface: Surface, camera: FilmCamera, change: str
) -> None:
    for k in range(FRAMES):
        surface.marks[1].put(at((0.02 * k - 0.4, 0.1)))
        if k == FRAMES // 2:
            altered(surface, change)
        camera.repaint([surface])
        fresh, kept = FilmCamera(), surface.drawn
        surface.drawn = {}
        fresh.capture_mobjects([surface])
        surface.drawn = kept
        assert_same_picture(camera.pixel_array, fresh.pixel_array)


def altered(surface: Surface, change: str) -> None:
    if change == "view":
        surface.see(surface.view.towards(ABOVE, 0.3))
    elif change == "rise":
        surface.see(surface.view, 0.5)
    elif change == "cover":
        surface.cover = 0.4
    elif change == "veil":
        surface.veil(0.5)
    else:
        surface.marks[0].veil(0.0)
