"""Parts that are drawn before their clip is whole, kept so that the run after a kill goes on."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gdvideo.keeping.store import Store
from gdvideo.rendering.draughtsman import Drawn
from gdvideo.rendering.key import key_of
from gdvideo.rendering.last_picture import LastPicture
from gdvideo.rendering.lending import is_lent
from gdvideo.rendering.parts import Part, parts
from gdvideo.rendering.plan import BridgeJob, ClipJob

__all__ = ["Shelf"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Keeps parts until their clips are whole.

    Parameters
    ----------
    store : Store or None
        None keeps nothing.
    aside : callable
        Takes the name of a file, returns where it may lie for a moment.
    """

    store: Store | None
    aside: Callable[[str], Path] = Path

    def kept(self, part: Part) -> Drawn | None:
        """Return a part that was drawn before, if it is here and whole."""
        if self.store is None or not is_lent(part.job):
            return None
        files = self.store.take(_key(part), self._place)
        return _drawn({e: self._place(e).read_bytes() for e in files}) if files else None

    def keep(self, part: Part, drawn: Drawn) -> None:
        """Keep a part until its clip is whole."""
        if self.store is None or not is_lent(part.job):
            return
        files = _files(drawn)
        for ending, content in files.items():
            self._place(ending).write_bytes(content)
        self.store.put(_key(part), {ending: self._place(ending) for ending in files})

    def _place(self, ending: str) -> Path:
        return self.aside(f"part.{ending}")

    def clear(self, job: ClipJob | BridgeJob) -> None:
        """Throw away the parts of a clip that is whole."""
        if self.store is not None:
            for part in parts(job):
                self.store.remove(_key(part))


def _key(part: Part) -> str:
    return key_of({"clip": part.job.key, "beats": [part.first, part.behind]})


def _files(drawn: Drawn) -> dict[str, bytes]:
    """Return what a part consists of, by the endings of files."""
    if drawn.last is None:
        return {"mp4": drawn.video}
    frame = io.BytesIO()
    np.save(frame, drawn.last.frame, allow_pickle=False)
    live = json.dumps(drawn.last.live).encode()
    return {"mp4": drawn.video, "npy": frame.getvalue(), "json": live}


def _drawn(files: dict[str, bytes]) -> Drawn:
    if "npy" not in files:
        return Drawn(files["mp4"])
    frame = np.load(io.BytesIO(files["npy"]), allow_pickle=False)
    return Drawn(files["mp4"], LastPicture(frame, json.loads(files["json"])))
