"""A shape between two others: what can change bit by bit does, for all kinds of shapes."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.ink.between import are_partners, travelling
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.shapes import Arrow, Density, Dots, Path, Rounded, Segments, Type
from scenes.kit.text.readout import Readout

RED, BLUE = "#FF0000", "#0000FF"
HERE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 2.0], [3.0, 2.0]])
THERE = 2.0 * HERE + [1.0, -1.0]
CLIP, OTHER_CLIP = (0.0, 0.0, 4.0, 4.0), (1.0, -1.0, 8.0, 8.0)

PAIRS: dict[str, Callable[[], tuple[Inked, Inked]]] = {
    "dots": lambda: (Dots(HERE, 4.0, RED), Dots(THERE, 8.0, BLUE, opacity=0.5)),
    "rings": lambda: (Dots(HERE, 4.0, RED, stroke_px=2.0), Dots(THERE, 4.0, RED)),
    "segments": lambda: (Segments(HERE, RED, 2.0), Segments(THERE, BLUE, 4.0)),
    "path": lambda: (Path(HERE, RED, 2.0, clip=CLIP), Path(THERE, RED, 2.0, clip=OTHER_CLIP)),
    "rectangles": lambda: (
        Rounded(1.0, 1.0, 0.1, RED, stroke_px=1.0),
        Rounded(3.0, 2.0, 0.1, BLUE, stroke_px=1.0, filled=True),
    ),
    "cloud": lambda: (
        Density(np.ones((2, 3)), CLIP, RED),
        Density(np.ones((4, 4)), OTHER_CLIP, RED),
    ),
    "words": lambda: (Type("one", 20.0, RED), Type("one", 30.0, RED).at(1.0, 1.0)),
}


def cast(name: str) -> tuple[Inked, Inked]:
    one, other = PAIRS[name]()
    return one.cast("part"), other.cast("part")


def state(shape: Inked) -> list[float]:
    """Return all numbers that a shape is painted with."""
    inks = (shape.get_fill_rgbas(), shape.get_stroke_rgbas(), [shape.get_stroke_width()])
    sizes = (shape.clip or (), [getattr(shape, "radius", 0.0)], getattr(shape, "extent", ()))
    parts = (shape.points, *inks, *sizes)
    return np.concatenate([np.ravel(part) for part in parts]).tolist()


@pytest.mark.parametrize("name", PAIRS)
def test_it_goes_from_the_one_to_the_other(name: str) -> None:
    ends, (one, other) = cast(name), cast(name)
    assert are_partners(one, other)
    move = travelling(one, other)
    for progress, expected in zip((0.0, 1.0, 0.0), (*ends, ends[0]), strict=True):
        move(progress)
        for shape in (one, other):
            assert state(shape) == pytest.approx(state(expected))
            assert shape.veiled


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("share", [0.25, 0.6])
def test_on_the_way_it_is_in_between(name: str, share: float) -> None:
    (first, last), (one, other) = cast(name), cast(name)
    travelling(one, other)(share)
    between = np.array(state(first)) + share * (np.array(state(last)) - state(first))
    for shape in (one, other):
        assert state(shape) == pytest.approx(between.tolist())


def test_what_is_dimmed_lights_up_on_the_way() -> None:
    one, other = Dots(HERE, 4.0, RED).veil(0.8).light(0.5), Dots(HERE, 4.0, RED)
    travelling(one, other)(0.5)
    assert one.get_fill_rgbas()[0, 3] == pytest.approx((0.4 + 1.0) / 2)


POINTS = st.integers(2, 40)


@given(POINTS, POINTS, st.floats(0.01, 0.99))
def test_a_straight_line_of_any_points_becomes_another_straight_one(
    count: int, others: int, share: float
) -> None:
    def line(n: int, low: float, high: float) -> Path:
        x = np.linspace(0.0, 1.0, n)
        return Path(np.column_stack([x, low + (high - low) * x]), RED, 2.0)

    one, other = line(count, 0.0, 1.0), line(others, 5.0, -3.0)
    travelling(one, other)(share)
    x, y = one.points[:, 0], one.points[:, 1]
    expected = (1 - share) * x + share * (5.0 - 8.0 * x)
    assert y == pytest.approx(expected, abs=1e-9)
    assert (x.min(), x.max()) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Dots(HERE, 4.0, RED), Dots(HERE[:3], 4.0, RED)),
        (Segments(HERE, RED, 4.0), Segments(HERE[:2], RED, 4.0)),
        (Dots(HERE, 4.0, RED), Segments(HERE, RED, 4.0)),
        (Path(HERE, RED, 4.0), Path(HERE, RED, 4.0, dashes_px=(4.0, 4.0))),
        (Type("one", 20.0, RED), Type("two", 20.0, RED)),
        (Readout(20.0, RED, 0.0, 0.0).tell("1"), Readout(20.0, RED, 0.0, 0.0).tell("1")),
        (Arrow(RED, 4.0).point(*HERE[1:3]), Arrow(RED, 4.0).point(*HERE[1:3])),
    ],
    ids=["rows", "ticks", "kinds", "dashes", "words", "running numbers", "arrows"],
)
def test_what_cannot_change_bit_by_bit_is_no_pair(one: Inked, other: Inked) -> None:
    assert not are_partners(one.cast("part"), other.cast("part"))


def test_roles_make_a_pair() -> None:
    one, other = Dots(HERE, 4.0, RED), Dots(HERE, 4.0, RED)
    assert not are_partners(one, other)
    assert not are_partners(one.cast("data"), other)
    assert not are_partners(one, other.cast("point"))
    assert are_partners(one, other.cast("data"))


@given(st.floats(0.0, 6.0), st.sampled_from([1.0, -1.0]), st.integers(30, 60))
def test_a_loop_keeps_its_form_wherever_another_begins_and_however_it_runs(
    begin: float, way: float, count: int
) -> None:
    def circle(radius: float, first: float, around: float, n: int) -> Path:
        angles = first + around * np.linspace(0.0, 2.0 * np.pi, n)
        points = radius * np.column_stack([np.cos(angles), np.sin(angles)])
        return Path(np.vstack([points[:-1], points[:1]]), RED, 2.0)

    one, other = circle(1.0, 0.0, 1.0, 50), circle(3.0, begin, way, count)
    travelling(one, other)(0.5)
    radii = np.hypot(*one.points[:, :2].T)
    # The chords of a circle of 30 points are nearer to its middle by 1 − cos(π/29).
    assert radii == pytest.approx(np.full(len(radii), 2.0), abs=0.05)
