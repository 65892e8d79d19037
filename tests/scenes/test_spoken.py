"""What is said for what is written: pairs made by hand, and properties of all that is said."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.film import FILM, scene_sentences
from scenes.telling.cues import cued
from scenes.telling.sentences import sentences
from scenes.telling.spoken import Part, spoken
from tests.scenes.scores import PLAYED, lesson_named

POWER = re.compile("10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]")
LONGEST_SENTENCE, LONGEST_WITH_NAMES, LONGEST_BEAT = 20, 25, 45
"""In words: in the default lesson, in one with names of any length, and of a whole beat."""
SAYABLE = re.compile(r"(?:[^\W\d_]+(?:['-][^\W\d_]+)*[,.;:?]? ?)*")


def said(text: str, *, is_value: bool = True) -> str:
    """Return a text as it is said, all of it filled in or none."""
    words = tuple((Part(word, is_value=is_value),) for word in text.split())
    return " ".join(" ".join(spoken(words, "en")).split())


NUMBERS = {
    "342": "three hundred forty-two",
    "5,781": "five thousand seven hundred eighty-one",
    "414,983": "four hundred fourteen thousand nine hundred eighty-three",
    "0.0375": "zero point zero three seven five",
    "−7.20": "minus seven point two",
    "-3": "minus three",
    "2.00": "two",
    "0": "zero",
    "6.44 × 10⁶": "six point four four million",
    "1.50 × 10⁷": "fifteen million",
    "2.04 × 10⁸": "two hundred four million",
    "1.00 × 10⁹": "one billion",
    "−1.50 × 10¹²": "minus one point five trillion",
    "5.34 × 10²⁴": "five point three four times ten to the twenty-four",
    "10²⁴": "ten to the twenty-four",
    "10⁶": "one million",
    "1.50 × 10⁻⁹": "one point five billionths",
    "1.00 × 10⁻⁶": "one millionth",
    "3.45 × 10⁻⁵": "three point four five times ten to the minus five",
    "1 × 10⁻⁵": "ten to the minus five",
    "−1.02 × 10⁻⁷": "minus one point zero two times ten to the minus seven",
    "2.00 × 10⁻¹⁹": "two times ten to the minus nineteen",
    "99%": "ninety-nine percent",
    "∞": "infinity",
    "1/2": "one over two",
    "7 of 9": "seven of nine",
    "1 step": "one step",
    "2,000 steps": "two thousand steps",
}
UNITS = {
    "1.00 kg": "one kilogram",
    "3.5 kg": "three point five kilograms",
    "49.7 g/mm": "forty-nine point seven grams per millimeter",
    "1 g/mm": "one gram per millimeter",
    "5 cm": "five centimeters",
    "20 °C": "twenty degrees Celsius",
    "20°C": "twenty degrees Celsius",
    "9.81 m/s²": "nine point eight one meters per second squared",
    "9.81 m/s^2": "nine point eight one meters per second squared",
    "100 km/h": "one hundred kilometers per hour",
    "4 m²": "four square meters",
    "1 cm³": "one cubic centimeter",
    "6 µm": "six micrometers",
    "2 N·m": "two newton meters",
    "3 u/v": "three u per v",
    "€5": "five euros",
    "1 €": "one euro",
    "$1": "one dollar",
    "12 $/h": "twelve dollars per hour",
    "1.50 × 10⁻⁹ g": "one point five times ten to the minus nine grams",
    "6.44 × 10⁶ g": "six point four four million grams",
    "10⁶ kg": "one million kilograms",
    "−1 °C": "minus one degree Celsius",
    "g/mm": "grams per millimeter",
    "m/s²": "meters per second squared",
    "Price (€)": "Price euros,",
}
NAMES = {
    "m": "m",
    "E": "E",
    "a": "eh",
    "A = 2": "eh equals two",
    "I": "I",
    "a and b": "eh and b",
    "b, I, and a": "b, I, and eh",
    "a curve": "a curve",
    "λ": "lambda",
    "β_1": "beta one",
    "theta_0": "theta zero",
    "η": "eightah",
    "Residual_eta": "rezidual eightah",
    "bestIntercept": "best inntersept",
    "μ": "mew",
    "xi": "zai",
    "Δx": "delta x",
    "w1": "w one",
    "x₁₂": "x twelve",
    "e_1": "e one",
    "growth_rate": "growth rate",
    "flipperLength": "flipper Length",
    "HTMLPages": "HTML Pages",
    "body.mass": "body mass",
    "item #1": "item number one",
    "PM2.5": "PM two point five",
    "COVID-19": "COVID nineteen",
    "R&D": "R and D",
    "id_007": "id zero zero seven",
    "Fe-content": "Fe-content",
    'die "gemessene" $Menge$ <b>': "die gemessene Menge b",
    "длина": "dlina",
    "ψάρι #вес": "psari number ves",
    "体重": "Ti Zhong",
    "km": "km",
    "in km": "in kilometers",
    "***": "",
}
FORMULAS = {
    "m*x + b": "m x plus b",
    "a*exp(k*x)": "eh times the exponential of k x,",
    "a*x**2 + b*x + c": "eh x squared plus b x plus c",
    "a*x^5": "eh x to the power of five",
    "x³": "x cubed",
    "(k*x)**2 + c": "k x, all squared plus c",
    "1/(1 + exp(-b - w*x))": "one over, one plus the exponential of minus b minus w x,",
    "growth_rate*x": "growth rate times x",
    "2/λ": "two over lambda",
    "1/N": "one over N",
    "E(a, b)": "E of eh, b,",
    "∂E/∂m": "the steepness of E in m",
    "∂E/∂β_1": "the steepness of E in beta one",
    "dE/dm": "d E by d m",
    "a = 3.4, k = −2 …": "eh equals three point four, k equals minus two and so on",
}


@pytest.mark.parametrize(
    ("written", "told"), [*(NUMBERS | UNITS | NAMES | FORMULAS).items()], ids=str
)
def test_what_is_written_is_said_as_people_say_it(written: str, told: str) -> None:
    assert said(written) == told


@pytest.mark.parametrize(
    "text", ["Turn a knob.", "A line has two knobs: m and b.", "Look: it's E!"]
)
def test_words_of_the_narration_are_said_as_they_stand(text: str) -> None:
    assert said(text, is_value=False) == text.replace("!", ".")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Turn a knob {a}:", ("Turn", "a", "knob", "eh:")),
        ("({rate}).", ("zero point five.",)),
        ("the {rate} in a row", ("the", "zero point five", "in", "a", "row")),
        ("the {length} {unit}", ("the", "three", "inches")),
        ("{rate}% of {a}'s", ("zero point five percent", "of", "a's")),
        ("the {a}-axis", ("the", "a-axis")),
        ("5x and u/v", ("five x", "and", "u over v")),
    ],
)
def test_what_was_filled_in_is_told_apart(text: str, told: tuple[str, ...]) -> None:
    filled = {"a": "a", "rate": "0.5", "length": "3", "unit": "in"}
    (sentence,) = sentences(cued(text), filled, "en")
    assert sentence.spoken == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("about 6.44 × 10⁶. Then", ("about", "six point four four million.", "", "", "Then")),
        ("2.00 × 10⁻¹⁹; or", ("two times ten to the minus nineteen;", "", "", "or")),
        ("3 kg, 4", ("three", "kilograms,", "four")),
        ("one – two", ("one,", "", "two")),
        ("(one) two", ("one,", "two")),
        ("“one”? two…", ("one?", "two,")),
    ],
)
def test_a_pause_is_where_the_sign_is(text: str, told: tuple[str, ...]) -> None:
    words = tuple((Part(word, is_value=True),) for word in text.split())
    assert spoken(words, "en") == told


ANY_WORD = st.text(st.characters(exclude_categories=["Cs", "Z"]), min_size=1).filter(
    lambda word: word.split() == [word]
)


@given(st.lists(st.tuples(ANY_WORD, st.booleans()), min_size=1, max_size=6))
def test_whatever_is_written_is_said_in_letters(words: list[tuple[str, bool]]) -> None:
    told = spoken(tuple((Part(word, is_value=value),) for word, value in words), "en")
    assert len(told) == len(words)
    assert all(SAYABLE.fullmatch(word) and word == " ".join(word.split()) for word in told)


def length(words: tuple[str, ...]) -> int:
    """Return how many words there are; a number is one, with its power of ten."""
    return len([word for word in words if word != "×" and not POWER.match(word)])


@pytest.mark.parametrize("scene", FILM)
def test_every_lesson_can_be_said_in_short_beats(scene: str) -> None:
    for name in (name for played, name in PLAYED if played == scene):
        can_be_said(scene, name)


def can_be_said(scene: str, name: str) -> None:
    """Hold what is said of a lesson, as it is written and as it is spoken, against its bounds."""
    lesson = lesson_named(name)
    parameters = {*lesson.experiment.model.names}
    longest = LONGEST_SENTENCE if name == "default" else LONGEST_WITH_NAMES
    for beat in scene_sentences(scene, lesson).values():
        lengths = [length(sentence.written) for sentence in beat]
        assert (max(lengths) <= longest, sum(lengths) <= LONGEST_BEAT) == (True, True), (name, beat)
        for sentence in beat:
            assert len(sentence.spoken) == len(sentence.written)
            assert all(SAYABLE.fullmatch(word) for word in sentence.spoken), (name, sentence)
            told = " ".join(sentence.spoken).split()
            assert told[-1][-1] in ".?:", (name, sentence)
            letters = [word.strip(",.;:?") for word in told]
            assert "a" in parameters or "eh" not in letters, (name, sentence)
