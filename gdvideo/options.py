"""The options that make a lesson, declared once and given to every command that takes one."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from gdvideo.lesson import Lesson

__all__ = ["LOOK", "NUMBERS", "with_lesson"]

NUMBERS: dict[str, Any] = {
    "data": Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="CSV, Parquet, JSON lines, xlsx or ods file, or a shipped set."
        ),
    ],
    "x": Annotated[str | None, typer.Option(metavar="COL", help="The column to predict from.")],
    "y": Annotated[str | None, typer.Option(metavar="COL", help="The column to predict.")],
    "formula": Annotated[
        str | None,
        typer.Option(metavar="'m*x + b'", help="The model; names of columns are predictors."),
    ],
    "loss": Annotated[
        str | None, typer.Option(metavar="NAME", help="mse, sse, mae, huber:DELTA or logloss.")
    ],
    "method": Annotated[
        str | None,
        typer.Option(metavar="NAME", help="batch, stochastic (a row a step) or minibatch:N."),
    ],
    "rule": Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="fixed, decay:D, line-search, backtracking, momentum:B, nesterov:B, rmsprop, "
            "adam or newton.",
        ),
    ],
    "rate": Annotated[str | None, typer.Option(metavar="R", help="The learning rate, or auto.")],
    "start": Annotated[
        str | None, typer.Option(metavar="m=0,b=0", help="Where the descent starts.")
    ],
    "steps": Annotated[int | None, typer.Option(metavar="K", help="How many updates to make.")],
    "stop": Annotated[
        list[str] | None,
        typer.Option(
            metavar="step:1e-3", help="Stop sooner: step:S, gradient:G or loss:L; repeatable."
        ),
    ],
    "seed": Annotated[
        int | None, typer.Option(metavar="N", help="Shuffles the rows anew for each pass.")
    ],
    "scale": Annotated[
        str | None,
        typer.Option(
            metavar="standard|none", help="Standardise the columns, or descend on them as they are."
        ),
    ],
}
"""Options that change the numbers."""

LOOK: dict[str, Any] = {
    "quality": Annotated[
        str | None, typer.Option(metavar="draft|standard|hd|uhd", help="The frame's size.")
    ],
    "theme": Annotated[str | None, typer.Option(metavar="dark|light", help="The colours.")],
    "language": Annotated[str | None, typer.Option(metavar="en", help="The words' language.")],
}
"""Options that change the pictures only."""

_FILE = Annotated[
    Path | None,
    typer.Argument(metavar="[LESSON.toml]", help="A lesson file; options win over it."),
]
_FILE_OPTION = Annotated[
    Path | None,
    typer.Option("--lesson", metavar="LESSON.toml", help="A lesson file; options win over it."),
]


def with_lesson(
    options: dict[str, Any], *, file_is_option: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that hands a command its lesson, made from a file and options.

    Parameters
    ----------
    options : dict
        The annotations of the lesson's options that the command takes, by name.
    file_is_option : bool
        Whether the lesson file is an option, because the command has an argument of its own.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(**given: Any) -> None:
            file = given.pop("file")
            chosen = {name: given.pop(name) for name in options}
            command(_lesson(file, chosen), **given)

        own = list(inspect.signature(command).parameters.values())[1:]
        shared = {"file": _FILE_OPTION if file_is_option else _FILE, **options}
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
            for name, kind in shared.items()
        ]
        run.__doc__, run.__name__ = command.__doc__, command.__name__
        run.__annotations__ = {p.name: p.annotation for p in (*own, *added)}
        # typer reads the signature; Python itself takes keywords only.
        vars(run)["__signature__"] = inspect.Signature([
            parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*own, *added)
        ])
        return run

    return decorate


def _lesson(file: Path | None, given: dict[str, Any]) -> "Lesson":
    """Return the lesson of a file, if there is one, with the options that were given."""
    from gdvideo.lesson import Lesson, read_lesson

    base = read_lesson(file) if file is not None else Lesson()
    return base.but(**{name: value for name, value in given.items() if value not in (None, [])})
