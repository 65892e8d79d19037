"""All that drawing imports, imported beforehand."""

import importlib

from gdvideo.rendering.manim_alone import load_manim

__all__ = ["warm"]


def warm() -> None:
    """Import what drawing takes: libraries, the kit, and every scene of the film."""
    load_manim()
    importlib.import_module("gdvideo.rendering.frames")
    importlib.import_module("gdvideo.watch.redrawing")
    from scenes.film import FILM

    for scene in FILM:
        for room in ("scenes", "scenes.scripts"):
            importlib.import_module(f"{room}.{scene}")
