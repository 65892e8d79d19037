"""A hillside in fog: the ground as somebody sees it who stands on it, with a lamp or by day."""

from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.inked import PX, Inked
from scenes.kit.ink.layout import WIDE, Grid
from scenes.kit.ink.pen import Pen
from scenes.kit.look.look import Look
from scenes.kit.surface.fog_banks import FogBanks
from scenes.kit.surface.ink import fading, strokes
from scenes.kit.surface.outlook import Outlook
from scenes.kit.surface.relief import Relief, Sight, Singles
from scenes.kit.surface.weather import Weather, soft

__all__ = ["LAMP_HEIGHT", "Hillside"]

Numbers = NDArray[np.float64]

LAMP_HEIGHT: Final = 0.15
"""Of the lamp above the ground, in units of place."""

_CELL: Final = 1.0 / 16.0
_SPACING: Final = 0.075
_RIM, _BEYOND = 1.05, 1.5
_CLOUDS, _IN_CLOUDS = 0.9, 1.15
"""Where the fog of all that is not shown begins and is whole, in places and in shares."""
_HAZE: Final = 3.0
"""So far down from the frame's top the fog gets thicker."""
_FADE: Final = 0.95
"""So far up from the captions' strip the picture fades in."""
_NEAR, _WIDER, _AROUND = 0.8, 2.6, 0.3
"""The share of the light that falls close by, how much wider the rest spreads (squared), and how
much comes from all sides."""
_THROUGH: Final = 0.8
"""How much of the fog the full light goes through."""
_LINES_WIDER: Final = 1.9
_LEAST: Final = 1e-3
_BY_DAY: Final = 0.6
_SHADES: Final = 12
_LINE_PX: Final = 1.4
_DENSE_PX, _SPARSE_PX = 2.5, 6.0
"""Lines that are so near to each other are not drawn, and drawn as they are: no moiré."""
_STEADY: Final = 3
_SEED: Final = 3


class Hillside(Inked):
    """The ground of a lesson, all over the frame but for the captions' strip.

    Parameters
    ----------
    relief : Relief
    look : Look
    outlook : Outlook
    grid : Grid
    raised : float
        As for `FogBanks`.

    Attributes
    ----------
    outlook : Outlook
        From where it is seen; see `see`.
    stand : Numbers, shape (3,)
        The foot of the lamp, in space.
    lamp : float
        How bright the lamp is, from 0 to 1.
    reach : float
        How far its light reaches, in units of place.
    fog : float
        How much of the ground is in it, from 0 to 1.
    air : float
        How much light there is in the fog, from 0 to 1.
    seconds : float
        For how long the banks have been sliding.
    """

    is_ground = True

    def __init__(
        self,
        relief: Relief,
        look: Look,
        outlook: Outlook,
        grid: Grid = WIDE,
        raised: float = 0.0,
    ) -> None:
        frame, bottom = grid.frame, grid.whole.bottom
        self._window = (frame.left, bottom, frame.width, frame.top - bottom)
        super().__init__(look.panel, filled=True, clip=self._window)
        self.relief, self.weather = relief, Weather.of(look)
        self._x = np.arange(frame.left + _CELL / 2, frame.right, _CELL)
        self._y = np.arange(bottom + _CELL / 2, frame.top, _CELL)
        self._bottom, self._top = bottom, frame.top
        self._banks = FogBanks(self._x, self._y, raised)
        self._lines = self._pieces(relief.ground.contours(_SPACING))
        self._beside = self._neighbours(relief.ground.contour_gap(_SPACING))
        noise = np.random.default_rng(_SEED)
        rounding = 0.5 + noise.uniform(-0.5, 0.5, (len(self._y), len(self._x), 1))
        self._rounding = rounding.astype(np.float32)
        self._fades = soft((self._y - bottom) / _FADE)
        self.lamp, self.reach, self.fog, self.air, self.seconds = 1.0, 0.34, 1.0, 1.0, 0.0
        self.stand = self.relief.foot
        self.put(np.array([[frame.left, bottom], [frame.right, frame.top]]))
        self.see(outlook)

    def see(self, outlook: Outlook) -> Self:
        """Look from elsewhere."""
        self.outlook = outlook
        self._sight = Sight(self.relief, outlook, self._x, self._bottom)
        return self

    def shown(self, places: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
        """Return where places of the ground, (n, 2), are on the screen, and which are seen."""
        return self._sight.shown(self.relief.space(places))

    def paint(self, pen: Pen) -> None:
        """Draw the ground, the fog over it, and the lines of equal error."""
        fog = self.air * self.fog * self._banks.thickness(self.seconds)
        with fading(pen.ctx, self.veiled * self.lit):
            pen.ctx.save()
            pen.image(self._pixels(fog), self._window)
            pen.ctx.restore()
            self._draw_lines(pen, fog)

    def _pieces(self, lines: tuple[Numbers, ...]) -> Numbers:
        """Return the pieces of lines that may be seen, shape (k, 2, 3)."""
        space = [self.relief.space(line) for line in lines]
        pieces = [np.stack([line[:-1], line[1:]], axis=1) for line in space]
        joined = np.concatenate([np.empty((0, 2, 3)), *pieces])
        return joined[np.hypot(*joined[:, 0, :2].T) < _BEYOND]

    def _neighbours(self, gap: float) -> Numbers:
        """Return for each piece of a line the place of the next line uphill, shape (k, 3)."""
        places = self._lines[..., :2].mean(axis=1)
        slopes = self.relief.ground.slopes_at(places)
        square = np.maximum((slopes * slopes).sum(axis=1), gap * gap)[:, None]
        return self.relief.space(places + gap / square * slopes)

    def lines_apart_px(self) -> Numbers:
        """Return how far each piece of a line is from the next line uphill, on the screen."""
        places = self._lines.mean(axis=1), self._beside
        here, there = (np.nan_to_num(self.outlook.project(each)[0]) for each in places)
        return np.hypot(*(there - here).T) / PX

    def _pixels(self, fog: Singles) -> NDArray[np.uint8]:
        """Return the picture without its lines, the lowest row first."""
        weather, places = self.weather, self._places()
        ground = self.relief.ground_at(places)
        shares, slopes = ground[..., 0], ground[..., 1:]
        haze = self.air * soft((self._top - self._y) / _HAZE)[:, None, None]
        colours = np.repeat(weather.sky + haze * (weather.fog - weather.sky), len(self._x), axis=1)
        colours = colours.astype(np.float32)
        clear = self._clear(places, shares)
        if self.fog < 1.0:
            top = weather.ground.top(shares.ravel(), slopes.reshape(-1, 2))
            _mix(colours, clear, top.reshape(colours.shape))
        pool = self._pool(places, shares, slopes)
        _mix(colours, weather.warmth * pool, weather.lamp)
        _mix(colours, fog * (1.0 - _THROUGH * pool) * (1.0 - clear), weather.bank)
        _mix(colours, 1.0 - self._fades[:, None], weather.sky)
        pixels = np.empty((*places.shape[:2], 4), dtype=np.uint8)
        colours *= np.float32(255.0)
        # A half more, for what is cut off below.
        colours += self._rounding
        pixels[..., :3] = np.clip(colours, 0.0, 255.0)
        pixels[..., 3] = 255
        return pixels

    def _places(self) -> Singles:
        """Return the places that are seen in all cells, shape (rows, columns, 2)."""
        far = self._sight.far(self._y).astype(np.float32)
        return self.outlook.way(self._x.astype(np.float32), far)

    def _clear(self, places: Numbers, shares: Numbers) -> Numbers:
        """Return how much of the ground is seen by day, from 0 to 1."""
        if self.fog >= 1.0:
            return np.zeros(shares.shape)
        away = np.hypot(places[..., 0], places[..., 1])
        inside = 1.0 - soft((away - _RIM) / (_BEYOND - _RIM))
        below = 1.0 - soft((shares - _CLOUDS) / (_IN_CLOUDS - _CLOUDS))
        return (1.0 - self.fog) * inside * below

    def _pool(self, places: Numbers, shares: Numbers, slopes: Numbers) -> Numbers:
        """Return how much light of the lamp falls on the ground, from 0 to 1: Lambert's law."""
        x, y, z = self.stand
        to_x, to_y = x - places[..., 0], y - places[..., 1]
        to_z = z + LAMP_HEIGHT - self.relief.height * shares
        square = to_x * to_x + to_y * to_y
        facing = to_z - slopes[..., 0] * to_x - slopes[..., 1] * to_y
        tilted = 1.0 + slopes[..., 0] * slopes[..., 0] + slopes[..., 1] * slopes[..., 1]
        cosine = facing / np.sqrt((square + to_z * to_z) * tilted)
        falloff = square / max(self.reach, _LEAST) ** 2
        light = _NEAR * np.exp(-falloff) + (1.0 - _NEAR) * np.exp(-falloff / _WIDER)
        return self.lamp * light * np.clip(_AROUND + (1.0 - _AROUND) * cosine, 0.0, 1.0)

    def _draw_lines(self, pen: Pen, fog: Singles) -> None:
        chosen = self._may_be_lit()
        ends = self._lines[chosen].reshape(-1, 3)
        shown, is_seen = self._sight.shown(ends)
        drawn = soft((self.lines_apart_px()[chosen] - _DENSE_PX) / (_SPARSE_PX - _DENSE_PX))
        lit, seen = (drawn * light for light in self._light_on(ends, shown, fog))
        whole = _steadily(is_seen.reshape(-1, 2).all(axis=1))
        strength = np.where(whole, np.maximum(lit, seen), 0.0)
        shades = np.rint(np.clip(strength, 0.0, 1.0) * _SHADES).astype(np.int64)
        lines = shown.reshape(-1, 4)
        warm = lit > seen
        for shade in range(1, _SHADES + 1):
            for is_warm, colour in ((False, self.weather.line), (True, self.weather.lit)):
                alike = lines[(shades == shade) & (warm == is_warm)]
                if len(alike):
                    ink = np.array([*colour, shade / _SHADES])
                    strokes(pen.ctx, alike, ink, _LINE_PX)

    def _may_be_lit(self) -> NDArray[np.bool_]:
        """Return which pieces of lines are not too dark to be drawn, wherever they are seen."""
        if self.fog < 1.0:
            return np.ones(len(self._lines), dtype=np.bool_)
        away = self._lines[:, :, :2].mean(axis=1) - self.stand[:2]
        return self._lamplight(away) >= 0.5 / _SHADES

    def _lamplight(self, away: Numbers) -> Numbers:
        """Return how much of the lamp's light falls on lines so far from it, (k, 2), as (k,)."""
        falloff = (away * away).sum(axis=1) / max(self.reach, _LEAST) ** 2
        return self.lamp * np.exp(-falloff / _LINES_WIDER)

    def _light_on(self, ends: Numbers, shown: Numbers, fog: Singles) -> tuple[Numbers, Numbers]:
        """Return how bright pieces of lines are by the lamp and by day, both of shape (k,)."""
        middles, at = ends.reshape(-1, 2, 3).mean(axis=1), shown.reshape(-1, 2, 2).mean(axis=1)
        column, row = ((at - [self._x[0], self._y[0]]) / _CELL).T
        rows = np.clip(np.nan_to_num(row), 0, len(self._y) - 1).astype(np.int64)
        columns = np.clip(np.nan_to_num(column), 0, len(self._x) - 1).astype(np.int64)
        fades = self._fades[rows]
        lit = self._lamplight(middles[:, :2] - self.stand[:2])
        hidden = fog[rows, columns] * (1.0 - lit)
        day = self._clear(middles[:, :2], self.relief.shares(middles[:, :2]))
        return lit * (1.0 - hidden) * fades, _BY_DAY * day * fades


def _steadily(seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which pieces, in order along their lines, are seen with some before and after them.

    A line along the edge of what nearer ground hides comes and goes: it would be dotted.
    """
    if not seen.size:
        return seen
    framed = np.pad(seen, _STEADY, mode="edge")
    return np.lib.stride_tricks.sliding_window_view(framed, 2 * _STEADY + 1).all(axis=1)


def _mix(colours: Singles, share: Numbers | Singles, other: Numbers) -> None:
    """Move colours, shape (rows, columns, 3), a share (rows, columns) of the way to another."""
    colours += share.astype(np.float32)[..., None] * (other.astype(np.float32) - colours)
