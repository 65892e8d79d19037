"""The ledger: step, slope, intercept and error as running numbers, beside the best fit's."""

from gdcore.experiment import Experiment
from scenes.kit.glyphs import escaped
from scenes.kit.layout import Box
from scenes.kit.numerals import grouped, significant
from scenes.kit.plot import Panel
from scenes.kit.readout import Readout
from scenes.kit.shapes import Inked, Type
from scenes.kit.theme import Theme

__all__ = ["Ledger"]

_PX = 20.0
_ROWS = ("slope", "intercept", "error")


class Ledger:
    """A table of two columns: the line now, and the best fit.

    Slope and intercept are in the data's own units, the error in the units descended in.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    theme : Theme
    """

    def __init__(self, box: Box, experiment: Experiment, theme: Theme) -> None:
        self._experiment = experiment
        self.furniture: tuple[Inked, ...] = (Panel(box, theme),)
        pitch = box.height / (len(_ROWS) + 1.25)
        self._lines = [box.top - (k + 0.85) * pitch for k in range(len(_ROWS) + 1)]
        self._columns = (box.left + 0.63 * box.width, box.right - 0.2)
        self.names = tuple(
            Type(escaped(name), _PX, theme.muted).at(box.left + 0.2, y)
            for name, y in zip(_ROWS, self._lines[1:], strict=True)
        )
        self.head = self._readout(0, 0, theme.step)
        self.live = tuple(self._readout(0, row, theme.model) for row in (1, 2, 3))
        self.best = (
            Type(escaped("best fit"), _PX, theme.best).at(self._columns[1], self._lines[0], 1.0),
            *(
                self._readout(1, row, theme.best).tell(text)
                for row, text in enumerate(self._texts(experiment.best, experiment.best_loss), 1)
            ),
        )
        self.tell(0)

    def _readout(self, column: int, row: int, colour: str) -> Readout:
        return Readout(_PX, colour, self._columns[column], self._lines[row], 1.0)

    def tell(self, step: int) -> None:
        """Show the numbers after a step."""
        trajectory = self._experiment.trajectory
        self.head.tell(f"step {grouped(str(step))}")
        texts = self._texts(trajectory.points[step], float(trajectory.values[step]))
        for readout, text in zip(self.live, texts, strict=True):
            readout.tell(text)

    def single_out(self, row: int, share: float) -> None:
        """Dim every row but one, by a share of the way."""
        for k, pair in enumerate(zip(self.names, self.live, strict=True)):
            for shape in pair:
                shape.veil(1.0 if k == row else 1.0 - 0.65 * share)

    def _texts(self, point: object, loss: float) -> tuple[str, str, str]:
        slope, intercept = self._experiment.original(point)
        return significant(float(slope)), significant(float(intercept)), significant(loss)
