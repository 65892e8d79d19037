"""The way back: parameters found on columns in other units, in the data's own units.

A model f(x; θ) was descended on (x − μ)/s and (y − μ_y)/s_y. Wanted are parameters θ' with

    f(x; θ')  =  μ_y + s_y · f((x − μ)/s; θ)     for every x.

They are found by algebra (`gdcore.data.algebraic_way`), except for the straight line, whose are
known. Where a formula allows no shift or no scale, less may be done to its columns: `fullest_way`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.data.units import Change, Scaling
from gdcore.error.model import Model
from gdcore.formula.compiling import compiled

if TYPE_CHECKING:
    from gdcore.data.algebraic_way import Written

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


class NoCounterpartError(ValueError):
    """No parameters are known that give the curve on changed columns in the data's own units."""


@dataclass(frozen=True, slots=True, eq=False)
class WayBack:
    """The parameters in the data's own units, as functions of those descended on.

    Parameters
    ----------
    model : Model
    predictors, response : Change
        What was done to its columns.
    function : callable
        Takes shifts, scales, then parameters; returns those in the data's own units.
    """

    model: Model
    predictors: Change
    response: Change
    function: Callable[..., list[Any]]

    @property
    def written(self) -> "Written":
        """The function as it is written."""
        from gdcore.data.algebraic_way import written_way

        found = written_way(self.model, self.predictors, self.response)
        assert found is not None, "there is a way if there is its function"
        return found

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
    >>> way_back(line()).written.expressions[0]
    _s_y*m/_s_x
    """
    if model.is_line and predictors is _FULL and response is _FULL:
        return WayBack(model, predictors, response, _line_in_own_units)
    from gdcore.data.algebraic_way import written_way

    written = written_way(model, predictors, response)
    if written is None:
        return None
    arguments = [*written.shifts, *written.scales, *model.parameters]
    return WayBack(model, predictors, response, compiled(arguments, written.expressions))


def _line_in_own_units(*values: Any) -> list[Any]:
    """Return slope and intercept, as algebra finds them: no line needs to wait for that."""
    shift, shift_y, scale, scale_y, m, b = values
    slope = m * scale_y / scale
    return [slope, b * scale_y + shift_y - shift * slope]
