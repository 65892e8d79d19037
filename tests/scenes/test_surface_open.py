"""The loss surface: lines that stand below it and rise to it, and the same cut open."""

import numpy as np
import pytest

from scenes.kit.ink.camera import FilmCamera
from scenes.kit.surface.marks import SurfaceArrow, SurfaceDots, SurfaceDrops, SurfacePath, track
from scenes.kit.surface.mesh import Mesh
from scenes.kit.surface.surface import GAP, RELIEF
from scenes.kit.surface.view import View
from tests.scenes.surfaces import (
    PINK,
    RGB,
    TILTED,
    at,
    bowl,
    ground,
    painted,
    pixel,
    risen,
    saddle,
    waves,
)


def test_a_drop_line_is_hidden_by_the_ground_and_stands_before_it(camera: FilmCamera) -> None:
    surface = risen(bowl(), TILTED)
    surface.marks = [SurfaceDrops(at((0.0, 0.0)), PINK, 3.0)]
    bottom, top = surface.floor_places(at((0.0, 0.0)))[0], surface.places(at((0.0, 0.0)))[0]
    is_pink = (painted(camera, surface) == RGB).all(axis=2)
    rows = np.flatnonzero(is_pink.any(axis=1))
    # From the floor, up to the near wall's lower edge; E is counted from the lowest point.
    assert pixel(bottom)[0] - 18 < rows.max() < pixel(bottom)[0]
    assert rows.min() > pixel(top)[0] + 10
    # On flat ground a line that reaches up by itself is seen from end to end.
    surface.marks[0].lift = 1.0
    pixels = painted(camera, surface.see(TILTED, 0.0))
    for share in (0.1, 0.5, 0.9):
        place = bottom + share * (top - bottom)
        assert pixels[pixel(place)].tolist() == RGB


def test_a_drop_line_is_whole_where_it_is_the_error_and_dotted_below(camera: FilmCamera) -> None:
    # E = 0.3 + r²: with 0.5 for a spread of 1, E = 0 is 0.15 below the lowest point, 0.47 up.
    surface = risen(ground(lambda x, y: 0.3 + x * x + y * y), TILTED)
    assert surface.level == pytest.approx(0.62 - 0.15)
    place = tuple(-0.97 * TILTED.ahead)
    surface.marks = [SurfaceDrops(at(place), PINK, 3.0)]
    is_pink = (painted(camera, surface) == RGB).all(axis=2)

    def rows(low: float, high: float) -> np.ndarray:
        feet = surface.floor_places(at(place))[0]
        up = np.array([0.0, TILTED.scale * np.cos(TILTED.elevation)])
        (first, column), (last, _) = pixel(feet + high * up), pixel(feet + low * up)
        return is_pink[first:last, column - 1 : column + 2].any(axis=1)

    assert rows(0.49, 0.9).all()
    dotted = rows(0.08, 0.44)
    assert dotted.any()
    assert not dotted.all()


def test_a_surface_that_is_cut_open_shows_its_back_and_the_edge_of_the_cut(
    camera: FilmCamera,
) -> None:
    front = View(0.0, np.radians(10.0), 2.4, (0.0, -1.0))
    surface = risen(bowl(), front)
    edge = SurfacePath(at((-0.95, 0.0), (0.95, 0.0)), PINK, 3.0)
    surface.marks = [edge]
    whole = painted(camera, surface)
    surface.front = 0.0
    opened = painted(camera, surface)
    for x in (-0.8, -0.3, 0.4, 0.7):
        place = pixel(surface.places(at((x, 0.0)))[0])
        assert whole[place].tolist() != RGB
        assert opened[place].tolist() == RGB
    # Above the parabola the near wall's outside is seen, then the far wall's inside.
    (above,), _ = front.project(np.array([[0.3, 0.0, GAP + RELIEF * 0.5]]))
    one, other = (picture[pixel(above)].astype(int) for picture in (whole, opened))
    assert np.abs(one - other).max() > 10
    assert other[2] - other[0] > one[2] - one[0]
    surface.front = 0.5
    np.testing.assert_allclose(painted(camera, surface)[pixel(above)], (one + other) / 2, atol=2)


def test_ground_is_glass_to_what_is_seen_through_it(camera: FilmCamera) -> None:
    hidden = -0.9 * TILTED.ahead
    surface = risen(bowl(), TILTED)
    place = tuple(0.7 * hidden)
    bare = painted(camera, surface)[pixel(surface.places(at(place))[0])].astype(float)
    for through in (0.0, 0.4):
        dot = SurfaceDots(at(place), 5.0, PINK)
        dot.through = through
        surface.marks = [dot]
        seen = painted(camera, surface)[pixel(surface.places(at(place))[0])].astype(float)
        np.testing.assert_allclose(seen, bare + through * (np.array(RGB) - bare), atol=2.0)


@pytest.mark.parametrize("through", [0.0, 0.5])
def test_an_arrow_whose_head_is_hidden_has_none(camera: FilmCamera, through: float) -> None:
    surface = risen(bowl(), TILTED)
    arrow = SurfaceArrow(PINK, 5.0).point(at((0.0, 0.0))[0], at(tuple(-0.75 * TILTED.ahead))[0])
    arrow.through = through
    bare = painted(camera, surface).astype(int)
    surface.marks = [arrow]
    pixels = painted(camera, surface).astype(int)
    is_pink = (np.abs(pixels - RGB) < 3).all(axis=2)
    tip = pixel(surface.places(arrow.positions)[1])
    # The shaft is 5 pixels wide, the head 19: no row of the picture has one.
    assert 0 < is_pink.sum(axis=1).max() < 9
    assert not is_pink[tip[0] - 3 : tip[0] + 4, tip[1] - 3 : tip[1] + 4].any()
    row, column = pixel(surface.places(at(tuple(-0.55 * TILTED.ahead)))[0])
    expected = bare[row, column] + through * (np.array(RGB) - bare[row, column])
    np.testing.assert_allclose(pixels[row, column], expected, atol=15.0)


def test_a_line_rises_by_itself(camera: FilmCamera) -> None:
    surface = risen(bowl(), TILTED, rise=0.0)
    surface.cover = 0.0
    path = SurfacePath(at((-0.5, 0.4), (0.5, 0.4)), PINK, 4.0)
    surface.marks = [path]
    path.lift = 0.5
    pixels = painted(camera, surface)
    x, y = 0.2, 0.4
    height = 0.5 * (GAP + RELIEF * (x * x + y * y))
    (place,), _ = TILTED.project(np.array([[x, y, height]]))
    assert pixels[pixel(place)].tolist() == RGB
    assert pixels[pixel(surface.floor_places(at((x, y)))[0])].tolist() != RGB


def test_convex_ground_looks_the_same_however_its_faces_are_ordered(camera: FilmCamera) -> None:
    surface = risen(bowl(), TILTED)
    assert surface.mesh.is_convex
    by_shade = painted(camera, surface).astype(int)
    surface.mesh.__dict__["is_convex"] = False
    surface.drawn.clear()
    by_distance = painted(camera, surface)
    # A pixel between two faces may be of either; their shades are next to each other.
    assert np.abs(by_distance - by_shade).max() <= 4
    assert not risen(saddle(), TILTED).mesh.is_convex
    assert not risen(waves(), TILTED).mesh.is_convex


def test_a_ring_is_drawn_in_few_pieces_none_of_which_is_seen_to_be_straight() -> None:
    made, turns = bowl(), np.linspace(0.0, 2.0 * np.pi, 361)
    mesh = Mesh(made)
    ring = at(*np.column_stack([0.8 * np.cos(turns), 0.8 * np.sin(turns)]).tolist())
    laid = track(mesh, ring, flat=True)
    assert len(laid.starts) < 120
    np.testing.assert_array_equal(laid.starts[1:], laid.ends[:-1])
    middles = (laid.starts + laid.ends)[:, :2] / 2.0
    # A place is some 250 pixels: half of one.
    assert np.abs(np.hypot(*middles.T) - 0.8).max() < 0.002
