"""The steps of a descent along one parameter as a table: number, value, steepness, change."""

from collections.abc import Callable
from contextlib import suppress

import numpy as np

from gdcore.descent.trajectory import Trajectory
from gdcore.section import Section
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.look.look import Look
from scenes.kit.panels.table import Column, Table
from scenes.kit.text.glyphs import escaped

__all__ = ["step_table"]


def step_table(
    box: Box, section: Section, path: Trajectory, look: Look, label: Callable[[str], str]
) -> Table:
    """Return a table with a row a step; with fewer columns if it is too wide.

    Parameters
    ----------
    box : Box
        Where it has to fit; of more rows than there is room for the first and the last are told.
    section : Section
        Of one parameter.
    path : Trajectory
        Of one step at least.
    look : Look
    label : callable
        Returns the words for "count" and "steepness".
    """
    columns = _columns(section, path, look, label)
    for shown in (columns, columns[1:], columns[1:3]):
        with suppress(ValueError):
            return Table(box, shown, look)
    return Table(box, columns[2:3], look)


def _columns(
    section: Section, path: Trajectory, look: Look, label: Callable[[str], str]
) -> tuple[Column, ...]:
    told, points = look.numerals, path.points[:-1]
    name = f"${name_typst(section.names[0])}$"
    slopes = section.objective.gradient(points)[:, 0]
    values, steepness, changes = (
        tuple(told.significant(float(number)) for number in column)
        for column in (points[:, 0], slopes, np.diff(path.points[:, 0]))
    )
    counts = tuple(told.counted(k) for k in range(1, path.steps + 1))
    return (
        Column(escaped(label("count")), counts, look.muted),
        Column(name, values, look.model),
        Column(escaped(label("steepness")), steepness, look.slope),
        Column("$Delta$" + name, changes, look.step),
    )
