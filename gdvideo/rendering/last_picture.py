"""The last picture of a clip: its poster, and what it is made of where it can come alive."""

from dataclasses import dataclass
from typing import Any

__all__ = ["LastPicture"]


@dataclass(frozen=True, slots=True)
class LastPicture:
    """What is left of a clip when it has been drawn.

    Parameters
    ----------
    frame : Frame
        Its pixels: at least 1280 by 720, also where the clip has fewer.
    live : dict or None
        What it is made of, as JSON can hold it; see `scenes.live`.
    """

    frame: Any
    live: dict[str, Any] | None = None
