"""A close look at the point on an error curve: two lenses, and rise over run in the stronger."""

from collections.abc import Callable

import numpy as np

from scenes.kit.descent.rise_over_run import RiseOverRun, strong_lens
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.lens import Lens, Spot
from scenes.kit.text.glyphs import escaped

__all__ = ["CloseUp"]

_WEAK, _WEAK_RADIUS, _STRONG_RADIUS = 2.0, 1.25, 2.5
_STRONG = (30.0, 100.0, 1000.0)
"""The strong lens enlarges so many times at least, more if curve and tangent are not yet one."""
_ONE_LINE = 1.5 * PX
_AIR = 0.1
_WEAK_SHARE, _RIM, _LOWER_RIM = 0.29, 0.08, 0.35
"""The weak lens' radius is at most this share of the plot's height; the strong one's distance from
the edges of its box, beside the curve and below it."""
_GAP_SEEN = 3.0 * PX
_GAP_PX, _GAP_LEFT, _GAP_DOWN = 20.0, 0.5, 0.45
_CLOSING = 0.3
"""The share of the time in which a ring closes in, before its lens opens."""


class CloseUp:
    """The curve at a value of the parameter through a weak lens, and through a strong one.

    Parameters
    ----------
    error_curve : ErrorCurve
    value : float
        Of the parameter.
    box : Box
        Where the strong lens is.
    look : Look
    label : callable
        Returns the words for "gap", "run" and "rise".

    Attributes
    ----------
    weak, strong : Lens
    triangle : RiseOverRun
        In the strong one.
    gap : Type
        Says so if curve and tangent part in the weak lens.
    """

    def __init__(
        self,
        error_curve: ErrorCurve,
        value: float,
        box: Box,
        look: Look,
        label: Callable[[str], str],
    ) -> None:
        middle = np.array([(box.left + box.right) / 2, (box.bottom + box.top) / 2])
        radius = min(_WEAK_RADIUS, _WEAK_SHARE * error_curve.plot.area.height)
        # A lens that opens below the curve passes what stands under that.
        is_below = box.top < error_curve.plot.area.bottom
        rim = _LOWER_RIM if is_below else _RIM
        strong_radius = min(_STRONG_RADIUS, min(box.width, box.height) / 2 - rim)
        weak = Spot(_clear_place(error_curve, value, radius), radius, _WEAK)
        self.weak = Lens(error_curve, value, weak, look)
        for least in _STRONG:
            strong, run = strong_lens(error_curve, value, middle, strong_radius, least)
            self.strong = Lens(error_curve, value, strong, look, through=self.weak)
            if self.strong.gap() < _ONE_LINE:
                break
        words = label("run"), label("rise")
        self.triangle = RiseOverRun(error_curve, value, strong, run, words, look)
        axes = error_curve.plot.axes
        self._passed = (*axes.across, axes.titles[0]) if is_below else ()
        self.gap = Type(escaped(label("gap")), _GAP_PX, look.muted)
        # On the left, where the strong lens does not pass, and on the lower side of a falling line.
        self.gap.at(*weak.middle - [_GAP_LEFT, _side(error_curve, value) * _GAP_DOWN], 0.5)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.weak.shapes, self.gap, *self.strong.shapes, *self.triangle.shapes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def look(self, progress: float) -> None:
        """Let a ring close in on the point, and the weak lens open out of it."""
        _open(self.weak, progress)
        if self.weak.gap() > _GAP_SEEN:
            self.gap.veil(max(5.0 * progress - 4.0, 0.0))

    def look_closer(self, progress: float) -> None:
        """Let a ring close in on the point in the weak lens, and the strong one open out of it."""
        _open(self.strong, progress)
        # It passes what the weak one's factor stands beside.
        for shape in (self.weak.factor, *self._passed):
            shape.veil(abs(2.0 * progress - 1.0))
        if self._passed:
            self.gap.veil(min(self.gap.veiled, max(1.0 - 4.0 * progress, 0.0)))

    def fold(self, progress: float) -> None:
        """Let both lenses go back to the point."""
        self.gap.veil(min(self.gap.veiled, 1.0 - progress))
        for shape in self.triangle.shapes:
            shape.veil(max(1.0 - 4.0 * progress, 0.0))
        for shape in self._passed:
            shape.veil(max(1.0 - 4.0 * progress, 4.0 * progress - 3.0, 0.0))
        for lens in (self.strong, self.weak):
            lens.open(1.0 - eased(progress))
            for shape in lens.shapes:
                shape.veil(min(shape.veiled, 4.0 * (1.0 - progress), 1.0))


def _open(lens: Lens, progress: float) -> None:
    if progress < _CLOSING:
        lens.veil_glass()
        lens.close_in(progress / _CLOSING)
    else:
        lens.close_in(1.0)
        lens.open(eased((progress - _CLOSING) / (1.0 - _CLOSING)))


def _side(error_curve: ErrorCurve, value: float) -> float:
    """Return 1 where the curve falls to the right, else −1."""
    return -1.0 if error_curve.slope(value) > 0.0 else 1.0


def _clear_place(error_curve: ErrorCurve, value: float, radius: float) -> Positions:
    """Return where in the plot the weak lens covers least of the curve, as near as may be."""
    area, here = error_curve.plot.area, error_curve.place(value)
    reach = radius + _AIR
    room = area.inset(reach, reach, reach, reach)
    across = np.linspace(room.left, room.right, 25)
    up = np.linspace(room.bottom, room.top, 9)
    middles = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    line = error_curve.curve.points[:, :2]
    covered = (np.hypot(*(middles[:, None] - line).T) < reach).sum(axis=0)
    away = np.hypot(*(middles - here).T)
    covered = covered + 1000 * (away < 1.5 * reach)
    return middles[np.lexsort((away, covered))[0]]
