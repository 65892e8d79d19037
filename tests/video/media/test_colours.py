"""Colours: where a picture has changed it is converted, and all of it comes out right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdvideo.media.colours import Converter, Frame
from gdvideo.media.quality import Quality

SIZE = Quality("small", 322, 250, 15)

places = st.tuples(st.integers(0, 321), st.integers(0, 249)).flatmap(
    lambda corner: st.tuples(
        st.just(corner[0]),
        st.just(corner[1]),
        st.integers(corner[0] + 1, 322),
        st.integers(corner[1] + 1, 250),
    )
)


def noise(seed: int) -> Frame:
    pixels = np.random.default_rng(seed).integers(0, 256, (250, 322, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return pixels


@given(st.lists(st.lists(places, max_size=3), max_size=4))
def test_changed_places_give_the_colours_of_the_whole(steps: list[list[tuple[int, ...]]]) -> None:
    converter, pixels = Converter(SIZE), noise(1)
    converter.converted(pixels, None)
    for seed, changed in enumerate(steps, 2):
        for left, top, right, bottom in changed:
            pixels[top:bottom, left:right] = noise(seed)[top:bottom, left:right]
        ours = converter.converted(pixels, changed)
        theirs = Converter(SIZE).converted(pixels, None)
        np.testing.assert_array_equal(ours.to_ndarray(), theirs.to_ndarray())
        converter.give_back(ours)


@pytest.mark.parametrize("grey", [0, 100, 255])
def test_greys_are_those_of_the_standard(grey: int) -> None:
    """BT.709 of narrow range: 16 + 219 E' for brightness, 128 for colours (ITU-R BT.709-6, 3)."""
    pixels = np.full((250, 322, 4), grey, np.uint8)
    planes = Converter(SIZE).converted(pixels, None).to_ndarray()
    assert planes[:250].flatten() == pytest.approx(16 + 219 * grey / 255, abs=1)
    assert planes[250:].flatten() == pytest.approx(128, abs=1)


def test_a_picture_keeps_its_colours_until_it_is_given_back() -> None:
    converter = Converter(SIZE)
    first, second = (converter.converted(noise(seed), None) for seed in (1, 2))
    kept = first.to_ndarray().copy()
    converter.converted(noise(3), None)
    np.testing.assert_array_equal(first.to_ndarray(), kept)
    assert (second.to_ndarray() != kept).any()
