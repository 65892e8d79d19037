"""The count of changes: it grows with every call that moves a shape, and with nothing else."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from manim import tempconfig

import scenes.kit
from gdcore.landscape.ground import ground
from gdcore.landscape.height_field import HeightField, height_field
from scenes.brief import default_brief
from scenes.kit.ink.areas import Areas
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.curtain import Curtain
from scenes.kit.ink.inked import Carriage, Inked
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.rectangles import Rectangles
from scenes.kit.ink.shapes import Arrow, Density, Dots, Path, Rounded, Segments, SquareDots, Type
from scenes.kit.look.look import DARK
from scenes.kit.panels.caption_strip import CaptionLine
from scenes.kit.plots.axes import Lines
from scenes.kit.plots.fog import Fog
from scenes.kit.plots.plot import Panel
from scenes.kit.plots.sheet import Sheet
from scenes.kit.plots.squares import Squares
from scenes.kit.surface.axes import Placed
from scenes.kit.surface.hiker import Silhouette
from scenes.kit.surface.hillside import Hillside
from scenes.kit.surface.marks import (
    SurfaceArrow,
    SurfaceDots,
    SurfaceDrops,
    SurfaceMark,
    SurfacePath,
)
from scenes.kit.surface.outlook import Outlook
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View
from scenes.kit.text.dashed_box import DashedBox
from scenes.kit.text.emphasis import Brace, Frame, Glow, Sweep, Underline
from scenes.kit.text.flight import Flight, Trail
from scenes.kit.text.formula import Formula, Part, Pose
from scenes.kit.text.readout import Readout
from scenes.kit.text.title import Title

BOX, RED = Box("box", -2.0, -1.0, 2.0, 1.0), "#FF0000"
NEAR, FAR = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[0.0, 0.0], [0.5, -0.5]])
VIEW = View(0.3, 0.6, 2.0)


class Bowl:
    """A round bowl over two parameters."""

    def value(self, points: np.ndarray, /) -> np.ndarray:
        return np.square(points).sum(axis=-1)

    def hessian(self, point: np.ndarray, /) -> np.ndarray:
        del point
        return np.eye(2)


def bowl() -> HeightField:
    return height_field(Bowl(), np.zeros(2), np.ones(2))


def set_to(name: str, value: Any) -> Callable[[Any], object]:
    return lambda shape: setattr(shape, name, value)


def seen(shape: Any) -> None:
    shape.see(View(0.4, 0.7, 2.0))


def hillside() -> Hillside:
    relief = Relief(ground(default_brief().experiment), 0.3)
    return Hillside(relief, DARK, Outlook.upon(relief.foot, (0.0, 0.0), 0.0, 2.0, 1.0, 8.0))


MADE: dict[type[Inked], Callable[[], Any]] = {
    Dots: lambda: Dots(NEAR, 5.0, RED),
    Segments: lambda: Segments(NEAR, RED, 2.0),
    Lines: lambda: Lines(NEAR, RED, 2.0),
    Path: lambda: Path(NEAR, RED, 2.0),
    Sheet: lambda: Sheet(RED, 2.0),
    Arrow: lambda: Arrow(RED, 4.0).point(*NEAR),
    Density: lambda: Density(np.ones((2, 2)), BOX.clip, RED),
    Rounded: lambda: Rounded(1.0, 1.0, 0.1, RED, stroke_px=1.0),
    Panel: lambda: Panel(BOX, DARK),
    Curtain: lambda: Curtain(RED),
    Areas: lambda: Areas(RED, RED).lay([np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])]),
    Fog: lambda: Fog(BOX, DARK),
    Rectangles: lambda: Rectangles(RED, 2.0, inside=0.5).span(NEAR, NEAR),
    Squares: lambda: Squares(NEAR, BOX, rising=True, look=DARK),
    Type: lambda: Type("x", 20.0, RED),
    Title: lambda: Title("x", WIDE, RED),
    CaptionLine: lambda: CaptionLine("x", DARK, 9.0),
    Readout: lambda: Readout(20.0, RED, 0.0, 0.0).tell("1"),
    Placed: lambda: Placed("x", 20.0, RED),
    Part: lambda: Formula("x", 20.0, {}, RED).shapes[0],
    SurfacePath: lambda: SurfacePath(NEAR, RED, 2.0),
    SurfaceDots: lambda: SurfaceDots(NEAR, 5.0, RED),
    SurfaceDrops: lambda: SurfaceDrops(NEAR, RED, 2.0),
    SurfaceArrow: lambda: SurfaceArrow(RED, 4.0).point(*NEAR),
    Surface: lambda: Surface(bowl(), DARK, VIEW),
    Hillside: lambda: hillside(),
    Silhouette: lambda: Silhouette(RED),
    Underline: lambda: Underline(Type("x", 20.0, RED), RED),
    Brace: lambda: Brace(RED).between(*NEAR),
    Sweep: lambda: Sweep(RED, 4.0),
    SquareDots: lambda: SquareDots(NEAR, 5.0, RED),
    Glow: lambda: Glow(20.0, RED),
    Frame: lambda: Frame(NEAR, RED),
    DashedBox: lambda: DashedBox(NEAR, RED),
    Trail: lambda: Flight(Formula("x", 20.0, {}, RED).shapes, Pose(1.0, 0.0, 0.2)).trail(RED),
}
EACH: dict[str, Callable[[Any], object]] = {
    "veil": lambda shape: shape.veil(0.5),
    "light": lambda shape: shape.light(0.5),
    "cast": lambda shape: shape.cast("part"),
    "carried": set_to("carried", Carriage(1.0, 1.0, 0.5, 0.0)),
    "put": lambda shape: shape.put(FAR),
    "shift": lambda shape: shape.shift([1.0, 0.0, 0.0]),
    "set_fill": lambda shape: shape.set_fill(color="#00FF00", family=False),
    "set_stroke": lambda shape: shape.set_stroke(color="#00FF00", family=False),
    "clip": set_to("clip", BOX.clip),
}
OWN: dict[tuple[type[Inked], str], Callable[[Any], object]] = {
    (Dots, "radius"): set_to("radius", 0.1),
    (Areas, "lay"): lambda shape: shape.lay([NEAR]),
    (Arrow, "point"): lambda shape: shape.point(*FAR),
    (Density, "shares"): set_to("shares", np.zeros((2, 2))),
    (Fog, "around"): lambda shape: shape.around(np.zeros(2), 0.2),
    (Fog, "drift"): lambda shape: shape.drift(1.0),
    (Rectangles, "span"): lambda shape: shape.span(NEAR, FAR),
    (Squares, "grow"): lambda shape: shape.grow(np.zeros(2), 0.5),
    (Type, "at"): lambda shape: shape.at(1.0, 1.0),
    (Type, "write"): lambda shape: shape.write("y"),
    (Panel, "ground_of"): lambda shape: shape.ground_of("data"),
    (Panel, "fill"): lambda shape: shape.fill(Box("other", -1.0, -1.0, 1.0, 1.0)),
    (Readout, "move"): lambda shape: shape.move(1.0, 1.0),
    (Readout, "slide"): lambda shape: shape.slide(1.0, 1.0),
    (Readout, "tell"): lambda shape: shape.tell("2"),
    (Readout, "keep_under"): lambda shape: shape.keep_under(Type("x", 20.0, RED), 0.1),
    (Placed, "beside"): lambda shape: shape.beside(np.zeros(2), np.array([0.0, 1.0]), 0.1),
    (Sheet, "hang_at"): lambda shape: shape.hang_at(np.eye(81)[:, :2], np.linspace(0.0, 1.0, 81)),
    (Part, "lie"): lambda shape: shape.lie(shape.points[:, :2] + 1.0),
    (Part, "take"): lambda shape: shape.take(Pose(1.0, 0.0, 0.2)),
    (Part, "at"): lambda shape: shape.formula.at(1.0, 1.0),
    (Part, "fitted"): lambda shape: shape.formula.fitted(0.01),
    (SurfaceArrow, "point"): lambda shape: shape.point(*FAR),
    (SurfaceDots, "lift"): set_to("lift", 0.5),
    (SurfaceDrops, "lift"): set_to("lift", 0.5),
    (Underline, "draw"): lambda shape: shape.draw(0.5),
    (Frame, "draw"): lambda shape: shape.draw(0.5),
    (Trail, "draw"): lambda shape: shape.draw(0.5),
    (Sweep, "along"): lambda shape: shape.along(*FAR)(0.5),
    (Brace, "between"): lambda shape: shape.between(*FAR),
    (Surface, "see"): seen,
    (Surface, "show"): lambda shape: shape.show(shape.field),
    (Hillside, "see"): lambda shape: shape.see(replace(shape.outlook, heading=0.5)),
    (Hillside, "lamp"): set_to("lamp", 0.5),
    (Hillside, "reach"): set_to("reach", 0.5),
    (Hillside, "fog"): set_to("fog", 0.5),
    (Hillside, "air"): set_to("air", 0.5),
    (Hillside, "seconds"): set_to("seconds", 0.5),
    (Hillside, "stand"): set_to("stand", np.zeros(3)),
    (Surface, "rise"): set_to("rise", 0.5),
    (Surface, "gap"): set_to("gap", 0.1),
    (Surface, "cover"): set_to("cover", 0.5),
    (Surface, "marks"): lambda shape: shape.marks.append(SurfaceDots(NEAR, 5.0, RED)),
}
MOVES = [(kind, name, move) for kind in MADE for name, move in EACH.items()]
MOVES += [(kind, name, move) for (kind, name), move in OWN.items()]
READERS = {"paint", "update_rgbas_array", "space", "raised", "places", "places_at", "floor_places"}
READERS |= {
    "visible",
    "horizon",
    "shown",
    "gap_for",
    "lines_apart_px",
    "get_family",
    "place_beside",
}
# Part of being made.
READERS |= {"init_colors"}


def kinds(base: type[Inked] = Inked) -> Iterator[type[Inked]]:
    """Yield all kinds of shapes of the kit."""
    for module in pkgutil.walk_packages(scenes.kit.__path__, "scenes.kit."):
        importlib.import_module(module.name)
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


@pytest.mark.parametrize(
    ("kind", "move"),
    [(kind, move) for kind, _, move in MOVES],
    ids=[f"{kind.__name__}-{name}" for kind, name, _ in MOVES],
)
def test_what_moves_a_shape_is_counted(kind: type[Inked], move: Callable[[Any], object]) -> None:
    shape = MADE[kind]()
    before = shape.changes
    move(shape)
    assert shape.changes > before


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
def test_reading_is_not_counted(kind: type[Inked]) -> None:
    shape = MADE[kind]()
    before = shape.changes
    for name in dir(shape):
        if not name.startswith("_") and name not in ("animate", "animation_overrides"):
            getattr(shape, name, None)
    shape.get_fill_rgbas()
    shape.get_stroke_rgbas()
    shape.get_stroke_width()
    shape.get_family()
    shape.veil(shape.veiled)
    assert shape.changes == before


def test_painting_is_not_counted() -> None:
    shapes = [make() for kind, make in MADE.items() if not issubclass(kind, SurfaceMark)]
    before = [shape.changes for shape in shapes]
    with tempconfig({"pixel_width": 320, "pixel_height": 180}):
        FilmCamera().capture_mobjects(shapes)
    assert [shape.changes for shape in shapes] == before


def test_a_surface_counts_what_its_marks_are_told() -> None:
    surface, above = Surface(bowl(), DARK, VIEW), SurfaceDots(NEAR, 5.0, RED)
    below = SurfaceDots(NEAR, 5.0, RED)
    surface.marks.append(above)
    surface.floor_marks.append(below)
    moves = (
        lambda: above.veil(0.0),
        lambda: below.put(FAR),
        lambda: setattr(above, "lift", 1.0),
    )
    counts = [surface.changes]
    for move in moves:
        move()
        counts.append(surface.changes)
    assert counts == sorted(set(counts))


def test_every_method_of_every_shape_is_known_as_one_that_moves_or_one_that_reads() -> None:
    known = READERS | set(EACH) | {name for _, name in OWN}
    found = {
        name
        for kind in (Inked, *kinds())
        for name, value in vars(kind).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }
    assert found - known == set()
    # One of a module's own moves as the kind that it is of.
    leaves = {kind for kind in kinds() if not kind.__subclasses__()}
    assert {kind for kind in leaves if not kind.__name__.startswith("_")} <= set(MADE)
