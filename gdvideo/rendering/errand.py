"""What is said between a process and the hands that it has: calls, and what came of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["Answer", "Call"]


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is called with.

    Parameters
    ----------
    function : callable
        Found by its name.
    arguments : tuple
    keywords : dict
    told : bool
        Whether it is handed a `progress` beside them, which tells numbers to the one that asks.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    told: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call.

    Parameters
    ----------
    value : object
        What it returned.
    failure : Exception or None
        What it raised.
    """

    value: Any = None
    failure: Exception | None = None
