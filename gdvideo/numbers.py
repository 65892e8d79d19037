"""The numbers alone: as an object, as a table, as a file of the whole path."""

import csv
import io
import math
from typing import Any, Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.data.units import Units
from gdcore.descent.trajectory import Status, Trajectory
from gdcore.digits import digits_apart
from gdcore.experiment import Experiment
from gdvideo.shown import shown

__all__ = ["certainty", "path_csv", "summary", "trace", "units_told"]

_DEVIATIONS: Final = "standard deviations"
_OWN: Final = "the data's own units"


def trace(experiment: Experiment) -> dict[str, Any]:
    """Return the numbers of a descent by the names of the contract in `docs/command-line.md`.

    `start`, `final`, losses and curvature are in the units descended in; `start_original`,
    `final_original` and `best_fit` in the data's own; all points are by parameter. What is infinite
    is None: the condition number if a direction is undetermined, the largest stable rate if there
    is no curvature or no such limit. Where E is no bowl, rate, condition number and eigenvalues are
    those at the best fit.
    """
    trajectory, fit = experiment.trajectory, experiment.fit
    return {
        "status": str(_status(experiment)),
        "sentence": trajectory.sentence,
        "steps": trajectory.steps,
        "parameters": list(experiment.model.names),
        "start": _named(experiment, trajectory.start),
        "start_original": _named(experiment, experiment.original(trajectory.start)),
        "final": _named(experiment, trajectory.final),
        "final_original": _named(experiment, experiment.original(trajectory.final)),
        "start_loss": float(trajectory.values[0]),
        "loss": float(trajectory.values[-1]),
        "best_fit": _named(experiment, experiment.original(experiment.best)),
        "best_loss": experiment.best_loss,
        "settled": fit.settled,
        "proven": fit.proven,
        "endless": fit.endless,
        "rate": experiment.rate,
        "max_stable_rate": _finite(experiment.max_stable_rate),
        "condition_number": _finite(experiment.condition_number),
        "eigenvalues": experiment.bowl.eigenvalues.tolist(),
        "n": experiment.data.n,
    }


def _status(experiment: Experiment) -> Status:
    """Return how the path ended; an error that has grown out of proportion counts as diverged."""
    return Status.DIVERGED if experiment.verdict.has_run_away else experiment.trajectory.status


def _named(experiment: Experiment, point: Floats) -> dict[str, float]:
    """Return the numbers of a point, shape (p,), by parameter."""
    return dict(zip(experiment.model.names, point.tolist(), strict=True))


def _finite(value: float | None) -> float | None:
    """Return the number, or None if it is infinite, which JSON cannot say."""
    return value if value is not None and math.isfinite(value) else None


def certainty(experiment: Experiment) -> str:
    """Return what must be said of a best fit that is not certain, after a space, or nothing."""
    if experiment.fit.is_certain:
        return ""
    if experiment.fit.endless:
        return " The error falls on without end, so there is no best fit; this is how far it was."
    if experiment.fit.settled:
        return " This is the best that was found; the error may have other valleys."
    return " The search for the best fit was given up before it came to rest; this is its lowest."


def summary(experiment: Experiment) -> list[str]:
    """Return the same for people, a line each."""
    numbers = trace(experiment)

    def listed(key: str) -> str:
        return ", ".join(f"{name} = {value:.10g}" for name, value in numbers[key].items())

    loss = experiment.objective.loss.title
    return [
        f"status            {numbers['sentence']}",
        f"rows              {numbers['n']:,}",
        f"descended in      {units_told(experiment)}; error = {loss}",
        f"rate              {_rate(experiment)}",
        f"condition number  {experiment.condition_number:.6g}",
        f"start             {listed('start')}",
        f"final             {listed('final')}",
        f"error             {numbers['start_loss']:.10g} -> {numbers['loss']:.10g} "
        f"(best {numbers['best_loss']:.10g})",
        f"in own units      {listed('final_original')}",
        f"best fit          {listed('best_fit')}{certainty(experiment)}",
    ]


def _rate(experiment: Experiment) -> str:
    """Return the rate and below which one the descent is stable, where that can be said."""
    if experiment.rule.kind == "none":
        return "searched for at each step"
    rate, limit = experiment.rate, experiment.max_stable_rate
    if limit is None or not math.isfinite(limit):
        return f"{rate:.10g}"
    digits = digits_apart(rate, limit, least=10)
    near = "" if experiment.objective.is_quadratic else " near the best fit"
    return f"{rate:.{digits}g} (stable below {limit:.{digits}g}{near})"


def units_told(experiment: Experiment) -> str:
    """Return what the columns are measured in during the descent, those that are changed."""
    if not experiment.rescaled:
        return _OWN
    if experiment.units is not Units.ROUND:
        return _DEVIATIONS
    scaling = experiment.scaling
    columns = zip(experiment.data.columns, scaling.shifts, scaling.scales, strict=True)
    told = (
        f"{shown(column.name)}{f' from {shift:.10g}' if shift else ''} in steps of {scale:.10g}"
        for column, shift, scale in columns
        if shift or scale != 1.0
    )
    return f"round units ({', '.join(told)})"


def path_csv(experiment: Experiment) -> str:
    """Return the whole path as CSV (RFC 4180, but lines end in LF): a row a step, full digits.

    Columns: step, each parameter, loss, each parameter in the data's own units.
    """
    trajectory, names = experiment.trajectory, experiment.model.names
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["step", *names, "loss", *(f"{name}_original" for name in names)])
    writer.writerows(_rows(experiment, trajectory))
    return file.getvalue()


def _rows(experiment: Experiment, trajectory: Trajectory) -> list[list[float]]:
    own = experiment.original(trajectory.points)
    table = np.column_stack([trajectory.points, trajectory.values, own]).tolist()
    return [[step, *row] for step, row in enumerate(table)]
