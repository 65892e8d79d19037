"""Lines of a programme, and a marker that walks through them."""

import re
from collections.abc import Callable, Mapping, Sequence

from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.panels.band import Band
from scenes.kit.text.glyphs import escaped, outline

__all__ = ["CodeBlock"]

_LARGEST_PX, _SMALLEST_PX = 26.0, 18.0
_LINE_EM, _MOST_LINE_EM = 1.5, 1.8
_DROP_EM = 0.26
_WORD = re.compile(r"[^\W\d]\w*|\d(?:[\d.,]*\d)?|\S")
_KEYWORDS = frozenset({"for", "in", "repeat", "until", "while", "if", "else", "return", "each"})


class CodeBlock:
    """A programme in a typewriter's letters, no line wrapped.

    Parameters
    ----------
    box : Box
        Where it has to fit; its letters are as large as there is room for, 18 to 26 pixels.
    lines : sequence of str
        Plain text; spaces at the left indent.
    colours : mapping of str to str
        A colour for each word that has a meaning, such as the slope's. Keywords and signs are
        muted, all else has the colour of text.
    look : Look

    Attributes
    ----------
    lines : tuple of tuple of Type
        What each line consists of.
    band : Band
        The marker.
    shapes : tuple of Inked
        All, in painting order.
    hidden : tuple of Inked
        Those that wait unseen: the marker.

    Raises
    ------
    ValueError
        If the lines do not fit at 18 pixels.
    """

    STAY = 0.6
    """The share of its time for which the marker stands on a line of a loop."""

    def __init__(
        self, box: Box, lines: Sequence[str], colours: Mapping[str, str], look: Look
    ) -> None:
        self.size_px = _size(box, lines)
        self._em = self.size_px * PX
        self._look, self._colours = look, colours
        self._left, self._top = box.left + 1.4 * Band.WIDTH, box.top
        self._pitch = min(_MOST_LINE_EM * self._em, box.height / max(len(lines), 1))
        self.lines = tuple(self._line(k, line) for k, line in enumerate(lines))
        self.band = Band(box.left, box.right, _LINE_EM * self._em, look)
        self.stand(0.0)
        self.shapes: tuple[Inked, ...] = (
            *self.band.shapes,
            *(word for line in self.lines for word in line),
        )
        self.hidden: tuple[Inked, ...] = self.band.shapes

    def stand(self, line: float) -> None:
        """Put the marker on a line, counted from 0, or on its way from one to the next."""
        self.band.stand(self._middle(line))

    def walk(self, start: int, end: int) -> Callable[[float], None]:
        """Return a function of progress that takes the marker from one line to another."""

        def function(progress: float) -> None:
            self.stand(start + (end - start) * eased(progress))

        return function

    def go_round(self, times: float, lines: int) -> None:
        """Put the marker where it is in a loop over the first lines.

        Parameters
        ----------
        times : float
            How often it has gone from line to line; it stays on each for `CodeBlock.STAY`.
        lines : int
        """
        made = int(times)
        here, there = made % lines, (made + 1) % lines
        share = max(times - made - self.STAY, 0.0) / (1.0 - self.STAY)
        self.stand(here + (there - here) * eased(share))

    def _middle(self, line: float) -> float:
        return self._top - (line + 0.5) * self._pitch

    def _line(self, k: int, line: str) -> tuple[Type, ...]:
        y = self._middle(k) - _DROP_EM * self._em
        return tuple(
            Type(_typewriter(words), self.size_px, colour).at(
                self._left + start * _advance() * self._em, y
            )
            for start, words, colour in self._runs(line)
        )

    def _runs(self, line: str) -> list[tuple[int, str, str]]:
        """Return the column, the letters and the colour of each stretch of one colour."""
        runs: list[tuple[int, str, str]] = []
        for word in _WORD.finditer(line):
            colour = self._colour(word[0])
            if runs and runs[-1][2] == colour:
                start = runs.pop()[0]
                runs.append((start, line[start : word.end()], colour))
            else:
                runs.append((word.start(), word[0], colour))
        return runs

    def _colour(self, word: str) -> str:
        if word in self._colours:
            return self._colours[word]
        is_muted = word in _KEYWORDS or not (word[0].isalnum() or word[0] == "_")
        return self._look.muted if is_muted else self._look.text


def _typewriter(words: str) -> str:
    return f'#text(font: "DejaVu Sans Mono", {escaped(words)[1:]})'


def _advance() -> float:
    """Return the width of every letter, in em."""
    return outline(_typewriter("0")).advance


def _size(box: Box, lines: Sequence[str]) -> float:
    longest = max((len(line) for line in lines), default=1)
    across = (box.width - 2 * Band.WIDTH) / (max(longest, 1) * _advance() * PX)
    down = box.height / (max(len(lines), 1) * _LINE_EM * PX)
    if min(across, down) < _SMALLEST_PX:
        raise ValueError(
            f"`lines` must fit into {box.width:.2f} by {box.height:.2f} at {_SMALLEST_PX:g} px, "
            f"got {len(lines)} lines of up to {longest} letters"
        )
    return min(across, down, _LARGEST_PX)
