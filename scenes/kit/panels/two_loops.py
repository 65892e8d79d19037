"""Two programmes that differ in one line's place: the update inside the loop, and after it."""

from collections.abc import Callable, Mapping

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.panels.code_block import CodeBlock
from scenes.kit.plots.plot import Panel
from scenes.kit.text.glyphs import escaped

__all__ = ["TwoLoops"]

_EDGE, _HEAD, _BELOW = 0.3, 0.3, 0.55
_HEAD_PX = 20.0


class TwoLoops:
    """A panel with both, one below the other.

    Parameters
    ----------
    box : Box
    mean : str
        The key of the last line: `move-by-mean` or `move-by-sum`.
    label : callable
        Returns words by their key: `inside-loop`, `after-loop`, `for-each`, `move-by-one`,
        `note-each`, and that.
    colours : mapping of str to str
        Of words, as `CodeBlock` has it.
    look : Look

    Attributes
    ----------
    panel : Panel
    inside, after : tuple of Inked
        The name of each, and its lines.
    codes : tuple of CodeBlock
    """

    def __init__(
        self,
        box: Box,
        mean: str,
        label: Callable[[str], str],
        colours: Mapping[str, str],
        look: Look,
    ) -> None:
        self.panel = Panel(box, look)
        halves = box.inset(_EDGE, _EDGE / 2.0, _EDGE, _EDGE / 2.0).split_down(0.5)
        lines = (("for-each", "move-by-one"), ("for-each", "note-each", mean))
        codes = _alike([[label(key) for key in keys] for keys in lines])
        self.codes = tuple(
            CodeBlock(half.inset(0.0, 0.0, 0.0, _BELOW), code, colours, look)
            for half, code in zip(halves, codes, strict=True)
        )
        names = [
            Type(escaped(label(key)), _HEAD_PX, look.step).at(half.left, half.top - _HEAD)
            for half, key in zip(halves, ("inside-loop", "after-loop"), strict=True)
        ]
        self.inside, self.after = (
            (name, *code.shapes) for name, code in zip(names, self.codes, strict=True)
        )

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.panel, *self.inside, *self.after)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes


def _alike(codes: list[list[str]]) -> list[list[str]]:
    """Return programmes with as many lines as long, so that their letters are of one size."""
    longest = max(len(line) for code in codes for line in code)
    most = max(len(code) for code in codes)
    return [[line.ljust(longest) for line in code + [""] * (most - len(code))] for code in codes]
