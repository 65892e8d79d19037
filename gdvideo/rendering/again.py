"""Whether a film is there already: told by digests alone, without any mathematics or drawing.

A run's request is a digest of all that it hangs on: the lesson, the bytes of its data, scenes and
voice, the code, words and data that come with gdvideo, and the libraries. A film whose record has
the same request, and whose files are what they were, is what this run would make.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from gdvideo.lesson import Lesson
from gdvideo.media.checksums import checksum
from gdvideo.regular import whole_content
from gdvideo.rendering.versions import versions, voice_versions
from gdvideo.rendering.work import PREFIX
from scenes.telling.assets import ASSETS, shipped_names

__all__ = ["code_digest", "length_if_there", "request_of"]

_PACKAGES: Final = Path(__file__).resolve().parents[2]
_SOURCES: Final = ("gdcore", "scenes", "gdvideo")
_LARGEST_RECORD: Final = 1_000_000


def request_of(lesson: Lesson) -> str:
    """Return a digest of all that a run for this lesson hangs on.

    Empty if that cannot be told, as of data that are no regular file.
    """
    try:
        told = [
            _said(lesson),
            versions(),
            voice_versions(),
            code_digest(),
            "" if lesson.data in shipped_names() else checksum(_regular(lesson.data)),
            [checksum(_regular(name)) for name in lesson.scene_files],
            "" if lesson.font is None else checksum(_regular(lesson.font)),
            "" if lesson.voice in {"auto", "none"} else _tree(Path(lesson.voice)),
        ]
    except OSError:
        return ""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def code_digest() -> str:
    """Return a digest of all files that come with gdvideo: code, words, data and pages."""
    trees = [*(_tree(_PACKAGES / name) for name in _SOURCES), _tree(ASSETS)]
    return hashlib.sha256(json.dumps(trees).encode()).hexdigest()


def _said(lesson: Lesson) -> dict[str, Any]:
    """Return what a lesson says, without where its files lie, which is its owner's business."""
    said = lesson.model_dump(mode="json", exclude={"scene_files", "font"})
    kept = {*shipped_names(), "auto", "none"}
    return said | {name: said[name] if said[name] in kept else "" for name in ("data", "voice")}


def length_if_there(out: Path, request: str) -> float | None:
    """Return the length, in seconds, of the film of a request; None if it is not there, whole.

    Parameters
    ----------
    out : Path
        The output folder.
    request : str
        From `request_of`.
    """
    try:
        record = json.loads(whole_content(out / "film.json", _LARGEST_RECORD))
        # What a run that was killed has left is swept by the next one.
        if not request or record["request"] != request or any(out.glob(f"{PREFIX}*")):
            return None
        made = [record, *record["clips"], *record["bridges"]]
        files = {name: sum_ for part in made for name, sum_ in part["files"].items()}
        is_whole = all(checksum(out / name) == sum_ for name, sum_ in files.items())
        is_whole &= all(_is_recorded(out, clip) for clip in made[1:])
        return float(record["duration_s"]) if is_whole else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, StopIteration):
        return None


def _is_recorded(out: Path, clip: dict[str, Any]) -> bool:
    """Return whether a clip's own record, or a bridge's, says of it what the film's says."""
    video = next(name for name in clip["files"] if name.endswith(".mp4"))
    own = json.loads(whole_content((out / video).with_suffix(".json"), _LARGEST_RECORD))
    return own["key"] == clip["key"] and own["files"] == clip["files"]


def _regular(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise FileNotFoundError(name)
    return path


def _tree(root: Path) -> str:
    """Return a digest of the names and contents of all files at or below a place."""
    digest = hashlib.sha256()
    for file in _files(root):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0")
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
    # What Python compiles is written aside first, as name.pyc.140233, and is gone in a moment.
    yield from sorted(f for f in root.rglob("*") if ".pyc" not in f.suffixes and f.is_file())
