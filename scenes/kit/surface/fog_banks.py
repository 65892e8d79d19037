"""Banks of fog that slide sideways, the near ones fast and the far ones slowly."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["FogBanks"]

Numbers = NDArray[np.float64]
Singles = NDArray[np.float32]

_BANKS: Final = (
    (2.3, 0.5, 0.9, 0.03, 0.30),
    (1.2, 0.45, 1.0, 0.05, 0.38),
    (0.1, 0.5, 1.1, 0.08, 0.45),
    (-1.0, 0.45, 1.1, 0.13, 0.5),
    (-2.0, 0.4, 1.0, 0.2, 0.5),
)
"""Of each bank, the farthest first: the height of its crest, how far that rises and falls, how far
the fog reaches below it, how fast it slides, scene units and seconds; and how thick it is."""

_PERIOD: Final = 1.5
"""After so many widths of the picture a bank comes round again."""
_WAVES: Final = 7
_SOFT: Final = 0.45
_SEED: Final = 7


class FogBanks:
    """How much fog is between the eye and the ground, over time.

    Parameters
    ----------
    x, y : Numbers, shape (columns,) and (rows,)
        Where on the screen, evenly spaced, ascending, scene units.
    raised : float
        How much higher than in a wide frame all banks are, scene units.
    """

    def __init__(self, x: Numbers, y: Numbers, raised: float = 0.0) -> None:
        self._cell, self._columns = float(x[1] - x[0]), len(x)
        count = round(_PERIOD * len(x))
        around = np.arange(count) * (2.0 * np.pi / count)
        waves = np.random.default_rng(_SEED)
        self._banks = [self._bank(bank, around, y - raised, waves) for bank in _BANKS]

    @staticmethod
    def _bank(
        bank: tuple[float, ...], around: Numbers, y: Numbers, waves: np.random.Generator
    ) -> Singles:
        """Return what a bank lets through, shape (rows, count): a pale crest and a clear foot."""
        height, swing, deep, _, thick = bank
        below = height + swing * _wavy(around, waves) - y[:, None]
        crest = np.clip(below / _SOFT, 0.0, 1.0)
        body = crest * crest * (3.0 - 2.0 * crest) * np.exp(-np.maximum(below, 0.0) / deep)
        through = 1.0 - thick * (0.62 + 0.38 * _wavy(around, waves)) * body
        return through.astype(np.float32)

    def thickness(self, seconds: float) -> Singles:
        """Return how much of what is behind is hidden, from 0 to 1, shape (rows, columns)."""
        through = np.ones((len(self._banks[0]), self._columns), dtype=np.float32)
        for bank, clear in zip(_BANKS, self._banks, strict=True):
            first, share = divmod(bank[3] * seconds / self._cell, 1.0)
            columns = int(first) + np.arange(self._columns + 1)
            seen = np.take(clear, columns, axis=1, mode="wrap")
            through *= seen[:, :-1] + np.float32(share) * (seen[:, 1:] - seen[:, :-1])
        return 1.0 - through


def _wavy(around: Numbers, waves: np.random.Generator) -> Numbers:
    """Return a few waves of random phases that come round again, from −1 to 1."""
    numbers = np.arange(1, _WAVES + 1)
    phases = waves.uniform(0.0, 2.0 * np.pi, _WAVES)
    weights = 1.0 / numbers
    return (weights * np.sin(around[:, None] * numbers + phases)).sum(axis=1) / weights.sum()
