"""The rules side by side, each with its picture in small, its formula and a few words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.text.formula import Formula
from scenes.kit.text.glyphs import escaped

__all__ = ["Column", "columns", "small_curve"]

_NAME_PX, _FORMULA_PX, _WORDS_PX = 30.0, 42.0, 22.0
_NAME_Y, _FORMULA_Y, _WORDS_Y = 2.2, 1.15, 0.3
_PICTURE: Final = 2.75
_EDGE: Final = 0.3
_LINE_PX, _POINT_PX = 3.0, 7.0


@dataclass(frozen=True, eq=False)
class Column:
    """One of the rules.

    Parameters
    ----------
    picture : Box
        Where its picture has to be.
    name, words : Type
    formula : Formula
    """

    picture: Box
    name: Type
    words: Type
    formula: Formula

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws but for the picture, in painting order."""
        return (self.name, *self.formula.shapes, self.words)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes


def columns(
    box: Box,
    rules: Sequence[tuple[str, str, str]],
    colours: dict[str, str],
    look: Look,
) -> tuple[Column, ...]:
    """Lay rules out side by side.

    Parameters
    ----------
    box : Box
    rules : sequence of tuple of str
        Of each its name, its formula as Typst mathematics, and a few words.
    colours : dict of str to str
        Of the formulas' labels.
    look : Look
    """
    width, count = box.width / len(rules), len(rules)
    made: list[Column] = []
    for k, (name, formula, words) in zip(range(count), rules, strict=True):
        left = box.left + k * width
        x, low = left + width / 2.0, box.bottom
        made.append(
            Column(
                Box(name, left + _EDGE, low + _PICTURE, left + width - _EDGE, box.top - _EDGE),
                Type(escaped(name), _NAME_PX, look.text).at(x, low + _NAME_Y, 0.5),
                Type(escaped(words), _WORDS_PX, look.muted).at(x, low + _WORDS_Y, 0.5),
                Formula(formula, _FORMULA_PX, colours, look.text)
                .at(x, low + _FORMULA_Y, 0.5)
                .fitted(width - _EDGE),
            )
        )
    return tuple(made)


def small_curve(box: Box, curve: ErrorCurve, tangent: TangentLine, look: Look) -> tuple[Inked, ...]:
    """Return a curve in small, with its tangent and the point where they touch.

    Parameters
    ----------
    box : Box
    curve : ErrorCurve
    tangent : TangentLine
    look : Look
    """
    line, touching, point = (
        _into(box, curve.plot.area, shape.points[:, :2])
        for shape in (curve.curve, tangent.line, tangent.point)
    )
    return (
        Path(line, look.text, _LINE_PX, clip=box.clip),
        Path(touching, look.slope, _LINE_PX, clip=box.clip),
        Dots(point, _POINT_PX, look.model),
    )


def _into(picture: Box, source: Box, points: Positions) -> Positions:
    """Return places in a box, shape (n, 2), as places in a smaller one, in its middle."""
    share = min(picture.width / source.width, picture.height / source.height)
    middles = [np.array([b.left + b.right, b.bottom + b.top]) / 2.0 for b in (picture, source)]
    return middles[0] + share * (points - middles[1])
