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

from gdcore.data.dataset import Column, Dataset
from gdcore.descent.sampling import AllRows, Batches, InOrder, Shuffled
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Status, Trajectory
from gdcore.descent.verdict import End, Fall, Pace, Start, Verdict
from gdcore.error.fits import Fit
from gdcore.error.loss import LOGLOSS, MAE, MSE, SSE, Loss, huber
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import Formula, FormulaError, parse_formula
from gdcore.rules.recipes import FIXED, Rule, rule_named, sampling_named
from gdcore.section import Section, Shape

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
