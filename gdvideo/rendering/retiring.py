"""A folder holds one film: what earlier films left in it goes, if it is gdvideo's own by record."""

from collections.abc import Container

from gdvideo.rendering.folder import OutputFolder
from gdvideo.rendering.key import bridge_parts, clip_key, key_of
from gdvideo.rendering.plan import RenderPlan
from gdvideo.rendering.records import Record
from scenes.film import is_scene

__all__ = ["retire", "retire_other_clips", "retired_sentences"]


def retire(before: Record | None, folder: OutputFolder, but: Container[str] = ()) -> None:
    """Take away the files of a record, but for those of some names."""
    files = {} if before is None else before.files
    folder.retire({name: files[name] for name in files if name not in but})


def retire_other_clips(plan: RenderPlan, folder: OutputFolder) -> None:
    """Take away clips and bridges that are not in the plan, and that its lesson would not give.

    A scene of the same lesson and look, from an earlier run, stays for later ones.
    """
    planned = {job.name for job in (*plan.jobs, *plan.bridges)}
    for kind, current in (("clips", _clip_key), ("bridges", _bridge_key)):
        if (folder.root / kind).is_symlink():
            continue
        for path in sorted(folder.root.glob(f"{kind}/*.json")):
            name = f"{kind}/{path.stem}"
            before = None if name in planned else Record.read(path, name)
            if before is not None and before.key != current(path.stem, plan):
                retire(before, folder)
                # The record goes last: cut off before, the next run goes on from here.
                path.unlink()


def _clip_key(scene: str, plan: RenderPlan) -> str | None:
    """Return the key that a scene's clip would have now, if there is such a scene."""
    if not is_scene(scene):
        return None
    return clip_key(scene, plan.study, plan.brief, plan.telling, plan.quality)


def _bridge_key(name: str, plan: RenderPlan) -> str | None:
    """Return the key that a bridge would have now, if there are such scenes."""
    keys = [_clip_key(scene, plan) for scene in name.split("-")]
    first, second = (*keys, None, None)[:2]
    return key_of(bridge_parts(first, second)) if first and second and len(keys) == 2 else None


def retired_sentences(folder: OutputFolder) -> list[str]:
    """Say what was taken away, and what was not though it was there."""
    said: list[str] = []
    if folder.retired:
        names = dict.fromkeys(name.partition(".")[0] for name in folder.retired)
        count = len(folder.retired)
        said.append(
            f"Removed {count} file{'s' if count > 1 else ''} of an earlier film: {', '.join(names)}"
        )
    said += [f"Left {name} of an earlier film: it was changed since" for name in folder.left]
    return said
