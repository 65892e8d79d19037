"""The formula that a lesson asks for, and which columns its names mean."""

from dataclasses import dataclass
from typing import Any

import sympy

from gdcore.data.dataset import Column, Dataset
from gdcore.error.model import Model
from gdcore.formula.parsing import Formula, FormulaError, check_determined, parse_formula
from gdcore.formula.tokens import folded, tokenise
from gdvideo.data import ReadData, column_names
from gdvideo.data.held import Held
from gdvideo.errors import InputError
from gdvideo.lesson import Lesson

__all__ = ["ChosenFormula", "chosen_formula"]

_THE_X = "x"


@dataclass(frozen=True)
class ChosenFormula:
    """A formula and the columns that it is fitted to.

    Parameters
    ----------
    formula : Formula
    columns : tuple of str
        The headers that its predictors mean, in their order; empty if `x` stands for the first
        numeric column.
    """

    formula: Formula
    columns: tuple[str, ...]

    def model(self, read: ReadData) -> Model:
        """Return the model, its predictors named as the columns of the data that were read.

        Raises
        ------
        InputError
            If the data cannot tell some of the parameters apart.
        """
        predictors = self.formula.predictors
        named = [
            Column(symbol.name, column.values)
            for symbol, column in zip(predictors, read.dataset.predictors, strict=True)
        ]
        response = Column("\N{NULL}", read.dataset.response.values)
        try:
            check_determined(self.formula, Dataset(tuple(named), response))
        except FormulaError as error:
            raise _refusal(error) from error
        return _renamed(self.formula, [column.name for column in read.dataset.predictors])


def chosen_formula(lesson: Lesson, source: str | Held) -> ChosenFormula | None:
    """Return the formula of a lesson, or None if it has none and fits a line.

    A name in the formula that is a column's header means that column; if there is none, or the
    lesson says which column x is, `x` stands for one column.

    Parameters
    ----------
    lesson : Lesson
    source : str or Held
        Its data, as for `read_data`.

    Raises
    ------
    InputError
        If the formula cannot be read; the message points at the character.
    """
    if lesson.formula is None:
        return None
    headers = column_names(source, lesson.sheet, lesson.header_row)
    try:
        used = {folded(t.text) for t in tokenise(lesson.formula) if t.kind in ("name", "column")}
        meant = [h for h in headers if folded(h) in used and h != lesson.y and not lesson.x]
        others = [header for header in headers if header not in meant]
        if meant:
            formula = parse_formula(lesson.formula, meant, others)
            return ChosenFormula(formula, tuple(p.name for p in formula.predictors))
        others = [header for header in headers if header not in (_THE_X, lesson.x)]
        formula = parse_formula(lesson.formula, [_THE_X], others)
    except FormulaError as error:
        raise _refusal(error) from error
    return ChosenFormula(formula, (lesson.x,) if lesson.x else ())


def _refusal(error: FormulaError) -> InputError:
    sentence, *pointer = error.lines
    return InputError(f"--formula: {sentence}", *pointer)


def _renamed(formula: Formula, names: list[str]) -> Model:
    """Return the formula's model with its predictors named as columns are shown.

    A single `x` stays one, as does a name that a parameter has already.
    """
    taken = {parameter.name for parameter in formula.parameters}
    symbols = [
        sympy.Symbol(name, real=True) if name not in taken and old.name != _THE_X else old
        for old, name in zip(formula.predictors, names, strict=True)
    ]
    moved: dict[Any, Any] = dict(zip(formula.predictors, symbols, strict=True))
    expression: Any = formula.expression.xreplace(moved)
    return Model(expression, tuple(symbols), formula.parameters)
