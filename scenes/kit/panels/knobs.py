"""The knobs of a model: a slider for each parameter, of which all but one can be locked."""

from collections.abc import Sequence
from math import ceil
from typing import Self

from gdcore.arrays import Floats
from gdcore.section import Section
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import GUTTER, Box
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.panels.slider import Slider
from scenes.kit.plots.plot import Panel
from scenes.kit.text.names import short_name

__all__ = ["Knobs"]

_MOST, _ACROSS = 4, 2
_EDGE, _RIM, _APART = 0.2, 0.12, 0.35


class Knobs:
    """Sliders in a panel, two across; of many parameters the first four, the turned one among them.

    Parameters
    ----------
    box : Box
        The panel; see `split_off`.
    cut : Section
        Of the one parameter that is turned.
    ranges : Floats, shape (p, 2)
        Lowest and highest value of each parameter.
    look : Look

    Attributes
    ----------
    box : Box
    chosen : tuple of int
        Which parameters have a slider.
    sliders : tuple of Slider
        All, in the order of the parameters.
    turned : Slider
    held : tuple of Slider
    """

    def __init__(self, box: Box, cut: Section, ranges: Floats, look: Look) -> None:
        self.box, self._panel, self.chosen = box, Panel(box, look), _shown(cut)
        names = [cut.whole.model.names[k] for k in self.chosen]
        places = _places(box, len(names))
        self.sliders = tuple(
            Slider(
                place,
                (float(ranges[k, 0]), float(ranges[k, 1])),
                short_name(cut.whole, name, look),
                look,
                short=f"${name_typst(name)}$",
            )
            for k, place, name in zip(self.chosen, places, names, strict=True)
        )
        pairs = tuple(zip(self.chosen, self.sliders, strict=True))
        (self.turned,) = (slider for k, slider in pairs if k in cut.chosen)
        self.held = tuple(slider for k, slider in pairs if k not in cut.chosen)

    @staticmethod
    def split_off(box: Box, cut: Section) -> tuple[Box, Box]:
        """Return what is left of a box above the panel, and the panel's own box."""
        rows = ceil(len(_shown(cut)) / _ACROSS)
        height = rows * Slider.HEIGHT + 2 * _RIM
        return box.split_down(1.0 - (height + GUTTER / 2) / box.height)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        scales = tuple(shape for slider in self.sliders for shape in slider.scale)
        rest = (shape for slider in self.sliders for shape in slider.shapes if shape not in scales)
        return (self._panel, *scales, *rest)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: the locks."""
        return tuple(shape for slider in self.sliders for shape in slider.hidden)

    def at(self, theta: Floats) -> Self:
        """Put all knobs where parameters of shape (p,) say."""
        for k, slider in zip(self.chosen, self.sliders, strict=True):
            slider.at(float(theta[k]))
        return self

    def lock(self, progress: float) -> None:
        """Close the locks of all knobs that are held, as a function of progress."""
        for slider in self.held:
            slider.lock(progress)


def _shown(cut: Section) -> tuple[int, ...]:
    """Return which parameters have a knob, ascending."""
    count = len(cut.whole.model.names)
    others = [k for k in range(count) if k not in cut.chosen]
    return tuple(sorted((*cut.chosen, *others)[:_MOST]))


def _places(box: Box, count: int) -> Sequence[Box]:
    """Return the boxes of so many sliders, row by row."""
    rows, across = ceil(count / _ACROSS), min(count, _ACROSS)
    inside = box.inset(_EDGE, _RIM, _EDGE, _RIM)
    height = inside.height / rows
    width = (inside.width - (across - 1) * _APART) / across
    found: list[Box] = []
    for k in range(count):
        left = inside.left + (k % _ACROSS) * (width + _APART)
        top = inside.top - (k // _ACROSS) * height
        found.append(Box(f"knob {k + 1}", left, top - height, left + width, top))
    return found
