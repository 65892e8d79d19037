"""The steps of a descent by hand as a table, every number with all its digits."""

from collections.abc import Callable

from gdcore.descent.by_hand import HandWalk
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.look.look import Look
from scenes.kit.panels.table import Column, Table
from scenes.kit.text.glyphs import escaped

__all__ = ["hand_table"]


def hand_table(
    box: Box, walk: HandWalk, name: str, look: Look, label: Callable[[str], str]
) -> Table:
    """Return a table with a row a step: parameter, steepness, step, new parameter.

    Parameters
    ----------
    box : Box
        Where it has to fit; of more rows than there is room for the first and the last are told.
    walk : HandWalk
    name : str
        Of the parameter.
    look : Look
    label : callable
        Returns the words for "steepness", "change" and "next".
    """
    told, steps = look.numerals.decimal, walk.steps
    symbol = f"${name_typst(name)}$"
    counts = tuple(look.numerals.counted(k) for k in range(1, len(steps) + 1))
    columns = (
        Column("", counts, look.muted),
        Column(symbol, tuple(told(step.before) for step in steps), look.model),
        Column(
            escaped(label("steepness")), tuple(told(step.steepness) for step in steps), look.slope
        ),
        Column(escaped(label("change")), tuple(told(step.change) for step in steps), look.step),
        Column(
            f"{escaped(label('next'))} {symbol}",
            tuple(told(step.after) for step in steps),
            look.model,
        ),
    )
    return Table(box, columns, look)
