"""A live picture as a whole: what of the lesson it shows, at which step, and in which words."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

from gdcore.arrays import Floats
from gdcore.section import Section
from scenes.kit.live.places import frame_px, in_frame
from scenes.stage import Stage
from scenes.telling.narration import live_words

__all__ = ["cut_of", "live"]


def live(
    stage: Stage,
    pictures: Sequence[dict[str, Any] | None],
    *,
    theta: Floats,
    steps: int = 0,
    cut: dict[str, Any] | None = None,
    walks: bool = True,
) -> dict[str, Any]:
    """Return a live picture; places are pixels of the stage's frame.

    It brings its lesson along if the stage shows the plain descent in place of the lesson's own.

    Parameters
    ----------
    stage : Stage
    pictures : sequence of dict or None
        What it is made of, the one that matters most first; see `scenes.kit.live.pictures`.
    theta : Floats, shape (p,)
        All parameters of the first point shown, in the units descended in.
    steps : int
        How many steps from there are shown.
    cut : dict, optional
        What the lesson is reduced to, where some of its parameters are held; see `cut_of`.
    walks : bool
        Whether a learner takes steps in it.
    """
    brought = {} if stage.shows_own else {"lesson": stage.brief.experiment}
    return brought | {
        "scene": stage.scene_id,
        "frame": frame_px(stage.grid),
        "theta": theta.tolist(),
        "steps": steps,
        "cut": cut,
        "walks": walks,
        "words": live_words(stage.look.language),
        "pictures": [in_frame(entry, stage.grid) for entry in pictures if entry],
    }


def cut_of(cut: Section, start: Floats, rate: float) -> dict[str, Any] | None:
    """Return a lesson in which some parameters are held, as a browser needs it.

    Parameters
    ----------
    cut : Section
    start : Floats, shape (k,)
        Where its descent begins.
    rate : float

    Returns
    -------
    dict or None
        Points have all parameters. None if no parameter is held.
    """
    if not cut.held:
        return None
    experiment = cut.whole
    limit = cut.max_stable_rate
    is_stated = experiment.plain_rate is not None and isfinite(limit)
    return {
        "parameters": list(cut.chosen),
        "start": cut.lift(start).tolist(),
        "best": experiment.best.tolist() if experiment.fit.settled else None,
        "rate": rate,
        "limit": limit if is_stated else None,
        "eigenvalues": cut.bowl.eigenvalues.tolist(),
    }
