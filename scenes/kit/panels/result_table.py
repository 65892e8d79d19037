"""What a descent came to, beside the best fit, in the data's own units."""

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.typeset.expressions import name_text, name_typst
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_plot import best_words
from scenes.kit.plots.plot import fitted
from scenes.kit.text.glyphs import escaped
from scenes.telling.measuring import error_unit_short, typical_miss

__all__ = ["ResultTable"]

_PX, _EDGE, _GAP, _DROP = 20.0, 0.24, 0.25, 0.08
_FIRST = 0.62
"""Where the first of both columns ends, as a share of the width."""
_MOST = 4


class ResultTable:
    """A row for each parameter and for E, a column for the end of the descent and the best fit.

    Parameters are in the data's own units, E in the units descended in; what that means, the
    typical miss, is in the response's, where there is one. Of more than four parameters the first
    three are listed, and an ellipsis.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    look : Look

    Attributes
    ----------
    names : tuple of Inked
        What the rows are called, with their units.
    shapes : tuple of Inked
        All that it draws, in painting order.
    hidden : tuple of Inked
        What waits unseen at first: everything.
    """

    def __init__(self, box: Box, experiment: Experiment, look: Look) -> None:
        self._box, self._experiment, self._look = box, experiment, look
        names = experiment.model.names
        self._listed = names if len(names) <= _MOST else names[: _MOST - 1]
        self._rest = ("…",) if len(names) > _MOST else ()
        path = experiment.trajectory
        self._measures = self._measured()
        steps = look.label("step-number", number=look.numerals.counted(path.steps))
        found = self._texts(path.final, float(path.values[-1]))
        best = self._texts(experiment.best, experiment.best_loss)
        columns = (
            self._column(_FIRST * box.width, (steps, *found), look.step, look.model),
            self._column(
                box.width - _EDGE, (best_words(experiment, look), *best), look.best, look.best
            ),
        )
        widest = max(cell.advance for cell in columns[0][1:])
        self.names = self._names(_FIRST * box.width - widest - _GAP - _EDGE)
        self.shapes: tuple[Inked, ...] = (*self.names, *columns[0], *columns[1])
        self.hidden = self.shapes

    def _y(self, row: int) -> float:
        pitch = self._box.height / (len(self._listed) + len(self._rest) + len(self._measures) + 1.4)
        return self._box.top - (row + 0.7) * pitch - _DROP

    def _column(
        self, right: float, texts: tuple[str, ...], head: str, colour: str
    ) -> tuple[Type, ...]:
        return tuple(
            Type(escaped(text), _PX, colour if row else head).at(
                self._box.left + right, self._y(row), 1.0
            )
            for row, text in enumerate(texts)
        )

    def _names(self, room: float) -> tuple[Type, ...]:
        """Return the rows' names, with their units where these are known and there is room."""
        named = [self._name(name, room) for name in self._listed]
        named += [Type(escaped(words), _PX, self._look.muted) for words in self._rest]
        named += [self._fitting(markups, room) for markups in self._measures]
        return tuple(
            name.at(self._box.left + _EDGE, self._y(row)) for row, name in enumerate(named, 1)
        )

    def _name(self, name: str, room: float) -> Type:
        unit, symbol = self._unit(name), f"${name_typst(name)}$"
        whole = self._fitting((symbol + (escaped(f" ({unit})") if unit else ""), symbol), room)
        if whole.advance <= room:
            return whole
        return fitted(name_text(name), _PX, self._look.muted, room)

    def _fitting(self, markups: tuple[str, ...], room: float) -> Type:
        """Return the first of some words that has room, or the last one."""
        *longer, last = (Type(markup, _PX, self._look.muted) for markup in markups)
        return next((words for words in longer if words.advance <= room), last)

    def _unit(self, name: str) -> str:
        """Return the unit of a line's parameter, empty if it is not known."""
        if not self._experiment.is_line:
            return ""
        x, y = self._experiment.data.x.unit, self._experiment.data.y.unit
        return y if self._listed.index(name) else f"{y}/{x}" if x and y else ""

    def _texts(self, point: Floats, loss: float) -> tuple[str, ...]:
        shown = self._experiment.original(point)[: len(self._listed)].tolist()
        *told, error = map(self._look.numerals.significant, [*shown, loss])
        miss = typical_miss(self._experiment, loss, self._look.vocabulary)
        return (*told, *self._rest, error, *([miss] if len(self._measures) > 1 else []))

    def _measured(self) -> tuple[tuple[str, ...], ...]:
        """Return what the rows of the error are called, each in words, or in fewer words."""
        if not self._experiment.has_typical_miss:
            return (("$E$",),)
        unit = error_unit_short(self._experiment, self._look.vocabulary)
        error = (f"$E$ {escaped(unit)}", "$E$") if unit else ("$E$",)
        return error, (escaped(self._look.label("typical-miss")),)
