"""`gdvideo watch`: save, look, save again, until Ctrl-C."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Final

from gdvideo.errors import InputError
from gdvideo.lesson import Lesson
from gdvideo.progress import Reporter
from gdvideo.rendering.lock import locked
from gdvideo.rendering.work import work_folder
from gdvideo.watch.events import Ended, Event, Failed, Looked, Made, Needed, Planned, Said, Saved
from gdvideo.watch.notice import Notice
from gdvideo.watch.order import Order, Wish
from gdvideo.watch.page import pages
from gdvideo.watch.relay import Relay
from gdvideo.watch.saves import CODE, Saves
from gdvideo.watch.server import served
from scenes.telling.assets import ASSETS

__all__ = ["watch"]

_LOOKS_S: Final = 0.5
"""Some systems do not hear a signal while a queue is waited for."""

_Told = tuple[int, Event]


def watch(wish: Wish, root: Path, port: int, reporter: Reporter) -> None:
    """Draw a lesson as drafts whenever something that it is made from is saved; show them.

    Parameters
    ----------
    wish : Wish
        The lesson.
    root : Path
        The folder of the drafts.
    port : int
        Of the page; 0 for any that is free.
    reporter : Reporter
        Is told what is done.

    Raises
    ------
    InputError
        If an option is not allowed, there is no such lesson file, the folder holds a film, or the
        port is taken. What else is wrong with a lesson is told and waited out.
    RenderError
        If another run is at work in the folder.
    """
    # An option stays as it is; only files can be mended meanwhile.
    given = Lesson().but(**wish.given)
    if wish.file is not None and not wish.file.is_file():
        raise InputError(f"The lesson file {wish.file} cannot be read: there is no such file.")
    told: SimpleQueue[_Told] = SimpleQueue()
    notice = Notice()
    called = wish.file.name if wish.file is not None else given.data
    with (
        _drafts(root),
        served(pages(called), root, notice, port, lambda s: told.put((0, Looked(s)))) as address,
        Saves(lambda saved: told.put((0, saved))) as saves,
        Relay(lambda number, event: told.put((number, event))) as relay,
    ):
        reporter.say(f"{address} shows the drafts of {called}, which are in {root}; Ctrl-C ends")
        desk = _Desk(wish, root, reporter, notice, saves, relay)
        saves.of([] if wish.file is None else [wish.file.absolute()])
        desk.begin()
        while True:
            try:
                desk.take(*told.get(timeout=_LOOKS_S))
            except Empty:
                continue


@contextmanager
def _drafts(root: Path) -> Generator[None]:
    """Keep a folder for drafts alone; what is unfinished at the end is thrown away."""
    if (root / "film.json").exists():
        raise InputError(f"--out {root}: holds a film; name another folder for drafts")
    with ExitStack() as stack:
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"--out {root}: cannot be written to: {error.strerror}") from error
        stack.enter_context(locked(root))
        try:
            yield
        finally:
            # Those who drew have ended; opening a work folder sweeps theirs.
            with work_folder(root):
                pass


@dataclass(slots=True)
class _Desk:
    """Where saves come in, and orders go out."""

    wish: Wish
    root: Path
    reporter: Reporter
    notice: Notice
    saves: Saves
    relay: Relay
    number: int = 0
    saved_at_s: float = field(default_factory=monotonic)
    before: dict[str, str] = field(default_factory=dict[str, str])
    looked_at: str = ""
    said: set[str] = field(default_factory=set[str])
    said_before: set[str] = field(default_factory=set[str])

    def begin(self) -> None:
        """Let whatever has changed be drawn."""
        self.said_before, self.said = self.said, set()
        self.number = self.relay.obey(Order(self.wish, self.root, self.before, self.looked_at))

    def take(self, number: int, event: Event) -> None:
        """Do what something that has happened asks for; what was given up says no more."""
        if isinstance(event, Looked):
            self.looked_at = event.scene
            self.relay.look(event.scene)
            return
        if isinstance(event, Saved):
            self._save(event)
        elif number != self.number:
            return
        self.notice.tell(event)
        match event:
            case Needed():
                self.saves.of(event.files)
            case Planned():
                self.before = {clip.scene: clip.key for clip in event.clips}
            case Said():
                self._say(event.sentence)
            case Failed():
                for line in event.lines:
                    self.reporter.say(f"{event.scene}: {line}" if event.scene else line)
            case Made():
                self._made(event)
            case Ended():
                self.relay.prepare()
            case _:
                pass

    def _say(self, sentence: str) -> None:
        """Say what was not said of the lesson before."""
        self.said.add(sentence)
        if sentence not in self.said_before:
            self.reporter.say(sentence)

    def _save(self, saved: Saved) -> None:
        self.saved_at_s = saved.at_s
        for file in filter(_is_of_house, saved.files):
            self.relay.house_has_changed("code" if file.suffix == ".py" else "texts")
        self.reporter.say(f"saved: {', '.join(saved.names)}")
        self.begin()

    def _made(self, made: Made) -> None:
        after_s = monotonic() - self.saved_at_s
        self.reporter.say(f"{made.scene}: new, {after_s:.1f} s after the save")
        # Not before: it would take time from the clip that is waited for.
        self.relay.prepare()


def _is_of_house(file: Path) -> bool:
    return any(file.is_relative_to(house) for house in (*CODE, ASSETS))
