"""The loss surface: where its marks are, what it hides, and that nothing shines through it."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from gdcore.landscape.height_field import HeightField
from scenes.kit.checks.inspection import contrast
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.look.look import DARK, LIGHT, Look
from scenes.kit.surface.cutting import faces_below
from scenes.kit.surface.marks import SurfaceArrow, SurfaceDots, SurfaceDrops, SurfacePath, track
from scenes.kit.surface.mesh import Colours, Mesh
from scenes.kit.surface.surface import GAP, RELIEF, Surface
from scenes.kit.surface.view import View
from tests.scenes.surfaces import (
    ABOVE,
    FOLD,
    MIDDLE,
    PINK,
    REACH,
    RGB,
    TILTED,
    at,
    bowl,
    ground,
    painted,
    pixel,
    risen,
    saddle,
    shows_pink,
    waves,
)


def test_from_above_the_picture_is_a_map() -> None:
    places, near = ABOVE.project(np.array([[0.5, 0.25, 3.0]]))
    np.testing.assert_allclose(places, [[1.0, 0.5]], atol=1e-12)
    np.testing.assert_allclose(near, [3.0])


def test_a_view_by_hand() -> None:
    # The eye stands to the left (azimuth 90°), so that y grows to the left of the screen and x
    # away from the eye; 30° up, heights shrink by cos 30° and depths by sin 30°.
    view = View(np.pi / 2, np.pi / 6, 2.0, (1.0, -1.0))
    places, near = view.project(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    root = np.sqrt(3.0)
    np.testing.assert_allclose(places, [[1.0, 0.0], [-1.0, -1.0], [1.0, root - 1.0]], atol=1e-12)
    np.testing.assert_allclose(near, [-root / 2, 0.0, 0.5], atol=1e-12)


def test_views_mix() -> None:
    half = ABOVE.towards(TILTED, 0.5)
    np.testing.assert_allclose(half.azimuth, np.radians(15.0))
    np.testing.assert_allclose(half.elevation, np.radians(63.0))
    assert (half.scale, half.centre) == (2.2, (0.25, -0.5))
    assert ABOVE.towards(TILTED, 1.0) == TILTED


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.0), (0.3, -0.4), (-0.7, 0.2), (0.05, 0.9)])
def test_a_place_on_the_surface_is_where_the_formula_has_it(x: float, y: float) -> None:
    surface = risen(bowl(), TILTED)
    azimuth, elevation = TILTED.azimuth, TILTED.elevation
    z = GAP + RELIEF * (x * x + y * y)
    depth = x * np.sin(azimuth) + y * np.cos(azimuth)
    across = 0.5 + 2.4 * (x * np.cos(azimuth) - y * np.sin(azimuth))
    up = -1.0 + 2.4 * (depth * np.sin(elevation) + z * np.cos(elevation))
    # Between the grid's points the ground is bilinear: off by (1/24)² at most.
    np.testing.assert_allclose(surface.places(at((x, y))), [[across, up]], atol=2.4 * RELIEF / 576)
    floor = up - 2.4 * z * np.cos(elevation)
    np.testing.assert_allclose(surface.floor_places(at((x, y))), [[across, floor]], atol=1e-9)


def test_at_rise_0_the_surface_is_the_floor() -> None:
    surface = risen(waves(), TILTED, rise=0.0)
    points = at((0.1, 0.2), (-0.6, 0.3))
    np.testing.assert_allclose(surface.places(points), surface.floor_places(points), atol=1e-12)
    assert surface.visible(points, ABOVE).all()


def test_a_surface_at_rise_0_is_painted_flat(camera: FilmCamera) -> None:
    pixels = painted(camera, risen(bowl(), TILTED, rise=0.0))
    rows, columns = np.nonzero(pixels.any(axis=-1))
    # An ellipse of half-axes 2.4 and 2.4 sin 36°, at 90 pixels a unit, with its rim of a pixel.
    assert np.ptp(columns) / 2 == pytest.approx(216.0, abs=2.0)
    assert np.ptp(rows) / 2 == pytest.approx(216.0 * np.sin(TILTED.elevation), abs=2.0)


def test_the_near_wall_hides_what_lies_inside_it_and_the_far_wall_does_not(
    camera: FilmCamera,
) -> None:
    low = View(TILTED.azimuth, np.radians(25.0), 2.4, (0.0, -1.0))
    surface = risen(bowl(), low)
    near, far = tuple(-0.8 * low.ahead), tuple(0.8 * low.ahead)
    assert not shows_pink(camera, surface, near)
    assert shows_pink(camera, surface, far)
    np.testing.assert_array_equal(surface.visible(at(near, far), low), [False, True])
    # From 35° on the lowest point is seen over the near wall of a round bowl.
    assert not shows_pink(camera, surface, (0.0, 0.0))
    assert shows_pink(camera, risen(bowl(), TILTED), (0.0, 0.0))


def test_a_hill_hides_what_is_behind_it(camera: FilmCamera) -> None:
    view = View(0.0, np.radians(25.0), 2.4, (0.0, -1.0))
    hill = risen(ground(lambda x, y: 1.0 / (1.0 + 8.0 * (x * x + y * y)), 1.0), view)
    assert not shows_pink(camera, hill, (0.0, 0.4))
    assert shows_pink(camera, hill, (0.0, -0.4))
    assert shows_pink(camera, hill, (0.7, 0.4))


def ray_sees(surface: Surface, view: View, places: np.ndarray) -> np.ndarray:
    """Follow a ray from each place towards the eye, over the ground, as far as the rim."""
    way = np.linspace(0.0, 2.0, 800)[1:, None]
    along = places - way[..., None] * np.array([np.sin(view.azimuth), np.cos(view.azimuth)])
    over = np.hypot(along[..., 0], along[..., 1]) <= 1.0
    shares = surface.field.shares_at
    climbed = RELIEF * shares(places) + way * np.tan(view.elevation)
    return ~(over & (RELIEF * shares(along) > climbed)).any(axis=0)


@pytest.mark.parametrize("made", [bowl, saddle, waves], ids=lambda made: made.__name__)
def test_what_is_painted_is_what_a_ray_sees(
    camera: FilmCamera, made: Callable[[], HeightField]
) -> None:
    view = View(np.radians(-35.0), np.radians(34.0), 2.4, (0.0, -1.0))
    surface = risen(made(), view)
    rng = np.random.default_rng(4)
    drawn = rng.uniform(-0.65, 0.65, (40, 2))
    nearer, farther = (
        ray_sees(surface, view, drawn + side * FOLD * view.ahead) for side in (-1.0, 1.0)
    )
    # A fold is drawn as a line, and the horizon knows the ground every 0.03 of the radius: close to
    # a fold the middle of a dot may be seen, or cut.
    clear_cut = drawn[nearer == farther]
    assert len(clear_cut) >= 30
    seen = [shows_pink(camera, surface, tuple(place)) for place in clear_cut]
    assert seen == ray_sees(surface, view, clear_cut).tolist()
    assert seen == surface.visible(at(*clear_cut), view).tolist()
    assert any(seen)


def test_a_path_is_cut_where_the_wall_hides_it(camera: FilmCamera) -> None:
    low = View(0.0, np.radians(25.0), 2.4, (0.0, -1.0))
    surface = risen(bowl(), low)
    surface.marks = [SurfacePath(at((0.0, -1.0), (0.0, 1.0)), PINK, 4.0)]
    pixels = painted(camera, surface)
    found = (pixels == RGB).all(axis=-1)
    (rim,) = surface.places(at((0.0, -1.0)))
    (far,) = surface.places(at((0.0, 1.0)))
    rows = np.nonzero(found.any(axis=1))[0]
    # Seen from the far rim down to the near rim, and not below it.
    assert rows.min() == pytest.approx(pixel(far)[0], abs=4)
    assert rows.max() == pytest.approx(pixel(rim)[0], abs=3)


def test_the_arrow_lies_on_the_ground(camera: FilmCamera) -> None:
    surface = risen(bowl(), TILTED)
    arrow = SurfaceArrow(PINK, 6.0).point(at((0.1, 0.2))[0], at((0.6, 0.5))[0])
    surface.marks = [arrow]
    pixels = painted(camera, surface)
    for place in ((0.15, 0.23), (0.35, 0.35), (0.57, 0.482)):
        assert pixels[pixel(surface.places(at(place))[0])].tolist() == RGB


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)
@pytest.mark.parametrize("made", [bowl, saddle, waves], ids=lambda made: made.__name__)
def test_nothing_shines_through(
    camera: FilmCamera, made: Callable[[], HeightField], look: Look
) -> None:
    view = View(np.radians(-41.0), np.radians(36.0), 2.4, (0.0, -1.0))
    surface = risen(made(), view, look)
    pictures = []
    for colour in ("#00FF00", PINK):
        surface.floor_marks = [
            SurfacePath(at((-0.95, y), (0.95, y)), colour, 12.0)
            for y in np.linspace(-0.3, 0.3, 25).tolist()
        ]
        pictures.append(painted(camera, surface))
    floor = (pictures[0] != pictures[1]).any(axis=-1)
    assert floor.any()
    # All faces filled by another library; what is two pixels inside their union is surface.
    shape = Image.new("L", (1280, 720))
    corners = surface.places(MIDDLE + REACH * surface.mesh.vertices[:, :2])
    corners = corners * [90.0, -90.0] + [640, 360]
    for face in corners[surface.mesh.corners]:
        ImageDraw.Draw(shape).polygon([tuple(corner) for corner in face], fill=255)
    inside = np.asarray(shape.filter(ImageFilter.MinFilter(5))) > 0
    assert inside.sum() > 20_000
    assert not (floor & inside).any()


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)
def test_marks_stand_out_against_every_shade(look: Look) -> None:
    colours = Colours.of(look)
    slopes = np.random.default_rng(2).normal(0.0, 1.0, (400, 2))
    shares = np.linspace(0.0, 1.0, 400)
    shades = [
        "#" + "".join(f"{round(255 * channel):02x}" for channel in shade)
        for shade in colours.top(shares, slopes)
    ]
    for mark in (look.model, look.step, look.slope, look.best):
        assert min(contrast(mark, shade) for shade in shades) >= 3.0


def test_a_bowl_is_lit_from_one_side() -> None:
    mesh, colours = Mesh(bowl()), Colours.of(DARK)
    x = mesh.vertices[mesh.corners][:, :, 0].mean(axis=1)
    light = colours.top(np.full(len(x), 0.5), mesh.slopes).sum(axis=1)
    # Light comes from the left: the wall on the right, which looks left, is brighter.
    assert light[x > 0.5].mean() > light[x < -0.5].mean()


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)
def test_a_plain_is_painted_in_its_colour(camera: FilmCamera, look: Look) -> None:
    plain = risen(ground(lambda x, y: 0 * (x + y)), TILTED, look)
    # Flat ground meets the light at cos⁻¹ of 0.86/√(0.42² + 0.28² + 0.86²) = 0.862.
    colours = plain.colours
    light = colours.shadow + (1 - colours.shadow) * 0.862
    pixels = painted(camera, plain)[pixel(plain.places(at((0.43, 0.31)))[0])]
    np.testing.assert_allclose(pixels, 255 * colours.low * light, atol=3)


def test_a_track_ends_at_the_rim_and_follows_cells() -> None:
    mesh = Mesh(bowl())
    laid = track(mesh, at((-3.0, 0.0), (3.0, 0.0)))
    np.testing.assert_allclose(laid.starts[0, :2], [-1.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(laid.ends[-1, :2], [1.0, 0.0], atol=1e-12)
    # Two cells of 1/24 each in a piece: the middle of x² over 1/12 is 1/576 too high.
    assert len(laid.faces) == 24
    np.testing.assert_allclose(laid.starts[1:], laid.ends[:-1], atol=1e-12)
    gone = track(mesh, at((0.1, 0.1), (np.inf, 0.0), (np.nan, np.nan), (0.2, 0.2), (0.3, 0.2)))
    assert len(gone.faces) == 2


def test_veils_and_cover(camera: FilmCamera) -> None:
    surface = risen(bowl(), TILTED)
    whole = painted(camera, surface)
    surface.cover = 0.0
    bare = painted(camera, surface)
    surface.cover = 0.5
    half = painted(camera, surface)
    place = pixel(surface.places(at((0.2, 0.3)))[0])
    np.testing.assert_allclose(half[place], (whole[place] / 2 + bare[place] / 2), atol=2)
    assert not painted(camera, surface.veil(0.0)).any()


def test_the_surface_stays_in_its_clip(camera: FilmCamera) -> None:
    surface = Surface(bowl(), DARK, TILTED, clip=(-1.0, -1.0, 2.0, 2.0)).see(TILTED, 1.0)
    pixels = painted(camera, surface)
    outside = np.ones((720, 1280), dtype=bool)
    outside[269:451, 549:731] = False
    assert pixels.any()
    assert not pixels[outside].any()


STEEP = 400.0
LEVEL = View(0.0, 1e-3, 2.0, (0.0, -1.0))
"""From the front, so low that a height is 180 pixels times itself and nothing else."""


def trough() -> HeightField:
    """A narrow valley away from the eye, its walls 400 times as steep as its floor."""
    return ground(lambda x, y: STEEP * x * x + y * y)


def _painted_rows(pixels: np.ndarray, x: float) -> np.ndarray:
    """Return how far above the floor's line a column of the picture is painted, in space."""
    _, column = pixel(np.array([2.0 * x, 0.0]))
    rows = np.flatnonzero(pixels[:, column].any(axis=1))
    heights = (360 + 90 - rows) / 180.0
    return heights[heights > GAP / 2]


def test_a_narrow_valley_is_painted_true_to_scale(camera: FilmCamera) -> None:
    made = trough()
    assert made.is_cut
    pixels = painted(camera, risen(made, LEVEL))
    edge = np.sqrt(made.scale.highest / STEEP)
    for x in np.linspace(-0.97 * edge, 0.97 * edge, 25):
        # The lowest that is seen in a column is E there, a parabola, on the floor of the picture.
        lowest = GAP + RELIEF * STEEP * x * x / made.scale.highest
        # A column is a pixel wide.
        astray = 2.0 + RELIEF * 2.0 * STEEP * abs(x) / made.scale.highest
        assert _painted_rows(pixels, x).min() == pytest.approx(lowest, abs=astray / 180.0)


def test_what_is_above_the_cut_is_not_painted(camera: FilmCamera) -> None:
    made = trough()
    pixels = painted(camera, risen(made, LEVEL))
    edge = np.sqrt(made.scale.highest / STEEP)
    for x in (-0.95, -1.1 * edge, 1.1 * edge, 0.95):
        assert not _painted_rows(pixels, x).size
    for x in (-0.9 * edge, 0.0, 0.9 * edge):
        assert _painted_rows(pixels, x).max() < GAP + RELIEF + 2.5 / 180.0


def test_marks_leave_the_picture_where_the_ground_does(camera: FilmCamera) -> None:
    made = trough()
    edge = float(np.sqrt(made.scale.highest / STEEP))
    surface = risen(made, TILTED)
    surface.marks = [
        SurfacePath(at((-0.9, 0.0), (0.9, 0.0)), PINK, 4.0),
        SurfaceDots(at((0.9, 0.2)), 5.0, PINK),
        SurfaceDrops(at((0.9, -0.2)), PINK, 3.0),
    ]
    rows, columns = np.nonzero((painted(camera, surface) == RGB).all(axis=2))
    ends = [pixel(surface.view.project(np.array([[x, 0.0, GAP + RELIEF]]))[0][0])
            for x in (-edge, edge)]  # fmt: skip
    assert columns.min() >= ends[0][1] - 4
    assert columns.max() <= ends[1][1] + 4
    assert rows.min() >= min(end[0] for end in ends) - 4
    # On the floor nothing is too high: the line there goes from end to end.
    whole = track(surface.mesh, at((-0.9, 0.0), (0.9, 0.0)), flat=True)
    np.testing.assert_allclose([whole.starts[0, 0], whole.ends[-1, 0]], [-0.9, 0.9])


def test_a_face_cut_through_its_saddle_keeps_both_sides() -> None:
    corners = np.array([[[0, 0, 0.0], [1, 0, 2.0], [1, 1, 0.0], [0, 1, 2.0]]])
    parts, faces, edges = faces_below(corners, corners[:, :, 2] - 1.0)
    # Each edge is crossed in its middle: two triangles of area 1/8 each are left out.
    np.testing.assert_allclose(edges[:, :, 2], 1.0)
    assert len(edges) == 2
    assert set(faces.tolist()) == {0}
    x, y = parts[:, :, 0], parts[:, :, 1]
    area = np.abs((x * np.roll(y, -1, 1) - np.roll(x, -1, 1) * y).sum(axis=1)).sum() / 2
    assert area == pytest.approx(0.75)
