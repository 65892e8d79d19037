"""What is wrong with a value, in one sentence that says what is allowed."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from pydantic import ValidationError

from gdvideo.lessons.writing import as_written, cut

__all__ = ["first_fault"]

_REASONS: Final = {
    **dict.fromkeys(("float_parsing", "float_type"), "it must be a number"),
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), "it must be a whole number"),
    "int_parsing_size": "it is too large",
    "finite_number": "it must be finite",
    "greater_than": "it must be above {gt:g}",
    "greater_than_equal": "it must be at least {ge:,}",
    "less_than_equal": "it must be at most {le:,}",
    "literal_error": "it must be {expected}",
    "string_type": "it must be text in quotes",
    "string_pattern_mismatch": "it must be of the form #1F6FC4",
    "string_too_long": "it must have at most {max_length} letters",
    "dict_type": "it must be a table",
    "tuple_type": "it must be a list",
    "value_error": "{error}",
}
"""What is allowed, by the kinds of fault that pydantic finds."""


def first_fault(
    error: ValidationError,
    told: Callable[[str], str],
    known: Iterable[str],
    in_words: Mapping[str, str],
) -> str:
    """Return the sentence on the first fault that was found.

    Parameters
    ----------
    error : ValidationError
    told : callable
        Returns how a message calls the value of a name.
    known : iterable of str
        The names that there are.
    in_words : mapping of str to str
        What else than a number a value may be, by its name.
    """
    fault = error.errors(include_url=False)[0]
    key = cut(str(fault["loc"][0]))
    name = told(key)
    if fault["type"] == "extra_forbidden":
        return f"{name} is not known{_nearest(key, [*known])}; a lesson has {', '.join(known)}."
    reason = _REASONS[fault["type"]].format_map(fault.get("ctx", {}))
    words = in_words.get(key, "") if fault["type"].startswith("float_") else ""
    return f"{name} got {as_written(fault['input'])}: {reason}{words}."


def _nearest(name: str, known: list[str]) -> str:
    """Return the known name that is most like another one, in words, if one is."""
    found = get_close_matches(name, known, n=1)
    return f", {found[0]} is" if found else ""
