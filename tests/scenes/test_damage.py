"""Damage: what has changed is painted anew, and the picture is as if all were."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import tempconfig

from scenes.brief import default_brief
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.ink.areas import Areas
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.damage import Damage, Rect
from scenes.kit.ink.inked import Carriage, Inked
from scenes.kit.ink.rectangles import Rectangles
from scenes.kit.ink.shapes import Arrow, Density, Dots, Path, Rounded, Segments, Type
from scenes.kit.text.emphasis import Brace, Glow
from tests.scenes.pictures import assert_same_picture

RED, GROUND = "#DD4422", "#0D1117"
SIZE = {"pixel_width": 640, "pixel_height": 360}

spans = st.tuples(st.integers(0, 500), st.integers(1, 140))
rects = st.builds(
    lambda across, down: Rect(across[0], down[0], sum(across), sum(down)), spans, spans
)


def _kinds() -> list[Inked]:
    """Return one shape of each kind, in and out of a clip."""
    rng = np.random.default_rng(3)
    places = rng.uniform(-3.0, 3.0, (8, 2))
    kinds: list[Inked] = [
        Dots(places, 9.0, RED),
        Dots(places, 9.0, RED, stroke_px=6.0),
        Segments(places, RED, 12.0),
        Path(places, RED, 15.0),
        Path(places, RED, 15.0, dashes_px=(8.0, 5.0), clip=(-1.0, -1.0, 2.0, 1.5)),
        Arrow(RED, 9.0).point(places[0], places[1]),
        Areas(RED, "#FFFFFF").lay((places,)),
        Rectangles(RED, 5.0, inside=0.4).span(places[:4], places[:4] + 1.0),
        Rounded(3.0, 2.0, 0.3, RED, stroke_px=8.0, filled=True),
        Density(rng.uniform(size=(4, 6)), (-1.0, -2.0, 3.0, 2.5), RED),
        Type("jqÅ", 90.0, RED).at(-1.0, 0.5),
        Brace(RED, 5.0).between(places[2], places[3]),
        Glow(70.0, RED),
        Dots(1e7 * places, 9.0, RED),
    ]
    carried = Path(places, RED, 9.0, clip=(-1.0, -1.0, 3.0, 3.0))
    carried.carried = Carriage(0.5, -0.7, 1.0, -0.5)
    return [*kinds, carried]


@pytest.mark.parametrize("shape", _kinds(), ids=lambda shape: type(shape).__name__)
def test_a_shape_paints_nothing_outside_its_spot(shape: Inked) -> None:
    with tempconfig(SIZE):
        camera = FilmCamera(background_color="#000000")
        left, top, right, bottom = camera.spot(shape)
        camera.capture_mobjects([shape])
    painted = camera.pixel_array[..., :3].any(axis=2)
    inside = np.zeros_like(painted)
    inside[top:bottom, left:right] = True
    assert not (painted & ~inside).any()


@given(st.data())
def test_the_picture_is_as_if_all_were_painted_anew(data: st.DataObject) -> None:
    places = st.tuples(st.floats(-7.0, 7.0), st.floats(-4.0, 4.0)).map(np.array)
    # A density lies where its extent is, and is not moved.
    shapes = [shape for shape in _kinds() if not isinstance(shape, Density)]
    with tempconfig(SIZE):
        camera, fresh = (FilmCamera(background_color=GROUND) for _ in range(2))
        for _ in range(data.draw(st.integers(1, 12))):
            shape = data.draw(st.sampled_from(shapes))
            shape.shift([*data.draw(places), 0.0])
            shape.veil(data.draw(st.sampled_from([0.0, 0.3, 1.0])))
            if data.draw(st.booleans()):
                shapes.append(shapes.pop(0))
            camera.repaint([shape for shape in shapes if shape.veiled])
            fresh.reset()
            fresh.capture_mobjects(shapes)
            assert_same_picture(camera.pixel_array, fresh.pixel_array)


@pytest.mark.parametrize("scene", ["rate", "rules", "surface", "recap"])
def test_scenes_are_painted_as_if_all_were_painted_anew(scene: str) -> None:
    with tempconfig(SIZE):
        camera, fresh = (FilmCamera(background_color=GROUND) for _ in range(2))

    def shapes(stage: object, frames: float) -> list[Inked]:
        del frames
        seen = [s for s in stage.mobjects if isinstance(s, Inked) and s.veiled and len(s.points)]
        camera.repaint(seen)
        fresh.reset()
        fresh.capture_mobjects(seen)
        assert_same_picture(camera.pixel_array, fresh.pixel_array)
        return seen

    assert len(rehearse(scene, default_brief(), shapes)) > 20


def test_nothing_changes_where_nothing_moves() -> None:
    shapes = [Dots(np.array([[k, 0.0]]), 30.0, RED) for k in range(3)]
    with tempconfig(SIZE):
        camera = FilmCamera(background_color=GROUND)
    assert camera.repaint(shapes) == [(0, 0, 640, 360)]
    assert camera.repaint(shapes) == []
    shapes[1].put(np.array([[1.0, 1.0]]))
    (changed,) = camera.repaint(shapes)
    # From (1, 0) to (1, 1), 30 px of 720 around both, a scene unit being 45 pixels here.
    assert changed == pytest.approx((365 - 15, 135 - 15, 365 + 15, 180 + 15), abs=5)


@given(st.lists(st.tuples(rects, rects), min_size=1, max_size=9))
def test_all_that_moves_lies_in_what_has_changed(moves: list[tuple[Rect, Rect]]) -> None:
    spots: dict[Inked, Rect] = {}
    damage = Damage(Rect(0, 0, 640, 360))
    shapes = [Dots(np.zeros((1, 2)), 1.0, RED) for _ in moves]
    for number in (0, 1):
        for shape, places in zip(shapes, moves, strict=True):
            spots[shape] = places[number]
            shape.put(np.full((1, 2), float(number)))
        changed = damage.since_last(shapes, spots.__getitem__)
    # Nothing is painted twice.
    assert not any(one.meets(other) for one, other in combinations(changed, 2))
    for move in moves:
        for place in move:
            assert any(rect.around(place) == rect for rect in changed)
