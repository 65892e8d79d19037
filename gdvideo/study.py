"""From a lesson to its numbers: the data are read, the descent is made."""

from dataclasses import dataclass, replace

import numpy as np

from gdcore.dataset import Column, Dataset
from gdcore.experiment import Experiment, run
from gdcore.loss import LOSSES
from gdcore.stopping import Stop
from gdvideo.data import ReadData, read_data
from gdvideo.errors import InputError
from gdvideo.lesson import Lesson
from scenes.kit.brief import Brief
from scenes.kit.narration import languages
from scenes.kit.theme import THEMES

__all__ = ["Study", "brief_of", "drawable", "study"]


@dataclass(frozen=True, eq=False)
class Study:
    """A lesson with its numbers.

    Parameters
    ----------
    lesson : Lesson
    read : ReadData
        The data as they were read.
    experiment : Experiment
        The descent on them.
    """

    lesson: Lesson
    read: ReadData
    experiment: Experiment


def study(lesson: Lesson) -> Study:
    """Read the lesson's data and descend on them.

    Raises
    ------
    InputError
        If the data cannot be read, or the numbers of the lesson are out of range for them.
    """
    read = read_data(lesson.data, (lesson.x,) if lesson.x else (), lesson.y)
    try:
        experiment = run(
            read.dataset,
            loss=LOSSES[lesson.loss],
            standard=lesson.scale == "standard",
            rate=lesson.rate,
            start=dict(lesson.start),
            steps=lesson.steps,
            stops=tuple(Stop(kind, threshold) for kind, threshold in lesson.stop),
        )
    except ValueError as error:
        raise InputError(f"{read.source}: {error}.") from error
    _refuse_overflow(experiment, read.source)
    return Study(lesson, read, experiment)


def _refuse_overflow(experiment: Experiment, source: str) -> None:
    """Refuse columns so far apart in size that the line between them is out of a double's range."""
    reached = np.vstack([experiment.trajectory.points, experiment.best])
    if not np.isfinite(experiment.original(reached)).all():
        raise InputError(
            f"{source}: the columns' values are so far apart in size that the parameters in the "
            "data's own units are beyond 1.8e308; other units are needed."
        )


def brief_of(made: Study) -> tuple[Brief, tuple[str, ...]]:
    """Return what the scenes are handed, and what people should know about it.

    Raises
    ------
    InputError
        If the film has no words in the lesson's language.
    """
    language = made.lesson.language
    if language not in languages():
        raise InputError(f"--language got {language!r}; the film has {', '.join(languages())}")
    experiment, said = drawable(made.experiment)
    return Brief(experiment, THEMES[made.lesson.theme], language), said


def drawable(experiment: Experiment) -> tuple[Experiment, tuple[str, ...]]:
    """Return the experiment with column names that the film's fonts can draw, and what was changed.

    A name with letters that neither the shipped fonts nor this machine's have is shown as x or y.
    """
    data, said = experiment.data, []
    columns: list[Column] = []
    for column, plain in zip(data.columns, _plain_names(data), strict=True):
        missing = _missing(column.label)
        if missing:
            said.append(
                f"No font here can draw {' '.join(missing)} in the column name {column.name!r}; "
                f"the film calls it {plain}. A font of this machine with the letters would be used."
            )
        columns.append(Column(plain, column.values) if missing else column)
    if not said:
        return experiment, ()
    return replace(experiment, data=Dataset(tuple(columns[:-1]), columns[-1])), tuple(said)


def _plain_names(data: Dataset) -> list[str]:
    count = len(data.predictors)
    return ["x"] * count + ["y"] if count == 1 else [f"x{k + 1}" for k in range(count)] + ["y"]


def _missing(label: str) -> tuple[str, ...]:
    from scenes.kit.glyphs import missing_letters

    return missing_letters(label)
