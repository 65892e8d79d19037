"""Golden pictures, judged away from edges."""

from itertools import pairwise

import numpy as np
import pytest

from tests.scenes.golden import FOLDER, PICTURES, golden, picture, same_picture


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_its_golden_one(name: str) -> None:
    assert same_picture(picture(name), golden(name))


def test_a_picture_is_drawn_the_same_twice() -> None:
    name = "default-slow"
    assert np.array_equal(picture(name), picture(name))


def test_every_golden_picture_is_compared() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(PICTURES)


def test_other_moments_and_lessons_are_told_apart() -> None:
    names = list(PICTURES)
    for one, other in pairwise(names):
        assert not same_picture(golden(one), golden(other))


def test_a_missing_word_is_seen() -> None:
    whole = golden("default-slow")
    part = whole.copy()
    part[20:50, 20:370] = part[5, 5]
    assert not same_picture(whole, part)
    assert not same_picture(part, whole)


def test_a_shift_of_an_edge_by_a_fraction_of_a_pixel_is_not() -> None:
    whole = golden("default-slow").astype(float)
    shifted = (0.7 * whole + 0.3 * np.roll(whole, 1, axis=1)).astype(np.uint8)
    assert same_picture(golden("default-slow"), shifted)
