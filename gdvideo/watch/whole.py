"""The whole film as a draft: its bridges are drawn when its clips are there, then all is joined."""

from typing import Final

from gdvideo.rendering.clips import Studio
from gdvideo.rendering.film import Film, join_clips
from gdvideo.rendering.key import key_of
from gdvideo.rendering.plan import RenderPlan
from gdvideo.rendering.records import Record, as_json
from gdvideo.rendering.schedule import film_length_s
from gdvideo.watch.events import Seen

__all__ = ["put_together", "whole_film"]

_ID: Final = "whole-film"
"""No scene's: these are words of Python."""
_NAME: Final = f"clips/{_ID}"


def whole_film(studio: Studio) -> tuple[Seen, ...]:
    """Return the film as it is planned; nothing if it has one clip only, which is all of it.

    Parameters
    ----------
    studio : Studio
        Where its clips are made.
    """
    plan, root = studio.plan, studio.folder.root
    if len(plan.jobs) == 1:
        return ()
    before = Record.read(root / f"{_NAME}.json", _NAME)
    shown = "" if before is None or not (root / f"{_NAME}.mp4").is_file() else before.key
    length_s = film_length_s(plan.timelines)
    return (Seen(_ID, "The whole film", length_s, _key(plan), shown, is_film=True),)


def put_together(studio: Studio) -> None:
    """Draw the bridges that are not there, and join the film.

    Parameters
    ----------
    studio : Studio
        Its clips are there.

    Raises
    ------
    RenderError
        If a bridge cannot be drawn, or the film cannot be joined.
    """
    plan, folder = studio.plan, studio.folder
    made = studio.made((*plan.jobs, *plan.bridges))
    clips, bridges = (tuple(made[job.name] for job in jobs) for jobs in (plan.jobs, plan.bridges))
    film = Film(folder.root, clips, bridges, film_length_s(plan.timelines))
    join_clips(film, plan, folder.draft(f"{_NAME}.mp4"))
    folder.fill(f"{_NAME}.png", (folder.root / clips[0].poster).read_bytes())
    files = folder.checksums([folder.publish(f"{_NAME}.{ending}") for ending in ("mp4", "png")])
    folder.write(f"{_NAME}.json", as_json({"key": _key(plan), "files": files}))


def _key(plan: RenderPlan) -> str:
    """Return a digest of all that the film is made from."""
    made = [job.key for job in (*plan.jobs, *plan.bridges)]
    return key_of({"title": plan.title, "made": made})
