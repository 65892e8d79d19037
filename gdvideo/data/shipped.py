"""The data sets that come with gdvideo, and where each is from."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from scenes.telling.assets import ASSETS

__all__ = ["Shipped", "shipped"]

_FOLDER = ASSETS / "data"


@dataclass(frozen=True, slots=True)
class Shipped:
    """One data set of `assets/data/`.

    Parameters
    ----------
    name : str
        What `--data` calls it.
    path : Path
        Its file.
    title, licence, source : str
        What it holds, under which terms, and who measured or made it.
    """

    name: str
    path: Path
    title: str
    licence: str
    source: str


def shipped() -> dict[str, Shipped]:
    """Return the shipped data sets by name, as `assets/data/sources.toml` lists them.

    Examples
    --------
    >>> sorted(shipped())
    ['penguins', 'study', 'three', 'women']
    """
    listed = tomllib.loads((_FOLDER / "sources.toml").read_text("utf-8"))
    return {
        name: Shipped(
            name, _FOLDER / f"{name}.csv", entry["title"], entry["licence"], entry["source"]
        )
        for name, entry in listed.items()
    }
