"""Finding the way back by algebra: two formulas that must be one for every x.

Wanted are parameters θ' with f(x; θ') = μ_y + s_y · f((x − μ)/s; θ) for every x. The two sides are
matched (`gdcore.formula.matching`), which gives equations in θ', and these are solved
(`gdcore.formula.solving`). For a·exp(−k·x) + c that gives k' = k/s, a' = s_y·a·exp(k·μ/s) and
c' = s_y·c + μ_y. The work is done once for a model, with letters for shifts and scales.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple

import sympy

from gdcore.data.units import Change
from gdcore.error.model import Model
from gdcore.formula.matching import Matching, NoWayError, expanded
from gdcore.formula.solving import solved

__all__ = ["Written", "written_way"]

_FULL, _NONE = Change.FULL, Change.NONE
_ANGLES: Final = (sympy.sin, sympy.cos, sympy.tan, sympy.tanh)


class Written(NamedTuple):
    """The parameters in the data's own units, as they are written."""

    expressions: tuple[sympy.Expr, ...]
    """One for each parameter, in the symbols below and the model's parameters."""

    shifts: tuple[sympy.Symbol, ...]
    """One for each column, predictors first."""

    scales: tuple[sympy.Symbol, ...]
    """One for each column, predictors first."""


@lru_cache(maxsize=256)
def written_way(model: Model, predictors: Change, response: Change) -> Written | None:
    """Return how parameters found on changed columns read in the data's own units; None if unknown.

    Parameters
    ----------
    model : Model
    predictors, response : Change
        What was done to the columns.
    """
    columns = [*(symbol.name for symbol in model.predictors), "y"]
    shifts = tuple(sympy.Dummy(f"mu_{name}", real=True) for name in columns)
    scales = tuple(sympy.Dummy(f"s_{name}", positive=True) for name in columns)
    changes = [predictors] * len(model.predictors) + [response]
    sides = _Sides(model, shifts, scales, changes)
    for view in _VIEWS:
        try:
            return Written(sides.solution(view), shifts, scales)
        except NoWayError:
            continue
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
