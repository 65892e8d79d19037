"""`gdvideo watch` on the command line; heavy imports wait until they are due."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gdvideo.options import LOOK, NUMBERS, SCENES, with_asked

__all__ = ["add_watch"]

_DRAFTED = tuple(name for name in LOOK if name != "quality")


def add_watch(app: typer.Typer) -> None:
    """Add the command to those of gdvideo."""
    app.command("watch")(with_asked(*NUMBERS, *SCENES, *_DRAFTED, "voice")(_watch))


def _watch(
    asked: dict[str, Any],
    lesson: Annotated[
        Path | None,
        typer.Argument(metavar="[LESSON.toml]", help="A lesson file; options win over it."),
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the drafts.")] = Path(
        "draft"
    ),
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65_535, help="The page's port; 0 is a free one.")
    ] = 0,
) -> None:
    """Draw drafts of what changes whenever you save, and show them on a page of this machine."""
    from gdvideo.progress import Reporter
    from gdvideo.watch.order import Wish
    from gdvideo.watch.watch import watch

    watch(Wish(lesson, asked), out, port, Reporter(quiet=False))
