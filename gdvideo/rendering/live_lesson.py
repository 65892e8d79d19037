"""What a lesson is for a browser: numbers and expression trees, from which it descends by itself.

All of it is plain JSON. Rows are in the data's own units, in which they have the fewest digits:
value = (own − shift) / step is, to the last bit, what was descended on.
"""

import json
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.data.units import Units
from gdcore.data.way_back import WayBack, fullest_way
from gdcore.descent.sampling import AllRows
from gdcore.error.quadratic import Quadratic
from gdcore.experiment import Experiment
from gdcore.typeset.trees import Trees, trees

__all__ = ["MOST_ROWS", "compact", "live_lesson", "living", "why_lifeless"]

MOST_ROWS: Final = 5_000
"""So many rows a page can hold, and add up at each step."""

_DRAWN: Final = 2
"""So many columns can be drawn on a page."""
_SEED: Final = 5
_EXACT: Final = 2**53


def why_lifeless(experiment: Experiment) -> str | None:
    """Return in a sentence why a page cannot descend by itself on these data, or None if it can."""
    count = len(experiment.data.predictors)
    if count > 1 and not experiment.objective.is_quadratic:
        return (
            f"The pages' pictures stay still: with {count} predictors they can follow a model that "
            "is linear in its parameters, with squared misses, and no other."
        )
    if not isinstance(experiment.sampling, AllRows):
        return "The pages' pictures stay still: their steps look at all rows, not at some."
    n = experiment.data.n
    if n > MOST_ROWS and not experiment.objective.is_quadratic:
        return (
            f"The pages' pictures stay still: {n:,} rows are more than the {MOST_ROWS:,} that a "
            "page adds up at each step for this formula and loss."
        )
    return None


def live_lesson(experiment: Experiment) -> dict[str, Any]:
    """Return the lesson as plain numbers, texts and trees (`gdcore.typeset.trees`).

    Of more than `MOST_ROWS` rows, which only a bowl may have, a sample is there to be drawn, and of
    several predictors, which a page cannot draw, none; the bowl is that of all. What is infinite or
    unknown is None. Points are in the units descended in.
    """
    limit, fit = experiment.max_stable_rate, experiment.fit
    return {
        "names": list(experiment.model.names),
        "columns": _columns(experiment),
        "units": str(experiment.units),
        "changes": _changes(experiment),
        "isStraight": experiment.model.is_straight,
        "n": experiment.data.n,
        "rows": _rows(experiment),
        **_expressions(experiment),
        "loss": _loss(experiment),
        "bowl": _bowl(experiment.objective.quadratic),
        "eigenvalues": _finite(experiment.bowl.eigenvalues),
        "best": _finite(fit.point) if fit.settled else None,
        "bestError": fit.value if fit.settled else None,
        "isConvex": fit.proven or fit.endless or experiment.model.is_linear,
        "start": experiment.trajectory.start.tolist(),
        "rule": _rule(experiment),
        "rate": experiment.rate,
        "limit": limit if limit is not None and np.isfinite(limit) else None,
    }


def living(picture: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a live picture with the lesson that it brings, if it does, as `live_lesson` has it."""
    if picture is None or "lesson" not in picture:
        return picture
    return picture | {"lesson": live_lesson(picture["lesson"])}


def compact(value: dict[str, Any]) -> str:
    """Return JSON without gaps, whole numbers without a point, and all digits of others."""
    return json.dumps(_shortened(value), separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shortened(inner) for key, inner in value.items()}  # pyright: ignore
    if isinstance(value, list):
        return [_shortened(inner) for inner in value]  # pyright: ignore
    is_whole = isinstance(value, float) and value.is_integer() and abs(value) < _EXACT
    return int(value) if is_whole else value


def _columns(experiment: Experiment) -> list[dict[str, Any]]:
    scaling = experiment.scaling
    columns = zip(experiment.data.columns, scaling.shifts, scaling.scales, strict=True)
    return [
        {"name": column.name, "unit": column.unit, "shift": float(shift), "step": float(scale)}
        for column, shift, scale in columns
    ]


def _changes(experiment: Experiment) -> list[str] | None:
    """Return what is done to the predictor and to the response before a descent."""
    if experiment.units is Units.OWN:
        return None
    yes_no = experiment.objective.loss.yes_no
    predictor, response, _ = fullest_way(experiment.model, response=not yes_no)
    return [predictor.name.lower(), response.name.lower()]


def _rows(experiment: Experiment) -> list[list[float]]:
    """Return the values of predictor and response that a page draws; of several predictors none."""
    columns = [column.values for column in experiment.data.columns]
    return [values[_drawn(values.size)].tolist() for values in columns if len(columns) == _DRAWN]


def _drawn(n: int) -> Any:
    """Return which of n rows are there: all, or a sample in their order, always the same."""
    if n <= MOST_ROWS:
        return slice(None)
    return np.sort(np.random.default_rng(_SEED).choice(n, MOST_ROWS, replace=False))


def _way_trees(way: WayBack) -> Trees:
    """Return the way back to the data's own units as trees."""
    written = way.written
    arguments = [*written.shifts, *written.scales, *way.model.parameters]
    return trees(arguments, written.expressions)


def _expressions(experiment: Experiment) -> dict[str, Any]:
    """Return the trees by what they are of.

    The variables of prediction, features and curve are predictor and parameters; those of a row's
    loss and its derivatives have the response between them. "own" has the shifts of the columns,
    their steps, and the parameters.
    """
    model, objective, way = experiment.model, experiment.objective, experiment.way
    of_x = [*model.predictors, *model.parameters]
    found: dict[str, Any] = {
        "prediction": trees(of_x, [model.expression]),
        "features": trees(of_x, model.features),
        "own": way and _way_trees(way),
    }
    if objective.is_quadratic:
        return found
    of_row = [*model.predictors, objective.response, *model.parameters]
    upper = [row[k:] for k, row in enumerate(objective.hessian_rows)]
    return found | {
        "row": trees(of_row, [objective.row]),
        "slopes": trees(of_row, objective.gradient_rows),
        "hessian": trees(of_row, [entry for row in upper for entry in row]),
    }


def _loss(experiment: Experiment) -> dict[str, Any]:
    loss = experiment.objective.loss
    return {
        "name": loss.name,
        "averaged": loss.averaged,
        "yesNo": loss.yes_no,
        "curvature": float(loss.curvature) if loss.is_quadratic else None,
    }


def _bowl(bowl: Quadratic | None) -> dict[str, Any] | None:
    if bowl is None:
        return None
    return {
        "minimum": bowl.minimum.tolist(),
        "lowest": bowl.lowest,
        "eigenvalues": bowl.eigenvalues.tolist(),
        "eigenvectors": bowl.eigenvectors.tolist(),
        "hessian": bowl.hessian.tolist(),
    }


def _rule(experiment: Experiment) -> dict[str, Any]:
    """Return the rule's name, its kind and all its numbers but the rate."""
    rule, update = experiment.rule, experiment.update
    parts: tuple[Any, ...] = update.direction, update.length
    numbers = {name: number for part in parts for name, number in asdict(part).items()}
    numbers.pop("rate", None)
    return {"name": rule.name.partition(":")[0], "rateKind": rule.kind, **numbers}


def _finite(values: Floats) -> list[float] | None:
    return values.tolist() if np.isfinite(values).all() else None
