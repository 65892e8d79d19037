"""Whether the colours of a look can be read, and told apart by every eye. No Manim here."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from scenes.kit.look.contrast import contrast
from scenes.kit.look.look import Look
from scenes.kit.look.vision import EYES, ciede2000, seen

__all__ = ["palette_faults"]

_FAR: Final = 10.0
"""So far apart, in CIEDE2000, two colours are told apart at a glance; 2.3 is surely seen."""

_MEANINGS: Final = ("data", "model", "slope", "step", "best", "contour", "muted")

_WORDS: Final = ("text", "muted", "model", "step", "best", "slope")
_MARKS: Final = ("data", "contour")
_LEAST: Final = {**dict.fromkeys(_WORDS, 4.5), **dict.fromkeys(_MARKS, 3.0)}
"""Contrasts of WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (graphics), level AA."""


def palette_faults(look: Look) -> list[str]:
    """Return what is wrong with the colours of a look, a clause each; nothing if all is well."""
    return [*_faint(look), *_alike(look)]


def _faint(look: Look) -> Iterator[str]:
    for name, least in _LEAST.items():
        for behind in ("ground", "panel"):
            found = contrast(getattr(look, name), getattr(look, behind))
            if found < least:
                yield (
                    f"{_told(look, name)} has a contrast of {found:.2f} with "
                    f"{_told(look, behind)}, under {least:g}"
                )


def _alike(look: Look) -> Iterator[str]:
    """Tell of each pair the eye that sees it least apart."""
    for one, other in combinations(_MEANINGS, 2):
        apart = {eye: _apart(look, one, other, eye) for eye in EYES}
        eye = min(apart, key=lambda name: apart[name])
        if apart[eye] < _FAR:
            whose = "" if apart["all cones"] < _FAR else f" with {eye.partition(',')[0]}"
            yield (
                f"{_told(look, one)} and {_told(look, other)} look alike{whose}, "
                f"{apart[eye]:.1f} apart, under {_FAR:g}"
            )


def _apart(look: Look, one: str, other: str, eye: str) -> float:
    return ciede2000(seen(getattr(look, one), eye), seen(getattr(look, other), eye))


def _told(look: Look, name: str) -> str:
    return f"{name} {getattr(look, name)}"
