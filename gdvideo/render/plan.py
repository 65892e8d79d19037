"""The plan of a rendering: which clips, under which names, and what each is made from. Pure."""

from dataclasses import dataclass

from gdvideo.errors import InputError
from gdvideo.media.quality import QUALITIES, Quality
from gdvideo.render.key import clip_key
from gdvideo.study import Study
from gdvideo.telling import Telling
from scenes.brief import Brief
from scenes.film import FILM, is_scene, scene_timeline, unsuited
from scenes.telling.timeline import Timeline

__all__ = ["ClipJob", "RenderPlan", "chosen_scenes", "plan", "suitable_scenes"]


@dataclass(frozen=True, slots=True)
class ClipJob:
    """One clip to be made.

    Parameters
    ----------
    scene : str
        Its id.
    timeline : Timeline
    key : str
        A digest of everything that the clip's files depend on: equal keys, equal bytes.
    """

    scene: str
    timeline: Timeline
    key: str

    def frames(self, quality: Quality) -> int:
        """Return how many frames the clip has."""
        return round(self.timeline.length_s * quality.fps)


@dataclass(frozen=True, slots=True, eq=False)
class RenderPlan:
    """All that a rendering will make.

    Parameters
    ----------
    study : Study
    brief : Brief
        What every scene is handed.
    telling : Telling
    quality : Quality
    jobs : tuple of ClipJob
        In the order of the film.
    """

    study: Study
    brief: Brief
    telling: Telling
    quality: Quality
    jobs: tuple[ClipJob, ...]


def chosen_scenes(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scenes of these ids, in the order of the film; all of it if none is named.

    Raises
    ------
    InputError
        If there is no scene of an id.
    """
    for name in names:
        if not is_scene(name):
            raise InputError(f"There is no scene {name!r}; the film has {', '.join(FILM)}")
    beside = dict.fromkeys(name for name in names if name not in FILM)
    return (*(scene for scene in FILM if not names or scene in names), *beside)


def suitable_scenes(names: tuple[str, ...], brief: Brief) -> tuple[str, ...]:
    """Return the chosen scenes that a lesson suits.

    Raises
    ------
    InputError
        If an id is not in the film, or the lesson does not suit one that was named.
    """
    reasons = {scene: unsuited(scene, brief) for scene in chosen_scenes(names)}
    for scene, why in reasons.items():
        if names and why:
            raise InputError(f"--scene {scene} {why}")
    return tuple(scene for scene, why in reasons.items() if not why)


def plan(study: Study, brief: Brief, telling: Telling) -> RenderPlan:
    """Plan the clips of a lesson.

    Raises
    ------
    InputError
        If the lesson names a scene that the film does not have, or that it does not suit.
    """
    quality = QUALITIES[study.lesson.quality]
    jobs = [
        ClipJob(
            scene,
            scene_timeline(scene, brief),
            clip_key(scene, study, brief, telling, quality),
        )
        for scene in suitable_scenes(study.lesson.scenes, brief)
    ]
    return RenderPlan(study, brief, telling, quality, tuple(jobs))
