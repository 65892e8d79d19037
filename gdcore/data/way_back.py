"""The way back: parameters found on columns in other units, in the data's own units.

A model f(x; θ) was descended on (x − μ)/s and (y − μ_y)/s_y. Wanted are parameters θ' with

    f(x; θ')  =  μ_y + s_y · f((x − μ)/s; θ)     for every x.

The two sides are matched (`gdcore.formula.matching`), which gives equations in θ', and these are
solved (`gdcore.formula.solving`). For a·exp(−k·x) + c that gives k' = k/s, a' = s_y·a·exp(k·μ/s)
and c' = s_y·c + μ_y. The work is done once for a model, with letters for shifts and scales. Where a
formula allows no shift or no scale, less may be done to its columns: `fullest_way`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import sympy

from gdcore.arrays import Floats
from gdcore.data.units import Change, Scaling
from gdcore.error.model import Model
from gdcore.formula.matching import Matching, NoWayError, expanded
from gdcore.formula.solving import solved
from gdcore.formula.stable import compiled

__all__ = ["NoCounterpartError", "WayBack", "fullest_way", "way_back"]

_FULL, _SCALED, _NONE = Change.FULL, Change.SCALED, Change.NONE
_WAYS: Final = (
    (_FULL, _FULL),
    (_FULL, _SCALED),
    (_SCALED, _FULL),
    (_SCALED, _SCALED),
    (_FULL, _NONE),
    (_SCALED, _NONE),
    (_NONE, _FULL),
    (_NONE, _SCALED),
)
"""What may be done to the predictors and to the response, the most helpful first."""

_ANGLES: Final = (sympy.sin, sympy.cos, sympy.tan, sympy.tanh)


class NoCounterpartError(ValueError):
    """No parameters are known that give the curve on changed columns in the data's own units."""


@dataclass(frozen=True, slots=True, eq=False)
class WayBack:
    """The parameters in the data's own units, as functions of those descended on.

    Parameters
    ----------
    expressions : tuple of sympy.Expr
        One for each parameter, in the symbols below and the model's parameters.
    shifts, scales : tuple of sympy.Symbol
        One for each column, predictors first.
    function : callable
        The expressions, compiled: takes shifts, scales, then parameters.
    """

    expressions: tuple[sympy.Expr, ...]
    shifts: tuple[sympy.Symbol, ...]
    scales: tuple[sympy.Symbol, ...]
    function: Callable[..., list[Any]]

    def __call__(self, points: Floats, scaling: Scaling) -> Floats:
        """Return parameters of shape (..., p) in the data's own units, of the same shape."""
        with np.errstate(all="ignore"):
            values = self.function(*scaling.shifts, *scaling.scales, *np.moveaxis(points, -1, 0))
        return np.stack([np.broadcast_to(value, points.shape[:-1]) for value in values], axis=-1)


@lru_cache(maxsize=64)
def fullest_way(model: Model, *, response: bool = True) -> tuple[Change, Change, WayBack]:
    """Return the most that can be done to predictors and response, and the way back from it.

    Parameters
    ----------
    model : Model
    response : bool
        Whether the response may be changed; yes/no data may not.

    Raises
    ------
    NoCounterpartError
        If there is a way back from nothing.
    """
    for predictors, to_response in _WAYS:
        if response or to_response is _NONE:
            way = way_back(model, predictors, to_response)
            if way is not None:
                return predictors, to_response, way
    raise NoCounterpartError(
        f"`units` must be the data's own for {model.expression}: descended on shifted or scaled "
        "columns, no parameters were found that give the same curve in the data's own units"
    )


def way_back(
    model: Model,
    predictors: Change = Change.FULL,
    response: Change = Change.FULL,
) -> WayBack | None:
    """Return how parameters found on changed columns read in the data's own units.

    Parameters
    ----------
    model : Model
    predictors, response : Change
        What was done to the columns.

    Returns
    -------
    WayBack or None
        None if no such way is found, as for the sigmoid of a shifted response.

    Examples
    --------
    >>> from gdcore.error.model import line
    >>> way_back(line()).expressions[0]
    _s_y*m/_s_x
    """
    columns = [*(symbol.name for symbol in model.predictors), "y"]
    shifts = tuple(sympy.Dummy(f"mu_{name}", real=True) for name in columns)
    scales = tuple(sympy.Dummy(f"s_{name}", positive=True) for name in columns)
    changes = [predictors] * len(model.predictors) + [response]
    sides = _Sides(model, shifts, scales, changes)
    for view in _VIEWS:
        try:
            expressions = sides.solution(view)
        except NoWayError:
            continue
        arguments = [*shifts, *scales, *model.parameters]
        return WayBack(expressions, shifts, scales, compiled(arguments, expressions))
    return None


def _as_a_fraction(expression: Any) -> Any:
    numerator, denominator = sympy.fraction(sympy.together(expression))
    return expanded(numerator) / expanded(denominator)


def _angles_parted(expression: Any) -> Any:
    # Angles of angles would be parted into terms without number.
    angles = (angle for function in expression.atoms(*_ANGLES) for angle in function.args)
    if any(angle.has(*_ANGLES) for angle in angles):
        raise NoWayError
    return expanded(sympy.expand_trig(expanded(expression)))


_VIEWS: Final[tuple[Callable[[Any], Any], ...]] = (
    lambda expression: expression,
    expanded,
    _as_a_fraction,
    _angles_parted,
)
"""How a formula may be written before it is matched."""


class _Sides:
    """The two sides of the equation above."""

    def __init__(
        self, model: Model, shifts: tuple[Any, ...], scales: tuple[Any, ...], changes: list[Change]
    ) -> None:
        self.model = model
        self.shifts = [
            m if c is _FULL else sympy.S.Zero for m, c in zip(shifts, changes, strict=True)
        ]
        self.scales = [
            s if c is not _NONE else sympy.S.One for s, c in zip(scales, changes, strict=True)
        ]
        self.wanted = {p: sympy.Dummy(p.name, real=True) for p in model.parameters}
        neutral = {
            **dict.fromkeys(shifts, sympy.S.Zero),
            **dict.fromkeys(scales, sympy.S.One),
            **{dummy: parameter for parameter, dummy in self.wanted.items()},
        }
        self.matching = Matching(model.predictors, neutral)

    def solution(self, view: Callable[[Any], Any]) -> tuple[Any, ...]:
        """Return the parameters wanted; raise NoWayError if they are not found in this view."""
        wanted = view(self.model.expression).xreplace(self.wanted)
        target = view(
            self.shifts[-1] + self.scales[-1] * self.model.expression.xreplace(self.moved)
        )
        equations = self.matching.equations(wanted, target)
        found = solved(equations, set(self.wanted.values()))
        return tuple(found[self.wanted[parameter]] for parameter in self.model.parameters)

    @property
    def moved(self) -> dict[Any, Any]:
        """The predictors as they were descended on."""
        columns = zip(self.model.predictors, self.shifts, self.scales, strict=False)
        return {x: (x - shift) / scale for x, shift, scale in columns}
