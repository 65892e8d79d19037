"""Twins of shapes: what a shape was, kept while the shape itself goes on."""

from copy import copy, deepcopy
from typing import Any, Final, TypeVar

import numpy as np

from scenes.kit.ink.inked import Inked

__all__ = ["looks_like", "twin"]

S = TypeVar("S", bound=Inked)

_UNSEEN: Final = {"_changes", "drawn", "measured"}
"""What of a shape no picture shows."""

_CLOSE: Final = 1e-6
"""In scene units, of which a frame has nine: a thousandth of the finest pixel."""


def twin(shape: S) -> S:
    """Return a shape that looks like another one, and does not change with it."""
    other = copy(shape)
    mutable = (np.ndarray, list, dict)
    own = {n: deepcopy(v) for n, v in vars(shape).items() if isinstance(v, mutable)}
    vars(other).update(own, measured={})
    return other


def looks_like(one: Inked, other: Inked, *, but: frozenset[str] = frozenset()) -> bool:
    """Return whether nothing distinguishes two shapes, but for attributes of some names."""
    names = (vars(one).keys() | vars(other).keys()) - _UNSEEN - but
    missing = object()
    return type(one) is type(other) and all(
        _is_same(vars(one).get(name, missing), vars(other).get(name, missing)) for name in names
    )


def _is_same(one: Any, other: Any) -> bool:
    """Return whether two values are the same; of numbers as many digits as could be seen."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.shape(one) == np.shape(other) and np.allclose(
            one, other, atol=_CLOSE, equal_nan=True
        )
    return one is other or bool(one == other)
