"""Golden pictures, judged away from edges."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scenes.film import FILM
from tests.scenes.golden import (
    DOCUMENTED,
    FOLDER,
    PICTURES,
    documented,
    golden,
    keep,
    named,
    picture,
    pictures,
    same_picture,
    takes,
    with_palette,
)

SOME = "iterate-default-step_slowly"
_RANDOM = np.random.default_rng(7)
_NOISE = _RANDOM.integers(0, 4, (36, 64, 3), dtype=np.uint8) * 60


@pytest.mark.parametrize(("lesson", "scene"), takes())
def test_pictures_are_their_golden_ones(lesson: str, scene: str) -> None:
    beats = takes()[lesson, scene]
    drawn = zip(beats, pictures(lesson, scene, beats), strict=True)
    others = [
        beat for beat, it in drawn if not same_picture(it, golden(named(lesson, scene, beat)))
    ]
    assert others == []


@pytest.mark.parametrize("scene", FILM[::3])
def test_a_picture_is_drawn_the_same_twice(scene: str) -> None:
    name = [name for name in PICTURES if name.startswith(f"{scene}-default-")][-2]
    assert np.array_equal(picture(name), picture(name))


def test_every_golden_picture_is_compared() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(PICTURES)


def test_the_golden_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 9e6


@pytest.mark.parametrize(("one", "other"), [*zip(PICTURES, [*PICTURES][2:], strict=False)])
def test_other_moments_and_lessons_are_told_apart(one: str, other: str) -> None:
    # Not the next one: a beat that looks at something by the way ends as it began.
    assert not same_picture(golden(one), golden(other))


def test_the_documentation_shows_the_film_as_it_is() -> None:
    shown = documented()
    assert set(shown) == set(DOCUMENTED.glob("*.png"))
    assert shown
    for path, name in shown.items():
        assert same_picture(np.array(Image.open(path)), golden(name)), path


@pytest.mark.parametrize("box", [(30, 75, 30, 555), (418, 440, 332, 394), (386, 412, 350, 376)])
def test_a_missing_word_or_ring_is_seen(box: tuple[int, int, int, int]) -> None:
    top, bottom, left, right = box
    whole = golden(SOME)
    part = whole.copy()
    part[top:bottom, left:right] = part[top, left]
    assert not np.array_equal(whole, part)
    assert not same_picture(whole, part)
    assert not same_picture(part, whole)


@pytest.mark.parametrize("scene", FILM)
def test_a_shift_of_edges_by_a_fraction_of_a_pixel_is_not(scene: str) -> None:
    name = [name for name in PICTURES if name.startswith(f"{scene}-")][-1]
    whole = golden(name).astype(float)
    shifted = (0.8 * whole + 0.2 * np.roll(whole, 1, axis=1)).astype(np.uint8)
    assert same_picture(golden(name), shifted)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of golden pictures with one that is no longer drawn, and an old one."""
    for name in ("gone", "old"):
        Image.fromarray(_NOISE).save(tmp_path / f"{name}.png")
    return tmp_path


def _flickering() -> Callable[[], np.ndarray]:
    calls = count()
    return lambda: np.full((36, 64, 3), next(calls), dtype=np.uint8)


def test_a_palette_keeps_the_grounds_and_moves_no_colour_far() -> None:
    ramp = np.stack(np.broadcast_arrays(*np.ogrid[:256, :256], 128), axis=-1).astype(np.uint8)
    image = np.concatenate([np.full((256, 1024, 3), (13, 17, 23), np.uint8), ramp], axis=1)
    small = np.array(with_palette(image).convert("RGB"))
    assert (small[:, :1024] == (13, 17, 23)).all()
    assert np.abs(small.astype(int) - image).max() <= 24


def test_a_picture_drawn_differently_the_second_time_is_not_kept(folder: Path) -> None:
    lost = keep({"still": lambda: _NOISE, "old": _flickering()}, folder)
    assert lost == ["old"]
    assert [path.stem for path in folder.iterdir()] == ["still"]


def test_what_is_kept_is_what_was_drawn(folder: Path) -> None:
    assert keep({"still": lambda: _NOISE}, folder) == []
    assert np.array_equal(np.array(Image.open(folder / "still.png").convert("RGB")), _NOISE)
