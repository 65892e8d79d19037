"""Data that a program holds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Held"]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Columns with names, in memory.

    Parameters
    ----------
    names : tuple of str
        All different.
    columns : tuple of ndarray, each of shape (n,)
        Numbers, truth values, times, or text with None where there is none.
    """

    names: tuple[str, ...]
    columns: "tuple[NDArray[Any], ...]"
