"""From a lesson to its numbers: the data are read, the descent is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from gdcore.data.units import Units
from gdcore.data.way_back import NoCounterpartError
from gdcore.descent.sampling import AllRows, Batches, Sampling
from gdcore.descent.stopping import Stop
from gdcore.error.loss import loss_named
from gdcore.error.objective import Objective
from gdcore.error.quadratic import SquaresRangeError
from gdcore.experiment import Experiment, run
from gdcore.rules.rate_names import RateName
from gdcore.rules.recipes import Rule, rule_named, sampling_named
from gdvideo.data import ReadData, column_names, read_data
from gdvideo.data.held import Held
from gdvideo.data.reading import called
from gdvideo.errors import InputError
from gdvideo.lesson import Lesson
from gdvideo.shown import shown

if TYPE_CHECKING:
    from gdvideo.formulas import ChosenFormula

__all__ = ["Study", "study"]

T = TypeVar("T")

_SMALLEST = float(np.sqrt(np.finfo(np.float64).tiny / np.finfo(np.float64).eps))
"""What is a sixteenth digit of this squared is still a normal number; about 1e-146."""

_LARGEST = 1e300
"""Above this the margins and differences of a picture are out of a double's range."""


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


def study(lesson: Lesson, data: Held | None = None, *, rows: bool = True) -> Study:
    """Read the lesson's data and descend on them.

    Parameters
    ----------
    lesson : Lesson
    data : Held, optional
        What a program holds, in place of the lesson's own data.
    rows : bool
        Whether the rows will be looked at afterwards; if not, a line may do without.

    Raises
    ------
    InputError
        If the data cannot be read, or the numbers of the lesson are out of range for them.
    """
    loss = _chosen("--loss", lambda: loss_named(lesson.loss))
    rule = _chosen("--rule", lambda: rule_named(lesson.rule))
    sampling = _chosen("--method", lambda: sampling_named(lesson.method, lesson.seed))
    _check_method(lesson, rule, sampling)
    source = lesson.data if data is None else data
    formula = _formula(lesson, source)
    columns = (lesson.x,) if lesson.x else () if formula is None else formula.columns
    is_line_of_squares = formula is None and loss.is_quadratic
    needs_rows = not is_line_of_squares or not isinstance(sampling, AllRows)
    # On raw columns a start is looked for among the rows.
    needs_rows = needs_rows or Units(lesson.scale) is Units.OWN
    read = _read(lesson, source, columns, rows=rows or needs_rows)
    _refuse_huge(read)
    try:
        experiment = run(
            read.dataset,
            model=None if formula is None else formula.model(read),
            loss=loss,
            units=Units(lesson.scale),
            rule=rule,
            sampling=_all_at_once(sampling, read.dataset.n),
            rate=RateName(lesson.rate) if isinstance(lesson.rate, str) else lesson.rate,
            start=dict(lesson.start),
            steps=lesson.steps,
            stops=tuple(Stop(kind, threshold) for kind, threshold in lesson.stop),
        )
    except NoCounterpartError as error:
        raise InputError(
            f"--formula {lesson.formula!r}: descended on shifted or scaled columns, no parameters "
            "were found that give the same curve in the data's own units; --scale none descends "
            "on the columns as they are."
        ) from error
    except SquaresRangeError as error:
        raise InputError(_squares_out_of_range(read, lesson)) from error
    except ValueError as error:
        raise InputError(f"{read.source}: {error}.") from error
    _refuse_overflow(experiment, read.source)
    _refuse_underflow(experiment, read.source)
    return Study(lesson, read, experiment)


def _formula(lesson: Lesson, source: str | Held) -> "ChosenFormula | None":
    """Return the lesson's formula; for a line nothing is loaded that reads one."""
    if lesson.formula is None:
        return None
    from gdvideo.formulas import chosen_formula

    return chosen_formula(lesson, source)


def _read(lesson: Lesson, source: str | Held, columns: tuple[str, ...], *, rows: bool) -> ReadData:
    """Read the lesson's columns, and call them what it calls them."""
    place = lesson.sheet, lesson.header_row
    for key, told in (("names", lesson.names), ("units", lesson.units)):
        _check_headers(key, told, column_names(source, *place) if told else ())
    read = read_data(source, columns, lesson.y, *place, lesson.leave_out, rows=rows)
    return called(read, lesson.names, lesson.units)


def _check_headers(key: str, told: dict[str, str], headers: tuple[str, ...]) -> None:
    unknown = next((header for header in told if header not in headers), None)
    if unknown is not None:
        raise InputError(
            f"{key} has {shown(unknown)}, which no column is called; columns are "
            f"{', '.join(map(shown, headers))}."
        )


def _chosen(option: str, choose: Callable[[], T]) -> T:
    """Return what an option's name stands for, or say that it stands for nothing."""
    try:
        return choose()
    except ValueError as error:
        raise InputError(f"{option}: {error}") from error


def _all_at_once(sampling: Sampling, n: int) -> Sampling:
    """Return the sampling; batches of as many rows as there are see all, as batch descent does."""
    sees_all = isinstance(sampling, Batches) and sampling.size == n
    return AllRows() if sees_all else sampling


def _check_method(lesson: Lesson, rule: Rule, sampling: Sampling) -> None:
    """Refuse a rule or a seed that the sampling has no use for."""
    sees_all = isinstance(sampling, AllRows)
    if sees_all and lesson.seed is not None:
        raise InputError(
            f"--seed got {lesson.seed}: it shuffles rows, but --method {lesson.method} takes them "
            "all at each step; leave it out, or take --method stochastic or minibatch:N."
        )
    if rule.needs_all_rows and not sees_all:
        raise InputError(
            f"--rule {lesson.rule} needs all rows at each step: --method must be batch, "
            f"got {lesson.method!r}."
        )


def _squares_out_of_range(read: ReadData, lesson: Lesson) -> str:
    """Return the sentence on the column that is farthest from 1 in magnitude."""
    column = max(read.dataset.columns, key=lambda c: abs(np.log(c.magnitude)) if c.magnitude else 0)
    needed = "other units are needed" + (", or --scale standard" if lesson.scale == "none" else "")
    return (
        f"{read.source}: column {column.name!r} reaches a magnitude of {column.magnitude:.4g}, and "
        "squares, of values or of what the formula makes of them, must be between 1e-300 and "
        f"1e300; {needed}."
    )


def _refuse_huge(read: ReadData) -> None:
    """Refuse values that leave a picture no room in a double's range."""
    for column in read.dataset.columns:
        if column.magnitude > _LARGEST:
            raise InputError(
                f"{read.source}: column {column.name!r} holds a value of magnitude "
                f"{column.magnitude:.4g}; at most 1e300 is drawn, so other units are needed."
            )


def _refuse_overflow(experiment: Experiment, source: str) -> None:
    """Refuse columns so far apart in size that the line between them is out of a double's range."""
    reached = np.vstack([experiment.trajectory.points, experiment.best])
    if not np.isfinite(experiment.original(reached)).all():
        raise InputError(
            f"{source}: the columns' values are so far apart in size that the parameters in the "
            "data's own units are beyond 1.8e308; other units are needed."
        )


def _refuse_underflow(experiment: Experiment, source: str) -> None:
    """Refuse columns, as descended on, whose squares have lost their digits or are gone."""
    objective = experiment.objective
    if not objective.loss.is_quadratic:
        return
    response = objective.data.response
    sizes = [response.std or response.magnitude]
    if objective.is_quadratic and not _surely_large(objective):
        features = (block for block, _ in objective.tangents(experiment.best))
        tops = [np.abs(block, order="F").max(axis=0) for block in features]
        sizes += np.max(tops, axis=0).tolist()
    if any(0.0 < size < _SMALLEST for size in sizes):
        raise InputError(
            f"{source}: the values are so small that their squares are below what a double can "
            "hold; other units are needed."
        )


def _surely_large(objective: Objective) -> bool:
    """Tell whether the bowl's curvatures alone say that all features' squares keep their digits."""
    # Each is twice the mean or the sum of a feature's squares, none above the largest one's square.
    means = np.diag(objective.hessian()) / (2 * objective.n)
    return bool((means >= _SMALLEST**2).all())
