"""The four sizes of a film."""

from dataclasses import dataclass

__all__ = ["POSTER", "QUALITIES", "Quality"]


@dataclass(frozen=True, slots=True)
class Quality:
    """A frame's size and how many a second.

    Parameters
    ----------
    name : str
        The name on the command line.
    width, height : int
        In pixels.
    fps : int
        Frames a second.
    """

    name: str
    width: int
    height: int
    fps: int


QUALITIES = {
    quality.name: quality
    for quality in (
        Quality("draft", 854, 480, 15),
        Quality("standard", 1280, 720, 30),
        Quality("hd", 1920, 1080, 60),
        Quality("uhd", 3840, 2160, 60),
    )
}

POSTER = QUALITIES["standard"]
"""The smallest size of a poster, whatever its clip's: sites show it large and ask for as much."""
