"""The colours: readable on both grounds, and told apart by those who see red and green alike.

Two simulations, since they disagree a little: Machado, Oliveira & Fernandes, IEEE Transactions on
Visualization and Computer Graphics 15 (2009) 1291–1298 (severity 1), and Viénot, Brettel & Mollon,
Color Research & Application 24 (1999) 243–252. Both work on linear RGB. Distances are CIEDE2000,
of which 1 is hardly seen and 2.3 surely; the palette keeps 10, which is told apart at a glance.
"""

from itertools import combinations

import numpy as np
import pytest

from scenes.kit.look.contrast import channels, contrast, linear
from scenes.kit.look.look import DARK, LIGHT, Look

FAR = 10.0
MEANINGS = ("data", "model", "slope", "step", "best", "contour", "muted")
NEVER_IN_ONE_PICTURE = {("data", "contour")}
"""Dots in the data's picture, closed lines on the map; both blue, and no eye needs to choose."""

MACHADO = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}
TO_CONES = np.array([
    [17.8824, 43.5161, 4.11935],
    [3.45565, 27.1554, 3.86714],
    [0.0299566, 0.184309, 1.46709],
])
"""Linear RGB to the long, middle and short cones: Viénot et al., equation 4."""

LOST_CONE = {
    "protanopia": [[0.0, 2.02344, -2.52581], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    "deuteranopia": [[1.0, 0.0, 0.0], [0.494207, 0.0, 1.24827], [0.0, 0.0, 1.0]],
}
"""What takes the lost cone's place: Viénot et al., equations 5 and 6."""

VIENOT = {
    name: np.linalg.inv(TO_CONES) @ np.array(cones) @ TO_CONES for name, cones in LOST_CONE.items()
}
EYES = {
    "all cones": np.eye(3),
    **{f"{name}, Machado": np.array(matrix) for name, matrix in MACHADO.items()},
    **{f"{name}, Viénot": matrix for name, matrix in VIENOT.items()},
}

TO_XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])
"""Linear sRGB to CIE XYZ, white point D65: IEC 61966-2-1."""


def lab(light: np.ndarray) -> np.ndarray:
    """Return the CIELAB coordinates of linear RGB (CIE 15:2004, section 8.2.1)."""
    shares = TO_XYZ @ np.clip(light, 0.0, 1.0) / TO_XYZ.sum(axis=1)
    x, y, z = np.where(shares > 216 / 24389, np.cbrt(shares), (24389 / 27 * shares + 16.0) / 116.0)
    return np.array([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)])


def ciede2000(one: np.ndarray, other: np.ndarray) -> float:
    """Return the CIEDE2000 difference of two CIELAB colours.

    Sharma, Wu & Dalal, Color Research & Application 30 (2005) 21–30, equations 2 to 22.
    """
    (light1, a1, b1), (light2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25.0**7))
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, stretch * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180.0) % 360.0 - 180.0 if c1 * c2 else 0.0
    hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    light, chroma = (light1 + light2) / 2, (c1 + c2) / 2
    weight = 1.0 + sum(
        factor * np.cos(np.radians(multiple * hue + shift))
        for factor, multiple, shift in (
            (-0.17, 1, -30),
            (0.24, 2, 0),
            (0.32, 3, 6),
            (-0.20, 4, -63),
        )
    )
    by_light = (light2 - light1) / (
        1.0 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    )
    by_chroma = (c2 - c1) / (1.0 + 0.045 * chroma)
    by_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1.0 + 0.015 * chroma * weight)
    lean = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    lean *= np.sin(np.radians(60 * np.exp(-(((hue % 360 - 275) / 25) ** 2))))
    return float(np.sqrt(by_light**2 + by_chroma**2 + by_hue**2 + lean * by_chroma * by_hue))


def seen(colour: str, eye: str) -> np.ndarray:
    """Return how an eye sees a colour, in CIELAB."""
    return lab(EYES[eye] @ linear(channels(colour)))


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
    np.testing.assert_allclose(VIENOT["protanopia"], protan, atol=2e-5)
    np.testing.assert_allclose(VIENOT["deuteranopia"], deutan, atol=2e-5)


@pytest.mark.parametrize("eye", EYES)
def test_every_eye_sees_grey_as_grey(eye: str) -> None:
    for grey in (0.0, 0.2, 1.0):
        np.testing.assert_allclose(EYES[eye] @ np.full(3, grey), grey, atol=3e-5)


@pytest.mark.parametrize("eye", [eye for eye in EYES if eye != "all cones"])
def test_red_and_green_of_one_lightness_look_alike_to_dichromats(eye: str) -> None:
    red, green = "#D05050", "#708A30"
    assert ciede2000(seen(red, "all cones"), seen(green, "all cones")) > 45.0
    assert ciede2000(seen(red, eye), seen(green, eye)) < 25.0


THEMES = pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)
PAIRS = [pair for pair in combinations(MEANINGS, 2) if pair not in NEVER_IN_ONE_PICTURE]


@THEMES
@pytest.mark.parametrize("eye", EYES)
def test_colours_with_a_meaning_are_told_apart(look: Look, eye: str) -> None:
    found = {
        (one, other): ciede2000(seen(getattr(look, one), eye), seen(getattr(look, other), eye))
        for one, other in PAIRS
    }
    assert {pair: round(far, 1) for pair, far in found.items() if far < FAR} == {}


def test_the_red_that_was_too_light_is_found() -> None:
    # Brick red beside ochre: 3 apart for deuteranopes, though 21 for others.
    ochre, brick = LIGHT.model, "#C4302B"
    assert ciede2000(seen(ochre, "all cones"), seen(brick, "all cones")) > 20.0
    assert ciede2000(seen(ochre, "deuteranopia, Viénot"), seen(brick, "deuteranopia, Viénot")) < 3.0


@THEMES
def test_colours_stand_out_from_ground_and_panel(look: Look) -> None:
    for ground in (look.ground, look.panel):
        for words in (look.text, look.muted, look.model, look.step, look.best, look.slope):
            assert contrast(words, ground) >= 4.5
        for marks in (look.data, look.contour):
            assert contrast(marks, ground) >= 3.0


def test_contrast_of_known_pairs() -> None:
    # Black on white is 21:1 by definition; #767676 on white is the well-known limit of 4.5:1.
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.005)
