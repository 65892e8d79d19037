"""The command line: options in, files and sentences out. What it costs to import is what `--help` costs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

if TYPE_CHECKING:
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
    Optional[Path], typer.Argument(metavar="[LESSON.toml]", help="A lesson file; options win over it.")
]
Data = Annotated[
    Optional[str],
    typer.Option(metavar="FILE", help="CSV, Parquet, JSON lines, xlsx or ods file, or a shipped set."),
]
X = Annotated[Optional[str], typer.Option(metavar="COL", help="The column to predict from.")]
Y = Annotated[Optional[str], typer.Option(metavar="COL", help="The column to predict.")]
Loss = Annotated[
    Optional[str], typer.Option(metavar="mse|sse", help="Mean or sum of squared residuals.")
]
Rate = Annotated[Optional[str], typer.Option(metavar="R", help="The learning rate, or auto.")]
Start = Annotated[Optional[str], typer.Option(metavar="m=0,b=0", help="Where the descent starts.")]
Steps = Annotated[Optional[int], typer.Option(metavar="K", help="How many updates to make.")]
Stop = Annotated[
    Optional[list[str]],
    typer.Option(metavar="step:1e-3", help="Stop sooner: step:S, gradient:G or loss:L; repeatable."),
]
Scale = Annotated[
    Optional[str],
    typer.Option(metavar="standard|none", help="Standardise the columns, or descend on them as they are."),
]
Scenes = Annotated[
    Optional[list[str]], typer.Option("--scene", metavar="ID", help="Only this scene; repeatable.")
]
Quality = Annotated[Optional[str], typer.Option(metavar="draft|standard|hd|uhd", help="Frame size.")]
Theme = Annotated[Optional[str], typer.Option(metavar="dark|light", help="Colours.")]
Language = Annotated[Optional[str], typer.Option(metavar="en", help="The language of the words.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version  # noqa: PLC0415

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
    from gdvideo.plan import chosen_scenes, plan  # noqa: PLC0415
    from gdvideo.progress import Reporter  # noqa: PLC0415
    from gdvideo.render import render as carry_out  # noqa: PLC0415

    chosen_scenes(lesson.scenes)
    reporter = Reporter(quiet=quiet)
    study, brief = _briefed(lesson, reporter.say)
    film = carry_out(plan(study, brief), out, reporter)
    reporter.say(f"{film.video}: {film.length_s:.0f} s, with captions, transcript and poster beside it")


@app.command()
def scenes() -> None:
    """List the scenes: id, title, length."""
    from scenes.film import FILM, default_timeline  # noqa: PLC0415

    for entry in FILM:
        timeline = default_timeline(entry)
        typer.echo(f"{entry.id:<12}  {timeline.title:<48}  {timeline.length_s:.0f} s")


@app.command()
def still(
    scene: Annotated[str, typer.Argument(metavar="SCENE", help="The scene's id.")],
    at: Annotated[
        Optional[float], typer.Option(metavar="S", min=0, help="Seconds from its start; else its last picture.")
    ] = None,
    file: Annotated[Optional[Path], typer.Option("--lesson", metavar="LESSON.toml", help="A lesson file.")] = None,
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
        Optional[Path], typer.Option(metavar="FILE.png", help="The picture to write [SCENE.png].")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Draw one picture of a scene."""
    lesson = _lesson(
        file, data=data, x=x, y=y, loss=loss, rate=rate, start=start, steps=steps, stop=stop,
        scale=scale, scenes=[scene], quality=quality, theme=theme, language=language,
    )  # fmt: skip
    from gdvideo.plan import chosen_scenes  # noqa: PLC0415
    from gdvideo.progress import Reporter  # noqa: PLC0415

    (entry,) = chosen_scenes(lesson.scenes)
    reporter = Reporter(quiet=quiet)
    _, brief = _briefed(lesson, reporter.say)
    from gdvideo.still import write_still  # noqa: PLC0415

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
        Optional[Path], typer.Option("--csv", metavar="FILE", help="Write the whole path as CSV.")
    ] = None,
) -> None:
    """Show the numbers of a descent, without a film."""
    lesson = _lesson(
        file, data=data, x=x, y=y, loss=loss, rate=rate, start=start, steps=steps, stop=stop, scale=scale
    )  # fmt: skip
    from gdvideo import trace as numbers  # noqa: PLC0415
    from gdvideo.study import study  # noqa: PLC0415

    made = study(lesson)
    if csv is not None:
        from gdvideo.folder import write_whole  # noqa: PLC0415

        write_whole(csv, numbers.path_csv(made.experiment).encode())
    if json:
        from json import dumps  # noqa: PLC0415

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
        file, data=data, x=x, y=y, loss=loss, rate=rate, start=start, steps=steps, stop=stop, scale=scale
    )  # fmt: skip
    from gdvideo.check import diagnosis  # noqa: PLC0415
    from gdvideo.study import study  # noqa: PLC0415

    for line in diagnosis(study(lesson)):
        typer.echo(line)


def _lesson(file: Path | None, **options: object) -> "Lesson":
    """Return the lesson of a file, if there is one, with the options that were given."""
    from gdvideo.lesson import Lesson, read_lesson  # noqa: PLC0415

    base = read_lesson(file) if file is not None else Lesson()
    return base.but(**{name: value for name, value in options.items() if value not in (None, [])})


def _briefed(lesson: "Lesson", say: "typer.models.CallbackType") -> "tuple[Study, Brief]":
    """Read, descend, and return the numbers with what the scenes are handed; say what needs saying."""
    from gdvideo.data import describe  # noqa: PLC0415
    from gdvideo.study import brief_of, study  # noqa: PLC0415

    made = study(lesson)
    brief, sentences = brief_of(made)
    for sentence in (*describe(made.read), *sentences, made.experiment.trajectory.sentence):
        say(sentence)
    return made, brief
