"""Typst markup to outlines, by one compiler that knows the shipped fonts and the lesson's own.

Manim's own text objects start a compiler for each text and let it look at the machine's fonts.
Here one compiler serves the whole film from the fonts that come with it, in less than a millisecond
a text; the machine's fonts are asked only for letters that the others lack. What is written within
`lettering` is set in a lesson's font.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from scenes.kit.look.font import Font
from scenes.kit.text.typesetter import EM_PT, lettered, typesetter

__all__ = ["Glyph", "Outline", "escaped", "glyphs", "missing_letters", "outline"]

Curves = NDArray[np.float64]
"""Cubic Bézier curves, shape (k, 4, 2), in em, y upwards."""

_FOOT = '#box(width: 0pt, text(fill: rgb("#fffffe"))[.])'
"""A full stop that takes no room: where it stands is the baseline, whatever follows."""
_LINES = (
    "#set page(width: {:.4f}pt)\n"
    f"#set par(leading: {-EM_PT}pt, hanging-indent: {1.2 * EM_PT}pt)\n"
)
"""Typst lets tall mathematics reach 0.7 of the leading out of its line above and below; so lines of
leading L stand 0.4 L into each other, and a negative one holds them apart."""

_UNASSIGNED = "\U0010fffd"
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """One letter or bar of a line of text, at its place in the line.

    Parameters
    ----------
    curves : Curves, shape (k, 4, 2)
        In em; the line's left end is at x = 0 and its baseline at y = 0.
    fill : str
        The colour that the markup gives it, such as "#000000".
    foot : float
        The height of its own baseline: a raised letter's is above 0.
    symbol : str
        Alike for letters that look alike and are of one size; empty for bars.
    """

    curves: Curves
    fill: str
    foot: float
    symbol: str


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The shape of one line of text, its left end at x = 0 and its baseline at y = 0.

    Parameters
    ----------
    curves : Curves, shape (k, 4, 2)
        In em.
    advance : float
        The width that the line takes, in em.
    """

    curves: Curves
    advance: float


def escaped(text: str) -> str:
    """Return Typst markup that shows `text` letter by letter, whatever is in it."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return '#"' + re.sub(r"[\x00-\x1f\x7f]", " ", quoted) + '"'


def outline(markup: str) -> Outline:
    """Return the outline of one line of Typst markup.

    Raises
    ------
    typst.TypstError
        If the markup is not valid Typst.
    """
    return _outline(markup, lettered())


@lru_cache(maxsize=4096)
def _outline(markup: str, font: Font | None) -> Outline:
    letters, advance = glyphs(markup, font=font)
    joined = [letter.curves for letter in letters]
    return Outline(np.concatenate(joined) if joined else np.empty((0, 4, 2)), advance)


def glyphs(
    markup: str, width_em: float | None = None, font: Font | None = None
) -> tuple[tuple[Glyph, ...], float]:
    """Return the letters and bars of Typst markup, and its advance in em.

    Parameters
    ----------
    markup : str
    width_em : float, optional
        How wide lines may be; without it, the markup is one line.
    font : Font, optional
        What words are set in; the shipped one if not given.

    Returns
    -------
    tuple
        Letters and bars in relation to the left end and the baseline of the first line, and the
        advance: the right end of the widest line.

    Raises
    ------
    typst.TypstError
        If the markup is not valid Typst.
    """
    page = "" if width_em is None else _LINES.format(EM_PT * width_em)
    picture = _picture(page + _FOOT + markup, font, system=False)
    # Some fonts have nothing that shows: then nobody can tell which letters they lack.
    if not _marks(font, False) or _lacks_letters(picture, font, system=False):
        picture = _picture(page + _FOOT + markup, font, system=True)
    (_, foot, _, _), *runs = _runs(picture)
    letters = tuple(
        Glyph(
            (_placed(curves, matrix) - [0.0, foot[1, 2]]) * [1.0, -1.0] / EM_PT,
            fill,
            float(foot[1, 2] - matrix[1, 2]) / EM_PT,
            symbol,
        )
        for curves, matrix, fill, symbol in runs
    )
    if width_em is None:
        return letters, float(picture.get("width", "0").removesuffix("pt")) / EM_PT
    return letters, max(
        (float(g.curves[..., 0].max()) for g in letters if len(g.curves)), default=0
    )


def missing_letters(text: str) -> tuple[str, ...]:
    """Return the letters of `text` that no font, given, shipped or of this machine, can draw."""
    letters = sorted({letter for letter in text if letter.isprintable() and not letter.isspace()})
    return tuple(letter for letter in letters if _is_missing(letter, lettered()))


@lru_cache(maxsize=4096)
def _is_missing(letter: str, font: Font | None) -> bool:
    return _lacks_letters(_picture(escaped(letter), font, system=True), font, system=True)


def _picture(markup: str, font: Font | None, system: bool) -> ElementTree.Element:
    return ElementTree.fromstring(typesetter(font, system).svg(markup))


def _lacks_letters(picture: ElementTree.Element, font: Font | None, system: bool) -> bool:
    """Return whether a letter is not drawn, or as the mark that fonts have for what they lack."""
    used = {use.get(_HREF) for use in picture.iter(f"{_SVG}use")}
    return not used or bool(used & _marks(font, system))


@lru_cache(maxsize=64)
def _marks(font: Font | None, system: bool) -> frozenset[str | None]:
    picture = _picture(escaped(_UNASSIGNED), font, system)
    return frozenset(use.get(_HREF) for use in picture.iter(f"{_SVG}use"))


Run = tuple[Curves, NDArray[np.float64], str, str]


def _runs(picture: ElementTree.Element) -> Iterator[Run]:
    """Yield each glyph's or bar's curves, the matrix that places it, its colour and symbol."""
    symbols = {
        "#" + str(symbol.get("id")): "".join(
            path.get("d", "") for path in symbol.iter(f"{_SVG}path")
        )
        for symbol in picture.iter(f"{_SVG}symbol")
    }

    def walk(element: ElementTree.Element, matrix: NDArray[np.float64]) -> Iterator[Run]:
        for child in element:
            if child.tag == f"{_SVG}defs":
                continue
            placed = matrix @ _matrix(child.get("transform", ""))
            if child.tag == f"{_SVG}use":
                shift = np.eye(3)
                shift[:2, 2] = float(child.get("x", 0)), float(child.get("y", 0))
                symbol, fill = child.get(_HREF, ""), child.get("fill", "")
                yield _curves(symbols[symbol]), placed @ shift, fill, symbol
            elif child.tag == f"{_SVG}path":
                ink = child.get("fill" if _is_filled(child) else "stroke", "")
                yield _stroked(child), placed, ink, ""
            yield from walk(child, placed)

    yield from walk(picture, np.eye(3))


def _matrix(transform: str) -> NDArray[np.float64]:
    """Read `matrix(...)`, `translate(...)` or `scale(...)`, or nothing."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", transform)]
    matrix = np.eye(3)
    if transform.startswith("matrix"):
        matrix[:2] = np.array(numbers).reshape(3, 2).T
    elif transform.startswith("translate"):
        matrix[:2, 2] = (*numbers, 0.0)[:2]
    elif transform.startswith("scale"):
        matrix[0, 0], matrix[1, 1] = numbers[0], numbers[-1]
    return matrix


def _placed(curves: Curves, matrix: NDArray[np.float64]) -> Curves:
    return curves @ matrix[:2, :2].T + matrix[:2, 2]


def _is_filled(path: ElementTree.Element) -> bool:
    return path.get("stroke") in {None, "none"}


def _stroked(path: ElementTree.Element) -> Curves:
    """Return a filled shape as it is, and a stroked rule (a fraction's bar) as a thin rectangle."""
    curves = _curves(path.get("d", ""))
    if _is_filled(path) or not len(curves):
        return curves
    half = float(path.get("stroke-width", 1)) / 2
    (x0, y0), (x1, y1) = curves.reshape(-1, 2).min(axis=0), curves.reshape(-1, 2).max(axis=0)
    return _curves(f"M {x0} {y0 - half} L {x1} {y0 - half} L {x1} {y1 + half} L {x0} {y1 + half} Z")


_TOKEN = re.compile(r"([MmLlHhVvCcQqZz])|(-?\d*\.?\d+(?:e-?\d+)?)")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "Z": 0}


@lru_cache(maxsize=4096)
def _curves(data: str) -> Curves:
    """Read an SVG path (SVG 1.1, section 8.3) as cubic curves; lines become straight ones."""
    tokens = _TOKEN.findall(data)
    curves: list[Curves] = []
    position, first, k, command = np.zeros(2), np.zeros(2), 0, "M"
    while k < len(tokens):
        if tokens[k][0]:
            command, k = tokens[k][0], k + 1
        count = _ARITY[command.upper()]
        numbers = np.array([float(number) for _, number in tokens[k : k + count]])
        k += count
        corners = _corners(command, numbers, position, first)
        if command.upper() == "M":
            first = corners[-1]
            command = "l" if command == "m" else "L"
        elif len(corners) and np.abs(corners - position).max() > 0:
            curves.append(_cubic(position, corners))
        position = corners[-1]
    return np.array(curves).reshape(-1, 4, 2)


def _corners(command: str, numbers: Curves, position: Curves, first: Curves) -> Curves:
    """Return the control points that follow the current position, absolute, shape (n, 2)."""
    kind, relative = command.upper(), command.islower()
    if kind == "Z":
        return first[None]
    if kind in "HV":
        other = np.zeros(1) if relative else position[1:] if kind == "H" else position[:1]
        numbers = np.concatenate([numbers, other] if kind == "H" else [other, numbers])
    return numbers.reshape(-1, 2) + (position if relative else 0.0)


def _cubic(start: Curves, corners: Curves) -> Curves:
    """Return a line, a quadratic or a cubic from `start` as a cubic, by raising its degree."""
    end = corners[-1]
    if len(corners) == 3:
        return np.vstack([start, corners])
    if len(corners) == 1:
        return np.array([start, start + (end - start) / 3, end + (start - end) / 3, end])
    control = corners[0]
    return np.array([start, start + (control - start) * 2 / 3, end + (control - end) * 2 / 3, end])
