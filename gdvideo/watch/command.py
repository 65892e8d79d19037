"""`gdvideo watch` on the command line; heavy imports wait until they are due."""

from pathlib import Path
from typing import Annotated, Any

import typer

__all__ = ["watch_command"]

_FILE = Annotated[
    Path | None,
    typer.Argument(metavar="[LESSON.toml]", help="A lesson file; options win over it."),
]
_OUT = Annotated[Path, typer.Option(metavar="DIR", help="The folder of the drafts.")]
_PORT = Annotated[
    int, typer.Option(metavar="N", min=0, max=65_535, help="The page's port; 0 is a free one.")
]


def watch_command(
    asked: dict[str, Any],
    lesson: _FILE = None,
    out: _OUT = Path("draft"),
    port: _PORT = 0,
) -> None:
    """Draw drafts of what changes whenever you save, and show them on a page of this machine."""
    from gdvideo.progress import Reporter
    from gdvideo.watch.order import Wish
    from gdvideo.watch.watch import watch

    watch(Wish(lesson, asked), out, port, Reporter(quiet=False))
