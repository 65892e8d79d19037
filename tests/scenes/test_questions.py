"""Each question that learners asked is answered by sentences that the default film says."""

import runpy
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GROUPS = tomllib.loads((ROOT / "docs/data/questions.toml").read_text(encoding="utf-8"))["groups"]


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """The pages of the documentation that are made from the film."""
    pages = runpy.run_path(str(ROOT / "docs" / "data" / "make_pages.py"))["PAGES"]
    return {name: page() for name, page in pages.items()}


def test_the_pages_are_those_of_the_film(made: dict[str, str]) -> None:
    for name, page in made.items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page, "see `make pages`"


def test_each_question_is_answered_by_a_sentence_at_its_moment(made: dict[str, str]) -> None:
    parts = made["questions.md"].split("\n**")[1:]
    assert len(parts) == len(GROUPS) > 15
    for group, part in zip(GROUPS, parts, strict=True):
        answers = [line for line in part.splitlines() if line.startswith("- ")]
        assert [line.split("`")[1] for line in answers] == [scene for scene, _ in group["answers"]]
        assert all(len(line.split()) > 5 for line in answers)
