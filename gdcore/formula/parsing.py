"""A formula as the user types it, such as `m*x + b`: which columns it uses, what is to be learned.

A name that is one of the columns is a predictor; every other name is a parameter, `pi` and `e`
too. Columns whose names are no identifiers are written in backquotes: m*`body mass` + b. The text
is read by a parser of our own; see `gdcore.formula.syntax` for what may be written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import sympy

from gdcore.arrays import Floats
from gdcore.data.dataset import Dataset
from gdcore.formula.expression import build_expression
from gdcore.formula.identifiability import confounded, generic_rows
from gdcore.formula.syntax import Name, Number, Tree, parse_tree
from gdcore.formula.tokens import FormulaError, folded

__all__ = ["MAX_PARAMETERS", "Formula", "FormulaError", "check_determined", "parse_formula"]

MAX_PARAMETERS: Final = 20
"""How many parameters a formula may have."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: one expression, with the parts its symbols play.

    Parameters
    ----------
    text : str
        As the user typed it.
    expression : sympy.Expr
        The prediction. Its symbols are real and named like the columns and parameters.
    predictors : tuple of sympy.Symbol
        The columns used, in order of first appearance in the text; at least one.
    parameters : tuple of sympy.Symbol
        What is to be learned, in order of first appearance in the text; at least one.
    """

    text: str
    expression: sympy.Expr
    predictors: tuple[sympy.Symbol, ...]
    parameters: tuple[sympy.Symbol, ...]


def parse_formula(text: str, columns: Sequence[str], others: Sequence[str] = ()) -> Formula:
    """Read a formula.

    Parameters
    ----------
    text : str
        The right-hand side, such as "a*exp(-k*x) + c".
    columns : sequence of str
        The predictors' names. Whoever lets the user write `x` for the only column, whatever its
        name, passes "x".
    others : sequence of str
        Names that the table gives to columns which are not predictors, such as the response: a
        parameter may not bear them.

    Raises
    ------
    FormulaError
        If the text is no formula, or uses none of the columns, or has no parameter or more than
        `MAX_PARAMETERS`, or a name of it is in `others` or cancels out.
    ValueError
        If two of `columns` have the same name, or one of them is also in `others`.

    Examples
    --------
    >>> formula = parse_formula("m*x + b", ["x"])
    >>> formula.expression, formula.predictors, formula.parameters
    (b + m*x, (x,), (m, b))
    """
    spelled = _spelled(columns, others)
    tree = parse_tree(text)
    names = _first_names(tree)
    predictors = {key: name for key, name in names.items() if key in spelled}
    parameters = {key: name for key, name in names.items() if key not in spelled}
    _check_parameters(text, parameters, columns, {folded(other) for other in others})
    _check_predictors(text, predictors, columns)
    symbols = {key: sympy.Symbol(spelled.get(key, key), real=True) for key in names}
    expression = build_expression(tree, text, symbols)
    _check_cancelled(text, names, symbols, expression)
    return Formula(
        text,
        expression,
        tuple(symbols[key] for key in predictors),
        tuple(symbols[key] for key in parameters),
    )


def _spelled(columns: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    """Return the columns' own spelling by their folded names."""
    spelled = {folded(column): column for column in columns}
    if len(spelled) < len(columns):
        raise ValueError(f"`columns` must have different names, got {list(columns)}")
    if shared := sorted(spelled.keys() & {folded(other) for other in others}):
        raise ValueError(f"`others` must not hold names of `columns`, got {shared}")
    return spelled


def _leaves(tree: Tree) -> Iterator[Name]:
    """Yield the names of a tree in the order of the text."""
    if isinstance(tree, Name):
        yield tree
    elif not isinstance(tree, Number):
        for operand in tree.operands:
            yield from _leaves(operand)


def _first_names(tree: Tree) -> dict[str, Name]:
    """Return each name where it first appears, by its folded spelling."""
    names: dict[str, Name] = {}
    for name in _leaves(tree):
        names.setdefault(folded(name.text), name)
    return names


def _check_parameters(
    text: str, parameters: Mapping[str, Name], columns: Sequence[str], others: set[str]
) -> None:
    for count, (key, name) in enumerate(parameters.items(), 1):
        if key in others:
            raise FormulaError(text, name.position, _both(name.text))
        if name.quoted:
            message = f"There is no predictor called `{name.text}`; {_choice(columns)}."
            raise FormulaError(text, name.position, message)
        if count > MAX_PARAMETERS:
            message = f"The formula has more than {MAX_PARAMETERS} parameters; leave some out."
            raise FormulaError(text, name.position, message)
    if not parameters:
        message = "The formula has no parameter to learn: add a name that is not a column."
        raise FormulaError(text, 0, message)


def _both(name: str) -> str:
    return (
        f"{name} is a column of the data but not a predictor, so it cannot be a parameter either. "
        "Choose another name for the parameter, or make the column a predictor."
    )


def _check_predictors(text: str, predictors: Mapping[str, Name], columns: Sequence[str]) -> None:
    if not predictors:
        message = f"The formula uses none of the data's columns; {_choice(columns)}."
        raise FormulaError(text, 0, message)


def _choice(columns: Sequence[str]) -> str:
    """Name the columns that can be used, up to six."""
    shown = [column if column.isidentifier() else f"`{column}`" for column in columns[:6]]
    more = f" and {len(columns) - 6} more" if len(columns) > 6 else ""
    return f"it can use {', '.join(shown)}{more}"


def _check_cancelled(
    text: str,
    names: Mapping[str, Name],
    symbols: Mapping[str, sympy.Symbol],
    expression: sympy.Expr,
) -> None:
    for key, name in names.items():
        if symbols[key] not in expression.free_symbols:
            message = f"{name.text} cancels out: the formula has the same value without it."
            raise FormulaError(text, name.position, message)


def check_determined(formula: Formula, dataset: Dataset) -> None:
    """Check that the data can tell the parameters apart.

    Parameters
    ----------
    formula : Formula
    dataset : Dataset
        With a predictor of the name of each of the formula's predictors.

    Raises
    ------
    FormulaError
        If a parameter, or a combination of parameters, can change without changing any prediction,
        or the formula has no finite value on any row.
    ValueError
        If `dataset` lacks a predictor.

    Examples
    --------
    >>> from gdcore.data.dataset import Column
    >>> data = Dataset((Column("x", [1, 2, 4]),), Column("y", [3, 5, 8]))
    >>> check_determined(parse_formula("m*x + b", ["x"]), data)
    >>> check_determined(parse_formula("(m1 + m2)*x", ["x"]), data)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    gdcore.formula.tokens.FormulaError: m1 and m2 cannot be told apart: ...
    """
    rows = _rows(formula, dataset)
    groups = _confounded(formula, rows)
    if not groups:
        return
    inherent = _confounded(formula, np.vstack([rows, generic_rows(rows)]))
    group = [symbol for symbol in formula.parameters if symbol in (inherent or groups)[0]]
    reason = _INHERENT if inherent else _data_reason(formula, group, rows)
    position = _first_names(parse_tree(formula.text))[group[0].name].position
    raise FormulaError(formula.text, position, f"{_indistinct(group)}: {reason}")


_INHERENT: Final = (
    "whatever the data, they can change without changing any prediction. Use fewer parameters."
)


def _confounded(formula: Formula, rows: Floats) -> tuple[frozenset[sympy.Symbol], ...]:
    try:
        return confounded(formula.expression, formula.predictors, formula.parameters, rows)
    except ValueError:
        names = ", ".join(symbol.name for symbol in formula.predictors)
        message = f"The formula has no finite value at any of the data's values of {names}."
        raise FormulaError(formula.text, 0, message) from None


def _rows(formula: Formula, dataset: Dataset) -> Floats:
    """Return the predictors' values, shape (n, predictors), in the formula's order."""
    columns = {column.name: column.values for column in dataset.predictors}
    if missing := [symbol.name for symbol in formula.predictors if symbol.name not in columns]:
        raise ValueError(f"`dataset` must have the predictors {missing}, got {list(columns)}")
    return np.column_stack([columns[symbol.name] for symbol in formula.predictors])


def _indistinct(group: Sequence[sympy.Symbol]) -> str:
    names = [symbol.name for symbol in group]
    if len(names) == 1:
        return f"{names[0]} cannot be determined"
    return f"{', '.join(names[:-1])} and {names[-1]} cannot be told apart"


def _data_reason(formula: Formula, group: Sequence[sympy.Symbol], rows: Floats) -> str:
    distinct = len(np.unique(rows, axis=0))
    predictors = ", ".join(symbol.name for symbol in formula.predictors)
    if len(group) > 1 and distinct < len(formula.parameters):
        values = "one value" if distinct == 1 else f"{distinct} different values"
        need = f"{len(formula.parameters)} parameters need at least as many"
        return f"the data holds only {values} of {predictors}, and {need}."
    effect = "their effects make up for each other" if len(group) > 1 else "it has no effect"
    return f"at the values of {predictors} in this data, {effect}."
