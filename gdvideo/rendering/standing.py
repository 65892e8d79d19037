"""What an output folder has of what a plan wants: which clips are kept, and why others are not."""

from dataclasses import dataclass
from pathlib import Path

from gdvideo.media.checksums import checksum
from gdvideo.rendering.changes import changes
from gdvideo.rendering.plan import BridgeJob, ClipJob
from gdvideo.rendering.records import Record
from gdvideo.rendering.side_cars import side_names

__all__ = ["LIVE", "Standing", "is_complete", "standing"]

LIVE = "live.json"
"""The ending of the file that says what a clip's last picture is made of."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clip or a bridge stands.

    Parameters
    ----------
    files : dict of str to str
        The checksum of each of its files, by name, if it is kept.
    reasons : tuple of str
        Why it is not, a clause each; none if it is.
    """

    files: dict[str, str]
    reasons: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether the clip of an earlier run serves."""
        return not self.reasons


def standing(job: ClipJob | BridgeJob, root: Path, language: str) -> Standing:
    """Return how a clip or a bridge stands in an output folder.

    It is kept if it was made from the same and is still whole.

    Parameters
    ----------
    job : ClipJob or BridgeJob
    root : Path
        The output folder.
    language : str
        The words' language.
    """
    before = Record.read(root / f"{job.name}.json", job.name)
    if before is None:
        return Standing({}, ("it is not there yet",))
    if before.key != job.key:
        told = changes(before.made_from, job.parts)
        # Such as what somebody else wrote: what is told need not be what was done.
        return Standing({}, told or ("it was made otherwise",))
    if not is_complete(job, set(before.files), language):
        return Standing({}, ("it has other files than it should have",))
    damaged = [name for name, sum_ in before.files.items() if not _is_whole(root / name, sum_)]
    if damaged:
        return Standing({}, tuple(f"{name} was changed or is gone" for name in damaged))
    return Standing(before.files)


def is_complete(job: ClipJob | BridgeJob, names: set[str], language: str) -> bool:
    """Return whether these are the files of a clip or a bridge; some clips are live as well."""
    beside = ("png", *side_names(language)) if isinstance(job, ClipJob) else ()
    return names - {f"{job.name}.{LIVE}"} == {f"{job.name}.{ending}" for ending in ("mp4", *beside)}


def _is_whole(path: Path, expected: str) -> bool:
    return path.is_file() and checksum(path) == expected
