"""How a descent ended, told in a sentence or two, the same for all readers."""

from typing import Final, NamedTuple

import numpy as np

from gdcore.descent.reference import Reference
from gdcore.descent.trajectory import Trajectory
from gdcore.descent.verdict import AT_LIMIT, CLOSE, End, Fall, Start, Verdict
from gdcore.digits import digits_apart
from gdcore.error.fits import Fit

__all__ = ["account", "share_text"]

_REACHED: Final = 1e-9
"""This share of the way is nothing to speak of: it is past the digits that are shown."""

_ALMOST_ALL, _LEAST = 0.995, 1e-4


def account(reference: Reference, path: Trajectory, judged: Verdict, rule: str) -> str:
    """Return how many steps were made, why no more, and where they have led.

    Parameters
    ----------
    reference : Reference
        What the descent was judged against.
    path : Trajectory
        As it was descended; its sentence says why it ended.
    judged : Verdict
        On this path.
    rule : str
        The name of the update rule.
    """
    if judged.has_run_away:
        return _runaway(reference, path, judged, rule)
    names, fit = reference.objective.model.names, reference.fit
    said = _place(_left(names, fit, path, judged), _called(fit), path, judged)
    return f"{path.sentence} {_at_limit(reference)}{said[0].upper()}{said[1:]}."


def _runaway(reference: Reference, path: Trajectory, judged: Verdict, rule: str) -> str:
    """Return what a descent needs that ran away: a rate below the limit, where that is known."""
    if not (reference.share_of_limit > 1.0 and reference.rate and reference.limit):
        return f"{_growth(path, judged)} {_advice(reference)} is needed."
    digits = digits_apart(reference.rate, reference.limit)
    rate, limit = f"{reference.rate:.{digits}g}", f"{reference.limit:.{digits}g}"
    is_plain = reference.update is not None and reference.update.plain_rate is not None
    called = f"2/λ = {limit}" if is_plain else f"of {rule}, {limit}"
    moves = "each step lands further" if is_plain else "the descent moves further and further"
    return (
        f"The rate {rate} is above the largest stable rate {called}, so {moves} from the best fit; "
        f"a rate below {limit} converges."
    )


def _growth(path: Trajectory, judged: Verdict) -> str:
    if judged.end is not End.RUNAWAY:
        return path.sentence
    first, last = path.values[0], path.values[-1]
    made = path.sentence.removesuffix(".")
    return f"{made}, and the error has grown from {first:.3g} to {last:.3g}."


def _advice(reference: Reference) -> str:
    """Return what would do: where the step hangs on the curvature, it is not the rate alone."""
    is_curved = reference.update is not None and reference.update.needs_all_rows
    return "A smaller rate or another start" if is_curved else "A smaller rate"


def _at_limit(reference: Reference) -> str:
    """Return what a rate at its limit means, as a sentence and a space; nothing below it."""
    if not abs(reference.share_of_limit - 1.0) <= AT_LIMIT:
        return ""
    return (
        f"The rate is the largest stable one, {reference.limit:.6g}, itself, at which a descent "
        "neither converges nor diverges. "
    )


class _Left(NamedTuple):
    """What the parameter that has kept most has kept.

    Parameters
    ----------
    share : float
    of : str
        Of what that is a share.
    whose : str
        The parameter in parentheses, after a space; nothing if all are alike.
    """

    share: float
    of: str
    whose: str

    def told(self, where: str = "") -> str:
        return f"{share_text(self.share)} of {self.of}{where} is left{self.whose}"


def _left(names: tuple[str, ...], fit: Fit, path: Trajectory, judged: Verdict) -> _Left:
    """Return what is left, of the way from the start or from where it was farther than that."""
    far = int(judged.shares_left.argmax())
    away = np.abs(path.points[:, far] - fit.point[far])
    of = "the way" if away[0] == away.max() else "the greatest distance"
    are_alike = len({share_text(float(share)) for share in judged.shares_left}) == 1
    return _Left(float(judged.shares_left[far]), of, "" if are_alike else f" ({names[far]})")


def _called(fit: Fit) -> str:
    return "the best fit" if fit.proven else "the best fit that was found"


def _place(left: _Left, best: str, path: Trajectory, judged: Verdict) -> str:
    """Return where a descent has come to, without capital and full stop."""
    match judged.end:
        case End.CLOSE:
            return _arrival(left, best, judged)
        case End.ENDLESS:
            return "there is no best fit to arrive at: the error falls on without end"
        case End.GIVEN_UP:
            return "the search for the best fit was given up before it came to rest"
        case End.ELSEWHERE if judged.start is Start.LEVEL and judged.fall is Fall.STAYS:
            return f"the gradient is zero at the start, though that is not {best}, so no step moves"
        case End.ELSEWHERE:
            higher = f", and {_higher(path)}" if judged.fall is Fall.CLIMBS else ""
            return f"the descent rests where the ground is level, but not at {best}{higher}"
        case End.HIGHER:
            return f"the error is {_higher(path)}"
        case End.BOUNCES:
            return f"it jumps to and fro, and {left.told(f' to {best}')}"
        case End.CRAWLS:
            return f"{left.told(f' to {best}')}, along a valley that is long and almost flat"
        case _:
            return left.told(f" to {best}")


def _higher(path: Trajectory) -> str:
    digits = digits_apart(path.values[0], path.values[-1], least=4)
    first, last = (f"{path.values[k]:.{digits}g}" for k in (0, -1))
    return f"higher than at the start: {first} then, {last} now"


def _arrival(left: _Left, best: str, judged: Verdict) -> str:
    """Return how near to a best fit a descent has come."""
    if judged.start is Start.ARRIVED:
        return f"the error is as low as at {best} from the start on"
    if left.share > CLOSE:
        return f"the error is as low as at {best}, with other parameters"
    if left.share <= _REACHED:
        return f"{best} is reached, to a billionth of {left.of}"
    return f"{best} is almost reached: {left.told()}"


def share_text(share: float) -> str:
    """Return a share from 0 to 1 in words or per cent, of two digits.

    Examples
    --------
    >>> [share_text(share) for share in (1.0, 0.9997, 0.0312, 3e-7)]
    ['all', 'almost all', '3.1 %', 'less than 0.01 %']
    """
    if share >= _ALMOST_ALL:
        return "all" if share == 1.0 else "almost all"
    return f"{100.0 * share:.2g} %" if share >= _LEAST else f"less than {100.0 * _LEAST:g} %"
