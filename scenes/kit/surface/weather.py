"""The colours of a hillside in fog, at night with a lamp or by day, as the theme has it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.kit.look.contrast import channels
from scenes.kit.look.look import DARK, Look
from scenes.kit.surface.mesh import Colours

__all__ = ["Weather", "soft"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Weather:
    """Colours as R, G, B from 0 to 1.

    Parameters
    ----------
    sky, fog, bank : Numbers, shape (3,)
        Where nothing is, the fog above the ground, the banks that slide through it.
    lamp : Numbers, shape (3,)
        Ground in the full light of the lamp.
    warmth : float
        How much of its colour the lamp gives to what it lights, from 0 to 1.
    line, lit : Numbers, shape (3,)
        Contours by day, and in the light of the lamp.
    ground : Colours
        Of the ground by day.
    """

    sky: Numbers
    fog: Numbers
    bank: Numbers
    lamp: Numbers
    warmth: float
    line: Numbers
    lit: Numbers
    ground: Colours

    @classmethod
    def of(cls, look: Look) -> "Weather":
        """Return the weather of a theme: a night with a lamp, or a white day."""
        sky, fog, muted, model, panel, contour = (
            channels(c)
            for c in (look.ground, look.fog, look.muted, look.model, look.panel, look.contour)
        )
        light = channels(DARK.model)
        is_night = panel.mean() < 0.5
        bank = fog + 0.42 * (muted - fog) if is_night else panel
        lit = model + 0.35 * (1.0 - model) if is_night else model
        return cls(
            sky=sky,
            fog=sky + 0.75 * (fog - sky),
            bank=bank,
            lamp=light if is_night else panel + 0.6 * (light - panel),
            warmth=0.62 if is_night else 0.8,
            line=contour,
            lit=lit,
            ground=Colours.of(look),
        )


def soft(share: Numbers) -> Numbers:
    """Return a share, cut to 0 and 1, with a soft start and end: 3 t² − 2 t³."""
    cut = np.clip(share, 0.0, 1.0)
    return cut * cut * (3.0 - 2.0 * cut)
