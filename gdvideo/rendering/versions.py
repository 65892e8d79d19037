"""The versions of what pixels are made by."""

from functools import cache
from importlib.metadata import version

__all__ = ["versions"]

_LIBRARIES = ("av", "babel", "font-source-sans-pro", "manim", "numpy", "pycairo", "sympy", "typst")


@cache
def versions() -> dict[str, str]:
    """Return the versions of gdvideo and of the libraries that a frame's pixels depend on."""
    return {name: version(name) for name in ("gdvideo", *_LIBRARIES)}
