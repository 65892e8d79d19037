"""What a clip is made from, by parts, and its key: a digest of these. Equal keys, equal bytes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import sympy

from gdcore.descent.sampling import AllRows
from gdcore.error.model import Model
from gdcore.experiment import Experiment
from gdvideo.lesson import Lesson
from gdvideo.media.quality import Quality
from gdvideo.rendering.scene_files import own_code
from gdvideo.rendering.sources import bridge_sources, digests, sources
from gdvideo.rendering.versions import versions, voice_versions
from gdvideo.study import Study
from gdvideo.telling import Telling
from scenes.brief import Brief
from scenes.film import brief_for
from scenes.kit.look.look import Look

__all__ = [
    "THUMBNAIL_SCENE",
    "Parts",
    "bridge_parts",
    "clip_key",
    "clip_parts",
    "key_of",
    "thumbnail_parts",
]

Parts = Mapping[str, Any]
"""What something is made from, by what that is called: numbers, words, digests, all plain JSON."""

THUMBNAIL_SCENE = "thumbnail"
"""As which the film's thumbnail finds its code and its words."""


def key_of(parts: Parts) -> str:
    """Return the key of what is made from these parts."""
    return _digest(parts)


def clip_key(scene: str, study: Study, brief: Brief, telling: Telling, quality: Quality) -> str:
    """Return the key of a scene's clip.

    Parameters
    ----------
    scene, study, brief, telling, quality
        As for `clip_parts`.
    """
    return key_of(clip_parts(scene, study, brief, telling, quality))


def clip_parts(scene: str, study: Study, brief: Brief, telling: Telling, quality: Quality) -> Parts:
    """Return what a scene's clip is made from.

    Of the lesson that is what the scene is handed (`scenes.film.brief_for`) and no more.

    Parameters
    ----------
    scene : str
        Its id.
    study : Study
    brief : Brief
        What the film is handed.
    telling : Telling
    quality : Quality
    """
    captions, voice = telling.key(scene)
    return {
        "scene": scene,
        **_numbers(scene, study, brief),
        **_look(brief.look),
        "shape": brief.grid.name,
        "quality": quality.name,
        "length": "short" if brief.short else "full",
        "captions": captions,
        "voice": voice,
        "versions": versions() | (voice_versions() if voice else {}),
        "own": hashlib.sha256(own_code(scene)).hexdigest(),
        "files": digests(sources(scene, brief.look.language, spoken=bool(voice))),
    }


def thumbnail_parts(study: Study, brief: Brief) -> Parts:
    """Return what a film's thumbnail is made from: it has one size and one shape, and is silent."""
    return {
        "scene": THUMBNAIL_SCENE,
        **_numbers(THUMBNAIL_SCENE, study, brief),
        **_look(brief.look),
        "versions": versions(),
        "files": digests(sources(THUMBNAIL_SCENE, brief.look.language, spoken=False)),
    }


def bridge_parts(first: str, second: str) -> Parts:
    """Return what a bridge is made from.

    Parameters
    ----------
    first, second : str
        The keys of the clips of the scenes that it leads from and to.
    """
    return {"from": first, "to": second, "files": digests(bridge_sources())}


def _look(look: Look) -> dict[str, Any]:
    colours = asdict(look)
    theme, language, font = (colours.pop(name) for name in ("name", "language", "font"))
    return {
        "theme": theme,
        "language": language,
        "font": font and font["digest"],
        "colours": colours,
    }


def _numbers(scene: str, study: Study, brief: Brief) -> dict[str, Any]:
    """Return what the numbers that a scene is handed are made from."""
    handed = _handed(scene, brief)
    columns = [column.label for column in handed.data.columns]
    models = [*map(_written, (handed.model, study.experiment.model))]
    return {
        "data": _digest([study.read.digest, columns]),
        "formula": str(handed.model.expression),
        "model": _digest(models),
        "loss": study.lesson.loss,
        "scale": study.lesson.scale,
        "start": dict(study.lesson.start),
        **_descent(handed, study.lesson),
    }


def _handed(scene: str, brief: Brief) -> Experiment:
    is_whole = scene == THUMBNAIL_SCENE
    return brief.experiment if is_whole else brief_for(scene, brief).experiment


def _descent(handed: Experiment, lesson: Lesson) -> dict[str, Any]:
    """Return how a descent was made, of what the lesson says as far as that was heeded."""
    path, is_sampled = handed.trajectory, not isinstance(handed.sampling, AllRows)
    return {
        "rule": lesson.rule if handed.rule.name != "fixed" else "fixed",
        "method": lesson.method if is_sampled else "batch",
        "seed": lesson.seed if is_sampled else None,
        "rate": "auto" if handed.asked_rate is None else lesson.rate,
        "steps": path.steps,
        "stop": None if path.fired is None else [path.fired.kind, path.fired.threshold],
        "ending": path.status.value,
    }


def _written(model: Model) -> list[str]:
    """Return a model to the last detail: two that are written alike are alike."""
    symbols: tuple[Any, ...] = (*model.predictors, *model.parameters)
    return [sympy.srepr(model.expression), *map(sympy.srepr, symbols)]


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
