"""Results as HTML that a notebook shows, also when it is sent to somebody without the files."""

import re
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from os.path import relpath
from pathlib import Path
from typing import Final

__all__ = ["fitting", "listed", "table", "video"]

MOST_EMBEDDED: Final = 16_000_000
"""Bytes of a video that a notebook holds; of a longer one it shows the poster and where it lies."""


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Return names and values as a table."""
    cells = (
        f'<tr><th style="text-align:left">{escape(name)}</th>'
        f'<td style="text-align:left">{escape(value)}</td></tr>'
        for name, value in rows
    )
    return f"<table>{''.join(cells)}</table>"


def listed(sentences: Iterable[str]) -> str:
    """Return sentences as paragraphs, what is to be typed as code."""
    told = (
        f"<p><code>{escape(s.removeprefix('Type: '))}</code></p>"
        if s.startswith("Type: ")
        else f"<p>{escape(s)}</p>"
        for s in sentences
    )
    return "".join(told)


def fitting(picture: str) -> str:
    """Return an SVG file as an element that is at most as wide as its place."""
    size = re.compile(r'width="[\d.]+pt" height="[\d.]+pt"|height="[\d.]+pt" width="[\d.]+pt"')
    return size.sub('style="width:100%;height:auto"', picture[picture.index("<svg") :], count=1)


def video(file: Path, language: str, *, captioned: bool) -> str:
    """Return a video with its captions, held in the page itself unless it is long.

    Parameters
    ----------
    file : Path
        An mp4 with its WebVTT (`.en.vtt`) and poster (`.png`) beside it.
    language : str
        Of the captions, such as "en".
    captioned : bool
        Whether its captions are in its pictures already.
    """
    if file.stat().st_size > MOST_EMBEDDED:
        return _link(file)
    poster = _held(file.with_suffix(".png"), "image/png")
    return (
        f'<video controls preload="metadata" style="max-width:100%" poster="{poster}" '
        f'src="{_held(file, "video/mp4")}">{"" if captioned else _track(file, language)}</video>'
    )


def _track(file: Path, language: str) -> str:
    captions = _held(file.with_suffix(f".{language}.vtt"), "text/vtt")
    told = escape(language)
    return f'<track kind="captions" srclang="{told}" label="{told}" default src="{captions}">'


def _link(file: Path) -> str:
    # A notebook's server finds what lies at or below its own folder by a relative address.
    place = escape(relpath(file).replace("\\", "/"))
    poster = _held(file.with_suffix(".png"), "image/png")
    return (
        f'<p><a href="{place}"><img alt="" style="max-width:100%" src="{poster}"></a></p>'
        f"<p><code>{place}</code></p>"
    )


def _held(file: Path, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(file.read_bytes()).decode()}"
