"""The sizes that a clip can be had in."""

from typing import Final

from gdvideo.media.quality import Quality

__all__ = ["SIZES", "scaled"]

SIZES: Final = {"small": 360, "medium": 480, "large": 720, "hd": 1080}
"""Heights in pixels, by the names of the command line."""


def scaled(quality: Quality, height: int | None) -> tuple[int, int]:
    """Return width and height, both even, of a clip's pictures at most so high.

    Those that are no wider than high are at most so wide.

    Nothing is made larger than it was drawn: that adds bytes and no detail.

    Examples
    --------
    >>> scaled(Quality("standard", 1280, 720, 30), 480)
    (854, 480)
    >>> scaled(Quality("draft", 854, 480, 15), 1080)
    (854, 480)
    >>> scaled(Quality("standard", 720, 1280, 30), 480)
    (480, 854)
    """
    short = min(quality.width, quality.height)
    if height is None or height >= short:
        return quality.width, quality.height
    width, high = (2 * round(s * height / short / 2) for s in (quality.width, quality.height))
    return width, high
