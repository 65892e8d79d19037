"""Update rules written out: the step of one parameter as an expression, to be typeset.

In it stand what a rule was given, and symbols for what it is fed with at each step.
"""

from typing import Any, Final

import sympy

from gdcore.rules.adaptive import Adam, RMSProp
from gdcore.rules.lengths import Decay
from gdcore.rules.momentum import HeavyBall, Nesterov
from gdcore.rules.newton import Newton
from gdcore.rules.update import Update

__all__ = [
    "AHEAD",
    "CURVATURE",
    "GRADIENT",
    "LAST_STEP",
    "MEAN",
    "MEAN_SQUARE",
    "RATE",
    "STEPS_MADE",
    "written_step",
]

GRADIENT: Final = sympy.Symbol("gradient")
"""The slope of E along the parameter, of the rows that are looked at."""
AHEAD: Final = sympy.Symbol("gradient-ahead")
"""The same where a share of the last step would lead."""
LAST_STEP: Final = sympy.Symbol("last-step")
"""By how much the parameter was changed before; 0 at first."""
MEAN: Final = sympy.Symbol("mean-gradient")
"""The running mean of the gradients, free of its beginning at zero."""
MEAN_SQUARE: Final = sympy.Symbol("mean-square-gradient")
"""The running mean of their squares; Adam's is free of its beginning at zero, RMSProp's is not."""
CURVATURE: Final = sympy.Symbol("curvature")
"""The second derivative of E; of several parameters the Hessian, by which one divides likewise."""
RATE: Final = sympy.Symbol("found")
"""A length that is looked for at each step."""
STEPS_MADE: Final = sympy.Symbol("steps-so-far")
"""How many steps were made before."""


def written_step(update: Update[Any, Any]) -> sympy.Expr:
    """Return by how much a step changes a parameter, but for the ε that forbids to divide by zero.

    Momentum is written with the last step, as its rate is the same at each: r v = step.

    Parameters
    ----------
    update : Update
        One that a rule of `gdcore.rules.recipes` makes.

    Examples
    --------
    >>> from gdcore.rules.update import FixedRate
    >>> written_step(Update(HeavyBall(0.5), FixedRate(0.25)))
    -0.25*gradient + 0.5*last-step
    """
    rate = _rate(update)
    match update.direction:
        case HeavyBall(beta=beta):
            return beta * LAST_STEP - rate * GRADIENT
        case Nesterov(beta=beta):
            return beta * LAST_STEP - rate * AHEAD
        case RMSProp():
            return -rate * GRADIENT / sympy.sqrt(MEAN_SQUARE)
        case Adam():
            return -rate * MEAN / sympy.sqrt(MEAN_SQUARE)
        case Newton():
            return -rate * GRADIENT / CURVATURE
        case _:
            return -rate * GRADIENT


def _rate(update: Update[Any, Any]) -> sympy.Expr:
    if update.fixed_rate is not None:
        return sympy.Float(update.fixed_rate)
    if isinstance(update.length, Decay):
        return update.length.rate / (1 + update.length.decay * STEPS_MADE)
    return RATE
