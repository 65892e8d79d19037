"""An update rule as an equation in words."""

import pytest

from gdcore.rules.recipes import rule_named
from gdcore.typeset.rule_equation import rule_equation

STEP, UPHILL = '{{ "step" : step }}', '{{ "gradient" : uphill }}'


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("fixed", f"{STEP} = -0.25 thin {UPHILL}"),
        ("momentum:0.5", f'{STEP} = 0.5 thin "last-step" - 0.25 thin {UPHILL}'),
        ("decay:0.5", f'{STEP} = -frac(0.25 thin {UPHILL}, 0.5 thin "steps-so-far" + 1)'),
        ("rmsprop", f'{STEP} = -frac(0.25 thin {UPHILL}, sqrt("mean-square-gradient"))'),
        ("newton", f'{STEP} = -frac(0.25 thin {UPHILL}, "curvature")'),
    ],
)
def test_it_is_what_textbooks_write(name: str, told: str) -> None:
    assert rule_equation(rule_named(name).update(0.25), {}) == told


def test_things_are_called_by_the_words_that_are_given() -> None:
    words = {"step": "Schritt", "gradient-ahead": "Gradient davor"}
    told = rule_equation(rule_named("nesterov:0.5").update(0.25), words)
    ahead = '{{ "Gradient davor" : uphill }}'
    assert told == f'{{{{ "Schritt" : step }}}} = 0.5 thin "last-step" - 0.25 thin {ahead}'
