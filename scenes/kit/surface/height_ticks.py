"""Which heights are written beside the upright axis of a surface."""

from gdcore.landscape.height_field import HeightScale
from scenes.telling.numerals import Numerals, Ticks

__all__ = ["from_zero", "height_ticks", "thinned"]

_MOST_HEIGHTS = 2


def height_ticks(scale: HeightScale, told: Numerals, wanted: int = 3) -> Ticks:
    """Return round heights to write beside an upright axis.

    Parameters
    ----------
    scale : HeightScale
    told : Numerals
        How labels are written.
    wanted : int
        About how many, 2 or more.
    """
    if not scale.lowest < scale.highest:
        return Ticks((), (), "")
    few = told.ticks(scale.lowest, scale.highest, wanted)
    return few if len(few.positions) > 1 else told.ticks(scale.lowest, scale.highest, 2 * wanted)


def thinned(ticks: Ticks) -> Ticks:
    """Return the highest tick, and every second one below it, if they are many.

    Parameters
    ----------
    ticks : Ticks
    """
    if len(ticks.positions) <= _MOST_HEIGHTS:
        return ticks
    return Ticks(ticks.positions[::-2][::-1], ticks.labels[::-2][::-1], ticks.note)


def from_zero(ticks: Ticks, told: Numerals) -> Ticks:
    """Return heights with 0 below them, in place of the lowest if that is nearer than the next.

    Parameters
    ----------
    ticks : Ticks
        All above 0.
    told : Numerals
        How labels are written.
    """
    if len(ticks.positions) > 1 and 2.0 * ticks.positions[0] < ticks.positions[1]:
        ticks = Ticks(ticks.positions[1:], ticks.labels[1:], ticks.note)
    return Ticks((0.0, *ticks.positions), (told.significant(0.0), *ticks.labels), ticks.note)
