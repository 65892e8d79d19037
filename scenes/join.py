"""The join of two beats of a short film: over what was left out, from one picture to the next.

What nothing happened to stays as it is; what moved goes there; a picture that became another one is
dissolved into it; all else fades, words that are gone before words that are new appear.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from manim import Mobject

from scenes.crossing import Movement, Pair, dissolve, gone, partners, passage
from scenes.kit.ink.between import BETWEEN, can_travel
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.shapes import Arrow, Type
from scenes.kit.ink.twins import looks_like, twin
from scenes.kit.surface.surface import Surface

__all__ = ["Join", "Picture"]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What is hung up at a moment, as it then looks.

    Parameters
    ----------
    looks : dict of Inked to Inked
        The twin of each shape that is hung up, in painting order.
    """

    looks: dict[Inked, Inked]

    @classmethod
    def of(cls, hung: Sequence[Mobject]) -> Self:
        """Return the picture of what is hung up now."""
        return cls({shape: twin(shape) for shape in hung if isinstance(shape, Inked)})

    def seen(self, shape: Inked) -> bool:
        """Return whether a shape can be seen."""
        look = self.looks.get(shape)
        return look is not None and look.veiled > 0.0 and len(look.points) > 0


@dataclass(frozen=True, slots=True, eq=False)
class Join:
    """What is hung up while one picture becomes another, and how it moves.

    Parameters
    ----------
    hung : list of Inked
        In painting order: twins only, so that the shapes themselves stay as they are.
    movement : Movement
    lowest : Inked
        The one painted first of all that move; of all if the pictures are the same.
    """

    hung: list[Inked]
    movement: Movement
    lowest: Inked

    @classmethod
    def of(cls, before: Picture, after: Picture) -> Self:
        """Return how one picture becomes the other, which is of the same scene."""
        both = [*_woven([*before.looks], [*after.looks])]
        shown = [(b, a) for b, a in (_looks(before, after, shape) for shape in both) if b or a]
        changed = [(b, a) for b, a in shown if not (b and a and looks_like(b, a))]
        still = {b for b, a in shown if (b, a) not in changed}
        hung = [one for b, a in shown for one in (b, None if b in still else a) if one]
        lowest = next((one for one in hung if one not in still), hung[0])
        return cls(hung, _movement(changed), lowest)


def _looks(before: Picture, after: Picture, shape: Inked) -> tuple[Inked | None, Inked | None]:
    """Return how a shape is seen in both pictures; None where it is not."""
    one, other = (p.looks[shape] if p.seen(shape) else None for p in (before, after))
    return one, other


def _movement(changed: list[tuple[Inked | None, Inked | None]]) -> Movement:
    """Return how shapes change: they go there, or one look comes over the other; words give way."""
    both: list[Pair] = [(b, a) for b, a in changed if b and a]
    going = [pair for pair in both if _becomes(*pair)]
    over = [pair for pair in both if pair not in going and not isinstance(pair[0], Type)]
    held = {shape for pair in over for shape in pair}
    before, after = ([s for s in side if s and s not in held] for side in _sides(changed))
    movements = [passage(before, after, [*going, *_cast(before, after, going)])]
    movements += [
        _swing(b, a) for b, a in over if isinstance(b, Surface) and isinstance(a, Surface)
    ]
    movements += [dissolve(*pair) for pair in over]

    def function(progress: float) -> None:
        for movement in movements:
            movement(progress)

    return function


def _sides(changed: list[tuple[Inked | None, Inked | None]]) -> Iterator[list[Inked | None]]:
    """Yield what was before, then what is afterwards."""
    yield [before for before, _ in changed]
    yield [after for _, after in changed]


def _cast(before: list[Inked], after: list[Inked], going: list[Pair]) -> Iterator[Pair]:
    """Yield what, but for words, plays the same role before and after, of what does not go yet."""
    held = {shape for pair in going for shape in pair}
    sides = ([shape for shape in side if shape not in held] for side in (before, after))
    return (pair for pair in partners(*sides) if not isinstance(pair[0], Type))


def _swing(one: Surface, other: Surface) -> Movement:
    """Return a function of progress that walks the eye around a surface, from view to view."""
    start, end = one.view, other.view

    def function(progress: float) -> None:
        for surface in (one, other):
            surface.see(start.towards(end, gone(progress)))

    return function


def _becomes(one: Inked, other: Inked) -> bool:
    """Return whether a shape can go from what it was to what it is.

    Halfway an arrow is none, and words on their ways would cross others.
    """
    if isinstance(one, (Arrow, Type)) or not looks_like(one, other, but=BETWEEN):
        return False
    return len(one.points) == len(other.points) or can_travel(one, other)


def _woven(first: list[Inked], second: list[Inked]) -> Iterator[Inked]:
    """Yield the shapes of two pictures in one painting order, each once: the second one's."""
    left = dict.fromkeys(shape for shape in first if shape not in set(second))
    order = iter(first)
    for shape in second:
        if shape in set(first):
            for other in order:
                if other is shape:
                    break
                if left.pop(other, 0) is None:
                    yield other
        yield shape
    yield from left
