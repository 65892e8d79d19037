"""A font file that words are set in. No Manim here."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Font"]


@dataclass(frozen=True, slots=True)
class Font:
    """A font file of somebody's own.

    Parameters
    ----------
    file : Path
        TrueType or OpenType, absolute, known to be readable.
    digest : str
        SHA-256 of its bytes: two files with the same letters are one font.
    """

    file: Path
    digest: str
