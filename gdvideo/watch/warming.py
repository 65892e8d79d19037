"""All that drawing imports, imported beforehand, and what planning reads, read."""

import importlib

from gdvideo.rendering.manim_alone import load_manim

__all__ = ["warm"]


def warm() -> None:
    """Import what drawing takes, libraries, the kit, every scene of the film; plan some lesson."""
    load_manim()
    importlib.import_module("gdvideo.rendering.frames")
    importlib.import_module("gdvideo.watch.redrawing")
    from scenes.film import FILM

    for scene in FILM:
        for room in ("scenes", "scenes.scripts"):
            importlib.import_module(f"{room}.{scene}")
    _plan()


def _plan() -> None:
    """Plan some lesson, so that words, shipped data and sources are read when one is waited for."""
    from gdvideo.filming import planned
    from gdvideo.lesson import Lesson

    def silent(_: str) -> None:
        """Tell nobody what there is to say of it."""

    planned(Lesson(quality="draft", voice="none"), silent)
