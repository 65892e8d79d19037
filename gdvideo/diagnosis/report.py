"""What was found out about a lesson: where its rate stands, what helps, which rows matter."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from gdcore.advice.arrival import arrival
from gdcore.advice.influence import Influence, influential, without
from gdcore.advice.remedies import Remedy, remedies
from gdvideo.numbers import trace
from gdvideo.study import Study

__all__ = ["Report", "Row", "numbers", "report"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that carries the fit.

    Parameters
    ----------
    number : int
        Its place among the rows used, from 1.
    influence : Influence
    values : dict
        Its numbers, by column.
    fit : dict
        The best fit without it, in the data's own units, by parameter.
    """

    number: int
    influence: Influence
    values: dict[str, float]
    fit: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What was found out.

    Parameters
    ----------
    study : Study
        The lesson with its numbers.
    steps : int, optional
        After how many steps three digits are right for good; None if never, or not within reach.
    remedies : tuple of Remedy
        What the lesson does not do yet, in the order in which it is told.
    rows : tuple of Row
        Those that carry the fit, the strongest first.
    """

    study: Study
    steps: int | None
    remedies: tuple[Remedy, ...]
    rows: tuple[Row, ...]

    @property
    def share_of_limit(self) -> float | None:
        """The rate as a share of the largest stable one, if there is such a limit."""
        limit = self.study.experiment.max_stable_rate
        if limit is None or not isfinite(limit):
            return None
        return self.study.experiment.rate / limit


def report(study: Study) -> Report:
    """Find out what there is to say about a lesson."""
    experiment = study.experiment
    rows = tuple(_row(study, found) for found in influential(experiment))
    return Report(study, arrival(experiment), remedies(experiment), rows)


def _row(study: Study, found: Influence) -> Row:
    experiment = study.experiment
    values = {column.name: float(column.values[found.row]) for column in experiment.data.columns}
    fit = zip(experiment.model.names, without(experiment, found.row).tolist(), strict=True)
    return Row(found.row + 1, found, values, dict(fit))


def numbers(made: Report) -> dict[str, Any]:
    """Return the numbers by the names of `docs/command-line.md`; what is infinite is None."""
    read = made.study.read
    return {
        "data": {
            "source": read.source,
            "rows": read.rows,
            "left_out": read.left_out,
            "reasons": [{read.place: r.line, "reason": r.reason} for r in read.reasons],
        },
        "descent": trace(made.study.experiment),
        "share_of_limit": made.share_of_limit,
        "steps_to_three_digits": made.steps,
        "remedies": [_remedy(remedy) for remedy in made.remedies],
        "rows_that_carry_the_fit": [_carrying(row) for row in made.rows],
    }


def _remedy(remedy: Remedy) -> dict[str, Any]:
    limit = remedy.whole.max_stable_rate
    return {
        "kind": remedy.kind,
        "option": remedy.option,
        "rate": None if remedy.whole.rule.kind == "none" else remedy.whole.rate,
        "max_stable_rate": limit if limit is not None and isfinite(limit) else None,
        "steps_to_three_digits": remedy.steps,
    }


def _carrying(row: Row) -> dict[str, Any]:
    shift = row.influence.dffits
    return {
        "row": row.number,
        "values": row.values,
        "dffits": shift if isfinite(shift) else None,
        "best_fit_without": row.fit,
    }
