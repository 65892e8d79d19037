"""Between an output folder and the clips that are kept for others: what is there is not made."""

from dataclasses import dataclass
from pathlib import Path

from gdvideo.keeping.store import Store
from gdvideo.rendering.folder import OutputFolder
from gdvideo.rendering.plan import BridgeJob, ClipJob
from gdvideo.rendering.scene_files import own_file
from gdvideo.rendering.standing import is_complete
from scenes.telling.own_scenes import own_scene

__all__ = ["Lending", "is_lent"]


@dataclass(frozen=True, slots=True)
class Lending:
    """Takes clips and bridges from a store into a folder, and gives it those that were made.

    Parameters
    ----------
    store : Store or None
        None keeps nothing.
    folder : OutputFolder
    language : str
        The words' language.
    """

    store: Store | None
    folder: OutputFolder
    language: str

    def taken(self, job: ClipJob | BridgeJob) -> list[Path]:
        """Take a clip or a bridge, if it is kept and whole.

        Parameters
        ----------
        job : ClipJob or BridgeJob

        Returns
        -------
        list of Path
            Its files, which have their names in the folder; none if it is to be made.
        """
        if self.store is None or not is_lent(job):
            return []
        sums = self.store.take(job.key, lambda ending: self.folder.draft(f"{job.name}.{ending}"))
        names = [f"{job.name}.{ending}" for ending in sums or ()]
        if not is_complete(job, {*names}, self.language):
            return []
        return [self.folder.publish(name) for name in names]

    def given(self, job: ClipJob | BridgeJob, names: list[str]) -> None:
        """Have a clip's or a bridge's files kept.

        Parameters
        ----------
        job : ClipJob or BridgeJob
        names : list of str
            Those of its files in the folder.
        """
        if self.store is not None and is_lent(job):
            endings = {name.removeprefix(f"{job.name}."): self.folder.root / name for name in names}
            self.store.put(job.key, endings)


def is_lent(job: ClipJob | BridgeJob) -> bool:
    """Return whether a clip's or a bridge's key tells all: not of a scene given as a class.

    Parameters
    ----------
    job : ClipJob or BridgeJob
    """
    ids = (job.scene,) if isinstance(job, ClipJob) else (job.first, job.second)
    return not any(own_scene(scene) and own_file(scene) is None for scene in ids)
