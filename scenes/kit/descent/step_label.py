"""The number of the step, above the picture in which a descent walks."""

from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX, NAME_Y
from scenes.kit.plots.plot import Plot
from scenes.kit.text.readout import Readout

__all__ = ["StepLabel"]


_APART = 0.2


class StepLabel:
    """The words "step 14" above a picture, where nothing that walks comes; see `tell`.

    Parameters
    ----------
    plot : Plot
        What it stands above.
    right : float
        Where it ends.
    look : Look

    Attributes
    ----------
    readout : Readout
    """

    def __init__(self, plot: Plot, right: float, look: Look) -> None:
        self._look, self._plot = look, plot
        self.readout = Readout(NAME_PX, look.step, right, plot.area.top + NAME_Y, 1.0)
        self.tell(0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws."""
        return (self.readout,)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def tell(self, step: int, is_outside: bool = False) -> None:
        """Show the number of a step, and whether the point has left the picture with it."""
        number = self._look.numerals.counted(step)
        self.readout.tell(self._look.label("step-number", number=number))
        if is_outside:
            self._say_so(self._look.label("step-outside", number=number))

    def _say_so(self, words: str) -> None:
        """Show more words if there is room for them beside the axis' name."""
        told, name = self.readout.told, self._plot.axes.titles[1]
        if self.readout.tell(words).box[0, 0] < name.box[1, 0] + _APART:
            self.readout.tell(told)
