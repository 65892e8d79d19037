"""Parts of a formula on their way: they come from where they were and land at their own place.

The formula that they belong to stands where it will be read. Its parts wait unseen; when they fly,
they start over the part that they come from, as large as that, and land where they belong::

    two = Flight(line.parts["two"], laid_over(line.parts["two"], above.parts["two"]), around)
    shot.drive(two.fly, 1.2)

What comes out of something that stays is a copy: it comes to be seen as it gets clear of that.
"""

from collections.abc import Sequence

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Path, Positions
from scenes.kit.text.formula import Part, Pose

__all__ = ["Flight", "Trail", "centred_over", "laid_over", "middle_of"]

_SAMPLES = 60
_DOTS_PX = (3.0, 6.0)
_FAINT, _CLEAR, _LEAST = 0.2, 0.3, 0.01
"""How much is seen of a copy as it gets clear of what it comes from, how much further on it is seen
fully, as a share of its way until then, and how long that way is at least, in scene units."""


def middle_of(parts: Sequence[Part]) -> Positions:
    """Return the middle of the box around parts, shape (2,)."""
    return _around(parts).mean(axis=0)


def _around(parts: Sequence[Part]) -> Positions:
    boxes = np.array([part.box for part in parts])
    return np.array([boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)])


def laid_over(parts: Sequence[Part], others: Sequence[Part]) -> Pose:
    """Return the pose that lays parts of a formula over others that look like them.

    Parameters
    ----------
    parts, others : sequence of Part
        At their own places, each of one formula; middle comes on middle, and height on height.
    """
    here, there = _around(parts), _around(others)
    home = parts[0].formula.pose
    times = float(np.ptp(there[:, 1]) / np.ptp(here[:, 1]))
    x, y = there.mean(axis=0) + times * (np.array([home.x, home.y]) - here.mean(axis=0))
    return Pose(float(x), float(y), times * home.unit)


def centred_over(parts: Sequence[Part], others: Sequence[Part]) -> Pose:
    """Return the pose that puts the middle of parts on that of others, as large as they are."""
    home = parts[0].formula.pose
    x, y = middle_of(others) - middle_of(parts) + [home.x, home.y]
    return Pose(float(x), float(y), home.unit)


class Flight:
    """Parts of one formula that land at their own places, all along one way.

    Parameters
    ----------
    parts : sequence of Part
        At their places; they are unseen until they set out.
    start : Pose
        That of their formula when they set out, see `laid_over`.
    around : sequence of (float, float)
        Places that pull their way aside, as the control points of a Bézier curve; straight
        without any.
    below : sequence of Part
        What stays where they come from, if they are a copy that falls out of it.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        start: Pose,
        around: Sequence[tuple[float, float]] = (),
        below: Sequence[Part] = (),
    ) -> None:
        self.parts = tuple(parts)
        self._clear = min((float(part.box[0, 1]) for part in below), default=np.inf)
        self._start, self._home = start, parts[0].formula.pose
        home = np.array([self._home.x, self._home.y])
        self._middle_em = (middle_of(parts) - home) / self._home.unit
        self._top_em = (float(_around(parts)[1, 1]) - self._home.y) / self._home.unit
        first = np.array([start.x, start.y]) + start.unit * self._middle_em
        last = home + self._home.unit * self._middle_em
        self._posts = np.array([first, *around, last])

    def place(self, share: float) -> Positions:
        """Return where the parts' middle is after a share of the way, shape (2,)."""
        points = self._posts
        while len(points) > 1:  # de Casteljau
            points = points[:-1] + share * (points[1:] - points[:-1])
        return points[0]

    def fly(self, progress: float) -> None:
        """Let them fly, as a function of progress: at 0 unseen, at 1 in their places."""
        share = eased(progress)
        if share == 1.0:
            pose = self._home
        else:
            unit = self._start.unit + share * (self._home.unit - self._start.unit)
            x, y = self.place(share) - unit * self._middle_em
            pose = Pose(float(x), float(y), unit)
        seen = float(progress > 0.0) if share == 1.0 else self._seen(pose, progress)
        for part in self.parts:
            part.take(pose).veil(seen)

    def _seen(self, pose: Pose, progress: float) -> float:
        """Return how much is seen of them in a pose on their way."""
        if np.isinf(self._clear):
            return float(progress > 0.0)
        first, now = (p.y + self._top_em * p.unit for p in (self._start, pose))
        gone = (first - now) / max(first - self._clear, _LEAST)
        return float(np.interp(gone, [0.0, 1.0, 1.0 + _CLEAR], [0.0, _FAINT, 1.0]))

    def trail(self, colour: str) -> "Trail":
        """Return the dotted line that their middle leaves behind."""
        return Trail(self, colour)


class Trail(Path):
    """The way of a flight as a dotted line; it grows with the flight.

    Parameters
    ----------
    flight : Flight
    colour : str
    """

    def __init__(self, flight: Flight, colour: str) -> None:
        shares = np.linspace(0.0, 1.0, _SAMPLES)
        self._way = np.array([flight.place(share) for share in shares.tolist()])
        super().__init__(self._way[:1], colour, 1.5, dashes_px=_DOTS_PX)

    def draw(self, progress: float) -> None:
        """Draw it as far as the flight has come, as a function of progress."""
        count = max(round(eased(progress) * len(self._way)), 1)
        self.put(self._way[:count]).veil(1.0)
