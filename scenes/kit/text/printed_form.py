"""A printed form: mathematics with slots for numbers, which stand still whatever is written in."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from scenes.kit.text.glyphs import outline
from scenes.kit.text.labels import labelled

__all__ = ["PrintedForm", "dotted"]

_SLOT: Final = re.compile(r"\{\{ (?P<inside>[^{}]*) : (?P<label>[\w-]+) \}\}")
_ROOM_EM: Final = 0.2
_RAISED_EM: Final = 0.8
"""Numbers in an exponent are to be read, too: they are larger than raised letters."""
_SHRINK: Final = 1.0 / 0.7
"""What is as wide as a number of ems, is as wide in an exponent as so many more."""


def dotted(source: str) -> str:
    """Return mathematics with a dot in each product with a labelled part, as numbers need it.

    Parameters
    ----------
    source : str
        As `gdcore.typeset.expressions.typst` writes it.

    Examples
    --------
    >>> dotted("2 {{ m : m }} thin {{ x : x }} + {{ b : b }}")
    '2 dot.op {{ m : m }} dot.op {{ x : x }} + {{ b : b }}'
    """
    source = source.replace(" thin ", " dot.op ")
    source = re.sub(r"(\d) (?=\{\{)", r"\1 dot.op ", source)
    return re.sub(r"\}\} (?=[a-zA-Z{])(?!dot\.op)", "}} dot.op ", source)


class PrintedForm:
    """A form whose labelled parts are slots, each as wide as the widest thing that it will hold.

    A negative number that follows a sign, or has an exponent, is written in parentheses.

    Parameters
    ----------
    source : str
        Typst mathematics with labelled parts, which do not nest.
    lines : iterable of mapping of str to str
        All that will be written in: for each label Typst mathematics.
    right : collection of str
        The labels of slots that are filled from the right; others from the middle.
    """

    def __init__(
        self, source: str, lines: Iterable[Mapping[str, str]], right: tuple[str, ...] = ()
    ) -> None:
        self._source, self._right = source, right
        self._widths: dict[int, float] = {}
        for line in lines:
            for slot in _SLOT.finditer(source):
                self._make_room(slot, line)

    def _make_room(self, slot: re.Match[str], line: Mapping[str, str]) -> None:
        width = outline(f"${self._written(slot, line)}$").advance + _ROOM_EM
        if _is_in_exponent(self._source[: slot.start()]):
            width *= _SHRINK
        self._widths[slot.start()] = max(self._widths.get(slot.start(), 0.0), width)

    def _written(self, slot: re.Match[str], line: Mapping[str, str]) -> str:
        text, before = line[slot["label"]], self._source[: slot.start()].rstrip()
        is_raised = self._source[slot.end() :].startswith("^")
        stands_free = not before or before.endswith(("(", "="))
        is_enclosed = text.startswith("-") and (is_raised or not stands_free)
        written = f"({text})" if is_enclosed else text
        # What is in a box is set at full size, whatever is around the box, but for the box itself.
        is_small = _is_in_exponent(self._source[: slot.start()])
        return f"#text(size: {_RAISED_EM}em, ${written}$)" if is_small else written

    def line(self, texts: Mapping[str, str]) -> str:
        """Return the form with something written into its slots.

        Parameters
        ----------
        texts : mapping of str to str
            For each label Typst mathematics.
        """

        def filled(slot: re.Match[str]) -> str:
            label = slot["label"]
            side = "right" if label in self._right else "center"
            text, width = self._written(slot, texts), self._widths[slot.start()]
            box = f"#box(width: {width:.3f}em, align({side}, ${text}$))"
            return labelled(box, label)

        return _SLOT.sub(filled, self._source)


def _is_in_exponent(before: str) -> bool:
    """Return whether what follows a piece of Typst mathematics stands in a raised parenthesis."""
    opened: list[bool] = []
    for place, letter in enumerate(before):
        if letter == "(":
            opened.append(before[:place].endswith("^"))
        elif letter == ")" and opened:
            opened.pop()
    return any(opened)
