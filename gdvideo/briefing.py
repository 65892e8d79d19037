"""From a lesson's numbers to what its film is handed: drawable names, colours, a grid."""

from dataclasses import replace

from gdcore.data.dataset import Column, Dataset
from gdcore.experiment import Experiment
from gdvideo.errors import InputError
from gdvideo.fonts import font_of, font_told, shown_letters
from gdvideo.lesson import Lesson
from gdvideo.study import Study
from scenes.brief import Brief
from scenes.kit.ink.layout import GRIDS
from scenes.kit.look.look import THEMES, Look
from scenes.kit.look.palette import palette_faults
from scenes.telling.narration import languages

__all__ = ["brief_of", "drawable", "look_of"]


def brief_of(made: Study) -> tuple[Brief, tuple[str, ...]]:
    """Return what the scenes of a silent film are handed, and what people should know about it.

    Raises
    ------
    InputError
        If the film has no words in the lesson's language.
    """
    language = made.lesson.language
    if language not in languages():
        raise InputError(f"--language got {language!r}; the film has {', '.join(languages())}")
    _check_plain(made)
    # Fonts are looked at there, which takes a moment: not before there is something to draw.
    from gdvideo.symbols import with_short_symbols
    from scenes.kit.text.typesetter import lettering

    look = replace(look_of(made.lesson), language=language)
    with lettering(look.font):
        experiment, said = drawable(with_short_symbols(made.experiment))
    if look.font is not None:
        said += font_told(look.font, shown_letters(experiment, language))
    captioned, grid = made.lesson.captions in (None, "drawn"), GRIDS[made.lesson.shape]
    short = made.lesson.length == "short"
    return Brief(experiment, look, captioned=captioned, grid=grid, short=short), said


def look_of(lesson: Lesson) -> Look:
    """Return a lesson's theme, with the colours and the font that are its own.

    Raises
    ------
    InputError
        If some eyes could not read the colours, or tell them apart, or words cannot be set in the
        font.
    """
    colours = {name: colour.upper() for name, colour in lesson.colours.items()}
    font = None if lesson.font is None else font_of(lesson.font)
    look = replace(THEMES[lesson.theme], **colours, font=font)
    faults = palette_faults(look) if colours else []
    if faults:
        raise InputError(f"colours: {faults[0]}")
    return look


def _check_plain(made: Study) -> None:
    """Make the plain descent, which most scenes teach, where the lesson's own is another."""
    try:
        _ = made.experiment.plain
    except ValueError as error:
        raise InputError(f"{made.read.source}: no plain descent to teach by: {error}.") from error


def drawable(experiment: Experiment) -> tuple[Experiment, tuple[str, ...]]:
    """Return the experiment with column names that the film's fonts can draw, and what was changed.

    A name with letters that neither the shipped fonts nor this machine's have is shown as x or y.
    """
    data, said = experiment.data, []
    plain = _plain_names(data)
    columns: list[Column] = []
    for column, other in zip(data.columns, plain, strict=True):
        told = _shortened(column)
        missing = _missing(told)
        if missing:
            said.append(
                f"No font here can draw {' '.join(missing)} in the column name {told!r}; "
                f"the film calls it {other}. A font of this machine with the letters would be used."
            )
        columns.append(Column(other, column.values) if missing else column)
    if not said:
        return experiment, ()
    if len({column.name for column in columns}) < len(columns):
        columns = [Column(n, c.values) for n, c in zip(plain, data.columns, strict=True)]
    return replace(experiment, data=Dataset(tuple(columns[:-1]), columns[-1])), tuple(said)


def _plain_names(data: Dataset) -> list[str]:
    count = len(data.predictors)
    return ["x"] * count + ["y"] if count == 1 else [f"x{k + 1}" for k in range(count)] + ["y"]


def _shortened(column: Column) -> str:
    from scenes.kit.text.shortening import shortened

    return shortened(column.name, column.unit)


def _missing(label: str) -> tuple[str, ...]:
    from scenes.kit.text.glyphs import missing_letters

    return missing_letters(label)
