"""Advice in plain words, with the command to type: what a teacher says first."""

from gdcore.advice.remedies import Remedy
from gdcore.descent.stopping import counted
from gdcore.descent.verdict import End, Start
from gdcore.digits import digits_apart
from gdvideo.diagnosis.command import typed
from gdvideo.diagnosis.report import Report, Row

__all__ = ["advice", "other_ways", "rows_told"]

_PATIENCE = 1_000
"""More steps than these are a crawl."""

_GENTLE = ("rate", "standardise", "batch", "search", "momentum")
_STRONG = ("batch", "standardise", "rate", "search", "momentum")
"""What is advised first: the smallest change where a rate explodes, the best cure for a crawl."""

_WAYS = {
    "standardise": "standardised columns ({option})",
    "rate": "another rate ({option})",
    "momentum": "momentum ({option}), which keeps most of each step for the next",
    "search": "a search at each step for how far to go ({option})",
    "batch": "all rows at each step ({option})",
}


def advice(made: Report) -> list[str]:
    """Return what to do first, a sentence each: whether all is well, and if not, what to type."""
    experiment = made.study.experiment
    verdict = experiment.verdict
    if verdict.has_run_away:
        return [
            "This descent explodes: its error grows from step to step.",
            *_way_out(made, _GENTLE),
        ]
    if verdict.end is End.ENDLESS:
        return [
            "No fit is the best one here: the error falls on for ever. Stop it where it suits you "
            "(--steps, --stop), or add data."
        ]
    if verdict.start is Start.LEVEL:
        return ["This descent does not set out: it starts where the ground is level (--start)."]
    if made.steps is None or made.steps > max(_PATIENCE, experiment.trajectory.steps):
        return [_crawl(made), *_way_out(made, _STRONG)]
    return _arrives(made, made.steps)


def _crawl(made: Report) -> str:
    if made.steps is None:
        why = "" if made.study.lesson.method == "batch" else ": some rows pull it to and fro"
        return f"This descent does not get to three right digits of the best fit{why}."
    return f"This descent crawls: three right digits of the best fit take {counted(made.steps)}."


def _arrives(made: Report, steps: int) -> list[str]:
    if steps <= made.study.experiment.trajectory.steps:
        return [f"All is well: three right digits of the best fit take {counted(steps)}."]
    return [
        f"More steps are all it needs: three right digits of the best fit take {counted(steps)}.",
        f"Type: {typed(made.study, f'--steps {steps}')}",
    ]


def _way_out(made: Report, order: tuple[str, ...]) -> list[str]:
    """Return the remedy that comes first among those that arrive soon, and what to type for it."""
    arriving = [remedy for remedy in made.remedies if remedy.steps is not None]
    if not arriving:
        return []
    best = min(arriving, key=lambda r: ((r.steps or 0) > _PATIENCE, order.index(r.kind)))
    return [f"Better: {_told(best)}.", f"Type: {typed(made.study, best.option)}"]


def other_ways(made: Report) -> list[str]:
    """Return what each remedy would change, a sentence each."""
    return [f"{said[0].upper()}{said[1:]}." for said in map(_told, made.remedies)]


def _told(remedy: Remedy) -> str:
    way = _WAYS[remedy.kind].format(option=remedy.option)
    return f"{way}: {_ground(remedy)}{_count(remedy)}"


def _ground(remedy: Remedy) -> str:
    """Return what standardising makes of the ground, the reason why it helps."""
    whole, limit = remedy.whole, remedy.whole.max_stable_rate
    if remedy.kind != "standardise" or not whole.objective.is_quadratic or limit is None:
        return ""
    digits = digits_apart(whole.rate, limit, least=3)
    return (
        f"the condition number becomes {whole.condition_number:.3g}, "
        f"rates below {limit:.{digits}g} converge, and "
    )


def _count(remedy: Remedy) -> str:
    if remedy.steps is None:
        return f"not there after {counted(remedy.most)}"
    return f"{counted(remedy.steps)} give three right digits"


def rows_told(made: Report) -> list[str]:
    """Return which rows carry the fit, and what it would be without each, a sentence each."""
    return [_row(made, row) for row in made.rows]


def _row(made: Report, row: Row) -> str:
    experiment = made.study.experiment
    best = experiment.original(experiment.best).tolist()
    values = ", ".join(f"{name} = {value:.6g}" for name, value in row.values.items())
    changes = ", ".join(
        f"{name} = {without:.4g} (not {value:.4g})"
        for (name, without), value in zip(row.fit.items(), best, strict=True)
    )
    return (
        f"Row {row.number:,} of those used ({values}) carries the fit: without it the best fit is "
        f"{changes}. Look whether it is a slip."
    )
