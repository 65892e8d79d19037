"""The command `gdvideo batch`: options in; heavy imports wait until they are due."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gdvideo.options import LOOK, NUMBERS, SCENES, with_asked

__all__ = ["add_batch"]


def add_batch(app: typer.Typer) -> None:
    """Add the command to a command line.

    Parameters
    ----------
    app : typer.Typer
    """
    app.command("batch")(with_asked(*NUMBERS, *SCENES, *LOOK, "voice")(_batch))


def _batch(
    asked: dict[str, Any],
    lessons: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="LESSON.toml", help="Lesson files, or patterns such as 'lessons/*.toml'."
        ),
    ] = None,
    each: Annotated[
        Path | None,
        typer.Option(
            metavar="TABLE.csv",
            help="A table whose rows are lessons; columns are called like the keys of a lesson "
            "file, name names the film.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder of all films' output folders.")
    ] = Path("out"),
    plan: Annotated[
        bool, typer.Option("--plan", help="Print what would be made as JSON; make nothing.")
    ] = False,
    only: Annotated[
        str | None,
        typer.Option(metavar="I/N", help="Make one of N shares, as 3/20 for the third of twenty."),
    ] = None,
    by: Annotated[
        Path | None,
        typer.Option(
            metavar="PLAN.json", help="Deal shares by what --plan has printed, not planning anew."
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option(metavar="N", min=0, help="How many processes draw; 0: one a core.")
    ] = 0,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="tcp://HOST:8786", help="Draw on the cluster of this dask scheduler."),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", metavar="", help="Say nothing but errors.")
    ] = False,
) -> None:
    """Render many lessons over one pool or a cluster: shared clips once, faults by name."""
    from gdvideo.batch.running import Drawing, batched, planned_json
    from gdvideo.batch.wanted import wanted
    from gdvideo.progress import Reporter

    films = wanted(lessons or (), each, asked)
    drawing = Drawing(workers, scheduler, only, by)
    if plan:
        from json import dumps

        typer.echo(dumps(planned_json(films, out, drawing), indent=2, allow_nan=False))
    else:
        batched(films, out, drawing, Reporter(quiet=quiet))
