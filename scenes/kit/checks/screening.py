"""A scene watched from its first moment to its last: what is wrong, and from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass

from scenes.brief import Brief
from scenes.kit.checks.inspection import Fault, empty_panels, faults
from scenes.kit.checks.rehearsal import FRAME_RATE, rehearse
from scenes.kit.ink.inked import Inked
from scenes.kit.text.readout import Readout
from scenes.stage import Stage

__all__ = [
    "LATE_S",
    "LONGEST_STILL_S",
    "POSTER_S",
    "SQUEEZED",
    "Finding",
    "Screening",
    "screened",
    "screening",
]

LONGEST_STILL_S = 4.0
"""Nothing may stand still for longer, but for a clip's last picture."""
POSTER_S = 2.5
"""So long may a clip's last picture stand beyond that."""
LATE_S = 0.5
"""A movement begins no further than this from the word that it belongs to."""
SQUEEZED = 0.5
"""The least share of its own time that a movement may have."""

_SLACK_S = 1.5 / FRAME_RATE
_SOUGHT = 0.05


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a scene, and when.

    Parameters
    ----------
    what : str
    where : str
        A place in the frame, or what else there is to say.
    start_s, end_s : float
        From the first moment to the last at which it was seen, in seconds from the scene's start.
    """

    what: str
    where: str
    start_s: float
    end_s: float

    def __str__(self) -> str:
        """Return it as a sentence without its full stop."""
        when = f"at {self.start_s:.1f} s"
        if self.end_s - self.start_s > _SOUGHT:
            when = f"from {self.start_s:.1f} s to {self.end_s:.1f} s"
        return f"{when}: {self.what}, {self.where}"


@dataclass(frozen=True, slots=True)
class Screening:
    """What was seen of a scene that was played without being drawn.

    Parameters
    ----------
    findings : tuple of Finding
        What is wrong with it, in the order of time.
    still_s : tuple of (float, float)
        From when to when nothing moved, a clip's last picture aside, in seconds from its start.
    length_s : float
    """

    findings: tuple[Finding, ...]
    still_s: tuple[tuple[float, float], ...]
    length_s: float


def screened(scene: str | type[Stage], brief: Brief) -> tuple[Finding, ...]:
    """Return what is wrong with a scene, in the order of time; see `screening`."""
    return screening(scene, brief).findings


def screening(scene: str | type[Stage], brief: Brief) -> Screening:
    """Play a scene without drawing it, and return what was seen.

    It is looked at after each animation, and as it begins and at three moments of each movement.
    Beyond what `scenes.kit.checks.inspection` finds in a picture, that are panels with nothing in
    them at the start, stretches in which nothing moves, words whose movement begins too early or
    too late, movements without the time they need, and numbers that run through what is no iterate.

    Parameters
    ----------
    scene : str or subclass of Stage
        Its id, or a scene that is not of the film.
    brief : Brief
        The lesson.
    """
    onlooker = _Onlooker()
    stage = rehearse(scene, brief, onlooker.look, onlooker.look_inside)[-1]
    length_s = stage.timeline.length_s
    still_s = [*_between(onlooker.moved_s, length_s)]
    found = [*onlooker.findings(), *_too_long(still_s, length_s), *_out_of_time(stage)]
    by_time = sorted(found, key=lambda finding: finding.start_s)
    return Screening(tuple(by_time), tuple(_bare(still_s, length_s)), length_s)


class _Onlooker:
    """Collects what is wrong at each moment.

    Attributes
    ----------
    moved_s : list of (float, float)
        When each movement began and ended.
    """

    def __init__(self) -> None:
        self.moved_s: list[tuple[float, float]] = []
        self._looks: list[tuple[float, list[Fault]]] = []
        self._began: dict[Inked, int] = {}
        self._began_s = 0.0
        self._told: dict[Readout, str] = {}
        self._running: dict[Readout, list[str]] = {}

    def look(self, stage: Stage, frames: int) -> Stage:
        """Look at a scene after an animation."""
        at_s = frames / FRAME_RATE
        if any(shape.changes != self._began.get(shape) for shape in _shapes(stage)):
            self.moved_s.append((self._began_s, at_s))
        self._looks.append((at_s, [*faults(stage.mobjects, stage.look, stage.grid), *self._ran()]))
        return stage

    def look_inside(self, stage: Stage, frames: float, share: float) -> None:
        """Look at a scene as an animation begins, and on the way."""
        at_s = frames / FRAME_RATE
        if not share:
            self._begin(stage, at_s)
            return
        moving = {shape for shape in _shapes(stage) if shape.changes != self._began.get(shape)}
        self._looks.append((at_s, faults(stage.mobjects, stage.look, stage.grid, moving)))
        if not stage.numbers_run:
            for readout in self._told:
                self._running.setdefault(readout, []).append(readout.told)

    def _begin(self, stage: Stage, at_s: float) -> None:
        if not self._looks:
            seen = stage.mobjects, stage.look, stage.grid
            found = [*faults(*seen), *empty_panels(*seen)]
            self._looks.append((at_s, found))
        self._began_s = at_s
        self._began = {shape: shape.changes for shape in _shapes(stage)}
        seen = (s for s in self._began if isinstance(s, Readout) and s.veiled > _SOUGHT)
        self._told = {readout: readout.told for readout in seen}
        self._running = {}

    def _ran(self) -> Iterator[Fault]:
        """Yield the numbers that showed, on the way, what they show neither before nor after."""
        for readout, shown in self._running.items():
            ends = (self._told[readout], readout.told)
            between = next((told for told in shown if told not in ends), None)
            if between is not None:
                what = f"a number runs through what is no iterate: {between}"
                yield Fault(what, f"to {readout.told}")

    def findings(self) -> Iterator[Finding]:
        """Yield each fault once for each stretch of time in which it was seen at every look."""
        open_: dict[str, Finding] = {}
        for at_s, found in self._looks:
            seen = {fault.what: fault for fault in found}
            for what in [what for what in open_ if what not in seen]:
                yield open_.pop(what)
            for what, fault in seen.items():
                before = open_.get(what, Finding(what, fault.where, at_s, at_s))
                open_[what] = Finding(what, before.where, before.start_s, at_s)
        yield from open_.values()


def _shapes(stage: Stage) -> list[Inked]:
    return [shape for shape in stage.mobjects if isinstance(shape, Inked)]


def _between(moved_s: list[tuple[float, float]], length_s: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches between movements."""
    last = 0.0
    for start_s, end_s in [*moved_s, (length_s, length_s)]:
        if start_s > last:
            yield last, start_s
        last = end_s


def _bare(still_s: list[tuple[float, float]], length_s: float) -> Iterator[tuple[float, float]]:
    """Yield them without the time that a last picture may stand beyond its own."""
    for start_s, end_s in still_s:
        bare_s = max(end_s - POSTER_S, start_s) if end_s == length_s else end_s
        if bare_s > start_s:
            yield start_s, bare_s


def _too_long(still_s: list[tuple[float, float]], length_s: float) -> Iterator[Finding]:
    """Yield those that are too long."""
    for start_s, end_s in _bare(still_s, length_s):
        if end_s - start_s > LONGEST_STILL_S + _SLACK_S:
            whole_s = dict(still_s)[start_s]
            yield Finding("nothing moves", f"for {whole_s - start_s:.1f} s", start_s, whole_s)


def _out_of_time(stage: Stage) -> Iterator[Finding]:
    """Yield words without their movement, and movements without their time."""
    for beat in stage.timeline.beats:
        shot = stage.shots[beat.id]
        for name, cue_s in beat.cues:
            apart = min((abs(begun_s - cue_s) for begun_s in shot.begun_s), default=float("inf"))
            if name not in shot.late_s or apart > LATE_S + _SLACK_S:
                at_s = beat.start_s + cue_s
                yield Finding("nothing begins to move on its word", f"cue “{name}”", at_s, at_s)
        if shot.squeezed < SQUEEZED:
            told = f"{shot.squeezed:.2f} of what it needs"
            yield Finding("a movement has too little time", told, beat.start_s, beat.end_s)
