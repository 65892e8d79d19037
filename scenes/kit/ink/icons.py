"""Small pictures that stand for a word, drawn with one line: an eye, and a speech bubble."""

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Path, Positions

__all__ = ["Icon", "eye", "speech"]

_PX, _SAMPLES = 3.0, 61
_LID, _IRIS, _PUPIL = 0.55, 0.34, 0.14
"""Of an eye from −1 to 1: how high its lids are, and the radii within."""
_WIDE, _TALL, _ROUND = 0.95, 0.6, 0.3
_TAIL = np.array([[-0.35, -0.6], [-0.55, -0.95], [-0.05, -0.6]])
_WAVE = ((-0.5, 0.12), (-0.25, 0.28), (0.0, 0.18), (0.25, 0.34), (0.5, 0.14))
"""Of a bubble: half its sizes, its corners' radius, its tail, and a voice: lengths side by side."""


class Icon:
    """Lines that are drawn one after the other.

    Parameters
    ----------
    lines : list of Positions, each of shape (n, 2)
        About (0, 0), as wide as from −1 to 1.
    x, y : float
        Where its middle is.
    half : float
        Half its width.
    colour : str

    Attributes
    ----------
    paths : tuple of Path
    """

    def __init__(
        self, lines: list[Positions], x: float, y: float, half: float, colour: str
    ) -> None:
        self._lines = [half * line + np.array([x, y]) for line in lines]
        self.paths = tuple(Path(line, colour, _PX) for line in self._lines)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return self.paths

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def draw(self, progress: float) -> None:
        """Draw line after line, as a function of progress."""
        for k, (line, path) in enumerate(zip(self._lines, self.paths, strict=True)):
            share = eased(min(max(progress * len(self._lines) - k, 0.0), 1.0))
            path.put(line[: max(round(share * len(line)), 1)]).veil(float(share > 0.0))


def eye(x: float, y: float, half: float, colour: str) -> Icon:
    """Return an eye that looks at the viewer.

    Parameters
    ----------
    x, y : float
        Where its middle is.
    half : float
        Half its width.
    colour : str
    """
    across = np.linspace(-1.0, 1.0, _SAMPLES)
    lid = np.column_stack([across, _LID * (1.0 - across**2)])
    lids = np.vstack([lid, (lid * [1.0, -1.0])[::-1]])
    return Icon([lids, _circle(_IRIS), _circle(_PUPIL)], x, y, half, colour)


def speech(x: float, y: float, half: float, colour: str) -> Icon:
    """Return a speech bubble with a voice in it.

    Parameters
    ----------
    x, y : float
        Where its middle is.
    half : float
        Half its width.
    colour : str
    """
    corner = _circle(_ROUND, _SAMPLES)
    quarter, inner = _SAMPLES // 4, np.array([_WIDE, _TALL]) - _ROUND
    turned = [corner[k * quarter : (k + 1) * quarter + 1] for k in range(4)]
    signs = ([1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0])
    right, top, left, bottom = (
        part + inner * sign for part, sign in zip(turned, signs, strict=True)
    )
    outline = np.vstack([right, top, left, _TAIL, bottom, right[:1]])
    voice = [np.array([[at, -high], [at, high]]) for at, high in _WAVE]
    return Icon([outline, *voice], x, y, half, colour)


def _circle(radius: float, count: int = _SAMPLES) -> Positions:
    angles = np.linspace(0.0, 2.0 * np.pi, count)
    return radius * np.column_stack([np.cos(angles), np.sin(angles)])
