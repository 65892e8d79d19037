"""The page writes numbers as the film does."""

import numpy as np
import pytest

from scenes.telling.numerals import numerals
from tests.video.embed.live.conftest import LivePage

RANDOM = np.random.default_rng(5)


@pytest.mark.parametrize("digits", [2, 3])
def test_numbers_are_written_as_in_the_film(live: LivePage, digits: int) -> None:
    sizes = 10.0 ** RANDOM.uniform(-9.0, 12.0, 60)
    values = [0.0, 1.0, 0.05, -5780.83, 200.0, *(sizes * RANDOM.choice([-1, 1], 60)).tolist()]
    found = live.page.evaluate(
        """([values, digits]) => {
          const {significant, rounded} = gdvideo.numerals("en");
          return values.map((value) => [significant(value, digits), rounded(value, digits)]);
        }""",
        [values, digits],
    )
    told = numerals("en")
    assert found == [[told.significant(v, digits), told.rounded(v, digits)] for v in values]
