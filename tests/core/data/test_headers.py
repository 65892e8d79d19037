"""Headers of many forms: the name and the unit that people read in them."""

import pytest

from gdcore.data.headers import clean_names, split_unit


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("Flipper length (mm)", "Flipper length", "mm"),
        ("flipper_length_mm", "flipper length", "mm"),
        ("mass[kg]", "mass", "kg"),
        ("Speed [km/h]", "Speed", "km/h"),
        ("mass_g", "mass", "g"),
        ("score_%", "score", "%"),
        ("größe_cm", "größe", "cm"),
        ("temperature_F", "temperature", "F"),
        ("f(x)", "f(x)", ""),
        ("g", "g", ""),
        ("_mm", "_mm", ""),
        ("mm", "mm", ""),
        ("a__mm", "a__mm", ""),
        ("body mass_g", "body mass_g", ""),
        ("test_score", "test_score", ""),
        ("(mm)", "(mm)", ""),
        ("a ()", "a ()", ""),
        ("a (b) c", "a (b) c", ""),
        ("#1 $price_%x 'quoted'", "#1 $price_%x 'quoted'", ""),
        ("体重", "体重", ""),
        ("w" * 60, "w" * 60, ""),
        ("two\nlines", "two lines", ""),
    ],
)
def test_name_and_unit(header: str, name: str, unit: str) -> None:
    assert split_unit(header) == (name, unit)


def test_names_that_would_be_equal_stay_raw() -> None:
    headers = ["mass_g", "mass (kg)", "length_mm"]
    assert clean_names(headers) == [(header, "") for header in headers]


def test_names_that_differ_lose_their_units() -> None:
    assert clean_names(["mass_g", "length (mm)"]) == [("mass", "g"), ("length", "mm")]
