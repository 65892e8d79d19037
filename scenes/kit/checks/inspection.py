"""The layout check: what is wrong with a picture, in words.

What is seen is what has more than a twentieth of its strength; it is judged as it is seen, so that
words that stand half faded must still be readable, but for those that are dimmed while something
else is spoken of. Sizes and places are those of a frame of 1280 by
720 pixels. Contrast is that of WCAG 2.2 (W3C, 2023): 4.5:1 for text (1.4.3), 3:1 for marks
(1.4.11), against the panel that they are on or the ground. Four things are no marks: grounds that
others stand on, clouds of very many rows, whose thin parts must be faint, the glow around what is a
mark itself, and hair-lines in the colour of panels' edges, which must not be all that tells
something.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from scenes.kit.ink.curtain import Curtain
from scenes.kit.ink.layout import BOTTOM
from scenes.kit.ink.shapes import PX, Arrow, Density, Dots, Inked, Segments, Type
from scenes.kit.look.contrast import contrast, hexadecimal, laid_over
from scenes.kit.look.look import Look
from scenes.kit.panels.caption_strip import STRIP, CaptionLine
from scenes.kit.plots.plot import Panel
from scenes.kit.text.emphasis import Glow
from scenes.kit.text.formula import Part
from scenes.kit.text.readout import Readout

__all__ = [
    "LOWEST_MARK_CONTRAST",
    "LOWEST_TEXT_CONTRAST",
    "SMALLEST_PX",
    "Fault",
    "empty_panels",
    "faults",
]

SMALLEST_PX = 18.0
LOWEST_TEXT_CONTRAST = 4.5
LOWEST_MARK_CONTRAST = 3.0
_FRAME = np.array([64.0 / 9.0, 4.0])
_SEEN, _HALF_SEEN = 0.05, 0.25
_FEW = 3
"""Dots that are no more are a point that is followed, not a cloud."""

_SLACK = PX
_PIECE, _MOST_PIECES = 0.03, 3000
"""Into what pieces the shaft of an arrow is cut, scene units, and into how many at most."""
_KINDS = {"Dots": "dots", "Segments": "lines", "Path": "line", "Density": "cloud"}
_MEANINGS = ("data", "model", "slope", "step", "best", "contour", "muted", "text", "edge")

Rectangles = NDArray[np.float64]
"""Lower left and upper right corner of each, shape (n, 2, 2), scene units."""


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """What is wrong in a picture, and where.

    Parameters
    ----------
    what : str
        Names the text or the mark, and says what is wrong with it.
    where : str
        A place in the frame.
    """

    what: str
    where: str

    def __str__(self) -> str:
        """Return both as one sentence."""
        return f"{self.what}, {self.where}"


def faults(
    mobjects: Sequence[Mobject], look: Look, moving: Collection[Inked] | None = None
) -> list[Fault]:
    """Return what is wrong with a picture; nothing if it is in order.

    Parameters
    ----------
    mobjects : sequence of Mobject
        What is on the scene, in painting order; what is faded out is passed over.
    look : Look
    moving : collection of Inked, optional
        What moves or fades just now, if the picture is one of a movement. It may be faint then,
        and what is seen by less than a quarter is passed over; but it must not cross a text that
        stands.
    """
    return _Picture(mobjects, look, moving).faults()


def empty_panels(mobjects: Sequence[Mobject], look: Look) -> list[Fault]:
    """Return the panels in which nothing is seen but axes and muted words.

    Parameters
    ----------
    mobjects : sequence of Mobject
        What is on the scene, in painting order.
    look : Look
    """
    return _Picture(mobjects, look, None).empty_panels()


class _Picture:
    """The shapes that are seen, and what is asked of them more than once."""

    def __init__(
        self, mobjects: Sequence[Mobject], look: Look, moving: Collection[Inked] | None
    ) -> None:
        self.look = look
        self.moving: Collection[Inked] = moving or ()
        least = _SEEN if moving is None else _HALF_SEEN
        self.seen = [
            shape
            for shape in mobjects
            if isinstance(shape, Inked) and shape.veiled > least and len(shape.points)
            # What it covers is looked at as if it were open.
            if not isinstance(shape, Curtain)
        ]
        self.outlines = {shape: _outline(shape) for shape in self.seen}
        self.texts = [shape for shape in self.seen if isinstance(shape, Type)]
        self.marks = [shape for shape in self.seen if not isinstance(shape, (Type, Panel))]
        self.panels = [shape for shape in self.seen if isinstance(shape, Panel)]
        self.grounds = self._rectangles(self.panels)

    def faults(self) -> list[Fault]:
        """Return all that is wrong, each thing once."""
        found = [
            *(fault for shape in self.seen for fault in self._outside(shape)),
            *(fault for shape in self.seen for fault in self._at_the_captions(shape)),
            *self._overlaps(),
            *(fault for shape in self.texts for fault in self._cut_off(shape)),
            *(fault for shape in self.texts for fault in self._over_an_edge(shape)),
            *(fault for shape in self.marks for fault in self._out_of_its_panel(shape)),
            *(fault for shape in self.texts for fault in self._hard_to_read(shape)),
            *(fault for shape in self.marks for fault in self._hard_to_see(shape)),
            *(fault for shape in self.marks for fault in self._moving_over_text(shape)),
        ]
        return list({fault.what: fault for fault in reversed(found)}.values())[::-1]

    def _rectangles(self, shapes: Iterable[Inked]) -> Rectangles:
        return np.array([self.outlines[shape] for shape in shapes]).reshape(-1, 2, 2)

    def _outside(self, shape: Inked) -> list[Fault]:
        low, high = outline = self.outlines[shape]
        if (np.maximum(-low, high) <= _FRAME + _SLACK).all():
            return []
        return [Fault(f"{self._name(shape)} is off the frame", _place(outline))]

    def _at_the_captions(self, shape: Inked) -> list[Fault]:
        outline = self.outlines[shape]
        if isinstance(shape, CaptionLine):
            wrong = not _inside(outline, _rectangle(STRIP.clip))
            what = f"{self._name(shape)} leaves the strip of captions"
        else:
            wrong = outline[0, 1] < BOTTOM - _SLACK
            what = f"{self._name(shape)} stands where captions are shown"
        return [Fault(what, _place(outline))] if wrong else []

    def _overlaps(self) -> list[Fault]:
        boxes = self._rectangles(self.texts)
        # The pieces of one formula stand as Typst has set them, and may touch.
        belongs = np.array([id(t.formula) if isinstance(t, Part) else id(t) for t in self.texts])
        apart = belongs[:, None] != belongs
        pairs = np.argwhere(np.triu(_meet(boxes[:, None], boxes[None]) & apart, 1))
        found = []
        for one, other in pairs.tolist():
            if _of_one_formula(self.texts[one], self.texts[other]):
                continue
            what = f"{self._name(self.texts[one])} lies over {self._name(self.texts[other])}"
            found.append(Fault(what, _place(_common(boxes[one], boxes[other]))))
        return found

    def _cut_off(self, text: Type) -> list[Fault]:
        if text.clip is None or _inside(_outline(text, cut=False), _rectangle(text.clip)):
            return []
        return [Fault(f"{self._name(text)} is cut off", _place(self.outlines[text]))]

    def _over_an_edge(self, text: Type) -> list[Fault]:
        outline = self.outlines[text]
        if not (_meet(outline, self.grounds) & ~_inside(outline, self.grounds)).any():
            return []
        return [Fault(f"{self._name(text)} crosses the edge of a panel", _place(outline))]

    def _out_of_its_panel(self, mark: Inked) -> list[Fault]:
        if mark.is_ground:
            return []
        pieces = _pieces(mark)[:, None]
        met = _meet(pieces, self.grounds).any(axis=1)
        wrong = met & ~_inside(pieces, self.grounds).any(axis=1)
        # Pieces of one shape that lie apart, one in a panel and another on the bare ground.
        if met.any() and not wrong.any():
            wrong = ~met
        if not wrong.any():
            return []
        where = _place(pieces[wrong.argmax(), 0])
        return [Fault(f"{self._name(mark)} is drawn outside its panel", where)]

    def empty_panels(self) -> list[Fault]:
        """Return the panels in which there is nothing to look at yet."""
        quiet = (self.look.muted, self.look.edge)
        told = [s for s in self.seen if s not in self.panels and _colour(s) not in quiet]
        boxes = self._rectangles(told)
        return [
            Fault("a panel is empty", _place(ground))
            for ground in self.grounds
            if not _meet(boxes, ground).any()
        ]

    def _moving_over_text(self, mark: Inked) -> list[Fault]:
        if mark not in self.moving or not isinstance(mark, (Arrow, Dots)):
            return []
        if isinstance(mark, Dots) and len(mark.points) > _FEW:
            return []
        along = _along(mark)
        return [
            Fault(f"{self._name(mark)} moves over {self._name(text)}", _place(letters))
            for text, letters in ((text, _ink(text)) for text in self.texts)
            if text not in self.moving and _meet(along, letters).any()
        ]

    def _hard_to_read(self, text: Type) -> list[Fault]:
        found: list[Fault] = []
        if text.size_px < SMALLEST_PX:
            what = f"{self._name(text)} is {text.size_px:g} px high, under {SMALLEST_PX:g}"
            found.append(Fault(what, _place(self.outlines[text])))
        seen = self._contrast(text, text.get_fill_rgbas()[0])
        if text.lit == 1.0 and text not in self.moving and seen < LOWEST_TEXT_CONTRAST:
            what = f"{self._name(text)} has a contrast of {seen:.2f}, under {LOWEST_TEXT_CONTRAST}"
            found.append(Fault(what, _place(self.outlines[text])))
        return found

    def _hard_to_see(self, mark: Inked) -> list[Fault]:
        inks = (mark.get_fill_rgbas()[0], mark.get_stroke_rgbas()[0])
        if mark.lit < 1.0 or mark in self.moving or mark.is_ground:
            return []
        if isinstance(mark, (Density, Glow)):
            return []
        if _colour(mark) in (self.look.edge, self.look.panel):
            return []
        seen = max(self._contrast(mark, ink) for ink in inks)
        if seen >= LOWEST_MARK_CONTRAST:
            return []
        what = f"{self._name(mark)} has a contrast of {seen:.2f}, under {LOWEST_MARK_CONTRAST:g}"
        return [Fault(what, _place(self.outlines[mark]))]

    def _contrast(self, shape: Inked, ink: NDArray[np.float64]) -> float:
        """Return the contrast of an ink (red, green, blue, opacity) with what is behind a shape."""
        behind = self.look.ground
        for k in np.flatnonzero(_meet(self.outlines[shape], self.grounds)).tolist():
            behind = laid_over(self.look.panel, self.panels[k].veiled, behind)
        return contrast(laid_over(hexadecimal(ink[:3]), float(ink[3]), behind), behind)

    def _name(self, shape: Inked) -> str:
        if isinstance(shape, Type):
            return f"the {_kind(shape)} “{_words(shape)}”"
        colour = _colour(shape)
        meant = (f"{m} " for m in _MEANINGS if getattr(self.look, m) == colour)
        kind = type(shape).__name__
        return f"the {next(meant, '')}{_KINDS.get(kind, kind.lower())}"


def _of_one_formula(one: Type, other: Type) -> bool:
    return isinstance(one, Part) and isinstance(other, Part) and one.formula is other.formula


def _kind(text: Type) -> str:
    known = {Part: "formula", CaptionLine: "caption"}
    return next((name for kind, name in known.items() if isinstance(text, kind)), "text")


def _words(text: Type) -> str:
    """Return what a text shows, its quoted parts as plain letters."""
    if isinstance(text, Readout):
        return text.told
    return re.sub(
        r'#"((?:[^"\\]|\\.)*)"', lambda quoted: re.sub(r"\\(.)", r"\1", quoted[1]), text.markup
    )


def _colour(shape: Inked) -> str:
    """Return the colour of a shape, that of its lines if it is not filled."""
    fill, stroke = shape.get_fill_rgbas()[0], shape.get_stroke_rgbas()[0]
    return hexadecimal((fill if fill[3] else stroke)[:3])


def _rectangle(clip: tuple[float, float, float, float]) -> Rectangles:
    left, bottom, width, height = clip
    return np.array([[left, bottom], [left + width, bottom + height]])


def _outline(shape: Inked, *, cut: bool = True) -> Rectangles:
    """Return the rectangle that a shape is seen in, shape (2, 2)."""
    if cut and shape.clip is not None:
        return _rectangle(shape.clip)
    low, high = _ink(shape)
    if isinstance(shape, Type):
        line = shape.box
        return np.array([np.minimum(low, line[0]), np.maximum(high, line[1])])
    return np.array([low, high])


def _ink(shape: Inked) -> Rectangles:
    """Return the rectangle of a shape's ink, shape (2, 2); of words, that of their letters."""
    flat, reach = shape.points[:, :2], _reach(shape)
    return np.array([flat.min(axis=0) - reach, flat.max(axis=0) + reach])


def _pieces(mark: Inked) -> Rectangles:
    """Return the rectangles of what a shape consists of: each dot, each straight line."""
    flat, reach = mark.points[:, :2], _reach(mark)
    if mark.clip is not None or not isinstance(mark, (Dots, Segments)):
        return _outline(mark)[None]
    ends = flat.reshape(-1, 2, 2) if isinstance(mark, Segments) else flat[:, None]
    return np.stack([ends.min(axis=1) - reach, ends.max(axis=1) + reach], axis=1)


def _along(mark: Arrow | Dots) -> Rectangles:
    """Return small rectangles that cover each dot, or a shaft from its start to its tip."""
    if isinstance(mark, Arrow):
        start, tip = mark.points[[0, -1], :2].mean(axis=0), mark.points[3, :2]
        count = min(int(np.hypot(*(tip - start)) / _PIECE) + 2, _MOST_PIECES)
        middles, reach = np.linspace(start, tip, count), mark.width_px * PX / 2.0
    else:
        middles, reach = mark.points[:, :2], _reach(mark)
    pieces = np.stack([middles - reach, middles + reach], axis=1)
    if mark.clip is None:
        return pieces
    low, high = _rectangle(mark.clip)
    return np.stack([pieces[:, 0].clip(min=low), pieces[:, 1].clip(max=high)], axis=1)


def _reach(shape: Inked) -> float:
    """Return how far a shape's ink goes beyond its points, scene units."""
    radius = shape.radius if isinstance(shape, Dots) else 0.0
    # The camera draws a line a hundredth of Manim's stroke width wide.
    return radius + float(shape.get_stroke_width()) / 200.0


def _meet(one: Rectangles, other: Rectangles) -> NDArray[np.bool_]:
    """Return whether rectangles, shapes (..., 2, 2), have more than an edge in common."""
    low = np.maximum(one[..., 0, :], other[..., 0, :])
    high = np.minimum(one[..., 1, :], other[..., 1, :])
    return np.asarray((low + _SLACK < high).all(axis=-1))


def _inside(one: Rectangles, other: Rectangles) -> NDArray[np.bool_]:
    """Return whether rectangles, shapes (..., 2, 2), lie in others."""
    low = one[..., 0, :] >= other[..., 0, :] - _SLACK
    high = one[..., 1, :] <= other[..., 1, :] + _SLACK
    return np.asarray((low & high).all(axis=-1))


def _common(one: Rectangles, other: Rectangles) -> Rectangles:
    return np.array([np.maximum(one[0], other[0]), np.minimum(one[1], other[1])])


def _place(outline: Rectangles) -> str:
    """Return the middle of a rectangle as words: pixels from the upper left of the frame."""
    x, y = outline.mean(axis=0) / PX
    return f"around pixel ({640 + x:.0f}, {360 - y:.0f})"
