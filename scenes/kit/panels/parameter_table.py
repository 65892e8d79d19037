"""The table of a descent: step, parameters and error as running numbers, beside the best fit's."""

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.typeset.expressions import name_text, name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Rounded, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_plot import best_words
from scenes.kit.plots.plot import Panel, fitted
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout

__all__ = ["ParameterTable"]

_PX, _SMALL_PX = 22.0, 20.0
_EDGE = 0.22
_GAP = 0.3
_MOST = 4
_LOOSE, _TALLEST = 4, 0.6
"""Up to so many rows are set in the larger type; no row is taller than this."""


class ParameterTable:
    """A table of two columns: the line or curve now, and the best fit.

    Parameters are in the data's own units, the error in the units descended in. A model with more
    than four parameters has its first four listed.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    look : Look
    """

    def __init__(self, box: Box, experiment: Experiment, look: Look) -> None:
        self._experiment, self._box, self._look = experiment, box, look
        self._listed = experiment.model.names[:_MOST]
        self.frame: tuple[Inked, ...] = (Panel(box, look),)
        self._lay_rows(len(self._listed) + 2)
        self._columns = (box.left + 0.6 * box.width, box.right - _EDGE)
        rows = range(1, len(self._listed) + 2)
        self.head = self._readout(0, 0, look.step)
        self.live = tuple(self._readout(0, row, look.model) for row in rows)
        best = self._texts(experiment.best, experiment.best_loss)
        words = Type(escaped(best_words(experiment, look)), self._size_px, look.best)
        self.best = (
            words.at(self._columns[1], self._lines[0], 1.0),
            *(self._readout(1, row, look.best).tell(text) for row, text in enumerate(best, 1)),
        )
        self.names = self._names(look)
        self.mark = self._mark(look)
        self.tell(0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.frame, *self.hidden)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """All but the panel: the numbers come one after the other."""
        return (*self.names, self.head, *self.live, self.mark, *self.best)

    def _lay_rows(self, count: int) -> None:
        """Share out the panel's height, the rows in its middle if they do not need all of it."""
        self._size_px = _PX if count <= _LOOSE else _SMALL_PX
        self._pitch = min((self._box.height - 0.2) / count, _TALLEST)
        top = self._box.top - (self._box.height - count * self._pitch) / 2
        self._lines = [top - (k + 0.64) * self._pitch for k in range(count)]

    def _readout(self, column: int, row: int, colour: str) -> Readout:
        return Readout(self._size_px, colour, self._columns[column], self._lines[row], 1.0)

    def _names(self, look: Look) -> tuple[Type, ...]:
        """Return the rows' names, with their units where these are known and there is room."""
        widest = max(self._readout(0, 1, look.model).tell(t).advance for t in self._all_texts())
        room = self._columns[0] - widest - _GAP - self._box.left - _EDGE
        names = [
            *(self._name(name, unit, room, look) for name, unit in self._units().items()),
            Type("$E$", self._size_px, look.muted),
        ]
        return tuple(
            name.at(self._box.left + _EDGE, y)
            for name, y in zip(names, self._lines[1:], strict=True)
        )

    def _name(self, name: str, unit: str, room: float, look: Look) -> Type:
        markup = f"${name_typst(name)}$"
        for tail in (escaped(f" ({unit})") if unit else "", ""):
            whole = Type(markup + tail, self._size_px, look.muted)
            if whole.advance <= room:
                return whole
        return fitted(name_text(name), self._size_px, look.muted, room)

    def _units(self) -> dict[str, str]:
        """Return the unit of each listed parameter, empty if it is not known."""
        data = self._experiment.data
        x, y = data.x.unit, data.y.unit
        known = (f"{y}/{x}" if x and y else "", y or "")
        if not self._experiment.is_line:
            return dict.fromkeys(self._listed, "")
        return dict(zip(self._listed, known, strict=True))

    def _all_texts(self) -> list[str]:
        path, experiment = self._experiment.trajectory, self._experiment
        ends = [(path.start, path.values[0]), (path.final, path.values[-1])]
        pairs = [*ends, (experiment.best, experiment.best_loss)]
        return [text for point, loss in pairs for text in self._texts(point, float(loss))]

    def _mark(self, look: Look) -> Inked:
        """Return an outline around the row of the last parameter, of a line its intercept."""
        width, height = self._columns[0] - self._box.left - 0.02, 0.86 * self._pitch
        middle = self._box.left + 0.1 + width / 2, self._lines[-2] + 0.075
        mark = Rounded(width, height, 0.08, look.model, stroke_px=1.5)
        return mark.shift([*middle, 0.0])

    def tell(self, step: int) -> None:
        """Show the numbers after a step."""
        trajectory = self._experiment.trajectory
        number = self._look.numerals.counted(step)
        self.head.tell(self._look.label("step-number", number=number))
        texts = self._texts(trajectory.points[step], float(trajectory.values[step]))
        for readout, text in zip(self.live, texts, strict=True):
            readout.tell(text)

    def _texts(self, point: Floats, loss: float) -> list[str]:
        shown = self._experiment.original(point)[: len(self._listed)]
        significant = self._look.numerals.significant
        return [*(significant(float(value)) for value in shown), significant(loss)]
