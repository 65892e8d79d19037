"""The numerical core: data, models, losses, descents and what can be known about them.

It needs numpy and sympy only, reads and writes no file, looks at no clock and draws no random
number that was not asked for with a seed.

Examples
--------
>>> from gdcore import Column, Dataset, run
>>> data = Dataset((Column("x", [0.5, 2.3, 2.9]),), Column("y", [1.4, 1.9, 3.2]))
>>> lesson = run(data, steps=200)
>>> lesson.original(lesson.best).round(6).tolist()
[0.641026, 0.948718]
>>> lesson.verdict.end.value, lesson.verdict.pace.value, lesson.verdict.is_bound_to_fall
('close', 'shorter', True)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gdcore.data.dataset import Column as Column
    from gdcore.data.dataset import Dataset as Dataset
    from gdcore.descent.sampling import AllRows as AllRows
    from gdcore.descent.sampling import Batches as Batches
    from gdcore.descent.sampling import InOrder as InOrder
    from gdcore.descent.sampling import Shuffled as Shuffled
    from gdcore.descent.stopping import Stop as Stop
    from gdcore.descent.trajectory import Status as Status
    from gdcore.descent.trajectory import Trajectory as Trajectory
    from gdcore.descent.verdict import End as End
    from gdcore.descent.verdict import Fall as Fall
    from gdcore.descent.verdict import Pace as Pace
    from gdcore.descent.verdict import Start as Start
    from gdcore.descent.verdict import Verdict as Verdict
    from gdcore.error.fits import Fit as Fit
    from gdcore.error.loss import LOGLOSS as LOGLOSS
    from gdcore.error.loss import MAE as MAE
    from gdcore.error.loss import MSE as MSE
    from gdcore.error.loss import SSE as SSE
    from gdcore.error.loss import Loss as Loss
    from gdcore.error.loss import huber as huber
    from gdcore.error.model import Model as Model
    from gdcore.error.model import line as line
    from gdcore.error.objective import Objective as Objective
    from gdcore.experiment import Experiment as Experiment
    from gdcore.experiment import run as run
    from gdcore.formula.parsing import Formula as Formula
    from gdcore.formula.parsing import FormulaError as FormulaError
    from gdcore.formula.parsing import parse_formula as parse_formula
    from gdcore.rules.recipes import FIXED as FIXED
    from gdcore.rules.recipes import Rule as Rule
    from gdcore.rules.recipes import rule_named as rule_named
    from gdcore.rules.recipes import sampling_named as sampling_named
    from gdcore.section import Section as Section
    from gdcore.section import Shape as Shape

__all__ = [
    "FIXED",
    "LOGLOSS",
    "MAE",
    "MSE",
    "SSE",
    "AllRows",
    "Batches",
    "Column",
    "Dataset",
    "End",
    "Experiment",
    "Fall",
    "Fit",
    "Formula",
    "FormulaError",
    "InOrder",
    "Loss",
    "Model",
    "Objective",
    "Pace",
    "Rule",
    "Section",
    "Shape",
    "Shuffled",
    "Start",
    "Status",
    "Stop",
    "Trajectory",
    "Verdict",
    "huber",
    "line",
    "parse_formula",
    "rule_named",
    "run",
    "sampling_named",
]

_HOMES = {
    **dict.fromkeys(
        (
            "Column",
            "Dataset",
        ),
        "gdcore.data.dataset",
    ),
    **dict.fromkeys(
        (
            "AllRows",
            "Batches",
            "InOrder",
            "Shuffled",
        ),
        "gdcore.descent.sampling",
    ),
    **dict.fromkeys(("Stop",), "gdcore.descent.stopping"),
    **dict.fromkeys(
        (
            "Status",
            "Trajectory",
        ),
        "gdcore.descent.trajectory",
    ),
    **dict.fromkeys(
        (
            "End",
            "Fall",
            "Pace",
            "Start",
            "Verdict",
        ),
        "gdcore.descent.verdict",
    ),
    **dict.fromkeys(("Fit",), "gdcore.error.fits"),
    **dict.fromkeys(
        (
            "LOGLOSS",
            "MAE",
            "MSE",
            "SSE",
            "Loss",
            "huber",
        ),
        "gdcore.error.loss",
    ),
    **dict.fromkeys(
        (
            "Model",
            "line",
        ),
        "gdcore.error.model",
    ),
    **dict.fromkeys(("Objective",), "gdcore.error.objective"),
    **dict.fromkeys(
        (
            "Experiment",
            "run",
        ),
        "gdcore.experiment",
    ),
    **dict.fromkeys(
        (
            "Formula",
            "FormulaError",
            "parse_formula",
        ),
        "gdcore.formula.parsing",
    ),
    **dict.fromkeys(
        (
            "FIXED",
            "Rule",
            "rule_named",
            "sampling_named",
        ),
        "gdcore.rules.recipes",
    ),
    **dict.fromkeys(
        (
            "Section",
            "Shape",
        ),
        "gdcore.section",
    ),
}
"""Where each is at home: it is looked up when it is first used, and with it what that needs."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
