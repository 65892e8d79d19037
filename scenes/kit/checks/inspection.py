"""The layout check: what is wrong with a picture, in words.

What is seen is what has more than a twentieth of its strength; it is judged as it is seen, so that
words that stand half faded must still be readable, but for those that are dimmed while something
else is spoken of. Sizes and places are those of a frame of 1280 by 720 pixels, or of one of another
shape at the same quality. Contrast is that of WCAG 2.2 (W3C, 2023): 4.5:1 for text (1.4.3), 3:1 for
marks (1.4.11), against the panel that they are on or the ground. Four things are no marks: grounds
that others stand on, clouds of very many rows, whose thin parts must be faint, the glow around what
is a mark itself, and hair-lines in the colour of panels' edges, which must not be all that tells
something.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from scenes.kit.checks.outlines import (
    SLACK,
    Box,
    box_of,
    common,
    ink,
    inside,
    meet,
    meeting,
    outline,
    pieces,
    place,
    strokes,
    whole,
)
from scenes.kit.ink.curtain import Curtain
from scenes.kit.ink.layout import WIDE, Grid
from scenes.kit.ink.shapes import Arrow, Density, Dots, Inked, Type
from scenes.kit.look.contrast import contrast, hexadecimal, laid_over
from scenes.kit.look.look import Look
from scenes.kit.panels.caption_strip import CaptionLine, strip
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
_SEEN, _HALF_SEEN = 0.05, 0.25
_FEW = 3
"""Dots that are no more are a point that is followed, not a cloud."""
_KINDS = {"Dots": "dots", "Segments": "lines", "Path": "line", "Density": "cloud"}
_MEANINGS = ("data", "model", "slope", "step", "best", "contour", "muted", "text", "edge")


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
    mobjects: Sequence[Mobject],
    look: Look,
    grid: Grid = WIDE,
    moving: Collection[Inked] | None = None,
) -> list[Fault]:
    """Return what is wrong with a picture; nothing if it is in order.

    Parameters
    ----------
    mobjects : sequence of Mobject
        What is on the scene, in painting order; what is faded out is passed over.
    look : Look
    grid : Grid
    moving : collection of Inked, optional
        What moves or fades just now, if the picture is one of a movement. It may be faint then,
        and what is seen by less than a quarter is passed over; but it must not cross a text that
        stands.
    """
    return _Picture(mobjects, look, grid, moving).faults()


def empty_panels(mobjects: Sequence[Mobject], look: Look, grid: Grid = WIDE) -> list[Fault]:
    """Return the panels in which nothing is seen but axes and muted words.

    Parameters
    ----------
    mobjects : sequence of Mobject
        What is on the scene, in painting order.
    look : Look
    grid : Grid
    """
    return _Picture(mobjects, look, grid, None).empty_panels()


class _Picture:
    """The shapes that are seen, and what is asked of them more than once."""

    def __init__(
        self,
        mobjects: Sequence[Mobject],
        look: Look,
        grid: Grid,
        moving: Collection[Inked] | None,
    ) -> None:
        self.look, self.grid = look, grid
        self.frame = box_of(grid.frame.clip)
        self.moving: Collection[Inked] = moving or ()
        least = _SEEN if moving is None else _HALF_SEEN
        self.seen = [
            shape
            for shape in mobjects
            if isinstance(shape, Inked) and shape.veiled > least and len(shape.points)
            # What a curtain covers is looked at as if it were open.
            if not isinstance(shape, Curtain) and not shape.flies
        ]
        self.outlines = {shape: outline(shape) for shape in self.seen}
        self.texts = [shape for shape in self.seen if isinstance(shape, Type)]
        self.panels = [shape for shape in self.seen if isinstance(shape, Panel)]
        others = {*self.texts, *self.panels}
        self.marks = [shape for shape in self.seen if shape not in others]
        self.grounds = [self.outlines[panel] for panel in self.panels]
        self.around = (look, tuple((self.outlines[p], p.veiled) for p in self.panels))

    def faults(self) -> list[Fault]:
        """Return all that is wrong, each thing once."""
        found = [
            *(fault for shape in self.seen for fault in self._alone(shape)),
            *self._overlaps(),
            *(fault for shape in self.marks for fault in self._moving_over_text(shape)),
        ]
        return list({fault.what: fault for fault in reversed(found)}.values())[::-1]

    def _alone(self, shape: Inked) -> list[Fault]:
        """Return what is wrong with a shape among the panels; asked anew when either changes."""
        state = (shape.changes, shape in self.moving, self.around)
        known = shape.measured.get("faults")
        if known is None or known[0] != state:
            known = shape.measured["faults"] = (state, self._looked_at(shape))
        return known[1]

    def _looked_at(self, shape: Inked) -> list[Fault]:
        found = [*self._outside(shape), *self._at_the_captions(shape)]
        if isinstance(shape, Type):
            found += [*self._cut_off(shape), *self._over_an_edge(shape), *self._hard_to_read(shape)]
        elif not isinstance(shape, Panel):
            found += [*self._out_of_its_panel(shape), *self._hard_to_see(shape)]
        return found

    def _outside(self, shape: Inked) -> list[Fault]:
        seen = self.outlines[shape]
        if inside(seen, self.frame):
            return []
        return [Fault(f"{self._name(shape)} is off the frame", self._place(seen))]

    def _at_the_captions(self, shape: Inked) -> list[Fault]:
        seen = self.outlines[shape]
        if isinstance(shape, CaptionLine):
            if inside(seen, box_of(strip(self.grid).clip)):
                return []
            return [Fault(f"{self._name(shape)} leaves the strip of captions", self._place(seen))]
        if seen.bottom >= self.grid.whole.bottom - SLACK:
            return []
        return [Fault(f"{self._name(shape)} stands where captions are shown", self._place(seen))]

    def _overlaps(self) -> list[Fault]:
        boxes = [self.outlines[text] for text in self.texts]
        found = []
        for k, j in meeting(boxes):
            one, other = self.texts[k], self.texts[j]
            # The pieces of one formula stand as Typst has set them, and may touch.
            if not _of_one_formula(one, other):
                what = f"{self._name(one)} lies over {self._name(other)}"
                found.append(Fault(what, self._place(common(boxes[k], boxes[j]))))
        return found

    def _cut_off(self, text: Type) -> list[Fault]:
        if text.clip is None or inside(whole(text), box_of(text.clip)):
            return []
        return [Fault(f"{self._name(text)} is cut off", self._place(self.outlines[text]))]

    def _over_an_edge(self, text: Type) -> list[Fault]:
        seen = self.outlines[text]
        if not any(meet(seen, ground) and not inside(seen, ground) for ground in self.grounds):
            return []
        return [Fault(f"{self._name(text)} crosses the edge of a panel", self._place(seen))]

    def _out_of_its_panel(self, mark: Inked) -> list[Fault]:
        if mark.is_ground:
            return []
        met, wrong = self._in_panels(pieces(mark))
        # Pieces of one shape that lie apart, one in a panel and another on the bare ground.
        apart = wrong or (met and [piece for piece in pieces(mark) if piece not in met])
        if not apart:
            return []
        return [Fault(f"{self._name(mark)} is drawn outside its panel", self._place(apart[0]))]

    def _in_panels(self, found: Sequence[Box]) -> tuple[list[Box], list[Box]]:
        """Return the rectangles that meet a panel, and those of them that lie in none."""
        met = [box for box in found if any(meet(box, ground) for ground in self.grounds)]
        wrong = [box for box in met if not any(inside(box, ground) for ground in self.grounds)]
        return met, wrong

    def empty_panels(self) -> list[Fault]:
        """Return the panels in which there is nothing to look at yet."""
        quiet = (self.look.muted, self.look.edge)
        told = [s for s in self.seen if s not in self.panels and _colour(s) not in quiet]
        return [
            Fault("a panel is empty", self._place(ground))
            for ground in self.grounds
            if not any(meet(self.outlines[shape], ground) for shape in told)
        ]

    def _moving_over_text(self, mark: Inked) -> list[Fault]:
        if mark not in self.moving or not isinstance(mark, (Arrow, Dots)):
            return []
        if isinstance(mark, Dots) and len(mark.points) > _FEW:
            return []
        drawn = ink(mark) if mark.clip is None else common(ink(mark), box_of(mark.clip))
        return [
            Fault(
                f"{self._name(mark)} moves over {self._name(text)}",
                self._place(common(drawn, letters)),
            )
            for text, letters in ((text, ink(text)) for text in self.texts)
            if text not in self.moving
            and meet(drawn, letters)
            and any(meet(common(part, drawn), letters) for part in strokes(mark))
        ]

    def _hard_to_read(self, text: Type) -> list[Fault]:
        found: list[Fault] = []
        if text.size_px < SMALLEST_PX:
            what = f"{self._name(text)} is {text.size_px:g} px high, under {SMALLEST_PX:g}"
            found.append(Fault(what, self._place(self.outlines[text])))
        seen = self._contrast(text, text.get_fill_rgbas()[0])
        if text.lit == 1.0 and text not in self.moving and seen < LOWEST_TEXT_CONTRAST:
            what = f"{self._name(text)} has a contrast of {seen:.2f}, under {LOWEST_TEXT_CONTRAST}"
            found.append(Fault(what, self._place(self.outlines[text])))
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
        return [Fault(what, self._place(self.outlines[mark]))]

    def _contrast(self, shape: Inked, ink: NDArray[np.float64]) -> float:
        """Return the contrast of an ink (red, green, blue, opacity) with what is behind a shape."""
        behind = self.look.ground
        for panel, ground in zip(self.panels, self.grounds, strict=True):
            if meet(self.outlines[shape], ground):
                behind = laid_over(self.look.panel, panel.veiled, behind)
        return contrast(laid_over(hexadecimal(ink[:3]), float(ink[3]), behind), behind)

    def _place(self, found: Box) -> str:
        return place(found, self.frame)

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
