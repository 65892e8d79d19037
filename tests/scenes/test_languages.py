"""Languages: all say the same, and a second one needs nothing but its words."""

import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scenes.brief import Brief, default_brief
from scenes.film import FILM, scene_timeline
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import DARK, Look
from scenes.kit.text.formula import Part
from scenes.kit.text.readout import Readout
from scenes.telling import narration
from scenes.telling.cues import cued
from scenes.telling.narration import (
    common_words,
    languages,
    scene_words,
    spoken_words,
    words_file,
)
from scenes.telling.numerals import numerals
from scenes.telling.sentences import sentences
from scenes.telling.shipped import shipped_dataset
from scenes.telling.vocabulary import vocabulary

OTHER = "pl"
"""A language with four plurals, a decimal comma and groups set apart by a space."""
PLURALS = {"one": "ONE", "few": "FEW", "many": "MANY", "other": "PART"}
_CUE = re.compile(r"\|(?:([a-z-]+):)?([^|]+)\|")
_KEPT = re.compile(r"(\|[a-z-]+:|\{\w+\}|\$[^$]*\$)")
_CACHES = (narration._read, narration._scene_words, common_words, spoken_words, vocabulary)


def _capitals(text: str) -> str:
    """Return a text in capitals; names in braces, mathematics and the cues' names stay."""
    named = _CUE.sub(lambda cue: f"|{cue[1] or cue[2]}:{cue[2]}|", text)
    parts = _KEPT.split(named)
    return "".join(part if k % 2 else part.upper() for k, part in enumerate(parts))


def _written(table: dict[str, Any]) -> str:
    """Return a table of texts as TOML."""
    lines = [f"{key} = {_quoted(value)}" for key, value in table.items()]
    return "\n".join(lines) + "\n"


def _quoted(value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{key} = {_quoted(text)}" for key, text in value.items())
        return f"{{ {inside} }}"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _scene_in_capitals(scene: str) -> str:
    words = scene_words("en", scene)
    sentences = {key: _capitals(text) for key, text in words.sentences.items()}
    labels = {key: _capitals(text) for key, text in words.labels.items()}
    seen = {key: _capitals(text) for key, text in words.seen.items()}
    head = _written({"title": _capitals(words.title)})
    tables = {"labels": labels, "seen": seen, "sentences": sentences}
    return head + "".join(f"[{name}]\n{_written(table)}" for name, table in tables.items())


def _common_in_capitals() -> str:
    words = common_words("en")
    counted = {
        key: {plural: f"{{n}} {_capitals(key)} {mark}" for plural, mark in PLURALS.items()}
        for key in words.counted
    }
    nouns = {key: _capitals(text) for key, text in words.nouns.items()}
    labels = {key: _capitals(text) for key, text in words.labels.items()}
    steps = {str(power): _capitals(text) for power, text in words.steps.items()}
    tables = {"nouns": nouns, "counted": counted, "steps": steps, "labels": labels}
    head = _written({"film": _capitals(words.film)})
    return head + "".join(f"[{name}]\n{_written(table)}" for name, table in tables.items())


def _louder(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _louder(text) for key, text in value.items()}
    return _capitals(value)


def _spoken_in_capitals() -> str:
    read = tomllib.loads(words_file("en", "spoken").read_text("utf-8"))
    tables = {name: table for name, table in read.items() if isinstance(table, dict)}
    rows = {
        name: [f"{_quoted(key)} = {_quoted(_louder(text))}" for key, text in table.items()]
        for name, table in tables.items()
    }
    head = "".join(f"{key} = {read[key]!r}\n" for key in read.keys() - tables.keys())
    return head + "".join("\n".join([f"[{name}]", *lines, ""]) for name, lines in rows.items())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of narration with English and a second language."""
    made = tmp_path_factory.mktemp("languages") / "narration"
    texts = {scene: _scene_in_capitals(scene) for scene in FILM}
    texts |= {"common": _common_in_capitals(), "spoken": _spoken_in_capitals()}
    shutil.copytree(words_file("en").parents[1], made)
    (made / OTHER).mkdir(exist_ok=True)
    for name, text in texts.items():
        (made / OTHER / f"{name}.toml").write_text(text, "utf-8")
    return made


@pytest.fixture(scope="module")
def folder(written: Path) -> Iterator[Path]:
    """The same in place of the film's own, to be read only."""
    with _in_place(written):
        yield written


@contextmanager
def _in_place(narrations: Path) -> Iterator[None]:
    """Have the words read from a folder; what was read from another one is forgotten."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narration, "_FOLDER", narrations)
        _forget()
        yield
    _forget()


def _forget() -> None:
    for remembered in _CACHES:
        remembered.cache_clear()


def marks(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the cues and the names in braces of a text."""
    return frozenset(cued(text).names), frozenset(re.findall(r"\{(\w+)\}", text))


def differences(language: str) -> list[str]:
    """Return where a language's words do not match those of English."""
    pairs = [("common labels", common_words("en").labels, common_words(language).labels)]
    for scene in FILM:
        one, other = scene_words("en", scene), scene_words(language, scene)
        pairs += [(f"{scene} sentences", one.sentences, other.sentences)]
        pairs += [(f"{scene} labels", one.labels, other.labels)]
    for field in ("nouns", "counted", "steps"):
        own, theirs = (getattr(common_words(which), field) for which in ("en", language))
        pairs += [(f"common {field}", dict.fromkeys(own, ""), dict.fromkeys(theirs, ""))]
    for field in ("phrases", "signs", "functions"):
        own, theirs = (getattr(spoken_words(which), field) for which in ("en", language))
        pairs += [(f"spoken {field}", own, theirs)]
    found = [f"{name}: {key}" for name, one, other in pairs for key in one.keys() ^ other.keys()]
    for name, one, other in pairs:
        # {line} and {Line} stand where a language's sentence needs its noun.
        both = [key for key in one.keys() & other.keys() if _unlike(one[key], other[key])]
        found += [f"{name}: the marks of {key}" for key in both]
    return sorted(found)


def _unlike(one: str, other: str) -> bool:
    (cues, names), (others_cues, others_names) = marks(one), marks(other)
    return cues != others_cues or names - {"line", "Line"} != others_names - {"line", "Line"}


@pytest.mark.parametrize("language", languages())
def test_all_languages_have_the_same_sentences_cues_and_numbers(language: str) -> None:
    assert differences(language) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("fog = ", "smog = ", "parabola sentences: fog"),
        ("|fog:", "|smog:", "parabola sentences: the marks of fog"),
        ("{measure}", "MEASURE", "parabola sentences: the marks of one-error"),
        ("way = ", "ways = ", "parabola labels: way"),
        ("{exponent}", "EXPONENT", "spoken phrases: the marks of power-of-ten"),
    ],
)
def test_guard_sees_a_language_that_says_something_else(
    written: Path, tmp_path: Path, old: str, new: str, fault: str
) -> None:
    changed = shutil.copytree(written, tmp_path / "narration")
    file = changed / OTHER / f"{fault.split()[0]}.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    with _in_place(changed):
        assert fault in differences(OTHER)


@pytest.mark.usefixtures("folder")
def test_a_language_that_says_the_same_has_no_differences() -> None:
    assert differences(OTHER) == []


@cache
def _brief() -> Brief:
    colours = {name: getattr(DARK, name) for name in DARK.__dataclass_fields__}
    return Brief(default_brief().experiment, Look(**{**colours, "language": OTHER}))


@pytest.mark.usefixtures("folder")
def test_a_language_has_its_own_plurals() -> None:
    # CLDR: 1 is one, 2 few, 5 many in Polish.
    told = [vocabulary(OTHER).count("steps", number).split()[-1] for number in (1, 2, 5, 22)]
    assert told == ["ONE", "FEW", "MANY", "FEW"]


@pytest.mark.usefixtures("folder")
def test_a_language_says_its_own_numbers_and_units() -> None:
    written = f"{numerals(OTHER).significant(-12345.6, 6)} kg"
    assert len(written.split()) == 3
    (sentence,) = sentences(cued("{mass}"), {"mass": written}, OTHER)
    whole = "dwanaście tysięcy trzysta czterdzieści pięć"
    assert sentence.spoken == (f"MINUS {whole} POINT sześć", "", "kilograma")


@cache
def _played(scene: str) -> Any:
    """Return the stage after a scene in the second language."""
    return rehearse(scene, _brief(), lambda stage, _: stage)[-1]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("scene", FILM)
def test_cues_are_heard_in_another_language(scene: str) -> None:
    stage = _played(scene)
    for beat in stage.timeline.beats:
        assert set(stage.shots[beat.id].late_s) == {name for name, _ in beat.cues}
        assert max(stage.shots[beat.id].late_s.values(), default=0.0) <= 0.5


_ENGLISH_NUMBER = re.compile(r"\d\.\d|[1-9]\d*,\d{3}(?!\d)")
"""With a point, or a group of thousands after a comma: no number has four significant digits."""


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("scene", FILM)
def test_words_have_the_language_s_numbers(scene: str) -> None:
    said = " ".join(beat.words for beat in scene_timeline(scene, _brief()).beats)
    assert not _ENGLISH_NUMBER.search(said)
    assert said
    names = {"a", "b", "c", "k", "m", "x", *" ".join(_of_the_data()).split()}
    names |= {"i"}  # The "and" of its lists.
    small = [word for word in re.findall(r"[^\W\d_]+", said) if not word.isupper()]
    assert set(small) - names == set()


_SHIPPED = ("study", "nottingham", "population", "women", "shuttle")
"""The sets that scenes show beside the lesson's own."""


def _shown(stage: Any) -> list[tuple[str, bool]]:
    """Return the texts without mathematics and fonts, and whether each is a formula's part."""
    texts = [shape for shape in stage.mobjects if isinstance(shape, Type)]
    told = [text.told if isinstance(text, Readout) else text.markup for text in texts]
    plain = [re.sub(r"\$[^$]*\$|#text\([^)]*\)|[\d.]+em", "", markup) for markup in told]
    return [(text, isinstance(shape, Part)) for text, shape in zip(plain, texts, strict=True)]


def _of_the_data() -> list[str]:
    shown = (default_brief().experiment.data, *map(shipped_dataset, _SHIPPED))
    columns = [column for data in shown for column in data.columns]
    return sorted({text for c in columns for text in (c.name, c.unit)}, key=len, reverse=True)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("scene", FILM)
def test_pictures_have_the_language_s_words_and_numbers(scene: str) -> None:
    seen = _shown(_played(scene))
    assert seen
    assert [text for text, _ in seen if _ENGLISH_NUMBER.search(text)] == []
    words = [text for text, is_formula in seen if not is_formula]
    for own in _of_the_data():
        words = [re.sub(rf"\b{re.escape(own)}\b", "", text) for text in words]
    assert [text for text in words if re.search(r"[a-z]{2}", text)] == []
