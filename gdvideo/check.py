"""The diagnosis of a lesson: what was read, how the ground lies, what the descent would do."""

from gdcore.experiment import Experiment
from gdvideo.data import describe
from gdvideo.study import Study, drawable
from gdvideo.trace import certainty

__all__ = ["diagnosis"]


def _near(experiment: Experiment) -> str:
    return "" if experiment.objective.is_quadratic else " once near the best fit"


def diagnosis(study: Study) -> list[str]:
    """Return what there is to say about a lesson before it is rendered, a sentence each."""
    experiment = study.experiment
    units = "standardised columns" if experiment.standardised else "raw columns"
    best = ", ".join(
        f"{name} = {value:.6g}"
        for name, value in zip(
            experiment.model.names, experiment.original(experiment.best), strict=True
        )
    )
    auto = " (chosen automatically)" if study.lesson.rate is None else ""
    return [
        *describe(study.read),
        *drawable(experiment)[1],
        f"Best fit in the data's own units: {best}.{certainty(experiment)}",
        f"On {units} the condition number is {experiment.condition_number:.4g}; "
        f"fixed rates below {experiment.max_stable_rate:.4g} converge{_near(experiment)}.",
        f"At the rate {experiment.rate:.4g}{auto}: {experiment.trajectory.status} after "
        f"{experiment.trajectory.steps:,} steps. {experiment.trajectory.sentence}",
    ]
