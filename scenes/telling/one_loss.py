"""How a language tells what one row of yes or no costs. No Manim here."""

from dataclasses import dataclass
from math import log

from gdcore.landscape.chances import chances
from gdcore.landscape.missing import Miss
from scenes.telling.vocabulary import Vocabulary

__all__ = ["ToldLoss", "told_loss"]


@dataclass(frozen=True, slots=True)
class ToldLoss:
    """One row's log loss in numbers, and that of all rows.

    Parameters
    ----------
    chance : str
        The probability of what happened.
    loss : str
        Minus the logarithm of the number that is shown for it.
    error : str
        The mean of all losses.
    """

    chance: str
    loss: str
    error: str


def told_loss(miss: Miss, words: Vocabulary) -> ToldLoss:
    """Return what is told of a row of yes or no.

    Examples
    --------
    >>> import numpy as np
    >>> from gdcore.data.dataset import Column, Dataset
    >>> from gdcore.error.loss import LOGLOSS
    >>> from gdcore.error.model import Model
    >>> from gdcore.experiment import run
    >>> from gdcore.formula.parsing import parse_formula
    >>> from scenes.telling.vocabulary import vocabulary
    >>> data = Dataset((Column("x", [0.0, 1.0, 2.0, 3.0]),), Column("y", [0.0, 1.0, 0.0, 1.0]))
    >>> model = Model.from_formula(parse_formula("sigmoid(w*x)", ["x"]))
    >>> lesson = run(data, model=model, loss=LOGLOSS)
    >>> told_loss(Miss(lesson, np.zeros(1), 2), vocabulary("en"))
    ToldLoss(chance='0.500', loss='0.693', error='0.693')
    """
    objective, told = miss.experiment.objective, words.numerals.significant
    chance = float(chances(objective, miss.theta)[miss.row])
    shown = float(f"{chance:.2e}")
    return ToldLoss(told(chance), told(-log(shown)), told(float(objective.value(miss.theta))))
