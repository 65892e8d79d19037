"""The rules side by side, each with its picture in small, its formula and a few words."""

from collections.abc import Iterator, Sequence
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

_NAME_PX, _FORMULA_PX, _WORDS_PX, _LEAST_PX = 30.0, 42.0, 22.0, 18.0
_NAME_Y, _FORMULA_Y, _WORDS_Y = 2.2, 1.15, 0.3
_PICTURE: Final = 2.75
_EDGE: Final = 0.3
_BAND: Final = 0.45
"""The share of a band's width that its picture has."""
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
    """Lay rules out side by side, or one below the other in a box that is higher than wide.

    Parameters
    ----------
    box : Box
    rules : sequence of tuple of str
        Of each its name, its formula as Typst mathematics, and a few words.
    colours : dict of str to str
        Of the formulas' labels.
    look : Look
    """
    is_tall = box.height > box.width
    places = _bands(box, len(rules)) if is_tall else _beside(box, len(rules))
    made: list[Column] = []
    for (name, formula, words), (picture, told) in zip(rules, places, strict=True):
        x, low = (told.left + told.right) / 2.0, told.bottom
        made.append(
            Column(
                picture,
                Type(escaped(name), _NAME_PX, look.text).at(x, low + _NAME_Y, 0.5),
                _told(words, told.width, look).at(x, low + _WORDS_Y, 0.5),
                Formula(formula, _FORMULA_PX, colours, look.text)
                .at(x, low + _FORMULA_Y, 0.5)
                .fitted(told.width - _EDGE),
            )
        )
    return tuple(made)


def _told(words: str, width: float, look: Look) -> Type:
    """Return words, in smaller letters if they are long."""
    told = Type(escaped(words), _WORDS_PX, look.muted)
    told.size_px = max(_LEAST_PX, _WORDS_PX * min(1.0, width / told.advance))
    return told.write(told.markup)


def _beside(box: Box, count: int) -> Iterator[tuple[Box, Box]]:
    """Yield where each rule's picture is, and below it its words, side by side."""
    width = box.width / count
    for k in range(count):
        left = box.left + k * width
        yield (
            Box(
                "picture",
                left + _EDGE,
                box.bottom + _PICTURE,
                left + width - _EDGE,
                box.top - _EDGE,
            ),
            Box("words", left, box.bottom, left + width, box.bottom + _PICTURE),
        )


def _bands(box: Box, count: int) -> Iterator[tuple[Box, Box]]:
    """Yield where each rule's picture is, and right of it its words, one below the other."""
    height = box.height / count
    for k in range(count):
        top = box.top - k * height
        middle = top - height / 2.0
        yield (
            Box("picture", box.left, top - height, box.left + _BAND * box.width, top).inset(
                *4 * (_EDGE,)
            ),
            Box(
                "words",
                box.left + _BAND * box.width,
                middle - _PICTURE / 2.0,
                box.right,
                middle + _PICTURE / 2.0,
            ),
        )


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
