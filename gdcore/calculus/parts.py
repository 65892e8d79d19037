"""The parts of a board's lines by name, so that each can be coloured and moved by itself."""

from typing import Any, Final

import sympy

from gdcore.calculus.board import Board, of_row
from gdcore.calculus.total import ROW
from gdcore.error.model import RESPONSE, Model

__all__ = ["named_parts", "short_prediction"]

_LETTERS: Final = ("f", "g", "h", "q", "s", "v")


def short_prediction(model: Model) -> Any:
    """Return fᵢ, which stands for row i's prediction, in a letter that the model does not use.

    Examples
    --------
    >>> from gdcore.error.model import line
    >>> short_prediction(line())
    f[i]
    """
    taken = set(model.names) | {symbol.name for symbol in model.predictors} | {RESPONSE.name}
    free = [letter for letter in _LETTERS if letter not in taken]
    name = free[0] if free else "_".join(sorted(taken))
    return sympy.Indexed(sympy.IndexedBase(name, real=True), ROW)


def named_parts(model: Model, board: Board) -> dict[Any, str]:
    """Return what each part is called.

    That is `theta0`, `theta1`, … for the parameters in their order, `data`, `data1`, … and
    `response` for the row's values, `prediction` for the model's sum and for what stands for it,
    `moving` for the terms with the board's parameter, `still` for the others.

    Parameters
    ----------
    model : Model
    board : Board
        One of the model's.

    Examples
    --------
    >>> from gdcore.calculus.board import board
    >>> from gdcore.error.loss import MSE
    >>> from gdcore.error.model import line
    >>> m, b = line().parameters
    >>> named_parts(line(), board(line(), MSE, m))[b]
    'theta1'
    """
    curve, parameter = board.prediction, board.parameter
    terms = sympy.Add.make_args(curve)
    known: dict[Any, str] = {curve: "prediction"} if len(terms) > 1 else {}
    known |= {t: "moving" if parameter in t.free_symbols else "still" for t in terms}
    known |= {symbol: f"theta{k}" for k, symbol in enumerate(model.parameters)}
    names = (f"data{k or ''}" for k in range(len(model.predictors)))
    known |= {of_row(x, model): name for x, name in zip(model.predictors, names, strict=True)}
    return known | {of_row(RESPONSE, model): "response", short_prediction(model): "prediction"}
