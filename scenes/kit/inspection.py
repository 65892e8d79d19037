"""The layout check: what is wrong with a picture, in words.

Sizes are those of a frame 720 pixels high. Contrast is that of WCAG 2.2 (W3C, 2023): 4.5:1 for text
(1.4.3), 3:1 for marks (1.4.11).
"""

from itertools import combinations

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from scenes.kit.layout import BOTTOM
from scenes.kit.plot import Panel
from scenes.kit.shapes import PX, Inked, Type
from scenes.kit.theme import Theme

__all__ = ["SMALLEST_PX", "contrast", "faults"]

SMALLEST_PX = 18.0
_FRAME = np.array([64.0 / 9.0, 4.0])
_SEEN = 0.05
_SLACK = PX

Box = NDArray[np.float64]
"""Lower left and upper right corner, shape (2, 2), scene units."""


def faults(mobjects: list[Mobject], theme: Theme) -> list[str]:
    """Return what is wrong with a picture, a sentence each; nothing if it is in order.

    Parameters
    ----------
    mobjects : list of Mobject
        What is on the scene; what is faded out is passed over.
    theme : Theme
    """
    seen = [shape for shape in mobjects if isinstance(shape, Inked) and shape.veiled > _SEEN]
    texts = [shape for shape in seen if isinstance(shape, Type) and len(shape.points)]
    panels = [shape for shape in seen if isinstance(shape, Panel)]
    return [
        *(fault for shape in seen for fault in _outside(shape)),
        *_overlaps(texts),
        *(fault for text in texts for fault in _over_an_edge(text, panels)),
        *(fault for text in texts for fault in _hard_to_read(text, theme)),
    ]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (hexadecimal sRGB), from 1 to 21.

    WCAG 2.2, definitions of relative luminance and of contrast ratio.
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255.0
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _name(shape: Inked) -> str:
    return f"the text {shape.markup}" if isinstance(shape, Type) else f"a {type(shape).__name__}"


def _outside(shape: Inked) -> list[str]:
    if shape.clip is not None or not len(shape.points):
        return []
    low, high = _box(shape)
    name = _name(shape)
    found = [f"{name} is off the frame"] if (np.maximum(-low, high) > _FRAME).any() else []
    if low[1] < BOTTOM - _SLACK:
        found.append(f"{name} stands where captions are shown")
    return found


def _box(shape: Inked) -> Box:
    if isinstance(shape, Type):
        return shape.box
    flat = shape.points[:, :2]
    return np.array([flat.min(axis=0), flat.max(axis=0)])


def _overlaps(texts: list[Type]) -> list[str]:
    return [
        f"{_name(one)} lies over {_name(other)}"
        for one, other in combinations(texts, 2)
        if _meet(one.box, other.box)
    ]


def _meet(one: Box, other: Box) -> bool:
    return bool((one[0] + _SLACK < other[1]).all() and (other[0] + _SLACK < one[1]).all())


def _over_an_edge(text: Type, panels: list[Panel]) -> list[str]:
    low, high = text.box
    for panel in panels:
        corner, far = _box(panel)
        inside = (low >= corner - _SLACK).all() and (high <= far + _SLACK).all()
        if _meet(text.box, _box(panel)) and not inside:
            return [f"{_name(text)} crosses the edge of a panel"]
    return []


def _hard_to_read(text: Type, theme: Theme) -> list[str]:
    colour = str(text.get_fill_color().to_hex())
    found = []
    if text.size_px < SMALLEST_PX:
        found.append(f"{_name(text)} is {text.size_px:g} px high, under {SMALLEST_PX:g}")
    worst = min(contrast(colour, ground) for ground in (theme.panel, theme.ground))
    if worst < 4.5:
        found.append(f"{_name(text)} has a contrast of {worst:.2f}, under 4.5")
    return found
