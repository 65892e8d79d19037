"""Written out, a rule says what it does: the expressions give the steps that were made."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.first_steps import first_steps
from gdcore.rules import written
from gdcore.rules.recipes import RULES, rule_named
from gdcore.rules.written import written_step

NAMES = [name.replace(":B", ":0.7").replace(":D", ":0.4") for name in RULES]
COUNT = 4


@pytest.mark.parametrize("name", NAMES)
def test_it_gives_the_step_of_each_rule(name: str) -> None:
    model = Model.from_formula(parse_formula("m*x", ["x"]))
    data = Dataset((Column("x", [1.0, 2.0, 4.0]),), Column("y", [3.0, 1.0, 2.0]))
    made = run(data, model=model, units=Units.OWN, rule=rule_named(name), start={"m": 9.0}, steps=9)
    steps = first_steps(made, COUNT + 1)
    slopes = np.array([step.gradient[0] for step in steps])
    changes = np.array([0.0, *(step.change[0] for step in steps)])
    k = COUNT  # The last of them; before it what a rule remembers has been filled.
    adam_mean = sum(0.1 * 0.9 ** (k - j) * slopes[j] for j in range(k + 1)) / (1 - 0.9 ** (k + 1))
    is_adam = name == "adam"
    past, free = (0.999, 1 - 0.999 ** (k + 1)) if is_adam else (0.9, 1.0)
    square = sum((1 - past) * past ** (k - j) * slopes[j] ** 2 for j in range(k + 1)) / free
    fed = {
        written.GRADIENT: slopes[k],
        written.AHEAD: slopes[k],
        written.LAST_STEP: changes[k],
        written.MEAN: adam_mean,
        written.MEAN_SQUARE: square,
        written.CURVATURE: 2.0 * (1.0 + 4.0 + 16.0) / 3.0,
        written.RATE: steps[k].rate,
        written.STEPS_MADE: k,
    }
    told = float(written_step(made.update).subs(fed))
    assert told == pytest.approx(changes[k + 1], rel=1e-6, abs=1e-12)
