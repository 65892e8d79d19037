"""A descent as a hike: a hillside in fog, somebody with a lamp, and the way walked there."""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.experiment import Experiment
from gdcore.landscape.ground import ground
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.layout import WIDE, Box, Grid
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Path, Segments, segment_points
from scenes.kit.look.contrast import hexadecimal
from scenes.kit.look.look import Look
from scenes.kit.surface.hiker import Hiker
from scenes.kit.surface.hillside import LAMP_HEIGHT, Hillside
from scenes.kit.surface.outlook import Outlook
from scenes.kit.surface.relief import Relief, clear_height
from scenes.kit.surface.track import Track, along

__all__ = ["Hike"]

Numbers = NDArray[np.float64]

_Look = tuple[tuple[float, float], float, float, float]

_NEAR: Final[_Look] = ((-2.35, -1.25), 1.3, 0.5, 8.2)
_FAR: Final[_Look] = ((-2.7, -0.25), 3.6, 2.5, 10.5)
"""Looking at the start, and at the whole: the middle's place on the screen, how far behind it the
eye is, how far above, and the lens."""
_RIGHT, _SHARES = 1.9, {"vertical": 0.53, "square": 0.62}
"""All that is drawn on the ground stays left of a card or of data, or below it, within a share of
the height."""
_BETWEEN: Final = 0.3
"""What one then looks at, from the best fit to the start."""
_TURN: Final = np.radians(130.0)
"""From the way down to the way that one looks: down is to the right, and towards the eye."""
_TALLEST, _STEEPEST = 0.45, 0.55
"""From the lowest ground to the picture's top, in units of place, and how steep the ground is at
the start, at most: what is steeper is flattened to that."""
_DRIFT: Final = np.radians(2.0) / 8.0
"""How fast one looks around, radians in a second."""
_SECONDS: Final = (0.0, 10.0, 20.0, 30.0)
"""At these moments nothing hides where one stands, or the best fit."""
_AROUND: Final = 0.25
"""How far the ground underfoot reaches, in units of place."""
_CORNERS, _TRIED, _RISES = 73, 101, 15
_MARGIN: Final = 0.5
"""From the edge of the stage, where a way that leads out of it is no longer followed."""


class Hike:
    """A hillside with a hiker on it, who has a lamp and stands at the start at first.

    Parameters
    ----------
    experiment : Experiment
    look : Look
    grid : Grid

    Attributes
    ----------
    stage : Box
        All that is drawn on the ground stays in it.
    hillside : Hillside
    hiker : Hiker
    around : Path
        A ring around the ground underfoot.
    fall : Segments
        Up and down there, along the gradient, without a head; of no length on level ground.
    way : Segments
        Where the hiker has walked.
    steps : Dots
        Its iterates.
    best : Dots
        A ring at the best fit.
    risen : float
        How far the eye has risen from the hiker to where all is seen, from 0 to 1.
    step : float
        Which step is being made.
    drawn, felt : float
        How much of the ground underfoot is drawn, and of up and down there, from 0 to 1.
    """

    def __init__(self, experiment: Experiment, look: Look, grid: Grid = WIDE) -> None:
        self.stage = _stage(grid)
        self._aside = _moved(_stage(WIDE), self.stage)
        self.ground = ground(experiment)
        self._track = Track(self.ground.walked)
        self.risen = self.drawn = self.felt = self.step = self._seconds = 0.0
        self._heading = self._downward() + _TURN
        relief = Relief(self.ground, self._height())
        self._spots = relief.foot, relief.foot * [_BETWEEN, _BETWEEN, 0.0]
        self.hillside = Hillside(relief, look, self._outlook(), grid, float(self._aside[1]))
        self.hiker = Hiker(look)
        self._last = self._last_seen()
        clip, lit = self.stage.clip, hexadecimal(self.hillside.weather.lit)
        self.around = Path(np.zeros((1, 2)), lit, 2.0, clip=clip)
        self.fall = Segments(np.zeros((2, 2)), look.slope, 4.0, clip=clip)
        self.way = Segments(np.zeros((2, 2)), look.step, 3.0, clip=clip)
        self.steps = Dots(np.zeros((1, 2)), 3.6, look.step, clip=clip)
        self.best = Dots(np.zeros((1, 2)), 9.0, look.best, stroke_px=2.5, clip=clip)
        self.drift(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        marks = (self.around, self.fall, self.way, self.best, self.steps)
        return (self.hillside, *marks, *self.hiker.shapes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: the ground underfoot, the way, the ring of the best fit."""
        return (self.around, self.fall, self.way, self.best, self.steps)

    def drift(self, seconds: float) -> None:
        """Let the fog slide and the eye look around; put everything where it then is."""
        self._seconds = seconds
        self.hillside.seconds = seconds
        foot = self._foot(self.step)
        self.hillside.see(self._outlook())
        self._put_the_hiker(foot)
        self._draw_the_ground_underfoot(foot)
        self._draw_the_way()

    def first_steps(self, least: float) -> float:
        """Return the share of the way that its first steps are, a given one or more."""
        return self._track.whole(least)

    def risen_to_see(self, share: float, least: float) -> float:
        """Return how far the eye must rise, at least so far, to see who has walked a share."""
        step = min(self._track.step_at(share), self._last)
        foot, inside = self._foot(step), self.stage.inset(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        ways = np.linspace(least, 1.0, _RISES).tolist()
        return next((way for way in ways if _holds(inside, self._from(way), foot)), 1.0)

    def kept_in_sight(self, share: float, risen: float) -> float:
        """Return how much of a share of the way can be seen all the while that the eye rises.

        A step across a valley may leave the picture before the eye is high enough to hold it.

        Parameters
        ----------
        share : float
            Of the way, walked evenly.
        risen : float
            How far the eye rises meanwhile, slowly at first and at last.
        """
        inside, ways = self.stage, np.linspace(0.0, 1.0, _RISES).tolist()

        def is_seen(walked: float) -> bool:
            feet = (self._foot(min(self._track.step_at(walked * on), self._last)) for on in ways)
            looks = (self._from(risen * eased(on)) for on in ways)
            return all(_holds(inside, *seen) for seen in zip(looks, feet, strict=True))

        return share * next((part for part in ways[::-1] if is_seen(share * part)), 0.0)

    def walk(self, share: float) -> None:
        """Let the hiker stand where a share of the way leads, as far as that can be seen."""
        self.step = min(self._track.step_at(share), self._last)

    def _last_seen(self) -> float:
        """Return the last step, or the part of it, that ends well inside the picture."""
        outlook = self._looking_at(self._spots[1], _FAR)
        inside = self.stage.inset(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        apart = [float(self._track.last), *reversed(self._track.kept)]
        for later, step in pairwise([apart[0], *apart]):
            tried = np.linspace(later, step, _TRIED).tolist()
            if _holds(inside, outlook, self._foot(step)):
                return next(at for at in tried if _holds(inside, outlook, self._foot(at)))
        return apart[0]

    def _foot(self, step: float) -> Numbers:
        """Return where one stands after a step, shape (3,)."""
        return self.hillside.relief.space(self._track.place(step)[None])[0]

    def _downward(self) -> float:
        """Return which way is down at the start, in radians; on level ground where the best is."""
        ways = (self.ground.fall, -self.ground.foot, np.array([1.0, 0.0]))
        x, y = next(way for way in ways if way.any()).tolist()
        return float(np.arctan2(y, x))

    def _height(self) -> float:
        """Return how high the picture's top is: flatter than in `surface`, and nothing hidden."""
        foot, best = self.ground.foot, np.zeros(2)
        looks = (foot, _NEAR, foot), (best, _FAR, _BETWEEN * foot)
        clear = (
            clear_height(self.ground, spot, self._at(seconds, np.append(middle, 0.0), how).eye)
            for spot, how, middle in looks
            for seconds in _SECONDS
        )
        steep = float(np.hypot(*self.ground.slopes_at(self.ground.foot)))
        return min(_TALLEST, _STEEPEST / max(steep, _STEEPEST), *clear)

    def _outlook(self) -> Outlook:
        return self._from(self.risen)

    def _from(self, risen: float) -> Outlook:
        near, far = map(self._looking_at, self._spots, (_NEAR, _FAR))
        return near.towards(far, risen)

    def _looking_at(self, spot: Numbers, how: _Look) -> Outlook:
        return self._at(self._seconds, spot, how)

    def _at(self, seconds: float, spot: Numbers, how: _Look) -> Outlook:
        place, away, above, lens = how
        heading, (x, y) = self._heading + _DRIFT * seconds, (place + self._aside).tolist()
        return Outlook.upon(spot, (x, y), heading, away, above, lens)

    def _put_the_hiker(self, foot: Numbers) -> None:
        """Let the hiker stand at a foot, shape (3,)."""
        self.hillside.stand = foot
        self.hiker.at(*_ends(self.hillside.outlook, foot))

    def _draw_the_ground_underfoot(self, foot: Numbers) -> None:
        hillside = self.hillside
        angles = self._heading + 2.0 * np.pi * self.drawn * np.linspace(0.0, 1.0, _CORNERS)
        ring = foot[:2] + _AROUND * np.column_stack([np.cos(angles), np.sin(angles)])
        self.around.put(hillside.shown(ring)[0])
        half = _AROUND * self.felt * self.ground.fall
        self.fall.put(self._on_ground(along(np.array([foot[:2] - half, foot[:2] + half]))))

    def _draw_the_way(self) -> None:
        self.way.put(self._on_ground(self._track.line(self.step)))
        self.steps.put(self._seen(self._track.marks(self.step)))
        self.best.put(self._seen(np.zeros((1, 2))))

    def _on_ground(self, line: Numbers) -> Numbers:
        """Return the pieces of a line that no nearer ground hides, as `Segments` has them."""
        places, is_seen = self.hillside.shown(line)
        kept = is_seen[:-1] & is_seen[1:]
        return segment_points(places[:-1][kept], places[1:][kept])

    def _seen(self, dots: Numbers) -> Numbers:
        places, is_seen = self.hillside.shown(dots)
        inside = [self.stage.holds(x, y) for x, y in places.tolist()]
        return places[is_seen & np.array(inside, dtype=np.bool_)]


def _stage(grid: Grid) -> Box:
    frame, whole = grid.frame, grid.whole
    if grid.is_wide:
        return Box("hike", frame.left, whole.bottom, _RIGHT, whole.top)
    top = whole.bottom + _SHARES[grid.name] * whole.height
    return Box("hike", frame.left, whole.bottom, frame.right, top)


def _moved(one: Box, other: Box) -> Numbers:
    """Return from one stage to another: between middles, or lower edges if these are nearer."""
    middles = [np.array([s.left + s.right, s.bottom + s.top]) / 2 for s in (one, other)]
    x, y = (middles[1] - middles[0]).tolist()
    return np.array([x, max(y, other.bottom - one.bottom)])


def _ends(outlook: Outlook, foot: Numbers) -> Numbers:
    """Return where a hiker's foot and lamp are seen, shape (2, 2)."""
    ends = foot + np.array([[0.0, 0.0, 0.0], [0.0, 0.0, LAMP_HEIGHT]])
    return outlook.project(ends)[0]


def _holds(stage: Box, outlook: Outlook, foot: Numbers) -> bool:
    """Return whether a hiker at a foot, shape (3,), is in the picture."""
    below, above = _ends(outlook, foot)
    behind = below - [above[1] - below[1], 0.0]
    return stage.holds(*behind.tolist()) and stage.holds(*above.tolist())
