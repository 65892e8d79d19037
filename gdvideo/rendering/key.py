"""A clip's key: a digest of everything that its files are made from. Equal keys, equal bytes."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from gdvideo.media.quality import Quality
from gdvideo.rendering.scene_files import own_code
from gdvideo.rendering.versions import versions
from gdvideo.study import Study
from gdvideo.telling import Telling
from scenes.brief import Brief
from scenes.telling.assets import ASSETS
from scenes.telling.narration import COMMON, LIVE, PAGE, words_file
from scenes.telling.own_scenes import own_scene

__all__ = ["bridge_key", "clip_key", "sources"]

_PACKAGES = Path(__file__).resolve().parents[2]
_SHIPPED = ASSETS.relative_to(_PACKAGES)
_ELSEWHERE = (
    *("data", "sheet", "header_row", "x", "y", "names", "units", "leave_out", "voice", "captions"),
    *("title", "author", "licence"),
)
"""What of a lesson is told by the data themselves, by how their film is told, or of it alone."""

_CHOSEN = ("scenes", "scene_files", "quality")
"""What says which scenes; what is in the key by itself."""

_MEDIA = ("encode", "mp4", "quality", "sound", "splice", "subtitles", "tracks")
_RENDER = (
    *("captioned", "captions", "clips", "frames", "live_lesson", "parts", "side_cars"),
    "transcript",
)
_EMBED = ("mathml", "templates", "text")
_SHARED = (
    "gdcore/**/*.py",
    "scenes/kit/**/*.py",
    "scenes/telling/**/*.py",
    "scenes/live/__init__.py",
    "gdvideo/voice/*.py",
    *(f"scenes/{part}.py" for part in ("brief", "crossing", "film", "join", "shot", "stage")),
    *(f"gdvideo/{part}.py" for part in ("formulas", "study", "telling")),
    *(f"gdvideo/rendering/{part}.py" for part in _RENDER),
    *(f"gdvideo/media/{part}.py" for part in _MEDIA),
    *(f"gdvideo/embed/{part}.py" for part in _EMBED),
    *(f"assets/web/{part}.html" for part in ("head", "transcript")),
)
_TABLES = {
    "valley": ("data/study",),
    "minima": ("data/nottingham",),
    "curves": ("data/population", "data/women", "data/shuttle"),
    "solve": ("measured/race",),
}
"""The shipped tables that a scene shows beside the lesson's own data."""


def clip_key(scene: str, study: Study, brief: Brief, telling: Telling, quality: Quality) -> str:
    """Return the key of a scene's clip.

    Parameters
    ----------
    scene : str
        Its id.
    study : Study
    brief : Brief
        What the scene is handed.
    telling : Telling
    quality : Quality
    """
    lesson = study.lesson.model_dump(mode="json", exclude={*_ELSEWHERE, *_CHOSEN})
    lesson["stop"].sort()
    labels = [column.label for column in brief.experiment.data.columns]
    code = _digest(scene, brief.look.language)
    made_from = [
        scene,
        lesson,
        labels,
        study.read.digest,
        quality.name,
        *telling.key(scene),
        versions(),
        code,
    ]
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


def bridge_key(first: str, second: str) -> str:
    """Return the key of a bridge.

    Parameters
    ----------
    first, second : str
        The keys of the clips of the scenes that it leads from and to.
    """
    code = (_PACKAGES / "scenes" / "bridge.py").read_bytes()
    return hashlib.sha256(f"{first} {second} ".encode() + code).hexdigest()


def sources(scene: str, language: str) -> Iterator[Path]:
    """Yield the files of code and words that a scene's clip is made from, in a fixed order.

    They are what all scenes share, and the scene's own module, its helpers, its script, its words
    and shipped tables that it shows; what another scene has to itself is not among them.
    """
    own = (f"scenes/{scene}.py", f"scenes/{scene}_*.py")
    own += tuple(f"scenes/{room}/{scene}.py" for room in ("scripts", "live"))
    own += tuple(f"{_SHIPPED.as_posix()}/{table}.csv" for table in _TABLES.get(scene, ()))
    for pattern in (*_SHARED, *own):
        yield from sorted(_PACKAGES.glob(pattern))
    own_words = (scene,) if own_scene(scene) is None else ()
    for words in (COMMON, LIVE, PAGE, *own_words):
        yield _PACKAGES / _SHIPPED / words_file(language, words).relative_to(ASSETS)


def _digest(scene: str, language: str) -> str:
    digest = hashlib.sha256()
    for file in sources(scene, language):
        digest.update(file.relative_to(_PACKAGES).as_posix().encode() + b"\0")
        digest.update(file.read_bytes())
    digest.update(own_code(scene))
    return digest.hexdigest()
