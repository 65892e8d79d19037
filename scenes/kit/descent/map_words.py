"""The words on the map of a descent: the names of a step's arrows, numbers, and the step's own."""

import numpy as np

from scenes.kit.descent.axis_arrows import name_drawn
from scenes.kit.descent.descent_marks import DescentMarks
from scenes.kit.descent.step_label import StepLabel
from scenes.kit.descent.step_names import MapNames
from scenes.kit.ink.shapes import Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.panels.point_reading import PointReading
from scenes.kit.text.placing import Obstacles, along

__all__ = ["MapWords"]

_WALKED = 200
"""So many steps are looked at to keep words off the way."""
_AIR, _GAP = 0.06, 0.25


class MapWords:
    """Words that a descent does not walk over, as far as there is room.

    Parameters
    ----------
    descent : DescentMarks
        At its start.
    look : Look

    Attributes
    ----------
    names : MapNames
        Of the arrows.
    reading : PointReading
        The parameters now, and those of the best fit.
    step : StepLabel
    """

    def __init__(self, descent: DescentMarks, look: Look) -> None:
        self._descent, plot = descent, descent.error_plot
        self._best = plot.best
        boxes = tuple(shape.box for shape in self._named)
        taken = Obstacles(self._walked(), boxes, air=_AIR)
        self.reading = PointReading(plot.section, plot.plot.area, taken, look)
        words = self._uphill(look), look.label("step")
        self.names = MapNames(plot, words, look, (self.reading.box,))
        right = min(plot.plot.area.right, float(descent.scale.title.box[0, 0]) - _GAP)
        self.step = StepLabel(plot.plot, right, look)

    def _uphill(self, look: Look) -> str:
        """Return what the gradient's arrow is called, and what it is drawn times if not once."""
        name = look.label("gradient" if self._descent.error_plot.is_cut else "uphill")
        return name_drawn(name, self._descent.projection.factor, look)

    def _walked(self) -> Positions:
        """Return where the descent, the first arrow uphill and the curve run, shape (k, 2)."""
        descent = self._descent
        first = descent.projection.arrows(descent.parameters, descent.there)
        arrow = np.vstack([first.here, first.here + first.uphill])
        lines = (along(line, _AIR) for line in (descent.way(_WALKED), arrow))
        return np.vstack([*lines, descent.error_plot.curve])

    @property
    def _named(self) -> tuple[Type, ...]:
        return tuple(shape for shape in self._best if isinstance(shape, Type))

    @property
    def in_the_way(self) -> tuple[Inked, ...]:
        """What would be walked over: the best fit's name, and numbers if they have no room."""
        numbers = (*self.reading.head, *self.reading.now)
        return self._named if self.reading.is_clear else (*self._named, *numbers)

    @property
    def at_the_end(self) -> tuple[Inked, ...]:
        """All numbers, the best fit's ring, and its name where that lies on nothing.

        Seen from further away than at first, the ring has all lines of the map around it.
        """
        reading, numbers = self.reading, Obstacles(boxes=(self.reading.covered,))
        plot = self._descent.error_plot
        is_far = plot.plot.window != plot.windows[0]
        lying = [name for name in self._named if is_far or any(numbers.hit_by(name.box))]
        best = tuple(shape for shape in self._descent.error_plot.best if shape not in lying)
        return (*best, *reading.head, *reading.now, *reading.best)

    def tell(self) -> None:
        """Show the numbers of the last step that has been made."""
        self.reading.tell(self._descent.step)
        self.step.tell(self._descent.step, self._descent.is_outside)
