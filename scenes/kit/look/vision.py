"""How colours look to eyes with all cones and without one, and how far apart two of them are.

Two simulations, since they disagree a little: Machado, Oliveira & Fernandes, IEEE Transactions on
Visualization and Computer Graphics 15 (2009) 1291–1298 (severity 1), and Viénot, Brettel & Mollon,
Color Research & Application 24 (1999) 243–252. Both work on linear RGB. No Manim here.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from scenes.kit.look.contrast import channels, linear

__all__ = ["EYES", "ciede2000", "lab", "seen"]

_MACHADO: Final = {
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
_TO_CONES: Final = np.array([
    [17.8824, 43.5161, 4.11935],
    [3.45565, 27.1554, 3.86714],
    [0.0299566, 0.184309, 1.46709],
])
"""Linear RGB to the long, middle and short cones: Viénot et al., equation 4."""

_LOST_CONE: Final = {
    "protanopia": [[0.0, 2.02344, -2.52581], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    "deuteranopia": [[1.0, 0.0, 0.0], [0.494207, 0.0, 1.24827], [0.0, 0.0, 1.0]],
}
"""What takes the lost cone's place: Viénot et al., equations 5 and 6."""

_VIENOT: Final = {
    name: np.linalg.inv(_TO_CONES) @ np.array(cones) @ _TO_CONES
    for name, cones in _LOST_CONE.items()
}
EYES: Final = {
    "all cones": np.eye(3),
    **{f"{name}, Machado": np.array(matrix) for name, matrix in _MACHADO.items()},
    **{f"{name}, Viénot": matrix for name, matrix in _VIENOT.items()},
}

_TO_XYZ: Final = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])
"""Linear sRGB to CIE XYZ, white point D65: IEC 61966-2-1."""


def lab(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the CIELAB coordinates of linear RGB (CIE 15:2004, section 8.2.1)."""
    shares = _TO_XYZ @ np.clip(light, 0.0, 1.0) / _TO_XYZ.sum(axis=1)
    x, y, z = np.where(shares > 216 / 24389, np.cbrt(shares), (24389 / 27 * shares + 16.0) / 116.0)
    return np.array([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)])


def ciede2000(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
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


def seen(colour: str, eye: str) -> NDArray[np.float64]:
    """Return how an eye sees a colour, in CIELAB."""
    return lab(EYES[eye] @ linear(channels(colour)))
