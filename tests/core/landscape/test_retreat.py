"""Going back from a bowl that a descent leaves, until the descent is in the picture again."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.region import Region, region
from gdcore.landscape.retreat import retreats

X = np.linspace(1.0, 4.0, 12)
DATA = Dataset((Column("x", X),), Column("y", 2.0 + 0.5 * X + 0.1 * np.cos(5.0 * X)))


def shown(rate: float, formula: str = "m*x + b", units: Units = Units.OWN) -> Region:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return region(run(DATA, model=model, units=units, rate=rate, steps=60), 100)


RUNAWAYS = [shown(rate) for rate in (0.15, 0.3, 2.0, 1e3)] + [shown(50.0, units=Units.STANDARD)]


def test_there_is_none_where_the_descent_stays_or_e_is_no_bowl() -> None:
    assert retreats(shown(0.01), 3) == ()
    assert retreats(shown(1e3, "exp(m*x) + b"), 3) == ()


@pytest.mark.parametrize("far", RUNAWAYS)
@pytest.mark.parametrize("most", [1, 3])
def test_each_has_all_that_was_walked_until_then_in_the_picture(far: Region, most: int) -> None:
    found = retreats(far, most)
    assert 1 <= len(found) <= most
    looks = [far, *(replace(far, reach=stop.times * far.reach) for stop in found)]
    for (near, wide), (step, _) in zip(pairwise(looks), found, strict=True):
        fields, points = (near.height_field, wide.height_field), far.path.points
        inside = [field.planform.holds(field.places(points)) for field in fields]
        assert inside[0][:step].all()
        assert not inside[0][step]
        assert inside[1][: step + 1].all()
    assert inside[1].all()


@pytest.mark.parametrize("far", RUNAWAYS)
def test_a_bowl_looks_the_same_from_each(far: Region) -> None:
    near = far.height_field
    for _, times in retreats(far, 3):
        wide = replace(far, reach=times * far.reach).height_field
        np.testing.assert_allclose(wide.shares, near.shares, atol=1e-9)
        rise = [field.scale.highest - field.scale.lowest for field in (near, wide)]
        assert rise[1] == pytest.approx(times**2 * rise[0])
