"""How far the drawing is: a live bar on a terminal, plain lines elsewhere, or nothing."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from gdvideo.shown import visible

__all__ = ["Reporter"]

_PLAIN_EVERY_S = 5.0


class Reporter:
    """Tells people what is being done, on standard error.

    Parameters
    ----------
    quiet : bool
        Whether to say nothing at all.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._said: set[str] = set()
        self._console = _Console(
            stderr=True, highlight=False, emoji=False, soft_wrap=True, force_jupyter=False
        )

    def say(self, sentence: str) -> None:
        """Say one sentence; where nobody can be told any more, the work goes on in silence."""
        if self._quiet:
            return
        try:
            self._console.print(visible(sentence), markup=False)
        except OSError:
            self._quiet = True

    def say_once(self, sentence: str) -> None:
        """Say one sentence, if it was not said so before."""
        if sentence not in self._said:
            self._said.add(sentence)
            self.say(sentence)

    @contextmanager
    def drawing(self) -> Generator[Callable[[str, int], Callable[[int], None]]]:
        """Show how far scenes are while the block runs, several of them side by side.

        Yields
        ------
        callable
            Begins a scene: takes its name and how many frames it has, and returns a function of
            the frames that are drawn.
        """
        if self._quiet:
            yield _in_silence
        # Rich takes a notebook for a terminal, and each redrawn bar would be an output of its own.
        elif self._console.file.isatty():
            with self._bar() as bar:
                yield partial(_bar_of, bar)
        else:
            yield self._lines_of

    def _lines_of(self, name: str, frames: int) -> "_Pace":
        return _Pace(
            lambda drawn, speed: self.say(_line(name, drawn, frames, speed)), _PLAIN_EVERY_S
        )

    def _bar(self) -> Progress:
        return Progress(
            TextColumn("{task.description:<12}"),
            BarColumn(),
            TextColumn("frame {task.completed:,.0f} of {task.total:,.0f}"),
            TextColumn("{task.fields[speed]:.0f} a second"),
            TimeRemainingColumn(),
            console=self._console,
        )


def _in_silence(_name: str, _frames: int) -> Callable[[int], None]:
    return lambda _: None


def _bar_of(bar: Progress, name: str, frames: int) -> "_Pace":
    task = bar.add_task(visible(name), total=frames, speed=0.0)
    return _Pace(lambda drawn, speed: bar.update(task, completed=drawn, speed=speed), 0.1)


class _Console(Console):
    """Falls silent when nobody reads it any more, where rich would end the program."""

    def on_broken_pipe(self) -> None:
        """Say no more."""
        self.quiet = True


class _Pace:
    """Passes on the frames drawn and the pace, no more often than every so many seconds."""

    def __init__(self, tell: Callable[[int, float], None], every_s: float) -> None:
        self._tell = tell
        self._every_s = every_s
        self._start_s = self._told_s = time.monotonic()

    def __call__(self, drawn: int) -> None:
        now_s = time.monotonic()
        if now_s - self._told_s >= self._every_s:
            self._told_s = now_s
            self._tell(drawn, drawn / (now_s - self._start_s))


def _line(name: str, drawn: int, frames: int, speed: float) -> str:
    left_s = (frames - drawn) / speed if speed else 0.0
    return f"{name}: frame {drawn:,} of {frames:,}, {speed:.0f} a second, {left_s:.0f} s left"
