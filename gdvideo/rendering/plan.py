"""The plan of a rendering: which clips, under which names, and what each is made from. Pure."""

from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

from gdvideo.errors import InputError
from gdvideo.lesson import Lesson
from gdvideo.media.quality import QUALITIES, Quality
from gdvideo.rendering.key import Parts, bridge_parts, clip_parts, key_of
from gdvideo.rendering.scene_files import check_own, load_scenes
from gdvideo.study import Study
from gdvideo.telling import Telling
from scenes.brief import Brief
from scenes.film import FILM, is_scene, scene_timeline, unsuited
from scenes.questions import Question, asked
from scenes.telling.narration import common_words
from scenes.telling.own_scenes import own_scene_ids
from scenes.telling.timeline import BRIDGE_S, Beat, Timeline

__all__ = [
    "BridgeJob",
    "ClipJob",
    "RenderPlan",
    "chosen_scenes",
    "named_scenes",
    "plan",
    "suitable_scenes",
]


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
    question : Question, optional
        What a learner may guess beside it.
    parts : Parts
        What the key is made from; see `gdvideo.rendering.key`.
    """

    scene: str
    timeline: Timeline
    key: str
    question: Question | None = None
    parts: Parts = field(default_factory=dict[str, Any])

    @property
    def name(self) -> str:
        """The name of its files in the output folder, without their endings."""
        return f"clips/{self.scene}"

    @property
    def label(self) -> str:
        """What it is called while it is made."""
        return self.scene

    @property
    def length_s(self) -> float:
        """The length of the clip."""
        return self.timeline.length_s

    @property
    def entry(self) -> dict[str, Any]:
        """What is written down of it."""
        return {
            "id": self.scene,
            "title": self.timeline.title,
            "duration_s": round(self.length_s, 3),
            "key": self.key,
            "beats": [_beat_entry(beat) for beat in self.timeline.beats],
            "question": None if self.question is None else asdict(self.question),
        }

    def frames(self, quality: Quality) -> int:
        """Return how many frames the clip has."""
        return round(self.length_s * quality.fps)


def _beat_entry(beat: Beat) -> dict[str, Any]:
    """Return what is written down of a beat: when what is said, in seconds of the clip."""
    return {
        "id": beat.id,
        "start_s": round(beat.start_s, 3),
        "duration_s": round(beat.length_s, 3),
        "seen": beat.seen,
        "sentences": [
            {"start_s": round(beat.start_s + start_s, 3), "text": sentence.words}
            for sentence, start_s in zip(beat.sentences, beat.sentence_starts_s, strict=True)
        ],
    }


@dataclass(frozen=True, slots=True)
class BridgeJob:
    """One bridge to be made, between two scenes that follow each other in the film.

    Parameters
    ----------
    first, second : str
        The scenes' ids.
    key : str
    parts : Parts
        As for `ClipJob`.
    """

    first: str
    second: str
    key: str
    parts: Parts = field(default_factory=dict[str, Any])

    @property
    def name(self) -> str:
        """The name of its files in the output folder, without their endings."""
        return f"bridges/{self.first}-{self.second}"

    @property
    def label(self) -> str:
        """What it is called while it is made."""
        return f"{self.first}-{self.second}"

    @property
    def length_s(self) -> float:
        """The length of the bridge."""
        return BRIDGE_S

    @property
    def entry(self) -> dict[str, Any]:
        """What is written down of it."""
        scenes = {"from": self.first, "to": self.second}
        return {**scenes, "duration_s": round(self.length_s, 3), "key": self.key}

    def frames(self, quality: Quality) -> int:
        """Return how many frames the bridge has."""
        return round(self.length_s * quality.fps)


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
        In the order in which they are seen.
    bridges : tuple of BridgeJob
        One between each two of them.
    request : str
        What the run hangs on; see `gdvideo.rendering.again`.
    """

    study: Study
    brief: Brief
    telling: Telling
    quality: Quality
    jobs: tuple[ClipJob, ...]
    bridges: tuple[BridgeJob, ...]
    request: str = ""

    @property
    def title(self) -> str:
        """The film's title: the lesson's own, or what gdvideo calls it."""
        return self.study.lesson.title or common_words(self.brief.look.language).film

    @property
    def credits(self) -> tuple[str, ...]:
        """Who made the lesson, and under which licence it is given away, as far as it says."""
        lesson = self.study.lesson
        return tuple(said for said in (lesson.author, lesson.licence) if said)

    @property
    def timelines(self) -> tuple[Timeline, ...]:
        """What is said in each scene of the film."""
        return tuple(job.timeline for job in self.jobs)


def named_scenes(lesson: Lesson) -> tuple[str, ...]:
    """Return the ids of the scenes that a lesson names: its own files' if it names files only.

    Its files are run, if they have not been yet.

    Raises
    ------
    InputError
        If there is no scene of an id, or a file cannot be run or has none.
    """
    own = load_scenes(lesson.scene_files)
    chosen_scenes(lesson.scenes)
    return lesson.scenes or own


def chosen_scenes(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scenes of these ids, in the order in which they are named; the film if none is.

    Raises
    ------
    InputError
        If there is no scene of an id.
    """
    known = ", ".join((*FILM, *own_scene_ids()))
    for name in names:
        if not is_scene(name):
            raise InputError(f"There is no scene {name!r}; the film has {known}")
    return tuple(dict.fromkeys(names)) or FILM


def suitable_scenes(names: tuple[str, ...], brief: Brief) -> tuple[str, ...]:
    """Return the chosen scenes that a lesson suits.

    Raises
    ------
    InputError
        If an id is not in the film, the lesson does not suit one that was named, or a scene of
        somebody's own is not whole.
    """
    for scene in chosen_scenes(names):
        check_own(scene, brief)
    reasons = {scene: unsuited(scene, brief) for scene in chosen_scenes(names)}
    for scene, why in reasons.items():
        if names and why:
            raise InputError(f"--scene {scene} {why}")
    return tuple(scene for scene, why in reasons.items() if not why)


def plan(study: Study, brief: Brief, telling: Telling, request: str = "") -> RenderPlan:
    """Plan the clips of a lesson.

    Parameters
    ----------
    study : Study
    brief : Brief
    telling : Telling
    request : str
        What the run hangs on, if that is known.

    Raises
    ------
    InputError
        If the lesson names a scene that the film does not have, or that it does not suit.
    """
    quality = QUALITIES[study.lesson.quality].shaped(brief.grid.name)
    scenes = suitable_scenes(named_scenes(study.lesson), brief)
    jobs = [_clip_job(scene, study, brief, telling, quality) for scene in scenes]
    bridges = [_bridge_job(first, second) for first, second in pairwise(jobs)]
    return RenderPlan(study, brief, telling, quality, tuple(jobs), tuple(bridges), request)


def _clip_job(
    scene: str, study: Study, brief: Brief, telling: Telling, quality: Quality
) -> ClipJob:
    parts = clip_parts(scene, study, brief, telling, quality)
    return ClipJob(scene, scene_timeline(scene, brief), key_of(parts), asked(scene, brief), parts)


def _bridge_job(first: ClipJob, second: ClipJob) -> BridgeJob:
    parts = bridge_parts(first.key, second.key)
    return BridgeJob(first.scene, second.scene, key_of(parts), parts)
