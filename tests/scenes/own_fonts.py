"""Fonts to try, made of DejaVu, which matplotlib brings (its licence is Bitstream Vera's)."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

__all__ = ["SERIF", "changed", "without"]

SERIF = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"


def changed(target: Path, change: Callable[[Any], None]) -> str:
    """Write the font with something changed, and return where it is."""
    font = TTFont(SERIF, recalcTimestamp=False)
    change(font)
    font.save(target)
    return str(target)


def without(target: Path, letters: str) -> str:
    """Write the font with Latin letters, digits and signs less some, and return where it is."""
    font, made = TTFont(SERIF, recalcTimestamp=False), io.BytesIO()
    subsetter = Subsetter(Options(hinting=False, notdef_outline=True))
    kept = {*range(0x20, 0x180), 0x2212, *map(ord, "×·→η’“”…")} - {*map(ord, letters)}
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    font.save(made)
    target.write_bytes(made.getvalue())
    return str(target)
