"""Formulas whose labelled parts have colours of their own and can be moved one by one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import pi, sin
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import PX, Positions, Type
from scenes.kit.look.font import Font
from scenes.kit.text.glyphs import Glyph, escaped, glyphs
from scenes.kit.text.labels import Labelled, marked
from scenes.kit.text.typesetter import lettered

__all__ = ["SWELL", "Formula", "Part", "Piece", "Pose", "swelling"]

SWELL: Final = 1.3
"""So many times as large parts get when they swell."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a formula's left end on the baseline is, and how long its em is.

    Parameters
    ----------
    x, y : float
        Scene units.
    unit : float
        Scene units in an em.
    """

    x: float
    y: float
    unit: float

    @property
    def numbers(self) -> tuple[float, float, float]:
        """The three in turn."""
        return (self.x, self.y, self.unit)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The shape of one occurrence of a label, or of one glyph that has none.

    Parameters
    ----------
    part : Labelled
        Its labels and its source.
    curves : ndarray, shape (k, 4, 2)
        In em of the formula.
    foot : float
        The height of its first glyph's baseline, in em.
    symbols : tuple of str
        See `scenes.kit.text.glyphs.Glyph`.
    order : int
        The place of its first glyph in the formula, in reading order.
    """

    part: Labelled
    curves: NDArray[np.float64]
    foot: float
    symbols: tuple[str, ...]
    order: int


class Part(Type):
    """A piece of a formula that is seen and can be moved.

    Parameters
    ----------
    formula : Formula
        What it belongs to; the layout check lets parts of one formula touch.
    piece : Piece
    colour : str
    """

    def __init__(self, formula: "Formula", piece: Piece, colour: str) -> None:
        super().__init__(escaped(" "), formula.size_px, colour)
        self.formula = formula
        self.piece = piece
        self.colour = colour
        self.markup = piece.part.source
        self.labels = piece.part.labels
        flat = piece.curves.reshape(-1, 2)
        self.extent = np.array([flat.min(axis=0), flat.max(axis=0)])
        self.pose = Pose(0.0, 0.0, formula.size_px * PX)

    @property
    def letters(self) -> object:
        """What is written, sign by sign."""
        return self.piece.symbols

    def take(self, pose: Pose) -> Self:
        """Draw the glyphs as those of a formula in that pose."""
        self.pose = pose
        self.size_px = pose.unit / PX
        return self.put(self.piece.curves.reshape(-1, 2) * pose.unit + [pose.x, pose.y])

    def lie(self, positions: Positions) -> Self:
        """Take the places that its glyphs have elsewhere, moved and larger or smaller."""
        low, high = positions.min(axis=0), positions.max(axis=0)
        unit = float((high - low).sum() / (self.extent[1] - self.extent[0]).sum())
        x, y = (low - self.extent[0] * unit).tolist()
        return self.take(Pose(x, y, unit))

    def paint(self, pen: Pen) -> None:
        """Fill the glyphs; Cairo moves and scales an outline that is walked through once."""
        with pen.moved(*self.pose.numbers):
            pen.outline(self, b"", lambda: pen.curves(self.piece.curves))
        self._fill(pen)

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner of its ink, shape (2, 2)."""
        return self.extent * self.pose.unit + [self.pose.x, self.pose.y]


class Formula:
    """A line of display mathematics, or several if it is long.

    Raised and lowered letters are 0.7 of its size.

    Parameters
    ----------
    source : str
        Typst mathematics without dollar signs, parts labelled as ``{{ source : label }}`` as
        `gdcore.typeset.expressions.typst` writes them. Labels may nest; they do not change the
        spacing.
    size_px : float
        The em, in pixels of a 720-line frame.
    colours : mapping of str to str
        A colour for each label; the innermost label that has one decides.
    colour : str
        Of everything else.
    width : float, optional
        In scene units. What is wider is broken after operators and relations into lines that
        follow below, a little further right; what has none, such as a long fraction, stays wide.

    Attributes
    ----------
    shapes : tuple of Part
        All that it draws, in reading order.
    hidden : tuple of Part
        Those that wait unseen: none.
    parts : dict of str to tuple of Part
        For each label the parts in it, those in labels inside it too, in reading order.
    rest : tuple of Part
        What has no label, a part for each glyph, in reading order.
    advance : float
        The width of the widest line, in scene units.

    Raises
    ------
    ValueError
        If braces of labels do not match.
    typst.TypstError
        If the source is not valid Typst mathematics.
    """

    def __init__(
        self,
        source: str,
        size_px: float,
        colours: Mapping[str, str],
        colour: str,
        width: float | None = None,
    ) -> None:
        self.source = source
        self.size_px = size_px
        width_em = None if width is None else width / (size_px * PX)
        pieces, self._advance_em = _pieces(source, width_em, lettered())
        self.hidden: tuple[Part, ...] = ()
        self.shapes = tuple(
            Part(self, piece, _ink(piece.part.labels, colours, colour)) for piece in pieces
        )
        self.rest = tuple(part for part in self.shapes if not part.labels)
        self.parts: dict[str, tuple[Part, ...]] = {
            label: tuple(part for part in self.shapes if label in part.labels)
            for label in dict.fromkeys(label for part in self.shapes for label in part.labels)
        }
        self._place = (0.0, 0.0, 0.0)
        self.at(*self._place)

    @property
    def advance(self) -> float:
        """The width of the widest line, in scene units."""
        return self._advance_em * self.size_px * PX

    @property
    def pose(self) -> Pose:
        """Where the formula stands and how large."""
        x, y, anchor = self._place
        return Pose(x - anchor * self.advance, y, self.size_px * PX)

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner: its advance across, its ink up; shape (2, 2)."""
        boxes = np.array([part.extent for part in self.shapes])
        heights = boxes[:, 0, 1].min(), boxes[:, 1, 1].max()
        pose = self.pose
        low, high = (pose.y + height * pose.unit for height in heights)
        return np.array([[pose.x, low], [pose.x + self.advance, high]])

    def slide(self, across: float, up: float) -> Self:
        """Move so far, scene units."""
        x, y, anchor = self._place
        return self.at(x + across, y + up, anchor)

    def at(self, x: float, y: float, anchor: float = 0.0) -> Self:
        """Put the first baseline at height `y`, the left end at `x` less a share of the width.

        Parameters
        ----------
        x, y : float
            Scene units.
        anchor : float
            0 for the left end at `x`, 0.5 for the middle, 1 for the right end.
        """
        self._place = (x, y, anchor)
        for part in self.shapes:
            part.take(self.pose)
        return self

    def fitted(self, width: float) -> Self:
        """Make the formula smaller, if it must be, so that it is no wider than `width`.

        The layout check tells if its size is then under the smallest that can be read.
        """
        self.size_px *= min(1.0, width / self.advance)
        return self.at(*self._place)

    def veil(self, share: float) -> Self:
        """Show the formula with a share, from 0 to 1, of its own opacity."""
        for part in self.shapes:
            part.veil(share)
        return self


def swelling(parts: tuple[Part, ...], still: float = 0.5) -> Callable[[float], None]:
    """Return a function of progress that lets parts of a formula swell, and shrink back.

    Parameters
    ----------
    parts : tuple of Part
        At their places, as one.
    still : float
        What of them stays where it is: 0 for their left end, 0.5 for their middle.
    """
    homes = [part.pose for part in parts]
    boxes = np.array([part.box for part in parts])
    low, high = boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)
    middle = low + np.array([still, 0.5]) * (high - low)

    def function(progress: float) -> None:
        times = 1.0 + (SWELL - 1.0) * sin(pi * progress) ** 2
        for part, home in zip(parts, homes, strict=True):
            x, y = middle + times * (np.array([home.x, home.y]) - middle)
            part.take(Pose(float(x), float(y), times * home.unit))

    return function


def _ink(labels: tuple[str, ...], colours: Mapping[str, str], colour: str) -> str:
    return next((colours[label] for label in reversed(labels) if label in colours), colour)


@lru_cache(maxsize=512)
def _pieces(
    source: str, width_em: float | None, font: Font | None
) -> tuple[tuple[Piece, ...], float]:
    """Return a formula's pieces in reading order, and its advance in em."""
    markup, parts = marked(source)
    letters, advance = glyphs(f"$display({markup})$", width_em, font)
    inked = [(k, letter) for k, letter in enumerate(letters) if len(letter.curves)]
    found = [[pair for pair in inked if pair[1].fill == part.fill] for part in parts]
    pieces = [_piece(parts[0], [pair]) for pair in found[0]]
    pieces += [_piece(*pair) for pair in zip(parts[1:], found[1:], strict=True) if pair[1]]
    return tuple(sorted(pieces, key=lambda piece: piece.order)), advance


def _piece(part: Labelled, letters: list[tuple[int, Glyph]]) -> Piece:
    (order, first), *_ = letters
    curves = np.concatenate([letter.curves for _, letter in letters])
    return Piece(part, curves, first.foot, tuple(letter.symbol for _, letter in letters), order)
