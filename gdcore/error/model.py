"""A model: the sympy expression of the prediction, and which of its symbols are free to descend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any, Final

from gdcore.algebra import sympy

if TYPE_CHECKING:
    RESPONSE: sympy.Symbol
    """The symbol of the observed value that a prediction is compared with."""

    from gdcore.formula.parsing import Formula

__all__ = ["RESPONSE", "Model", "line"]

_Parts = tuple["sympy.Expr", "tuple[sympy.Symbol, ...]", "tuple[sympy.Symbol, ...]"]


def __getattr__(name: str) -> Any:
    if name != "RESPONSE":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return sympy.Symbol("y", real=True)


@dataclass(frozen=True, init=False, eq=False)
class Model:
    """A prediction as a function of predictors and parameters.

    Parameters
    ----------
    expression : sympy.Expr
        The prediction, in the symbols below and no others.
    predictors : tuple of sympy.Symbol
        One for each predictor column, in the order of the columns.
    parameters : tuple of sympy.Symbol
        What the descent changes, in the order in which results list them.

    Raises
    ------
    ValueError
        If the expression has no parameter, holds a symbol that is neither, or gives two symbols
        one name.
    """

    columns: tuple[str, ...]
    """The predictors' names."""

    names: tuple[str, ...]
    """The parameters' names."""

    _made: _Parts | Callable[[], _Parts] = field(repr=False)

    def __init__(
        self,
        expression: sympy.Expr,
        predictors: tuple[sympy.Symbol, ...],
        parameters: tuple[sympy.Symbol, ...],
    ) -> None:
        columns, names = (tuple(s.name for s in some) for some in (predictors, parameters))
        self._hold(columns, names, (expression, predictors, parameters))
        self._check()

    @classmethod
    def waiting(
        cls, columns: tuple[str, ...], names: tuple[str, ...], made: Callable[[], _Parts]
    ) -> Model:
        """Return a model whose symbols are made when they are asked for.

        Parameters
        ----------
        columns, names : tuple of str
            What its predictors and its parameters are called.
        made : callable
            Returns expression, predictors and parameters.
        """
        model = object.__new__(cls)
        model._hold(columns, names, made)
        return model

    def _hold(
        self, columns: tuple[str, ...], names: tuple[str, ...], made: _Parts | Callable[[], _Parts]
    ) -> None:
        for key, value in (("columns", columns), ("names", names), ("_made", made)):
            object.__setattr__(self, key, value)

    @cached_property
    def _parts(self) -> _Parts:
        return self._made() if callable(self._made) else self._made

    @property
    def expression(self) -> sympy.Expr:
        """The prediction."""
        return self._parts[0]

    @property
    def predictors(self) -> tuple[sympy.Symbol, ...]:
        """One for each predictor column."""
        return self._parts[1]

    @property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """What the descent changes."""
        return self._parts[2]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return self._made == other._made or self._parts == other._parts

    def __hash__(self) -> int:
        return hash((self.columns, self.names))

    def _check(self) -> None:
        if not self.parameters:
            raise ValueError(
                f"`parameters` must hold at least one symbol, got none in {self.expression}"
            )
        stray = self.expression.free_symbols - {*self.predictors, *self.parameters}
        if stray:
            names = ", ".join(sorted(map(str, stray)))
            raise ValueError(f"`expression` may hold predictors and parameters only, got {names}")
        names = [symbol.name for symbol in (*self.predictors, *self.parameters)]
        if len(set(names)) < len(names):
            raise ValueError(
                f"`predictors` and `parameters` must have different names, got {names}"
            )

    @classmethod
    def from_formula(cls, formula: Formula) -> Model:
        """Return the model that a formula writes down.

        Examples
        --------
        >>> from gdcore.formula.parsing import parse_formula
        >>> model = Model.from_formula(parse_formula("a*exp(-k*x) + c", ["x"]))
        >>> model.names, model.is_linear
        (('a', 'k', 'c'), False)
        """
        return cls(formula.expression, formula.predictors, formula.parameters)

    @cached_property
    def features(self) -> tuple[sympy.Expr, ...]:
        """The partial derivatives of the prediction, one for each parameter."""
        return tuple(sympy.diff(self.expression, parameter) for parameter in self.parameters)

    @cached_property
    def features_by_itself(self) -> tuple[sympy.Expr, ...]:
        """The same derivatives, the prediction where it occurs in them written as a symbol f.

        Examples
        --------
        >>> from gdcore.formula.parsing import parse_formula
        >>> Model.from_formula(parse_formula("a*exp(k*x)", ["x"])).features_by_itself
        (exp(k*x), f*x)
        """
        itself = sympy.Symbol("f", real=True)
        return tuple(feature.subs(self.expression, itself) for feature in self.features)

    @cached_property
    def is_linear(self) -> bool:
        """Whether the prediction is linear in its parameters; in the predictors it need not be."""
        return self.is_line or self._jointly_linear(self.parameters)

    @cached_property
    def linear_parameters(self) -> tuple[sympy.Symbol, ...]:
        """Parameters in which the prediction is jointly linear while the others stand still.

        All of them for a linear model, a and c in a·exp(−k·x) + c; taken greedily in their order.
        """
        chosen: tuple[sympy.Symbol, ...] = ()
        for parameter in self.parameters:
            if self._jointly_linear((*chosen, parameter)):
                chosen = (*chosen, parameter)
        return chosen

    def _jointly_linear(self, chosen: tuple[sympy.Symbol, ...]) -> bool:
        """Tell whether all second derivatives by these parameters are seen to vanish."""
        free = set(chosen)
        features = dict(zip(self.parameters, self.features, strict=True))
        return all(
            not features[parameter].free_symbols & free
            or all(_vanishes(sympy.diff(features[parameter], other)) for other in chosen)
            for parameter in chosen
        )

    @cached_property
    def offset(self) -> sympy.Expr:
        """The part of the prediction that no parameter touches, for a linear model."""
        return self.expression.subs(dict.fromkeys(self.parameters, 0))

    @cached_property
    def is_straight(self) -> bool:
        """Whether the prediction is a straight line in each predictor, whatever the parameters."""
        return self.is_line or all(self.expression.diff(x, 2) == 0 for x in self.predictors)

    @cached_property
    def is_line(self) -> bool:
        """Whether it is the straight line m·x + b, whose parameters have names."""
        alike = self.columns == _LINE_COLUMNS and self.names == _LINE_NAMES
        return alike and self == line()

    @property
    def is_flat(self) -> bool:
        """Whether it is a straight line or, over two predictors, a plane: nothing bends."""
        pairs = combinations_with_replacement(self.predictors, 2)
        return all(self.expression.diff(x, z) == 0 for x, z in pairs)


def _vanishes(expression: sympy.Expr) -> bool:
    """Tell whether an expression multiplies out to zero; one too large for that is taken not to."""
    from gdcore.formula.size import is_expandable

    return is_expandable(expression) and sympy.expand(expression) == 0


def line() -> Model:
    """Return the straight line m·x + b, with slope m and intercept b.

    Examples
    --------
    >>> line().features
    (x, 1)
    """
    return Model.waiting(_LINE_COLUMNS, _LINE_NAMES, _made_line)


_LINE_COLUMNS: Final = ("x",)
_LINE_NAMES: Final = ("m", "b")


def _made_line() -> _Parts:
    m, x, b = sympy.symbols("m x b", real=True)
    return m * x + b, (x,), (m, b)
