"""The colours: readable on both grounds, and told apart by those who see red and green alike.

Distances are CIEDE2000, of which 1 is hardly seen and 2.3 surely; the palette keeps 10, which is
told apart at a glance.
"""

from dataclasses import replace

import numpy as np
import pytest

from scenes.kit.look.contrast import channels, contrast, linear
from scenes.kit.look.look import DARK, LIGHT, Look
from scenes.kit.look.palette import palette_faults
from scenes.kit.look.vision import EYES, ciede2000, lab, seen


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        # The primaries of sRGB in CIELAB under D65, as B. Lindbloom's calculator gives them.
        ("#FFFFFF", (100.0, 0.0, 0.0)),
        ("#FF0000", (53.24, 80.09, 67.20)),
        ("#00FF00", (87.73, -86.18, 83.18)),
        ("#0000FF", (32.30, 79.19, -107.86)),
    ],
)
def test_cielab_of_known_colours(colour: str, expected: tuple[float, ...]) -> None:
    np.testing.assert_allclose(lab(linear(channels(colour))), expected, atol=0.011)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Sharma, Wu & Dalal (2005), table 1: pairs 1 to 4, 7, 13, 17 to 21, 25, 31 and 34.
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
        ((50.0, 2.8361, -74.0200), (50.0, 0.0, -82.7485), 3.4412),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
        ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
        ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_distance_of_published_pairs(
    one: tuple[float, ...], other: tuple[float, ...], expected: float
) -> None:
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(expected, abs=1e-4)
    assert ciede2000(np.array(other), np.array(one)) == pytest.approx(expected, abs=1e-4)


def test_simulation_is_that_of_the_papers() -> None:
    # Viénot et al.'s cones multiplied out, as published in many places.
    protan = [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]]
    deutan = [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]]
    np.testing.assert_allclose(EYES["protanopia, Viénot"], protan, atol=2e-5)
    np.testing.assert_allclose(EYES["deuteranopia, Viénot"], deutan, atol=2e-5)


@pytest.mark.parametrize("eye", EYES)
def test_every_eye_sees_grey_as_grey(eye: str) -> None:
    for grey in (0.0, 0.2, 1.0):
        np.testing.assert_allclose(EYES[eye] @ np.full(3, grey), grey, atol=3e-5)


@pytest.mark.parametrize("eye", [eye for eye in EYES if eye != "all cones"])
def test_red_and_green_of_one_lightness_look_alike_to_dichromats(eye: str) -> None:
    red, green = "#D05050", "#708A30"
    assert ciede2000(seen(red, "all cones"), seen(green, "all cones")) > 45.0
    assert ciede2000(seen(red, eye), seen(green, eye)) < 25.0


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)
def test_the_themes_are_read_and_told_apart_by_all(look: Look) -> None:
    assert palette_faults(look) == []


@pytest.mark.parametrize(
    ("colours", "fault"),
    [
        ({"data": "#000000"}, "data #000000 has a contrast of 1.11 with ground #0D1117, under 3"),
        ({"text": "#808080"}, "text #808080 has a contrast of 4.43 with panel #131A23, under 4.5"),
        ({"slope": "#FFB347"}, "model #FFB347 and slope #FFB347 look alike, 0.0 apart, under 10"),
    ],
)
def test_what_is_wrong_with_a_palette_is_said(colours: dict[str, str], fault: str) -> None:
    assert fault in palette_faults(replace(DARK, **colours))


def test_a_pair_that_some_eyes_take_for_one_is_found() -> None:
    faults = palette_faults(replace(LIGHT, slope="#C4302B"))
    assert any(
        "model #A85B00 and slope #C4302B look alike with deuteranopia" in said for said in faults
    )


def test_the_red_that_was_too_light_is_found() -> None:
    # Brick red beside ochre: 3 apart for deuteranopes, though 21 for others.
    ochre, brick = LIGHT.model, "#C4302B"
    assert ciede2000(seen(ochre, "all cones"), seen(brick, "all cones")) > 20.0
    assert ciede2000(seen(ochre, "deuteranopia, Viénot"), seen(brick, "deuteranopia, Viénot")) < 3.0


def test_contrast_of_known_pairs() -> None:
    # Black on white is 21:1 by definition; #767676 on white is the well-known limit of 4.5:1.
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.005)
