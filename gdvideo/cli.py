"""The command line: options in, files and sentences out; heavy imports wait until they are due."""

from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdvideo.batch.command import add_batch
from gdvideo.keeping.commands import cache_command, verify_command
from gdvideo.lesson import Lesson
from gdvideo.options import LOOK, NUMBERS, SCENES, with_lesson
from gdvideo.shown import visible
from gdvideo.watch.command import add_watch

if TYPE_CHECKING:
    from scenes.brief import Brief

__all__ = ["app", "app_of"]

app = typer.Typer(
    name="gdvideo",
    help="Animated explainer films about gradient descent, drawn from your own data.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Quiet = Annotated[bool, typer.Option("--quiet", "-q", metavar="", help="Say nothing but errors.")]


def app_of(name: str) -> typer.Typer:
    """Return the app with one command, or with all if none is called so.

    typer makes each option of each command anew at the start, though one command is run.

    Parameters
    ----------
    name : str
    """
    only = copy(app)
    only.registered_commands = [told for told in app.registered_commands if told.name == name]
    return only if only.registered_commands else app


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


@app.command("render")
@with_lesson(*NUMBERS, *SCENES, *LOOK, "voice")
def _render(
    lesson: Lesson,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The output folder.")] = Path("out"),
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say what would be made, and why; render nothing."),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="How many processes draw. Default: one a core."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Render the film and its clips, with captions, transcript and numbers."""
    from gdvideo.filming import explained, refilmed
    from gdvideo.progress import Reporter

    if explain:
        _tell(*explained(lesson, out, Reporter(quiet=quiet).say))
        return
    refilmed(lesson, out, Reporter(quiet=quiet), workers or 0)


add_batch(app)
app.command("verify")(with_lesson(*NUMBERS, *SCENES, *LOOK, "voice")(verify_command))
app.command("cache")(cache_command)
add_watch(app)


@app.command("embed")
@with_lesson(*NUMBERS, *SCENES, *LOOK, "voice", file_is_option=True)
def _embed(
    lesson: Lesson,
    film: Annotated[
        Path | None,
        typer.Argument(metavar="[OUT]", help="The folder of a rendered film. Default: out."),
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--as", metavar="KIND", help="What to make, see the documentation; repeatable."
        ),
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(metavar="small|medium|large|hd", help="At most how large formats are."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Make what a course needs, in OUT/course; with a lesson's options, render that film first."""
    from gdvideo.embed.making import embed, wish
    from gdvideo.filming import refilmed
    from gdvideo.progress import Reporter

    asked, out = wish(kinds or (), size), film or Path("out")
    reporter = Reporter(quiet=quiet)
    if lesson != Lesson() or (film is None and not (out / "film.json").exists()):
        refilmed(lesson, out, reporter)
    embed(out, asked, reporter)


@app.command("beside")
def _beside(
    left: Annotated[Path, typer.Argument(metavar="LEFT", help="The folder of a rendered film.")],
    right: Annotated[Path, typer.Argument(metavar="RIGHT", help="That of another one.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The output folder.")] = Path("beside"),
    quiet: Quiet = False,
) -> None:
    """Put two films side by side, beat by beat, each lesson's name under it."""
    from gdvideo.progress import Reporter
    from gdvideo.rendering.manim_alone import load_manim

    load_manim()
    from gdvideo.beside.film import beside

    reporter = Reporter(quiet=quiet)
    reporter.say(str(beside(left, right, out, reporter)))


@app.command("scenes")
@with_lesson(*NUMBERS, "scene_files", "length", "language")
def _scenes(lesson: Lesson) -> None:
    """List the scenes of a lesson: id, title, length without a voice; or why it suits none."""
    from gdvideo.filming import briefed
    from gdvideo.rendering.scene_files import load_scenes
    from scenes.film import FILM, scene_timeline, unsuited

    own = load_scenes(lesson.scene_files)
    _, brief = briefed(lesson, lambda _: None)
    for scene in (*FILM, *own):
        why = unsuited(scene, brief)
        if why:
            _tell(f"{scene:<12}  left out: {why}")
            continue
        timeline = scene_timeline(scene, brief)
        _tell(f"{scene:<12}  {timeline.title:<48}  {timeline.length_s:.0f} s, read silently")


@app.command("script")
@with_lesson(*NUMBERS, *SCENES, "length", "language")
def _script(lesson: Lesson) -> None:
    """Print what is said, beat by beat, in Markdown, to be recorded with a voice of your own."""
    from gdvideo.filming import briefed
    from gdvideo.rendering.plan import named_scenes, suitable_scenes
    from gdvideo.voice.script import script
    from scenes.film import scene_timeline
    from scenes.telling.narration import common_words

    named = named_scenes(lesson)
    _, brief = briefed(lesson, lambda _: None)
    suitable = suitable_scenes(named, brief)
    title = common_words(lesson.language).film
    _tell(*script(title, tuple(scene_timeline(scene, brief) for scene in suitable)))


@app.command("still")
@with_lesson(*NUMBERS, "scene_files", *LOOK, "voice", file_is_option=True)
def _still(
    lesson: Lesson,
    scene: Annotated[str, typer.Argument(metavar="SCENE", help="The scene's id.")],
    at: Annotated[
        float | None,
        typer.Option(metavar="S", min=0, help="Seconds from its start; else its last picture."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="The picture to write [SCENE.png].")
    ] = None,
    transparent: Annotated[
        bool, typer.Option("--transparent", help="Leave out the ground, and captions.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Draw one picture of a scene."""
    from gdvideo.filming import briefed
    from gdvideo.progress import Reporter
    from gdvideo.rendering.plan import named_scenes, suitable_scenes
    from gdvideo.telling import told

    named_scenes(lesson.but(scenes=(scene,)))
    reporter = Reporter(quiet=quiet)
    _, brief = briefed(lesson, reporter.say)
    brief, _ = told(lesson, brief, suitable_scenes((scene,), brief), reporter.say)
    from gdvideo.rendering.manim_alone import load_manim

    load_manim()
    from gdvideo.rendering.still import write_still

    target = out or Path(f"{scene}.png")
    write_still(scene, brief, lesson.quality, at, target, transparent=transparent)
    reporter.say(str(target))


@app.command("new")
@with_lesson(*NUMBERS, "scene_files", *LOOK, "voice", file_is_option=True)
def _new(
    lesson: Lesson,
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="The file to write. Default: lesson.toml, or the scene's id and .py.",
        ),
    ] = None,
    scene: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Write a scene of your own instead, in Python."),
    ] = None,
) -> None:
    """Write a lesson file to begin with, filled in from the data, and its schema for editors."""
    if scene is not None:
        from gdvideo.lessons.scene_file import write_new_scene

        file = target or Path(f"{scene}.py")
        write_new_scene(file, scene)
        _tell(f"{file} is written; next: gdvideo render --scenes {file}")
        return
    from gdvideo.lessons.starting import write_new
    from gdvideo.study import study

    file = target or Path("lesson.toml")
    write_new(file, lesson, study(lesson).read)
    _tell(f"{file} is written; next: gdvideo check {file}")


@app.command("trace")
@with_lesson(*NUMBERS)
def _trace(
    lesson: Lesson,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the whole path as CSV.")
    ] = None,
) -> None:
    """Show the numbers of a descent, without a film."""
    from gdvideo import numbers
    from gdvideo.study import study

    made = study(lesson, rows=False)
    if csv is not None:
        from gdvideo.rendering.folder import write_whole

        write_whole(csv, numbers.path_csv(made.experiment).encode())
    if json:
        from json import dumps

        typer.echo(dumps(numbers.trace(made.experiment), indent=2, allow_nan=False))
    else:
        _tell(*numbers.summary(made.experiment))


@app.command("check")
@with_lesson(*NUMBERS, *SCENES, *LOOK, "voice")
def _check(
    lesson: Lesson,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot",
            metavar="FILE",
            help="Draw error, path and residuals as well: FILE.png or FILE.svg.",
        ),
    ] = None,
    layout: Annotated[
        bool,
        typer.Option("--layout", help="Look through the film's pictures instead; 1 if one is bad."),
    ] = False,
    film: Annotated[
        bool,
        typer.Option("--film", help="Draw all frames and count still ones instead; 1 if too many."),
    ] = False,
) -> None:
    """Read data or a lesson, say what would come of it and what would help; render nothing."""
    if not (layout or film):
        _diagnose(lesson, plot, as_json=json)
        return
    suitable, brief = _shown(lesson)
    if layout:
        _check_layout(suitable, brief)
    if film:
        _check_film(suitable, brief)


def _diagnose(lesson: Lesson, plot: Path | None, *, as_json: bool) -> None:
    """Say what there is to say of a lesson; write it as a picture too, if asked."""
    from gdvideo.diagnosis.report import numbers, report
    from gdvideo.diagnosis.sentences import diagnosis
    from gdvideo.study import study

    made = report(study(lesson))
    if plot is not None:
        from gdvideo.diagnosis.plot import write_plot

        write_plot(made.study, plot)
    if as_json:
        from json import dumps

        typer.echo(
            dumps({"sentences": diagnosis(made), **numbers(made)}, indent=2, allow_nan=False)
        )
    else:
        _tell(*diagnosis(made))


def _shown(lesson: Lesson) -> "tuple[tuple[str, ...], Brief]":
    """Return the scenes that a lesson has, and what they are handed: its voice, too."""
    from gdvideo.filming import briefed
    from gdvideo.rendering.manim_alone import load_manim
    from gdvideo.rendering.plan import named_scenes, suitable_scenes
    from gdvideo.telling import told

    load_manim()
    named = named_scenes(lesson)
    _, brief = briefed(lesson, lambda _: None)
    suitable = suitable_scenes(named, brief)
    return suitable, told(lesson, brief, suitable, lambda _: None)[0]


def _check_layout(suitable: tuple[str, ...], brief: "Brief") -> None:
    """Say what is wrong with the pictures of a lesson, if anything is."""
    from gdvideo.looks import layout_faults

    found = layout_faults(suitable, brief)
    if found:
        _tell(*found)
        raise typer.Exit(1)
    names = ", ".join(suitable)
    _tell(f"The layout is in order: nothing overlaps, is cut or hard to read in {names}.")


def _check_film(suitable: tuple[str, ...], brief: "Brief") -> None:
    """Say how still a lesson's film stands."""
    from gdvideo.looks import stillness

    sentences, is_lively = stillness(suitable, brief)
    _tell(*sentences)
    if not is_lively:
        raise typer.Exit(1)


@app.command("doctor")
def _doctor() -> None:
    """Say whether this machine is ready to make films; 1 if something is missing."""
    from gdvideo.readiness import findings

    found = findings(Path())
    _tell(*map(str, found))
    if not all(finding.is_fine for finding in found):
        raise typer.Exit(1)


def _tell(*lines: str) -> None:
    """Print lines on standard output, each on one line whatever it holds."""
    for line in lines:
        typer.echo(visible(line))
