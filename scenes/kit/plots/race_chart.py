"""A measured race: time over the number of parameters, each axis in powers."""

from collections.abc import Callable

import numpy as np

from gdcore.landscape.race import Race
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Dots, Inked, Path, Positions, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX, Plot
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, along, place
from scenes.telling.numerals import Ticks, power_of_ten

__all__ = ["RaceChart", "Runner"]

_LINE_PX, _DOT_PX, _WORD_PX, _LEAST_PX = 3.5, 5.0, 24.0, 18.0
_DASHES_PX = (10.0, 7.0)
_MARGIN, _NAME_SHARE = 0.06, 0.46
_EVERY = 2
"""Every so many doublings of the parameters there is a tick."""
_ABOVE, _BELOW, _AIR, _APART = 18 * PX, -34 * PX, 5 * PX, 0.03
_SPACE = 12 * PX
"""At least between two names in one line."""
_BESIDE, _LOWER = 10 * PX, -7 * PX


class Runner:
    """One measured curve, its points and its name.

    Parameters
    ----------
    plot : Plot
        In decimal logarithms.
    counts, seconds : ndarray, shape (k,)
    colour : str
    dashes_px : tuple of float
        As for `Path`.
    """

    def __init__(
        self,
        plot: Plot,
        counts: Positions,
        seconds: Positions,
        colour: str,
        dashes_px: tuple[float, ...] = (),
    ) -> None:
        self.places = plot.places(np.log10(np.column_stack([counts, seconds])))
        clip = plot.area.clip
        self.path = Path(self.places, colour, _LINE_PX, dashes_px=dashes_px, clip=clip)
        self.dots = Dots(self.places, _DOT_PX, colour, clip=clip)
        self.name = Type("", _WORD_PX, colour)
        self._sown = 0

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.path, self.dots, self.name)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def sow(self, progress: float) -> None:
        """Show what was measured, one point after the other."""
        self._sown = round(progress * len(self.places))
        self.dots.put(self.places[: max(self._sown, 1)]).veil(float(self._sown > 0))

    def run(self, progress: float) -> None:
        """Draw the curve from the left, as far as progress has it; at last its name is seen."""
        first, last = self.places[0, 0], self.places[-1, 0]
        x = first + eased(progress) * (last - first)
        gone = self.places[self.places[:, 0] <= x]
        here = [x, np.interp(x, *self.places.T)]
        self.path.put(np.vstack([gone, here])).veil(1.0)
        self.dots.put(self.places[: max(len(gone), self._sown)]).veil(1.0)
        self.name.veil(max(2.0 * progress - 1.0, 0.0))


class RaceChart:
    """How long solving takes, and descending in a round bowl and in a long valley.

    Parameters
    ----------
    box : Box
    races : tuple of Race
        Of a small condition number and of a large one.
    words : dict of str to str
        Plain text for "parameters", "seconds", "solving", "descending" and "long".
    look : Look

    Attributes
    ----------
    solving, descending, long : Runner
    doubling : Path
        Over to twice the parameters, and up to what solving takes then.
    factors : tuple of Type
        By how much both grow there.
    crossing : Segments
        Down from where descending overtakes, to the axis.
    """

    def __init__(
        self, box: Box, races: tuple[Race, ...], words: dict[str, str], look: Look
    ) -> None:
        small, large = races[0], races[-1]
        self.plot = _plot(box, races, words, look)
        self.solving = Runner(self.plot, small.parameters, small.solving, look.text)
        self.descending = Runner(self.plot, small.parameters, small.descending, look.step)
        self.long = Runner(self.plot, large.parameters, large.descending, look.step, _DASHES_PX)
        corner = [self.solving.places[-1, 0], self.solving.places[-2, 1]]
        self._steps = np.array([self.solving.places[-2], corner, self.solving.places[-1]])
        self.doubling = Path(self._steps, look.muted, 2.5)
        self.factors = self._times(2.0, small.growth, look)
        self.crossing = Segments(self._foot(small), look.muted, 2.0)
        for key, runner in self.runners.items():
            name = runner.name.write(escaped(words[key]))
            wanted = _WORD_PX * _NAME_SHARE * self.plot.area.width / name.advance
            name.size_px = min(max(wanted, _LEAST_PX), _WORD_PX)
            name.write(name.markup)
            self._put_the_name(runner)

    @property
    def runners(self) -> dict[str, Runner]:
        """The three curves."""
        return {"solving": self.solving, "descending": self.descending, "long": self.long}

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        curves = (shape for runner in self.runners.values() for shape in runner.shapes)
        return (*self.plot.shapes, self.doubling, *self.factors, self.crossing, *curves)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def double(self, progress: float) -> None:
        """Draw over and up."""
        first, corner, last = self._steps
        share = 2.0 * eased(progress)
        over = first + min(share, 1.0) * (corner - first)
        up = corner + max(share - 1.0, 0.0) * (last - corner)
        self.doubling.put(np.array([first, over, up] if share > 1.0 else [first, over])).veil(1.0)
        for factor, told in zip(self.factors, (share, share - 1.0), strict=True):
            factor.veil(min(max(told, 0.0), 1.0))

    def running(self, key: str) -> Callable[[float], None]:
        """Return a function of progress that draws one of the curves."""
        return self.runners[key].run

    def _times(self, across: float, up: float, look: Look) -> tuple[Type, Type]:
        """Return both factors: the one below the way over, the other beside the way up."""
        first, corner, last = self._steps
        below, beside = (
            Type(escaped(f"× {look.numerals.rounded(factor, digits=2)}"), _WORD_PX, look.text)
            for factor in (across, up)
        )
        below.at((first[0] + corner[0]) / 2, first[1] + _BELOW, 0.5)
        middle = (corner[1] + last[1]) / 2 + _LOWER
        spots = [(corner[0] + _BESIDE, middle, 0.0), (last[0], last[1] + _ABOVE, 1.0)]
        return below, place(beside, spots, Obstacles(points=self._steps, area=self.plot.box))

    def _foot(self, race: Race) -> Positions:
        area, at = self.plot.area, race.crossing
        if at is None:
            return np.full((2, 2), [area.left, area.bottom])
        height = np.interp(np.log10(at), np.log10(race.parameters), np.log10(race.solving))
        (place,) = self.plot.places(np.array([[np.log10(at), height]]))
        return np.array([place, [place[0], area.bottom]])

    def _put_the_name(self, runner: Runner) -> None:
        """Put a name beside its curve, where it lies on none."""
        lines = [along(other.places, _APART) for other in self.runners.values()]
        names = [r.name for r in self.runners.values() if r is not runner and r.name.markup]
        space = np.array([[-_SPACE, 0.0], [_SPACE, 0.0]])
        taken = Obstacles(
            points=np.vstack([*lines, along(self.crossing.points[:, :2], _APART)]),
            boxes=tuple(word.box + space for word in (*names, *self.factors)),
            area=self.plot.area,
            air=_AIR,
        )
        spots = runner.places[::-1]
        beside = [
            (x, y + dy, anchor)
            for dy in (_ABOVE, _BELOW)
            for x, y in spots
            for anchor in (1.0, 0.5, 0.0)
        ]
        place(runner.name, beside, taken)


def _plot(box: Box, races: tuple[Race, ...], words: dict[str, str], look: Look) -> Plot:
    """Return axes in decimal logarithms, with ticks at powers of two and of ten."""
    counts = np.concatenate([race.parameters for race in races])
    seconds = np.concatenate([[*race.solving, *race.descending] for race in races])
    window = Window.around(
        np.log10(np.column_stack([np.resize(counts, seconds.size), seconds])), _MARGIN
    )
    shown = races[0].parameters[::_EVERY]
    across = Ticks(
        tuple(np.log10(shown).tolist()),
        tuple(look.numerals.counted(int(count)) for count in shown),
        "",
    )
    powers = range(int(np.ceil(window.bottom)), int(np.floor(window.top)) + 1)
    up = Ticks(tuple(map(float, powers)), tuple(_power(power, look) for power in powers), "")
    names = tuple(
        Type(escaped(words[key]), NAME_PX, look.muted) for key in ("parameters", "seconds")
    )
    return Plot.build(
        box, window, (names[0], names[1]), look, (len(shown), len(powers)), up=up, across=across
    )


def _power(exponent: int, look: Look) -> str:
    return power_of_ten(exponent) if exponent else look.numerals.rounded(1.0)
