"""A batch dealt out to machines that know nothing of each other: each has whole films. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from gdvideo.batch.outline import Outline
from gdvideo.errors import InputError
from gdvideo.shown import shown

__all__ = ["MOST_SHARES", "Share", "dealt"]

MOST_SHARES: Final = 10_000
"""No scheduler of machines counts further in one array."""


@dataclass(frozen=True, slots=True)
class Share:
    """One share of a batch.

    Parameters
    ----------
    number : int
        Which, counted from 1.
    of : int
        How many there are.
    """

    number: int
    of: int

    @classmethod
    def read(cls, given: str) -> Self:
        """Read a share as people write it, such as 3/20.

        Raises
        ------
        InputError
            If it is none.
        """
        found = re.fullmatch(r"([0-9]{1,5})/([0-9]{1,5})", given)
        share = cls(int(found[1]), int(found[2])) if found else None
        if share is None or not 1 <= share.number <= share.of <= MOST_SHARES:
            raise InputError(
                f"--only got {shown(given)}: it must be of the form 3/20, the third of twenty "
                f"shares, of which there may be {MOST_SHARES:,}."
            )
        return share

    def __str__(self) -> str:
        """Return it as it is part of file names."""
        return f"{self.number}-of-{self.of}"


def dealt(outlines: Sequence[Outline], number: int) -> tuple[tuple[str, ...], ...]:
    """Return the names of the films of each share, equal for whoever asks.

    The most expensive film goes first, always to the share that has the least to draw with it
    (R. L. Graham, Bounds on multiprocessing timing anomalies, 1969: at most a third more than the
    best there is); a clip that a share has already costs nothing, so films that share their clips
    stay together. What is there already counts like the rest: it may change while others work.

    Parameters
    ----------
    outlines : sequence of Outline
    number : int
        How many shares there are.
    """
    loads: list[dict[str, int]] = [{} for _ in range(number)]
    names: list[list[str]] = [[] for _ in range(number)]
    costs = [0] * number
    for film in sorted(outlines, key=_expensive_first):
        pieces = {piece.key: piece.frames for piece in film.pieces}
        added = [sum(n for key, n in pieces.items() if key not in load) for load in loads]
        k = min(range(number), key=lambda k: (costs[k] + added[k], added[k], len(names[k])))
        loads[k] |= pieces
        costs[k] += added[k]
        names[k].append(film.name)
    return tuple(map(tuple, names))


def _expensive_first(film: Outline) -> tuple[int, list[str], str]:
    return -film.frames, [piece.key for piece in film.pieces], film.name
