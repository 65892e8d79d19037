"""What comes back: numbers, sentences, a film; each shows itself in a notebook."""

from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gdcore.arrays import Floats
from gdvideo.calls.showing import fitting, listed, table, video
from gdvideo.study import Study

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from gdvideo.diagnosis.report import Report
    from gdvideo.filming import Filmed

__all__ = ["CheckResult", "FilmResult", "TraceResult"]


@dataclass(frozen=True, eq=False, repr=False)
class TraceResult:
    """The numbers of a descent.

    Parameters
    ----------
    study : Study
    """

    study: Study

    @cached_property
    def numbers(self) -> dict[str, Any]:
        """The numbers by the names of `gdvideo trace --json`."""
        from gdvideo.numbers import trace

        return trace(self.study.experiment)

    @cached_property
    def path(self) -> dict[str, Floats]:
        """The whole path, columns by name, each of shape (steps + 1,); any table library takes it.

        step, each parameter, loss, and each parameter in the data's own units (`m_original`).
        """
        experiment = self.study.experiment
        trajectory, names = experiment.trajectory, experiment.model.names
        own = experiment.original(trajectory.points)
        return {
            "step": np.arange(trajectory.steps + 1.0),
            **dict(zip(names, trajectory.points.T, strict=True)),
            "loss": trajectory.values,
            **{f"{name}_original": column for name, column in zip(names, own.T, strict=True)},
        }

    @property
    def figure(self) -> "Figure":
        """Error, path and residuals, as a matplotlib figure."""
        from gdvideo.diagnosis.plot import figure

        return figure(self.study)

    def __repr__(self) -> str:
        found = self.numbers
        told = (
            ", ".join(f"{name} = {value:.4g}" for name, value in found[key].items())
            for key in ("final_original", "best_fit")
        )
        final, best = told
        return f"{found['n']:,} rows, {found['steps']:,} steps: {final}; the best fit is {best}"

    def _repr_html_(self) -> str:
        from gdvideo.numbers import summary

        rows = [line.split("  ", 1) for line in summary(self.study.experiment)]
        return table([(name, told.strip()) for name, told in rows])


@dataclass(frozen=True, eq=False, repr=False)
class CheckResult:
    """What a teacher would say of a descent.

    Parameters
    ----------
    report : Report
    """

    report: "Report"

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What `gdvideo check` says, the advice first."""
        from gdvideo.diagnosis.sentences import diagnosis

        return tuple(diagnosis(self.report))

    @cached_property
    def numbers(self) -> dict[str, Any]:
        """The numbers by the names of `gdvideo check --json`."""
        from gdvideo.diagnosis.report import numbers

        return numbers(self.report)

    @property
    def figure(self) -> "Figure":
        """Error, path and residuals, as a matplotlib figure."""
        from gdvideo.diagnosis.plot import figure

        return figure(self.report.study)

    def __repr__(self) -> str:
        return self.sentences[0]

    def _repr_html_(self) -> str:
        drawn = StringIO()
        self.figure.savefig(drawn, format="svg")
        return listed(self.sentences) + fitting(drawn.getvalue())


@dataclass(frozen=True, eq=False, repr=False)
class FilmResult:
    """A film whose files exist.

    Parameters
    ----------
    filmed : Filmed
    """

    filmed: "Filmed"

    @property
    def folder(self) -> Path:
        """The output folder."""
        return self.filmed.film.folder

    @property
    def video(self) -> Path:
        """The film's video."""
        return self.filmed.film.video

    @property
    def clips(self) -> dict[str, Path]:
        """Each scene's video, by the scene's id, in the order of the film."""
        film = self.filmed.film
        return {Path(clip.video).stem: film.folder / clip.video for clip in film.clips}

    @property
    def trace(self) -> TraceResult:
        """The numbers in the film."""
        return TraceResult(self.filmed.study)

    def __repr__(self) -> str:
        film = self.filmed.film
        return f"{self.video}: {film.length_s:.0f} s, {', '.join(self.clips)}"

    def _repr_html_(self) -> str:
        language = self.filmed.study.lesson.language
        return video(self.video, language, captioned=self.filmed.captioned)
