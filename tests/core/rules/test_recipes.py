"""Rules and samplings by name: each name makes the object that it says."""

import pickle

import pytest

from gdcore.descent.sampling import AllRows, Batches, InOrder, Shuffled
from gdcore.rules.adaptive import Adam, RMSProp
from gdcore.rules.lengths import Backtracking, Decay, ExactLineSearch
from gdcore.rules.momentum import HeavyBall, Nesterov
from gdcore.rules.newton import Newton
from gdcore.rules.recipes import METHODS, RULES, rule_named, sampling_named
from gdcore.rules.update import FixedRate, SteepestDescent, Update


@pytest.mark.parametrize(
    ("name", "expected", "kind"),
    [
        ("fixed", Update(SteepestDescent(), FixedRate(0.3)), "curvature"),
        ("decay:0.5", Update(SteepestDescent(), Decay(0.3, 0.5)), "curvature"),
        ("line-search", Update(SteepestDescent(), ExactLineSearch()), "none"),
        ("backtracking", Update(SteepestDescent(), Backtracking(0.3)), "whole"),
        ("momentum:0.9", Update(HeavyBall(0.9), FixedRate(0.3)), "curvature"),
        ("nesterov:0.8", Update(Nesterov(0.8), FixedRate(0.3)), "curvature"),
        ("rmsprop", Update(RMSProp(), FixedRate(0.3)), "distance"),
        ("adam", Update(Adam(), FixedRate(0.3)), "distance"),
        ("newton", Update(Newton(), FixedRate(0.3)), "whole"),
    ],
)
def test_rule_by_name(name: str, expected: Update, kind: str) -> None:
    rule = rule_named(name)
    assert rule.update(0.3) == expected
    assert (rule.name, rule.kind) == (name, kind)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_can_be_handed_to_another_process(name: str) -> None:
    rule = rule_named(name.replace(":D", ":0.1").replace(":B", ":0.5"))
    assert pickle.loads(pickle.dumps(rule)).update(0.3) == rule.update(0.3)


def test_every_rule_listed_can_be_named() -> None:
    for name in RULES:
        assert rule_named(name.replace(":D", ":0.1").replace(":B", ":0.5")).name


@pytest.mark.parametrize("name", ["", "Fixed", "momentum", "momentum:", "momentum:x", "fixed:1"])
def test_unknown_rules_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="`rule` must be one of fixed, decay:D, line-search"):
        rule_named(name)


@pytest.mark.parametrize(
    ("name", "said"), [("momentum:1", "`beta`"), ("nesterov:-1", "`beta`"), ("decay:0", "`decay`")]
)
def test_numbers_out_of_range_are_refused_at_once(name: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rule_named(name)


def test_sampling_by_name() -> None:
    assert METHODS == ("batch", "stochastic", "minibatch:N")
    assert sampling_named("batch") == sampling_named("batch", 3) == AllRows()
    assert sampling_named("stochastic") == Batches(1, InOrder())
    assert sampling_named("stochastic", 3) == Batches(1, Shuffled(3))
    assert sampling_named("minibatch:8") == Batches(8, InOrder())


@pytest.mark.parametrize("name", ["", "minibatch", "minibatch:", "minibatch:x", "minibatch:-2"])
def test_unknown_samplings_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="`method` must be one of batch, stochastic, minibatch:N"):
        sampling_named(name)


def test_rules_that_look_for_themselves_need_all_rows() -> None:
    # Of a few rows the curvature may be none, and the best length is not that of all.
    rules = [rule_named(name.replace(":D", ":0.1").replace(":B", ":0.5")) for name in RULES]
    needy = {rule.name for rule in rules if rule.needs_all_rows}
    assert needy == {"line-search", "backtracking", "newton"}
