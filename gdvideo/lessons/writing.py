"""Values as people write them, cut if they are long."""

import json
from typing import Final

from gdvideo.shown import shown

__all__ = ["LONGEST", "as_written", "cut"]

LONGEST: Final = 80
"""So many letters of what was given are quoted."""


def as_written(value: object) -> str:
    """Return a value that was given as people write it, cut if it is long."""
    if isinstance(value, str):
        return shown(value, LONGEST)
    return cut(json.dumps(value, default=str))


def cut(text: str) -> str:
    """Return a text without its middle if it is long: where it stands is said at its end."""
    return text if len(text) <= 2 * LONGEST else f"{text[:LONGEST]}…{text[-LONGEST:]}"
