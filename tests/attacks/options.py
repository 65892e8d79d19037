"""Options with values that nobody means, and lesson files that are none."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gdvideo.lesson import Lesson
from tests.attacks.attack import Attack

__all__ = ["options"]

_VALUES: Final = (
    "", " ", "nan", "inf", "-inf", "-1", "0", "1", "1e308", "1e-320", "1e999", "0x10", "1_000",
    "1,5", "١٢", "true", "None", "[]", "{}", "🐧", "a\x1b[31mb", "m", "m=", "m=nan", "m=1e308",
    "m=0,m=1", "=", ":", "::", "step:", "step:nan", "step:0", "huber:", "huber:-1", "huber:1e-300",
    "momentum:1", "momentum:nan", "minibatch:0", "minibatch:1e3", "decay:-1", "x" * 3_000,
)  # fmt: skip
_OWN: Final = {"data", "formula"}
"""What other attacks are about."""

_RULES: Final = (
    "fixed", "decay:0.5", "line-search", "backtracking", "momentum:0.9", "nesterov:0.9", "rmsprop",
    "adam", "newton",
)  # fmt: skip
_LOSSES: Final = ("mse", "sse", "mae", "huber:0.5", "logloss")
_METHODS: Final = ("batch", "stochastic", "minibatch:7")
_RATES: Final = ("auto", "1e-300", "1e-3", "1", "50", "1e300")


def options() -> Iterator[Attack]:
    """Yield attacks by options and by lesson files."""
    flags = {"scene" if name == "scenes" else name for name in Lesson.model_fields} - _OWN
    for flag in sorted(flags):
        for value in _VALUES:
            option = f"--{flag.replace('_', '-')}"
            yield _checked(f"option: {option} {value[:30]!r}", f"{option}={value}")
    for rule in _RULES:
        for loss in _LOSSES:
            for method in _METHODS:
                yield _traced(rule, loss, method, "auto")
        for rate in _RATES:
            yield _traced(rule, "mse", "batch", rate)
    yield from _stills()
    yield from _surroundings()
    yield from _lessons()


def _checked(name: str, *given: str) -> Attack:
    return Attack(name, ("check", *given))


def _traced(rule: str, loss: str, method: str, rate: str) -> Attack:
    given = (f"--rule={rule}", f"--loss={loss}", f"--method={method}", f"--rate={rate}")
    return Attack(f"option: {' '.join(given)}", ("trace", "--json", "--steps=50", *given))


def _stills() -> Iterator[Attack]:
    for at in ("1e308", "-1", "nan", "inf", "1e9", ""):
        arguments = ("still", "tangent", "--quality=draft", "--voice=none", f"--at={at}")
        yield Attack(f"option: still --at {at!r}", arguments)
    yield Attack("option: still of nothing", ("still", "none"))
    yield Attack(
        "option: still into a folder that is none", ("still", "tangent", "--out=a/b/c.png")
    )


def _surroundings() -> Iterator[Attack]:
    still = ("still", "tangent", "--quality=draft", "--voice=none", "--at=1")
    yield Attack("surroundings: no PATH", still, environment={"HOME": "/nowhere"})
    for name, surroundings in (
        ("no cache folder", {"GDVIDEO_CACHE": "/dev/null"}),
        ("a cache of no size", {"GDVIDEO_CACHE_MB": "-1"}),
        ("no home to keep anything", {"PATH": os.environ["PATH"], "HOME": "/dev/null"}),
    ):
        yield Attack(f"surroundings: {name}", ("cache",), environment=surroundings)
        yield Attack(f"surroundings: {name}", ("cache", "--clear"), environment=surroundings)
    yield Attack("surroundings: no HOME", still, environment={"PATH": os.environ["PATH"]})
    for name, content in {"broken": b"[CLI\nx", "hostile": b"[CLI]\nframe_rate = many\n"}.items():
        yield Attack(f"surroundings: a {name} manim.cfg", still, {"manim.cfg": content})
    yield Attack("surroundings: C letters", ("check",), environment={"LC_ALL": "C"})
    yield Attack("surroundings: ASCII", ("check",), environment={"PYTHONIOENCODING": "ascii"})


def _lessons() -> Iterator[Attack]:
    deep = b"data = " + b"[" * 5_000 + b"]" * 5_000
    for name, content in {
        "empty": b"",
        "no TOML": b"data: penguins",
        "5,000 brackets": deep,
        "5,000 tables": b"".join(b"[" + b".".join([b"a"] * 500) + b"]\n" for _ in range(10)),
        "unknown keys": b"colour = 'red'",
        "numbers for words": b"data = 3\nx = 4\nformula = 5",
        "words for numbers": b"rate = 'quick'\nsteps = 'many'",
        "lists for all": b"rate = [1]\nsteps = []\ndata = ['a']\nstart = [1]",
        "dates": b"rate = 2024-01-01\nsteps = 07:00:00",
        "huge numbers": b"steps = " + b"9" * 5_000,
        "not UTF-8": b"data = '\xff'",
        "NUL bytes": b"data = 'a'\x00",
        "16 MB": b"# " + b"x" * 16_000_000,
        "itself as data": b"data = 'l.toml'",
    }.items():
        yield Attack(f"lesson file: {name}", ("check", "l.toml"), {"l.toml": content})
    yield Attack("lesson file: without end", ("check", "/dev/zero"))
    yield Attack("lesson file: a folder", ("check", "."))
    yield Attack("lesson file: a pipe", ("check", "p.toml"), lay=_pipe)
    yield Attack("lesson file: missing", ("check", "none.toml"))


def _pipe(at: Path) -> None:
    os.mkfifo(at / "p.toml")
