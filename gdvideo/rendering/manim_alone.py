"""Manim without the settings of its users: a `manim.cfg` at home or in the working folder."""

import importlib
import os
from collections.abc import Generator
from configparser import RawConfigParser
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["instead", "load_manim"]


def load_manim() -> None:
    """Load Manim, if it is not loaded yet, as it comes.

    It reads its users' files while it is imported, and one that is broken would end it. What it
    comes with it reads by `ConfigParser.read_file`, those of its users by `ConfigParser.read`.
    """
    # pydub, which Manim imports, looks for encoders there, though nothing here uses them.
    os.environ.setdefault("PATH", os.defpath)
    with instead(RawConfigParser, "read", _read_nothing), instead(Path, "home", _nowhere):
        importlib.import_module("manim")


def _read_nothing(*_: object) -> list[str]:
    """Stand in for `RawConfigParser.read`, which returns what it read."""
    return []


def _nowhere(*_: object) -> Path:
    """Stand in for `Path.home`, which fails where a process has none."""
    return Path(os.devnull)


@contextmanager
def instead(owner: type, name: str, function: Any) -> Generator[None]:
    """Let a method of a class be another function while the block runs.

    Parameters
    ----------
    owner : type
    name : str
        The method's, its own or inherited.
    function : callable
    """
    # What is inherited, as `Path.home` is in Python 3.13, is so again afterwards.
    own = vars(owner).get(name)
    setattr(owner, name, function)
    try:
        yield
    finally:
        if own is None:
            delattr(owner, name)
        else:
            setattr(owner, name, own)
