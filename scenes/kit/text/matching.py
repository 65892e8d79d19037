"""Which parts of two formulas belong together."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from scenes.kit.text.formula import Formula, Part

__all__ = ["Partners", "partners"]

Partners = dict[Part, Part]

_LEAST = 3
"""Glyphs without a label divide or run together only if so many in a row do."""


def partners(one: Formula, other: Formula) -> tuple[Partners, Partners]:
    """Return where each part of one formula goes, and where each of the other comes from.

    Runs of parts that both formulas have in the same order belong together, the longest first
    (Ratcliff & Metzener, Dr. Dobb's Journal, July 1988): parts are alike if their innermost labels
    are, or without labels if they are the same sign. What is left is matched in runs once more, so
    that two runs may change places, and then by label in reading order. What then is left of one
    formula goes with a part that is matched already, in a run if it can, else by the innermost
    label that the other formula has too.
    """
    goals: Partners = dict(_runs(one.shapes, other.shapes))
    sources = {goal: part for part, goal in goals.items()}
    here, there = ([part for part in f.shapes if part not in goals | sources] for f in (one, other))
    goals |= _runs(here, there, _LEAST)
    sources |= {goal: part for part, goal in goals.items()}
    for part in one.shapes:
        key = _key(part)
        same = [s for s in other.shapes if s.labels and s not in sources and _key(s) == key]
        if part.labels and part not in goals and same:
            goals[part], sources[same[0]] = same[0], part
    return _completed(goals, one, other), _completed(sources, other, one)


def _completed(known: Partners, here: Formula, there: Formula) -> Partners:
    """Return partners with those added that do not have one for themselves."""
    left = [part for part in here.shapes if part not in known]
    found = dict(_runs(left, there.shapes, _LEAST))
    outward = {part: _by_label(part, there) for part in left if part not in found}
    return known | found | {part: goal for part, goal in outward.items() if goal is not None}


def _runs(here: Sequence[Part], there: Sequence[Part], least: int = 1) -> list[tuple[Part, Part]]:
    """Return pairs of parts in runs that both sequences have, of `least` parts at least."""
    keys = [[_key(part) for part in side] for side in (here, there)]
    blocks = SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks()
    return [
        (here[block.a + k], there[block.b + k])
        for block in blocks
        if block.size >= least
        for k in range(block.size)
    ]


def _key(part: Part) -> tuple[str, str]:
    """Return what two parts have in common if they belong together."""
    if part.labels:
        return ("label", part.labels[-1])
    width = part.extent[1, 0] - part.extent[0, 0]
    return ("sign", part.piece.symbols[0] or f"bar {width:.2f}")


def _by_label(part: Part, formula: Formula) -> Part | None:
    for label in reversed(part.labels):
        same = [shape for shape in formula.shapes if shape.labels[-1:] == (label,)]
        if same:
            return same[-1]
    return None
