"""How well a colour stands out from another, as WCAG 2.2 (W3C, 2023) defines it. No Manim here."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["channels", "contrast", "hexadecimal", "laid_over", "linear"]

Channels = NDArray[np.float64]
"""Red, green and blue from 0 to 1, shape (3,)."""


def channels(colour: str) -> Channels:
    """Return the red, green and blue of a hexadecimal sRGB colour, from 0 to 1, shape (3,)."""
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255.0


def hexadecimal(rgb: Channels) -> str:
    """Return red, green and blue, from 0 to 1, as a hexadecimal colour.

    Examples
    --------
    >>> hexadecimal(np.array([0.0, 0.5, 1.0]))
    '#0080FF'
    """
    return "#" + "".join(f"{round(255.0 * value):02X}" for value in rgb.tolist())


def linear(rgb: Channels) -> Channels:
    """Return sRGB values as shares of light: IEC 61966-2-1:1999, section 5.2."""
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


@lru_cache(maxsize=1024)
def laid_over(colour: str, opacity: float, ground: str) -> str:
    """Return what a colour of some opacity, from 0 to 1, looks like on a ground.

    Examples
    --------
    >>> laid_over("#FFFFFF", 0.5, "#000000")
    '#808080'
    """
    return hexadecimal(opacity * channels(colour) + (1.0 - opacity) * channels(ground))


@lru_cache(maxsize=1024)
def contrast(one: str, other: str) -> float:
    """Return the contrast of two hexadecimal colours, from 1 to 21.

    WCAG 2.2, definitions of relative luminance and of contrast ratio.

    Examples
    --------
    >>> round(contrast("#000000", "#FFFFFF"), 9)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    return float(linear(channels(colour)) @ [0.2126, 0.7152, 0.0722])
