"""A model's formula, and below it what each parameter's derivative of it is."""

from gdcore.error.model import Model
from gdcore.typeset.expressions import name_typst, typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.text.formula import Formula, Part

__all__ = ["FormulaCard"]

_LARGE_PX, _PX = 34.0, 27.0
_EDGE, _DROP, _GAP = 0.3, 0.1, 0.45
_FIRST, _FOOT, _MOST_PITCH = 0.5, 0.15, 0.55


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
        self._model, self._look = model, look
        self._labels = dict.fromkeys(model.parameters, "parameter")
        self.formula = self._written(f"f = {typst(model.expression, self._labels)}", _LARGE_PX)
        inner = box.inset(_EDGE, 0.0, _EDGE, 0.0)
        self.derivatives = self._derivatives()
        if max(derivative.advance for derivative in self.derivatives) > inner.width:
            self.derivatives = self._derivatives(by_itself=True)
        if abreast:
            self._lay_abreast(inner)
        else:
            self._lay_below(inner)

    def _written(self, source: str, size_px: float) -> Formula:
        colours = {"parameter": self._look.model, "slope": self._look.slope}
        return Formula(source, size_px, colours, self._look.text)

    def _derivatives(self, *, by_itself: bool = False) -> tuple[Formula, ...]:
        model = self._model
        features = model.features_by_itself if by_itself else model.features
        return tuple(
            self._written(
                f"{{{{ partial f \\/ partial {name_typst(name)} : slope }}}} = "
                f"{typst(feature, self._labels)}",
                _PX,
            )
            for name, feature in zip(model.names, features, strict=True)
        )

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
