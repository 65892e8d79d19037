"""The diagnosis of a lesson: what was read, how the ground lies, what the descent would do.

On demand also how its pictures would look: whether anything overlaps, is cut or cannot be read.
"""

from collections.abc import Iterator
from math import isfinite

from gdcore.digits import digits_apart
from gdcore.experiment import Experiment
from gdvideo.data import describe
from gdvideo.study import Study, drawable
from gdvideo.trace import certainty, units_told
from scenes.brief import Brief
from scenes.film import scene_timeline
from scenes.telling.captions import captions

__all__ = ["diagnosis", "layout_faults"]


def _ground(experiment: Experiment) -> str:
    """Return the sentence on how the ground lies, and on which rates converge if that is known."""
    units = units_told(experiment)
    limit = experiment.max_stable_rate
    if limit is not None and not isfinite(limit):
        return f"In {units} the error has no curvature at the best fit, which would limit the rate."
    number = experiment.condition_number
    condition = f"{number:.4g}" if isfinite(number) else "infinite"
    stable = "" if limit is None else f"; {_stable(experiment, limit)}"
    return f"In {units} the condition number is {condition}{stable}."


def _stable(experiment: Experiment, limit: float) -> str:
    digits = digits_apart(experiment.rate, limit, least=4)
    near = "" if experiment.objective.is_quadratic else " once near the best fit"
    rates = "fixed rates" if experiment.plain_rate else f"with {experiment.rule.name} rates"
    return f"{rates} below {limit:.{digits}g} converge{near}"


def _rate(experiment: Experiment, *, chosen: bool) -> str:
    """Return the sentence on the rate, with as many digits as tell it from its limit."""
    if experiment.rule.kind == "none":
        return "The rate is searched for at each step."
    digits = digits_apart(experiment.rate, experiment.max_stable_rate or 0.0, least=4)
    auto = ", chosen automatically" if chosen else ""
    return f"The rate is {experiment.rate:.{digits}g}{auto}."


def diagnosis(study: Study) -> list[str]:
    """Return what there is to say about a lesson before it is rendered, a sentence each."""
    experiment = study.experiment
    best = ", ".join(
        f"{name} = {value:.6g}"
        for name, value in zip(
            experiment.model.names, experiment.original(experiment.best), strict=True
        )
    )
    return [
        *describe(study.read),
        *drawable(experiment)[1],
        f"Best fit in the data's own units: {best}.{certainty(experiment)}",
        _ground(experiment),
        f"{_rate(experiment, chosen=study.lesson.rate is None)} {experiment.trajectory.sentence}",
    ]


def layout_faults(scenes: tuple[str, ...], brief: Brief) -> list[str]:
    """Return what is wrong with the pictures of a lesson, a sentence each; nothing if all is well.

    Every scene is played without drawing its frames and looked at after each animation. What stays
    wrong is told once, with the moment from which it is. Captions are looked at if they are drawn.

    Parameters
    ----------
    scenes : tuple of str
        The ids of the scenes to look at.
    brief : Brief
        What they are handed.
    """
    found = [line for scene in scenes for line in _faults_of(scene, brief)]
    if brief.captioned:
        found += [line for scene in scenes for line in _caption_faults(scene, brief)]
    return found


def _faults_of(scene: str, brief: Brief) -> Iterator[str]:
    # Manim takes most of a second to load, which a plain diagnosis has no need for.
    from scenes.kit.checks.inspection import faults
    from scenes.kit.checks.rehearsal import FRAME_RATE, rehearse

    looks = rehearse(
        scene, brief, lambda stage, frames: (frames, faults(stage.mobjects, stage.look))
    )
    beats = scene_timeline(scene, brief).beats
    told: set[str] = set()
    for frames, found in looks:
        at_s = (frames - 1) / FRAME_RATE
        beat = next((beat.id for beat in beats if at_s < beat.end_s), beats[-1].id)
        for fault in found:
            if fault.what not in told:
                told.add(fault.what)
                yield f"{scene} at {at_s:.1f} s (beat {beat}): {fault}."


def _caption_faults(scene: str, brief: Brief) -> Iterator[str]:
    from scenes.kit.checks.inspection import faults
    from scenes.kit.panels.caption_strip import caption_lines

    for caption in captions(scene_timeline(scene, brief)):
        for fault in faults([*caption_lines(caption, brief.look)], brief.look):
            yield f"{scene} at {caption.start_s:.1f} s: {fault}."
