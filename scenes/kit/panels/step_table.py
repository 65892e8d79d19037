"""The steps of a descent along one parameter as a table."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.look.look import Look
from scenes.kit.panels.table import Column, Table
from scenes.kit.text.glyphs import escaped

__all__ = ["step_table"]


def step_table(
    box: Box,
    name: str,
    steps: Sequence[tuple[str, ...]],
    look: Look,
    label: Callable[[str], str],
) -> Table:
    """Return a table with a row a step; with fewer columns if it is too wide.

    Parameters
    ----------
    box : Box
        Where it has to fit; of more rows than there is room for the first and the last are told.
    name : str
        Of the parameter.
    steps : sequence of tuple of str
        For each the parameter before it, the steepness there, the step, and perhaps
        the new parameter, as they are written.
    look : Look
    label : callable
        Returns the words for "steepness", "step" and, where it is told, "next".
    """
    symbol = f"${name_typst(name)}$"
    heads = [symbol, escaped(label("steepness")), escaped(label("step"))]
    if any(len(step) > len(heads) for step in steps):
        heads.append(f"{escaped(label('next'))} {symbol}")
    colours = (look.model, look.slope, look.step, look.model)
    counts = tuple(look.numerals.counted(k + 1) for k in range(len(steps)))
    told = zip(heads, zip(*steps, strict=True), colours, strict=False)
    columns = (Column("", counts, look.muted), *(Column(*column) for column in told))
    for shown in (columns, columns[1:], columns[1:3]):
        with suppress(ValueError):
            return Table(box, shown, look)
    return Table(box, columns[2:3], look)
