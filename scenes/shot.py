"""The time of one beat, spent by movements on their cues."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from manim import config

from scenes.kit.ink.motion import (
    Drive,
    Move,
    appearing,
    lasting_s,
    lighting,
    lowest_moved,
    pulsing,
    side_by_side,
    vanishing,
)
from scenes.kit.ink.shapes import Inked
from scenes.telling.timeline import Beat

if TYPE_CHECKING:
    from scenes.stage import Stage

__all__ = ["Drift", "Shot"]

_APPEAR_S, _VANISH_S, _MOVE_S, _LIGHT_S, _PULSE_S = 0.6, 0.4, 1.0, 0.4, 0.8
_DIMMED = 0.4
_AWAKE_S, _NUDGE_S = 2.6, 0.8
"""After so long without a movement the one thing that lives moves a little, and for how long."""
_SHORTEST_S = 0.3
"""A movement that ends on a cue takes so long at least, though the cue has passed."""


class Drift:
    """A movement that goes on while others come and go.

    Parameters
    ----------
    function : callable
        Takes the seconds since it began.

    Attributes
    ----------
    since_s : float
        How long ago that was.
    """

    def __init__(self, function: Callable[[float], None]) -> None:
        self._function = function
        self.since_s = 0.0

    def beside(self, function: Callable[[float], None], seconds: float) -> Callable[[float], None]:
        """Return a function of progress that does another one's work and goes on with this one."""
        begun_s = self.since_s

        def both(progress: float) -> None:
            function(progress)
            self._function(begun_s + progress * seconds)

        return both


class Shot:
    """The time of one beat: what moves, and what stands still until a word is said.

    Parameters
    ----------
    stage : Stage
    beat : Beat

    Attributes
    ----------
    late_s : dict of str to float
        For each cue that was waited for, how much too late the picture was, in seconds.
    squeezed : float
        The smallest share of its own time that a movement has had: 1 if all had theirs.
    begun_s : list of float
        When each movement began, in seconds from the start of the beat.
    """

    def __init__(self, stage: "Stage", beat: Beat) -> None:
        self._stage, self._beat = stage, beat
        self._frames = round(beat.length_s * config.frame_rate)
        self._spent = 0
        self.late_s: dict[str, float] = {}
        self.squeezed = 1.0
        self.begun_s: list[float] = []

    @property
    def cues(self) -> tuple[str, ...]:
        """The cues of the beat, in the order of its words."""
        return tuple(name for name, _ in self._beat.cues)

    @property
    def left_s(self) -> float:
        """What is left of the beat, in seconds."""
        return (self._frames - self._spent) / config.frame_rate

    def left_to(self, cue: str) -> float:
        """Return how long it is to a cue, in seconds; less than 0 if it has passed."""
        return self._beat.cue_s(cue) - self._spent / config.frame_rate

    def until(self, cue: str) -> None:
        """Stand still until a cue's word is said.

        Raises
        ------
        KeyError
            If the beat's words have no such cue.
        """
        self._stand(self._frames_to(cue))

    def pause(self, seconds: float | None = None) -> None:
        """Stand still, for what is left of the beat if no seconds are given."""
        self._stand(self._frames if seconds is None else round(seconds * config.frame_rate))

    def drive(
        self, function: Callable[[float], None], seconds: float = _MOVE_S, *, to: str = ""
    ) -> None:
        """Call a function of progress, frame by frame; see `scenes.kit.ink.motion.Drive`.

        Parameters
        ----------
        function : callable
            Takes a progress from 0 to 1; what it moves is found by calling it.
        seconds : float
            How long it takes, less if the beat ends sooner.
        to : str
            The cue on which it ends, in place of a number of seconds.
        """
        wanted = round(seconds * config.frame_rate)
        if to:
            wanted = max(self._frames_to(to), round(_SHORTEST_S * config.frame_rate))
        frames = min(max(wanted, 1), self._frames - self._spent)
        self.squeezed = min(self.squeezed, frames / wanted if wanted else 1.0)
        begun = self._spent
        if frames == 0 or not self._play(function, frames):
            function(1.0)
            self._stand(frames)
        else:
            self.begun_s.append(begun / config.frame_rate)

    def by_hand(
        self, function: Callable[[float], None], seconds: float = _MOVE_S, *, to: str = ""
    ) -> None:
        """As `drive`, while somebody turns a knob: numbers may run through what is no iterate."""
        self._running(function, seconds, to)

    def walk(
        self, function: Callable[[float], None], seconds: float = _MOVE_S, *, to: str = ""
    ) -> None:
        """As `drive`, through several steps: numbers run, each that is shown is an iterate's."""
        self._running(function, seconds, to)

    def _running(self, function: Callable[[float], None], seconds: float, to: str) -> None:
        self._stage.numbers_run = True
        self.drive(function, seconds, to=to)
        self._stage.numbers_run = False

    def together(self, *moves: Move) -> None:
        """Let several movements run side by side, each with seconds of its own."""
        function, seconds = side_by_side(*moves)
        self.drive(function, seconds)

    def appear(self, *shapes: Inked, seconds: float = _APPEAR_S) -> None:
        """Fade hidden shapes in.

        Raises
        ------
        ValueError
            If one of them has not been hung up.
        """
        self._check_hung(shapes)
        self.drive(appearing(*shapes), seconds)

    def vanish(self, *shapes: Inked, seconds: float = _VANISH_S) -> None:
        """Fade shapes out.

        Raises
        ------
        ValueError
            If one of them has not been hung up.
        """
        self._check_hung(shapes)
        self.drive(vanishing(*shapes), seconds)

    def pulse(self, *shapes: Inked) -> None:
        """Let shapes swell and shrink back, side by side; what has no points is passed over."""
        moves = [Move(pulsing(shape), _PULSE_S) for shape in shapes if len(shape.points)]
        if moves:
            self.together(*moves)

    def spotlight(self, *shapes: Inked, seconds: float = _LIGHT_S) -> None:
        """Dim all that is hung up, but these shapes and the grounds that shapes stand on.

        Raises
        ------
        ValueError
            If one of them has not been hung up.
        """
        self._check_hung(shapes)
        hung = [shape for shape in self._stage.mobjects if isinstance(shape, Inked)]
        others = [shape for shape in hung if not (shape.is_ground or shape in shapes)]
        self.together(
            Move(lighting(_DIMMED, *others), seconds), Move(lighting(1.0, *shapes), seconds)
        )

    def lights_up(self, seconds: float = _LIGHT_S) -> None:
        """Light up all that was dimmed."""
        dimmed = [s for s in self._stage.mobjects if isinstance(s, Inked) and s.lit < 1.0]
        self.drive(lighting(1.0, *dimmed), seconds)

    def meanwhile(self, function: Callable[[float], None] | None) -> None:
        """Call a function of the seconds from now in every frame, whatever else moves or waits.

        Parameters
        ----------
        function : callable, optional
            Goes on through the beats that follow, until another one or none is given. As for a
            movement, what it moves is found by calling it.
        """
        self._stage.drift = None if function is None else Drift(function)

    def _check_hung(self, shapes: tuple[Inked, ...]) -> None:
        hung = set(self._stage.mobjects)
        missing = [type(shape).__name__ for shape in shapes if shape not in hung]
        if missing:
            told = ", ".join(missing)
            raise ValueError(f"`shapes` must be hung up in `lay_out`, got {told} that is not")

    def _frames_to(self, cue: str) -> int:
        """Return how many frames there are to a cue; note how late it is, if it has passed."""
        frames = round(self._beat.cue_s(cue) * config.frame_rate) - self._spent
        self.late_s[cue] = max(-frames, 0) / config.frame_rate
        return max(frames, 0)

    def _play(self, function: Callable[[float], None], frames: int) -> bool:
        """Play a function of progress beside what goes on meanwhile; return whether any moves."""
        seconds = lasting_s(frames)
        drift = self._stage.drift
        moved = function if drift is None else drift.beside(function, seconds)
        lowest = lowest_moved(moved, self._stage.mobjects)
        if lowest is None:
            return False
        self._spent += frames
        self._stage.stood = 0
        self._stage.play(Drive(moved, lowest, seconds))
        if drift is not None:
            drift.since_s += frames / config.frame_rate
        return True

    def _stand(self, frames: int) -> None:
        """Stand still; where that would be for long, the one thing that lives moves a little."""
        frames = min(frames, self._frames - self._spent)
        beat, awake = (round(s * config.frame_rate) for s in (_NUDGE_S, _AWAKE_S))
        rest = max(awake - self._stage.stood, 0)
        nudge = self._stage.nudge() if frames > rest + beat else None
        if nudge is None or self._stage.drift:
            self._rest(frames)
            return
        self._rest(rest)
        if self._play(nudge, beat):
            self._stand(frames - rest - beat)
        else:
            self._rest(frames - rest)

    def _rest(self, frames: int) -> None:
        if not frames or (self._stage.drift and self._play(_nothing, frames)):
            return
        self._spent += frames
        self._stage.stood += frames
        # A quarter of a frame more than n, which Manim rounds down to n.
        self._stage.wait((frames + 0.25) / config.frame_rate)


def _nothing(progress: float) -> None:
    """Move nothing."""
    del progress
