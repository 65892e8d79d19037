"""The odd lessons' pictures held against their files: formula, rows and loss read anew, by Python.

What is compared is what `tests.scenes.test_truth` compares; a lesson's best fit is the one that
scipy finds nothing lower than.
"""

import tomllib
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
from scipy.optimize import minimize

from gdcore.descent.verdict import Fall, Pace
from scenes.film import brief_for, unsuited
from tests.lessons.files import FILES, filed
from tests.scenes import test_truth, test_truth_surface, truth
from tests.scenes.scores import numbers_of
from tests.scenes.truth import Plain, number, says

__all__ = ["untrue"]

_FUNCTIONS = {name: getattr(np, name) for name in ("exp", "log", "sin", "cos", "sqrt")}
_FUNCTIONS["sigmoid"] = lambda z: 1 / (1 + np.exp(-z))
_LOSSES: dict[str, Callable[[Any, Any], Any]] = {
    "mse": lambda f, y: (f - y) ** 2,
    "sse": lambda f, y: (f - y) ** 2,
    "mae": lambda f, y: abs(f - y),
    "logloss": lambda f, y: -np.log(np.where(y, f, 1 - f)),
}
Check = Callable[[str], None]
"""Is told a lesson's name."""


def _of(scene: str, read: Callable[[Plain], tuple[truth.Look, truth.Judge]]) -> tuple[str, Check]:
    """Return a scene, and what watches it."""

    @wraps(read)
    def check(name: str) -> None:
        known = truth.plain(name)
        look, judge = read(known)
        judge(truth.watch(scene, known.brief, look))

    return scene, check


_CURVE = (_of("parabola", test_truth.the_error_curve_and_the_line_belong_together),)
"""What is read off pictures of every descent, and of which scene."""
_SMOOTH = (_of("tangent", test_truth.the_tangent_has_the_slope_of_the_error),)
"""The same where E has no kinks: at one of them a difference tells neither slope beside it."""
_DESCENT = (
    _of("tangent", test_truth.the_arrows_are_the_slope_and_the_step),
    _of("tangent", test_truth.the_steps_are_worked_out_and_listed),
    ("surface", test_truth_surface.test_the_point_on_the_map_is_the_line_and_its_height_the_error),
)
"""The same of descents that stay in the picture, for more than a step."""
_BOWL = (
    _of("parabola", test_truth.the_parabola_laid_over_the_curve_is_the_curve_s),
    ("surface", test_truth_surface.test_the_gradient_points_uphill_and_the_walk_is_a_descent),
    ("surface", test_truth_surface.test_contours_are_lines_of_equal_error),
)
"""And of bowls: of other ground, differences and grids are not as exact."""
_ROUNDING = 1e-12


class _Rows(Plain):
    """A lesson whose rows are taken all at once: of a million, each by itself takes too long."""

    def error(self, theta: Any) -> float:
        """The mean of what the rows cost, or their sum."""
        losses = np.broadcast_to(self.loss(self.curve(theta, self.x), self.y), self.y.shape)
        return float(losses.sum() if self.is_sum else losses.mean())


def _huber(delta: float) -> Callable[[Any, Any], Any]:
    def loss(f: Any, y: Any) -> Any:
        r = abs(f - y)
        return np.where(r <= delta, r * r / 2, delta * (r - delta / 2))

    return loss


def _plain(name: str, *, own: bool = False) -> Plain:
    """Return a lesson by itself: with the plain descent, or with its own."""
    told = tomllib.loads(FILES[name].read_text(encoding="utf-8"))
    brief = filed(name) if own else brief_for("tangent", filed(name))
    made = brief.experiment
    formula = compile(told.get("formula", "m*x + b").replace("^", "**"), name, "eval")
    columns = [str(symbol) for symbol in made.model.predictors]

    def curve(theta: Any, x: Any) -> Any:
        values = dict(zip(made.model.names, theta, strict=True))
        known = {"x": x} if len(columns) == 1 else dict(zip(columns, x.T, strict=True))
        return eval(formula, _FUNCTIONS | values | known)

    shifts, scales = made.scaling.shifts, made.scaling.scales
    rows = [
        (column.values - shift) / scale
        for column, shift, scale in zip(made.data.columns, shifts, scales, strict=True)
    ]
    x = rows[0] if len(columns) == 1 else np.column_stack(rows[:-1])
    kind, _, delta = told.get("loss", "mse").partition(":")
    loss = _huber(float(delta)) if kind == "huber" else _LOSSES[kind]
    moments = (float(shifts[0]), float(scales[0]), float(shifts[-1]), float(scales[-1]))
    return _Rows(brief, x, rows[-1], curve, made.best, moments, loss, kind == "sse")


def untrue(name: str) -> list[str]:
    """Return what is wrong in a lesson's pictures and words, a line each.

    Not read are pictures of errors that are but rounding, see `_has_digits`, of descents that leave
    the picture or are there at once, and the sheet over a floor of two columns: of that, and of one
    guess a row, the threads from the rows are.

    Parameters
    ----------
    name : str
    """
    known = _plain(name)
    found = [*_words(_plain(name, own=True)), *_best(known)]
    truth.MADE[name] = lambda: known
    return found + [line for scene, check in _readable(known) for line in _read(name, scene, check)]


def _readable(known: Plain) -> list[tuple[str, Check]]:
    """Return what can be read off a lesson's pictures, and of which scene."""
    if not _has_digits(known):
        return []
    made, told = known.brief.experiment, known.brief.experiment.verdict
    goes_on = told.fall in (Fall.FALLS, Fall.RISES) and told.pace is not Pace.ARRIVES
    is_bowl = goes_on and made.objective.is_quadratic
    smooth = _SMOOTH if made.objective.loss.is_smooth else ()
    checks = [*_CURVE, *smooth, *(_DESCENT if goes_on else ()), *(_BOWL if is_bowl else ())]
    return [(scene, check) for scene, check in checks if not unsuited(scene, known.brief)]


def _has_digits(known: Plain) -> bool:
    """Return whether differences of errors have enough digits to compare a picture with.

    They have not where nothing is left at the best fit but rounding, nor where numbers are huge
    beside what they vary by, or beside each other.
    """
    made = known.brief.experiment
    shifts, scales = made.scaling.shifts, made.scaling.scales
    is_far = (np.abs(shifts) > scales / _ROUNDING / 10).any()
    is_left = known.error(made.best) > _ROUNDING * _size(known)
    is_narrow = made.objective.loss.is_smooth and made.condition_number > 1 / _ROUNDING
    return made.fit.settled and is_left and not is_far and not is_narrow


def _words(known: Plain) -> list[str]:
    """Say which errors the words of `iterate` have wrong."""
    made, told = known.brief.experiment, numbers_of("iterate", known.brief)
    ends = {"start_loss": made.trajectory.start, "loss": made.trajectory.points[-1]}
    ends["best_loss"] = made.best
    with np.errstate(all="ignore"):
        errors = {key: known.error(theta) for key, theta in ends.items()}
    return [
        f"iterate: {key} is {told[key]}, not {error:.6g}"
        for key, error in errors.items()
        if np.isfinite(error) and not _is_told(told[key], error, _size(known))
    ]


def _is_told(text: str, error: float, size: float) -> bool:
    """Return whether a number is told rightly; what is rounding may be told as any."""
    return says(text, error) or abs(number(text) - error) <= _ROUNDING * size


def _size(known: Plain) -> float:
    """Return how large an error is that is no rounding: the mean square of y."""
    return float(np.square(known.y).mean())


def _best(known: Plain) -> list[str]:
    """Say whether there is a lower place than the best fit, near it."""
    made = known.brief.experiment
    if not made.fit.settled:
        return []
    lowest, start = known.error(made.best), known.error(made.trajectory.start)
    with np.errstate(all="ignore"):
        found = minimize(known.error, made.best, method="Nelder-Mead", options={"xatol": 1e-9})
    is_lower = found.fun < lowest - 1e-7 * abs(lowest) - _ROUNDING * start
    return [f"best fit: {found.fun:.9g} is lower than {lowest:.9g}"] if is_lower else []


def _read(name: str, scene: str, check: Check) -> list[str]:
    """Say what a scene's pictures have wrong."""
    try:
        check(name)
    except (AssertionError, LookupError, StopIteration, TypeError, ValueError) as wrong:
        said = " ".join(str(wrong).split())[:200]
        return [f"{scene}: {check.__name__}: {type(wrong).__name__} {said}"]
    return []
