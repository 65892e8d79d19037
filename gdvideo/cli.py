"""The command line: options in, files and sentences out; heavy imports wait until they are due."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from gdvideo.lesson import Lesson
    from gdvideo.study import Study
    from scenes.kit.brief import Brief

__all__ = ["app"]

app = typer.Typer(
    name="gdvideo",
    help="Animated explainer films about gradient descent, drawn from your own data.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

File = Annotated[
    Path | None,
    typer.Argument(metavar="[LESSON.toml]", help="A lesson file; options win over it."),
]
Data = Annotated[
    str | None,
    typer.Option(
        metavar="FILE", help="CSV, Parquet, JSON lines, xlsx or ods file, or a shipped set."
    ),
]
X = Annotated[str | None, typer.Option(metavar="COL", help="The column to predict from.")]
Y = Annotated[str | None, typer.Option(metavar="COL", help="The column to predict.")]
Loss = Annotated[
    str | None, typer.Option(metavar="mse|sse", help="Mean or sum of squared residuals.")
]
Rate = Annotated[str | None, typer.Option(metavar="R", help="The learning rate, or auto.")]
Start = Annotated[str | None, typer.Option(metavar="m=0,b=0", help="Where the descent starts.")]
Steps = Annotated[int | None, typer.Option(metavar="K", help="How many updates to make.")]
Stop = Annotated[
    list[str] | None,
    typer.Option(
        metavar="step:1e-3", help="Stop sooner: step:S, gradient:G or loss:L; repeatable."
    ),
]
Scale = Annotated[
    str | None,
    typer.Option(
        metavar="standard|none", help="Standardise the columns, or descend on them as they are."
    ),
]
Scenes = Annotated[
    list[str] | None, typer.Option("--scene", metavar="ID", help="Only this scene; repeatable.")
]
Quality = Annotated[str | None, typer.Option(metavar="draft|standard|hd|uhd", help="Frame size.")]
Theme = Annotated[str | None, typer.Option(metavar="dark|light", help="Colours.")]
Language = Annotated[str | None, typer.Option(metavar="en", help="The language of the words.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"gdvideo {version('gdvideo')}")
        raise typer.Exit


@app.callback()
def _gdvideo(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    del version


@app.command()
def render(
    file: File = None,
    data: Data = None,
    x: X = None,
    y: Y = None,
    loss: Loss = None,
    rate: Rate = None,
    start: Start = None,
    steps: Steps = None,
    stop: Stop = None,
    scale: Scale = None,
    scene: Scenes = None,
    quality: Quality = None,
    theme: Theme = None,
    language: Language = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The output folder.")] = Path("out"),
    quiet: Quiet = False,
) -> None:
    """Render the film and its clips, with captions, transcript and numbers."""
    lesson = _lesson(
        file, data=data, x=x, y=y, loss=loss, rate=rate, start=start, steps=steps, stop=stop,
        scale=scale, scenes=scene, quality=quality, theme=theme, language=language,
    )  # fmt: skip
    from gdvideo.plan import chosen_scenes, plan
    from gdvideo.progress import Reporter
    from gdvideo.render import render as carry_out

    chosen_scenes(lesson.scenes)
    reporter = Reporter(quiet=quiet)
    study, brief = _briefed(lesson, reporter.say)
    film = carry_out(plan(study, brief), out, reporter)
    reporter.say(
        f"{film.video}: {film.length_s:.0f} s, with captions, transcript and poster beside it"
    )


@app.command()
def scenes() -> None:
    """List the scenes: id, title, length."""
    from scenes.film import FILM, default_timeline

    for entry in FILM:
        timeline = default_timeline(entry)
        typer.echo(f"{entry.id:<12}  {timeline.title:<48}  {timeline.length_s:.0f} s")


@app.command()
def still(
    scene: Annotated[str, typer.Argument(metavar="SCENE", help="The scene's id.")],
    at: Annotated[
        float | None,
        typer.Option(metavar="S", min=0, help="Seconds from its start; else its last picture."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--lesson", metavar="LESSON.toml", help="A lesson file.")
    ] = None,
    data: Data = None,
    x: X = None,
    y: Y = None,
    loss: Loss = None,
    rate: Rate = None,
    start: Start = None,
    steps: Steps = None,
    stop: Stop = None,
    scale: Scale = None,
    quality: Quality = None,
    theme: Theme = None,
    language: Language = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="The picture to write [SCENE.png].")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Draw one picture of a scene."""
    lesson = _lesson(
        file, data=data, x=x, y=y, loss=loss, rate=rate, start=start, steps=steps, stop=stop,
        scale=scale, scenes=[scene], quality=quality, theme=theme, language=language,
    )  # fmt: skip
    from gdvideo.plan import chosen_scenes
    from gdvideo.progress import Reporter

    (entry,) = chosen_scenes(lesson.scenes)
    reporter = Reporter(quiet=quiet)
    _, brief = _briefed(lesson, reporter.say)
    from gdvideo.still import write_still

    target = write_still(entry, brief, lesson.quality, at, out or Path(f"{scene}.png"))
    reporter.say(str(target))


@app.command()
def trace(
    file: File = None,
    data: Data = None,
    x: X = None,
    y: Y = None,
    loss: Loss = None,
    rate: Rate = None,
    start: Start = None,
    steps: Steps = None,
    stop: Stop = None,
    scale: Scale = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the whole path as CSV.")
    ] = None,
) -> None:
    """Show the numbers of a descent, without a film."""
    lesson = _lesson(
        file, data=data, x=x, y=y, loss=loss, rate=rate, start=start, steps=steps, stop=stop,
        scale=scale,
    )  # fmt: skip
    from gdvideo import trace as numbers
    from gdvideo.study import study

    made = study(lesson)
    if csv is not None:
        from gdvideo.folder import write_whole

        write_whole(csv, numbers.path_csv(made.experiment).encode())
    if json:
        from json import dumps

        typer.echo(dumps(numbers.trace(made.experiment), indent=2, allow_nan=False))
    else:
        typer.echo("\n".join(numbers.summary(made.experiment)))


@app.command()
def check(
    file: File = None,
    data: Data = None,
    x: X = None,
    y: Y = None,
    loss: Loss = None,
    rate: Rate = None,
    start: Start = None,
    steps: Steps = None,
    stop: Stop = None,
    scale: Scale = None,
) -> None:
    """Read data or a lesson and say what would come of it; render nothing."""
    lesson = _lesson(
        file, data=data, x=x, y=y, loss=loss, rate=rate, start=start, steps=steps, stop=stop,
        scale=scale,
    )  # fmt: skip
    from gdvideo.check import diagnosis
    from gdvideo.study import study

    for line in diagnosis(study(lesson)):
        typer.echo(line)


def _lesson(file: Path | None, **options: object) -> "Lesson":
    """Return the lesson of a file, if there is one, with the options that were given."""
    from gdvideo.lesson import Lesson, read_lesson

    base = read_lesson(file) if file is not None else Lesson()
    return base.but(**{name: value for name, value in options.items() if value not in (None, [])})


def _briefed(lesson: "Lesson", say: "Callable[[str], None]") -> "tuple[Study, Brief]":
    """Return the numbers, with what the scenes are handed; say what needs saying."""
    from gdvideo.data import describe
    from gdvideo.study import brief_of, study

    made = study(lesson)
    brief, sentences = brief_of(made)
    for sentence in (*describe(made.read), *sentences, made.experiment.trajectory.sentence):
        say(sentence)
    return made, brief
