"""`gdvideo.render`, `gdvideo.trace` and `gdvideo.check`."""

from os import PathLike
from pathlib import Path
from typing import Unpack

from gdvideo.calls.results import CheckResult, FilmResult, TraceResult
from gdvideo.calls.wishes import Data, Numbers, Wishes, wanted

__all__ = ["check", "render", "trace"]


def trace(
    data: Data = None, *, lesson: str | PathLike[str] | None = None, **wishes: Unpack[Numbers]
) -> TraceResult:
    """Descend, and return the numbers.

    Parameters
    ----------
    data : table, optional
        A pandas, polars or arrow table, a dict of columns, two arrays (x, y), an array of two
        columns, a path, or a shipped set's name; the penguins if not given.
    lesson : path, optional
        A lesson file; what else is given wins over it.
    **wishes
        The options of `gdvideo trace` by their names, such as `rate=0.1`, `scale="standard"`,
        `start={"m": 0}` or `formula="a*exp(k*x)"`.

    Returns
    -------
    TraceResult
        Shows itself as a table; `numbers`, `path` and `figure` have the rest.

    Raises
    ------
    InputError
        If the data or an option cannot be used; the message says why.

    Examples
    --------
    >>> found = trace(([0.5, 2.3, 2.9], [1.4, 1.9, 3.2]), scale="none", rate=0.1, steps=2000)
    >>> round(found.numbers["final"]["m"], 6), found.path["step"].size
    (0.641026, 2001)
    """
    from gdvideo.study import study

    return TraceResult(study(*wanted(data, lesson, wishes)))


def check(
    data: Data = None, *, lesson: str | PathLike[str] | None = None, **wishes: Unpack[Numbers]
) -> CheckResult:
    """Say what a teacher would of a descent: whether all is well, and if not, what helps.

    Parameters
    ----------
    data, lesson, **wishes
        As for `trace`.

    Returns
    -------
    CheckResult
        Shows itself as sentences and a picture; `sentences`, `numbers` and `figure` have them.

    Raises
    ------
    InputError
        If the data or an option cannot be used; the message says why.

    Examples
    --------
    >>> print(check("women", scale="none"))
    This descent crawls: three right digits of the best fit take 6,408,946 steps.
    """
    from gdvideo.diagnosis.report import report
    from gdvideo.study import study

    return CheckResult(report(study(*wanted(data, lesson, wishes))))


def render(
    data: Data = None,
    *,
    out: str | PathLike[str] = "out",
    lesson: str | PathLike[str] | None = None,
    quiet: bool = False,
    workers: int = 0,
    **wishes: Unpack[Wishes],
) -> FilmResult:
    """Render a film and its clips, with captions, transcript and numbers.

    Parameters
    ----------
    data
        As for `trace`.
    out : path
        The output folder; what is there already and has not changed is kept.
    lesson
        As for `trace`.
    quiet : bool
        Whether to say nothing of how far it is.
    workers : int
        How many processes draw at most; 0 for one a core.
    **wishes
        The options of `gdvideo render` by their names, such as `scenes=["fit", "cost"]`,
        `quality="draft"`, `voice="none"`, `theme="light"`; a scene of your own by its class.

    Returns
    -------
    FilmResult
        Shows itself as a video with captions; `video` and `clips` are its files.

    Raises
    ------
    InputError
        If the data or an option cannot be used; the message says why.
    RenderError
        If a clip or the film cannot be made.
    """
    from gdvideo.filming import filmed
    from gdvideo.progress import Reporter

    asked, held = wanted(data, lesson, wishes)
    return FilmResult(filmed(asked, Path(out), Reporter(quiet=quiet), held, workers=workers))
