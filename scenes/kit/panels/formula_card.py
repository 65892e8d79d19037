"""A model's formula, and below it what each parameter's derivative of it is."""

import sympy

from gdcore.error.model import Model
from gdcore.typeset.expressions import name_typst, typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.text.formula import Formula, Part

__all__ = ["FormulaCard", "in_terms_of_itself"]

_LARGE_PX, _PX = 34.0, 27.0
_EDGE, _DROP, _GAP = 0.3, 0.1, 0.45
_FIRST, _FOOT, _MOST_PITCH = 0.5, 0.15, 0.55


def in_terms_of_itself(model: Model) -> tuple[sympy.Expr, ...]:
    """Return a model's partial derivatives, the prediction in them written as f."""
    itself = sympy.Symbol("f", real=True)
    return tuple(feature.subs(model.expression, itself) for feature in model.features)


class FormulaCard:
    """The formula of a model and its partial derivatives, too long ones by means of f itself.

    Parameters
    ----------
    box : Box
    model : Model
    look : Look
    abreast : bool
        Whether the derivatives stand beside each other, right of the formula, not below it.

    Attributes
    ----------
    formula : Formula
    derivatives : tuple of Formula
        One a parameter.
    """

    def __init__(self, box: Box, model: Model, look: Look, *, abreast: bool = False) -> None:
        labels = dict.fromkeys(model.parameters, "parameter")
        colours = {"parameter": look.model, "slope": look.slope}
        written = typst(model.expression, labels)
        self.formula = Formula(f"f = {written}", _LARGE_PX, colours, look.text)
        inner = box.inset(_EDGE, 0.0, _EDGE, 0.0)

        def derivative(name: str, feature: sympy.Expr) -> Formula:
            steep = f"{{{{ partial f \\/ partial {name_typst(name)} : slope }}}}"
            return Formula(f"{steep} = {typst(feature, labels)}", _PX, colours, look.text)

        self.derivatives = tuple(map(derivative, model.names, model.features))
        if max(formula.advance for formula in self.derivatives) > inner.width:
            self.derivatives = tuple(map(derivative, model.names, in_terms_of_itself(model)))
        if abreast:
            self._lay_abreast(inner)
        else:
            self._lay_below(inner)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.formula.shapes, *self.steep)

    @property
    def steep(self) -> tuple[Part, ...]:
        """The derivatives."""
        return tuple(part for formula in self.derivatives for part in formula.shapes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def _lay_below(self, box: Box) -> None:
        self.formula.at(box.left, box.top - _FIRST).fitted(box.width)
        pitch = min((box.height - _FIRST - _FOOT) / len(self.derivatives), _MOST_PITCH)
        for k, derivative in enumerate(self.derivatives, 1):
            derivative.at(box.left, box.top - _FIRST - k * pitch).fitted(box.width)

    def _lay_abreast(self, box: Box) -> None:
        y = (box.top + box.bottom) / 2 - _DROP
        wanted = self.formula.advance + sum(d.advance + _GAP for d in self.derivatives)
        x, share = box.left, min(1.0, box.width / wanted)
        for line in (self.formula, *self.derivatives):
            line.size_px *= share
            line.at(x, y)
            x += line.advance + share * _GAP
