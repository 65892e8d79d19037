"""Animated explainer films about gradient descent, drawn from your own data.

>>> import gdvideo
>>> gdvideo.trace({"hours": [1, 2, 4, 6], "score": [20, 30, 55, 61]}, steps=50)
4 rows, 50 steps: m = 8.464, b = 14.14; the best fit is m = 8.576, b = 13.63

`check` says what a teacher would, `render` makes the film; each takes a table, arrays or a path,
and the options of the command line by their names.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gdvideo.calls.calls import check as check
    from gdvideo.calls.calls import render as render
    from gdvideo.calls.calls import trace as trace
    from gdvideo.errors import GdvideoError as GdvideoError
    from gdvideo.errors import InputError as InputError

__all__ = ["GdvideoError", "InputError", "check", "render", "trace"]

_HOMES = {
    **dict.fromkeys(("check", "render", "trace"), "gdvideo.calls.calls"),
    **dict.fromkeys(("GdvideoError", "InputError"), "gdvideo.errors"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
