"""The lines of a derivation as Typst mathematics, each part under a label of its own.

The lines are those of `gdcore.calculus.board`. Labels: `theta0`, `theta1`, … for the parameters in
their order, `data` and `response` for the row's values, `prediction` for the model, `inside` for
what the outer function is of, `power` for the 2 in the exponent and in front, `moving` for the
terms that the parameter is in, `factor` for the derivative of the inside, `steep` for ∂/∂p.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from gdcore.calculus.board import INSIDE, Board, board
from gdcore.calculus.parts import named_parts, short_prediction
from gdcore.calculus.total import ROW, ROW_LOSS, total_of_rows
from gdcore.error.loss import SSE, Loss
from gdcore.error.model import Model
from gdcore.formula.functions import spelled
from gdcore.typeset.expressions import name_typst, typst
from scenes.kit.text.labels import labelled

__all__ = ["SUM", "BoardSources"]

SUM: Final = typst(total_of_rows(SSE)).removesuffix(typst(ROW_LOSS)).strip()
"""Σ with its limits, over the rows."""

_INSIDE: Final = re.compile(r"(?<!\()\{\{ u : inside \}\}")
_IN_BRACKETS: Final = "{{ u : inside }}"


@dataclass(frozen=True)
class BoardSources:
    """The sources of all lines for one parameter.

    Parameters
    ----------
    model : Model
    loss : Loss
    index : int
        Which parameter, from 0.
    short : bool
        Whether the prediction is written as fᵢ, because in full it is too long.
    """

    model: Model
    loss: Loss
    index: int
    short: bool

    @cached_property
    def board(self) -> Board:
        """The lines themselves."""
        return board(self.model, self.loss, self.model.parameters[self.index])

    @cached_property
    def letter(self) -> Any:
        """What stands for the prediction if it is written short."""
        return short_prediction(self.model)

    @cached_property
    def labels(self) -> Mapping[Any, str]:
        """The label of each part."""
        return named_parts(self.model, self.board)

    @property
    def knob(self) -> str:
        """The label of the parameter."""
        return f"theta{self.index}"

    @property
    def is_square(self) -> bool:
        """Whether the outer function is the square."""
        return self.board.outer == INSIDE**2

    def written(self, expression: Any) -> str:
        """Return an expression with its labels, the prediction short if it is to be."""
        if self.short:
            expression = expression.xreplace({self.board.prediction: self.letter})
        return self.full(expression)

    def full(self, expression: Any) -> str:
        """Return an expression with its labels, the prediction in full."""
        return typst(expression, self.labels, partial=self._is_partial)

    @property
    def _is_partial(self) -> bool:
        return len(self.model.parameters) > 1

    @property
    def inside(self) -> str:
        """The inside, labelled."""
        return labelled(self.written(self.board.inside), "inside")

    def _around_inside(self, outer: Any) -> str:
        """Return a function of the inside with the inside in its place."""
        labels = {self.board.exponent: "power"} if self.is_square else {}
        source = typst(outer, {**self.labels, INSIDE: "inside", **labels})
        inside = self.inside
        bracketed = f"({inside})" if self.board.is_residual else inside
        return _INSIDE.sub(lambda _: bracketed, source).replace(_IN_BRACKETS, inside)

    @cached_property
    def row(self) -> str:
        """The loss of one row."""
        return labelled(self._around_inside(self.board.outer), "row")

    def steepness(self, what: str = "") -> str:
        """Return ∂/∂p, or ∂what/∂p."""
        curly = "partial" if self._is_partial else "upright(d)"
        name = labelled(name_typst(self.board.parameter.name), self.knob)
        return labelled(f"frac({curly} {what}, {curly} {name})", "steep")

    @property
    def question(self) -> str:
        """The derivative of one row's loss as it stands."""
        return f"{self.steepness()} thin {self._whole_row}"

    @property
    def _whole_row(self) -> str:
        """Return the loss of one row, in brackets if it is a sum."""
        return self.row if self.board.is_residual else f"({self.row})"

    @property
    def front(self) -> str:
        """What the chain rule puts in front: the derivative of the outer function."""
        front = self._around_inside(self.board.outer_slope)
        return front if self.board.is_residual else f"({front})"

    @property
    def last(self) -> str:
        """The derivative of the inside, labelled `last`, with brackets if it needs some."""
        return self._bracketed(self.written(self.board.factor), self.board.factor)

    @property
    def named(self) -> str:
        """The same as ∂f/∂p, where it is too long to be written there."""
        base = name_typst(self.letter.base.label.name)
        minus = "-" if self.board.is_residual else ""
        source = f"{minus}{self.steepness(f'{base}_{ROW}')}"
        return self._last(source, is_open=bool(minus))

    def _bracketed(self, source: str, expression: Any) -> str:
        is_open = expression.is_Add or expression.as_coeff_Mul()[0].is_negative
        return self._last(source, is_open=is_open)

    def _last(self, source: str, *, is_open: bool) -> str:
        """Return a last factor with its labels, in brackets if it is a sum or has a minus."""
        inner = labelled(source, "factor")
        return labelled(f"lr(( {inner} ))" if is_open else inner, "last")

    def tail(self, last: str) -> str:
        """Return the derivative of one row's loss: what is in front, times the last factor."""
        return labelled(f"{self.front} {labelled('dot.op', 'dot')} {last}", "tail")

    @property
    def cancelled(self) -> str | None:
        """The same, shortened; None if nothing cancels."""
        if self.board.shortened is None:
            return None
        front, rest = self.board.shortened
        last = self._bracketed(self.written(rest), rest)
        front_source = labelled(self.written(front), "inside")
        return labelled(f"({front_source}) {labelled('dot.op', 'dot')} {last}", "tail")

    @property
    def share(self) -> str:
        """What takes all rows together: Σ, labelled `sigma`, and 1/N if they are averaged."""
        before, _, _ = typst(total_of_rows(self.loss)).partition(SUM)
        return labelled(before + labelled(SUM, "sigma"), "sum")

    @property
    def error(self) -> str:
        """E, the sum over the rows."""
        return f"E = {self.share} {self._whole_row}"

    def slope(self, tail: str) -> str:
        """Return ∂E/∂p, over all rows."""
        return f"{self.steepness('E')} = {self.share} {tail}"

    def in_short(self, slope: Any) -> str:
        """Return ∂E/∂p as it is evaluated, what all rows share in front of the sum.

        Its labels say where its parts come from: `factor` for the minus, `power` for the 2.

        Parameters
        ----------
        slope : sympy.Expr
            The derivative by a line's parameter, as a sum over the rows.
        """
        front, _, row = self.full(slope).partition(SUM)
        two = typst(self.board.multiple)
        front = front.replace(two, labelled(two, "power")).replace("-", labelled("-", "factor"))
        sums = labelled(front + labelled(SUM, "sigma"), "sum")
        return f"{self.steepness('E')} = {sums} {row}"

    @property
    def moving(self) -> str:
        """The terms of the prediction that the parameter is in, without labels."""
        return typst(self.board.moving)

    @property
    def moves(self) -> str:
        """By how much the prediction moves for each unit of the parameter, without labels."""
        factor = self.board.factor
        return typst(-factor if self.board.is_residual else factor)

    @property
    def legend(self) -> str:
        """What the short letter stands for."""
        return f"{self.written(self.letter)} = {self.full(self.board.prediction)}"

    @property
    def spelled(self) -> str:
        """The same, and a sigmoid as the quotient that it stands for."""
        prediction = self.board.prediction
        quotient = spelled(prediction)
        return self.legend if quotient == prediction else f"{self.legend} = {self.full(quotient)}"
