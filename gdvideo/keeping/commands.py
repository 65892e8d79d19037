"""What is typed to look after what is there: `gdvideo cache` and `gdvideo verify`."""

from pathlib import Path
from typing import Annotated

import typer

from gdvideo.lesson import Lesson
from gdvideo.shown import visible

__all__ = ["cache_command", "verify_command"]


def cache_command(
    clear: Annotated[bool, typer.Option("--clear", help="Remove it all.")] = False,
) -> None:
    """Show what is kept outside of output folders, so that nothing is made twice."""
    from gdvideo.keeping.telling import cleared, told

    for line in (cleared(),) if clear else told():
        typer.echo(visible(line))


def verify_command(
    lesson: Lesson,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The film's folder.")] = Path("out"),
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", metavar="", help="Say nothing but what differs.")
    ] = False,
) -> None:
    """Make a film again and compare it, byte by byte; 1 if anything differs."""
    from gdvideo.progress import Reporter
    from gdvideo.rendering.verifying import verified

    found = verified(lesson, out, Reporter(quiet=quiet))
    for line in found.differences or (found.sentence,):
        typer.echo(visible(line))
    if found.differences:
        raise typer.Exit(1)
