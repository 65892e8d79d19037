"""Steps by hand where rows have several predictors."""

from gdcore.descent.hand_lesson import hand_lesson
from scenes.film import unsuited
from tests.scenes.scores import lesson_named, words_of


def test_of_two_columns_both_numbers_of_a_row_are_in_its_derivative() -> None:
    # The derivative of (y − (a p + c q + b))² by b is −2 (y − (a p + c q + b)).
    brief = lesson_named("two predictors")
    lesson = hand_lesson(brief.experiment)
    (a, c), first = lesson.held.values(), lesson.work.good.steps[0]
    expected = [-2 * (y - (a * p + c * q + first.before)) for p, q, y in lesson.table]
    assert [*first.slopes] == expected
    assert "its y, then its p and q" in words_of("steps", brief)


def test_of_more_columns_no_row_is_put_in_by_hand() -> None:
    assert "3 columns" in unsuited("steps", lesson_named("three predictors"))
