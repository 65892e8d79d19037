"""Where to look: the rectangle of the plane that a picture shows.

A window is made for pictures of any scale: parameters around 1e-300 or 1e300, data far from zero
compared with their spread. Its sides are never so close that float64 cannot tell points apart
between them.
"""

from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Floats

__all__ = ["Window", "view_interval", "view_window"]

_FINEST = 2.0**-44
"""Extents below this share of the numbers' magnitude (256 units in the last place) are rounding."""

_TINIEST, _LARGEST = 1e-300, 1e300

_LEAVES = 12.0
"""Iterates further than this many times the start's distance from the best fit are left outside."""

_ALIKE = 0.5
"""A side along which nothing moves is this share of the other, in lengths that change E alike."""

_UNSEEN = 2.0**-26
"""Moving by less than this share, in such lengths, changes E by less than its last digit."""

_BEYOND = 0.6
"""This share of the way from the start is shown again beyond the best fit: it is in no corner."""

_FOLLOWED, _ROOM = 3.0, 1.4
"""Of an interval: how many times the start's distance is shown at most, and the room beyond."""


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle to look at: x from left to right, y from bottom to top."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """The extent in x."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The extent in y."""
        return self.top - self.bottom

    @property
    def middle(self) -> Floats:
        """The middle, shape (2,)."""
        return np.array([self.left / 2 + self.right / 2, self.bottom / 2 + self.top / 2])

    @property
    def half(self) -> Floats:
        """Half the extents, shape (2,)."""
        return np.array([self.width, self.height]) / 2

    @classmethod
    def around(cls, points: Floats, margin: float) -> "Window":
        """Return the rectangle that holds points of shape (n, 2), widened on each side.

        Parameters
        ----------
        points : Floats, shape (n, 2)
            At least one; no number beyond ±1e300.
        margin : float
            The share of the extent that is added at each side, positive. An extent of nothing
            becomes twice the points' own magnitude there, or 2 at zero.

        Raises
        ------
        ValueError
            If there is no point, or one is out of range.

        Examples
        --------
        >>> Window.around(np.array([[1.0, 5.0], [3.0, 5.0]]), 0.25)
        Window(left=0.5, right=3.5, bottom=-2.5, top=12.5)
        """
        _check("points", points)
        middle, half = _extent(points)
        return _about(middle, np.where(half > 0, half, _magnitude(middle)), margin)

    def with_aspect(self, aspect: float) -> "Window":
        """Return this window, widened about its middle to have width/height `aspect`."""
        width = max(self.width, aspect * self.height)
        x, y = self.middle
        return _sides(x, y, width / 2, width / aspect / 2)

    def clear_of(self, point: Floats, share: float) -> "Window":
        """Return this window, widened where a point inside it is near an edge.

        Parameters
        ----------
        point : Floats, shape (2,)
        share : float
            So far it is to be from each edge, as a share of the extents before; from 0 to 0.5.

        Examples
        --------
        >>> Window(0.0, 10.0, 0.0, 20.0).clear_of(np.array([9.5, 4.0]), 0.1)
        Window(left=0.0, right=10.5, bottom=0.0, top=20.0)
        """
        x, y = point.tolist()
        if not (self.left <= x <= self.right and self.bottom <= y <= self.top):
            return self
        across, up = share * self.width, share * self.height
        return Window(
            min(self.left, x - across),
            max(self.right, x + across),
            min(self.bottom, y - up),
            max(self.top, y + up),
        )

    def grid(self, across: int, up: int) -> Floats:
        """Return evenly spaced points from edge to edge, shape (up, across, 2), from the bottom."""
        x = np.linspace(self.left, self.right, across)
        y = np.linspace(self.bottom, self.top, up)
        return np.stack(np.meshgrid(x, y), axis=-1)

    def chord(self, point: Floats, direction: Floats) -> tuple[float, float]:
        """Return between which multiples of `direction` a straight line through `point` is inside.

        Parameters
        ----------
        point : Floats, shape (2,)
            Inside.
        direction : Floats, shape (2,)
            Not zero.

        Returns
        -------
        tuple of float
            The first is not positive, the second not negative.

        Raises
        ------
        ValueError
            If the point is outside, or the direction zero.

        Examples
        --------
        >>> Window(0.0, 4.0, 0.0, 2.0).chord(np.array([1.0, 1.0]), np.array([2.0, 1.0]))
        (-0.5, 1.0)
        """
        offset = (point - self.middle) / self.half
        if not (np.abs(offset) <= 1).all():
            raise ValueError(f"`point` must be inside the window, got {point} and {self}")
        slope = direction / self.half
        moving = slope != 0
        if not moving.any():
            raise ValueError(f"`direction` must not be zero, got {direction}")
        towards, slope, offset = np.sign(slope[moving]), slope[moving], offset[moving]
        with np.errstate(over="ignore"):
            ahead, behind = (towards - offset) / slope, (-towards - offset) / slope
        return float(behind.max()), float(ahead.min())


def view_window(points: Floats, minimum: Floats, hessian: Floats, margin: float = 0.16) -> Window:
    """Return where to look to see a path and the best fit.

    Start and best fit are always inside. A path that runs away is followed as far as twelve times
    the start's distance, so that what matters is not shrunk to a dot; one that crawls is seen
    against the best fit that it does not reach.

    Parameters have units of their own. What makes lengths along them comparable is the curvature:
    moving θ_j by 1/√H_jj changes E alike for all j (the diagonal scaling of Nocedal & Wright,
    Numerical Optimization, 2006, section 2.2). "Twelve times" is meant in these lengths, and so is
    the side along which nothing moves. No convergent path of a quadratic at a fixed rate is cut
    short: along each eigenvector its distance shrinks, and for two parameters that moves it by no
    more than a few of these lengths, whatever the condition number.

    Parameters
    ----------
    points : Floats, shape (k + 1, 2)
        The path, finite; the start not beyond ±1e300.
    minimum : Floats, shape (2,)
        The best fit, not beyond ±1e300.
    hessian : Floats, shape (2, 2)
        Of E at the best fit. A parameter without curvature counts by its start's own distance.
    margin : float
        The share of what is shown that is added at each side, positive.

    Raises
    ------
    ValueError
        If start or best fit is out of range.
    """
    _check("points", points[:1])
    _check("minimum", minimum)
    weights = _weights(hessian, np.abs(points[0] - minimum))
    with np.errstate(over="ignore", invalid="ignore"):
        shown = points[: _kept(points, np.abs(points - minimum) * weights)]
        beyond = minimum + _BEYOND * (minimum - points[:1])
        middle, half = _extent(np.vstack([shown, minimum, beyond]))
    return _about(middle, _sized(half, middle, weights), margin)


def _sized(half: Floats, middle: Floats, weights: Floats) -> Floats:
    """Return the half extents, with sensible ones in place of those that are none."""
    felt = half * weights
    seen = (half > 0) & ((felt > _UNSEEN * felt.max()) | (weights == 0))
    if not seen.any():
        # Where nothing moves, the values' own sizes count; one that is rounding does not.
        return _sized(_magnitude(middle), middle, weights)
    with np.errstate(over="ignore", divide="ignore"):
        alike = _ALIKE * felt.max() / weights
    alike = np.where((alike > 0) & (alike < _LARGEST), alike, _magnitude(middle))
    return np.where(seen, half, alike)


def _weights(hessian: Floats, reach: Floats) -> Floats:
    """Return √H_jj for both parameters, the larger being 1.

    Without curvature a parameter's start, `reach` away from its best value, counts as far as the
    other's; without a distance too it counts nothing.
    """
    curvatures = np.diagonal(hessian)
    roots = np.sqrt(np.where((curvatures > 0) & np.isfinite(curvatures), curvatures, 0.0))
    weights = roots / (roots.max() or 1.0)
    far = float((weights * reach).max()) or 1.0
    with np.errstate(over="ignore", divide="ignore"):
        alone = far / reach
    return np.where(weights > 0, weights, np.where(np.isfinite(alone), alone, 0.0))


def _kept(points: Floats, away: Floats) -> int:
    """Return how many points of a path are shown, given their weighted distances (k + 1, 2)."""
    near = ((away <= _LEAVES * away[0].max()) & (np.abs(points) <= _LARGEST)).all(axis=1)
    return len(near) if near.all() else int(near.argmin())


def _check(name: str, points: Floats) -> None:
    if not points.size or not (np.abs(points) <= _LARGEST).all():
        raise ValueError(f"`{name}` must hold numbers between -1e300 and 1e300, got {points!r}")


def _extent(points: Floats) -> tuple[Floats, Floats]:
    """Return middle and half extent of points (n, 2); an extent of mere rounding is none."""
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = low / 2 + high / 2, high / 2 - low / 2
    return middle, np.where(half > _least(middle), half, 0.0)


def _least(middle: Floats) -> Floats:
    """Return the smallest half extents that a window with this middle may have."""
    return np.maximum(np.abs(middle) * _FINEST, _TINIEST * _FINEST)


def _magnitude(middle: Floats) -> Floats:
    """Return the half extents for points that do not differ."""
    size = np.abs(middle)
    return np.where(size > _TINIEST, size, 1.0)


def _about(middle: Floats, half: Floats, margin: float) -> Window:
    wide = np.maximum(half, _least(middle)) * (1 + 2 * margin)
    return _sides(*middle, *wide)


def _sides(x: float, y: float, across: float, up: float) -> Window:
    return Window(float(x - across), float(x + across), float(y - up), float(y + up))


def view_interval(points: Floats, minimum: float, curvature: float) -> tuple[float, float]:
    """Return which values of one parameter to show: the best in the middle, the start near an edge.

    A path that runs away is followed as far as three times the start's distance. If it starts at
    the best value, the interval is as wide as E takes to rise by 1/2, or as the value is large.

    Parameters
    ----------
    points : Floats, shape (k + 1,)
        The path, finite; the start not beyond ±1e300.
    minimum : float
        The best value, not beyond ±1e300.
    curvature : float
        The second derivative of E there; not positive if it has none.

    Returns
    -------
    tuple of float
        Lowest and highest, ascending.

    Raises
    ------
    ValueError
        If start or best value is out of range.

    Examples
    --------
    >>> view_interval(np.array([0.0, 1.0]), 5.0, 1.0)
    (-2.0, 12.0)
    """
    _check("points", points[:1])
    _check("minimum", np.array([minimum]))
    with np.errstate(over="ignore"):
        distances = np.abs(points - minimum)
        reach = float(distances.max().clip(max=_FOLLOWED * distances[0]))
    if reach <= _FINEST * abs(minimum):
        natural = float(curvature) ** -0.5 if curvature > 0.0 else 0.0
        reach = natural if _TINIEST < natural < _LARGEST else abs(minimum) or 1.0
    half = max(_ROOM * reach, _FINEST * abs(minimum))
    return minimum - half, minimum + half
