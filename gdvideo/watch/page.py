"""The page of a watch: its HTML, style and scripts, which stay as they are; the rest is pushed."""

from gdvideo.embed.page import page_style
from gdvideo.embed.templates import WEB, filled

__all__ = ["pages"]


def pages(lesson: str) -> dict[str, tuple[str, bytes]]:
    """Return what the page consists of, by path: kind and content.

    Parameters
    ----------
    lesson : str
        What is watched.
    """
    home = filled("watch/watch.html", lesson=lesson)
    script = "text/javascript; charset=utf-8"
    style = page_style() + (WEB / "watch" / "watch.css").read_bytes()
    return {
        "/": ("text/html; charset=utf-8", home),
        "/watch.css": ("text/css; charset=utf-8", style),
        "/theme.js": (script, (WEB / "page" / "theme.js").read_bytes()),
        "/watch.js": (script, (WEB / "watch" / "watch.js").read_bytes()),
    }
