"""Layers: what stands still is painted once, and the picture stays the same."""

import numpy as np
import pytest
from manim import Mobject

from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.shapes import Dots, Inked, Path, Type

BLUE, RED, GREEN = "#3366FF", "#DD4422", "#22CC66"
FRAMES = 40


def _shot(camera: FilmCamera, shapes: list[Inked]) -> np.ndarray:
    camera.reset()
    camera.capture_mobjects(shapes)
    return camera.pixel_array.astype(int)


def _wave(rng: np.random.Generator, colour: str) -> Path:
    x = np.linspace(-6.0, 6.0, 200)
    wave = np.column_stack([x, 2.0 * np.sin(x + rng.uniform(0.0, 6.0))])
    return Path(wave, colour, 9.0, opacity=rng.uniform(0.3, 1.0))


def _stack() -> tuple[list[Inked], list[Inked]]:
    """Return shapes over each other in painting order, and those of them that move."""
    rng = np.random.default_rng(11)
    dots = [Dots(rng.uniform(-3.0, 3.0, (60, 2)), 12.0, c, opacity=0.6) for c in (RED, GREEN)]
    moving = [Dots(np.zeros((1, 2)), 60.0, c, opacity=0.8) for c in (BLUE, RED, GREEN)]
    word = Type("still", 90.0, BLUE).at(-1.0, 0.5)
    return [_wave(rng, RED), moving[0], dots[0], moving[1], _wave(rng, GREEN), word, dots[1]], (
        moving[:2]
    )


def test_the_picture_is_as_if_all_were_painted_anew(camera: FilmCamera) -> None:
    shapes, moving = _stack()
    for k in range(FRAMES):
        for number, shape in enumerate(moving):
            shape.put(np.array([[0.1 * k - 2.0, 0.5 * number]]))
        if k == FRAMES // 2:
            shapes[4].veil(0.5)
        layered = _shot(camera, shapes)
        fresh = _shot(FilmCamera(), shapes)
        # Colours of eight bits are rounded once more for each layer.
        assert np.abs(layered - fresh).max() <= 2


def test_what_stands_still_is_painted_a_few_times_only(
    camera: FilmCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = [Dots(np.zeros((1, 2)), 30.0, RED) for _ in range(5)]
    moving, painted, paint = Dots(np.zeros((1, 2)), 60.0, BLUE), [], Dots.paint
    monkeypatch.setattr(Dots, "paint", lambda dots, pen: painted.append(dots) or paint(dots, pen))
    for k in range(FRAMES):
        _shot(camera, [moving.put(np.array([[0.1 * k, 0.0]])), *still])
    assert painted.count(moving) == FRAMES
    assert painted.count(still[0]) < 10


def test_what_is_hidden_in_a_layer_is_seen_no_more(camera: FilmCamera) -> None:
    shapes: list[Inked] = [Dots(np.array([[k, 0.0]]), 30.0, RED) for k in range(-2, 3)]
    for _ in range(FRAMES):
        before = _shot(camera, shapes)
    shapes[2].veil(0.0)
    after = _shot(camera, shapes)
    assert before[360, 640, 0] == 0xDD
    assert after[360, 640].tolist() == [0, 0, 0, 255]


def test_two_heights_of_a_stack_are_kept_apart(camera: FilmCamera) -> None:
    shapes: list[Inked] = [Dots(np.zeros((1, 2)), 30.0 - k, RED) for k in range(4)]
    over = Dots(np.zeros((1, 2)), 20.0, BLUE)
    for _ in range(FRAMES):
        under = _shot(camera, [over, *shapes])
    above = _shot(camera, [*shapes, over])
    assert under[360, 640, 0] == 0xDD
    assert above[360, 640, 2] == 0xFF


def test_a_mobject_without_points_is_left_out(camera: FilmCamera) -> None:
    dot = Dots(np.zeros((1, 2)), 30.0, RED)
    camera.reset()
    camera.capture_mobjects([Mobject(), dot])
    assert camera.pixel_array[360, 640, 0] == 0xDD
