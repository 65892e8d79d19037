"""A batch dealt out: each film once, even by cost, shared clips together, the same for all."""

import random

import pytest

from gdvideo.batch.outline import Outline, Piece, plan_json
from gdvideo.batch.shares import Share, dealt
from gdvideo.errors import InputError


def film(name: str, **pieces: int) -> Outline:
    made = (Piece(f"clips/{key}", key, frames, kept=False) for key, frames in pieces.items())
    return Outline(name, f"{name}.toml", tuple(made))


def test_the_most_expensive_goes_first_to_whoever_has_least() -> None:
    films = [film("a", p=5), film("b", q=9), film("c", r=4), film("d", s=8), film("e", t=3)]
    # By hand: 9 | 8, then 5 to the 8, 4 to the 9, and 3 to either of 13.
    assert dealt(films, 2) == (("b", "c", "e"), ("d", "a"))


def test_films_that_share_their_clips_stay_together() -> None:
    films = [film(f"{family}{k}", **{family: 10}) for k in range(3) for family in "xyz"]
    assert dealt(films, 3) == (("x0", "x1", "x2"), ("y0", "y1", "y2"), ("z0", "z1", "z2"))


@pytest.mark.parametrize("number", [1, 3, 7, 50])
def test_each_film_is_dealt_once_and_the_same_to_whoever_asks(number: int) -> None:
    chance = random.Random(1)
    films = [
        film(f"f{k}", own=chance.randint(1, 99), **{f"k{k}": chance.randint(1, 99)})
        for k in range(40)
    ] + [Outline("fault", "fault.toml", fault="it has no data")]
    shares = dealt(films, number)
    assert sorted(name for share in shares for name in share) == sorted(f.name for f in films)
    assert len(shares) == number
    kept = [
        Outline(f.name, f.source, tuple(Piece(p.name, p.key, p.frames, True) for p in f.pieces))
        for f in films
    ]
    assert dealt(random.Random(2).sample(kept, len(kept)), number) == shares


def test_no_share_has_a_third_more_than_the_best_there_is() -> None:
    chance = random.Random(3)
    costs = {f"f{k}": chance.randint(50, 150) for k in range(60)}
    shares = dealt([film(name, **{name: cost}) for name, cost in costs.items()], 7)
    loads = [sum(costs[name] for name in share) for share in shares]
    assert max(loads) <= 4 / 3 * max(sum(costs.values()) / 7, *costs.values())


@pytest.mark.parametrize("given", ["0/3", "4/3", "3", "a/b", "1/10001", "-1/3", "1/3/5", ""])
def test_what_is_no_share_is_refused(given: str) -> None:
    with pytest.raises(InputError, match=r"--only got .*: it must be of the form 3/20"):
        Share.read(given)


def test_a_share_is_read_and_written() -> None:
    assert Share.read("3/20") == Share(3, 20)
    assert str(Share(3, 20)) == "3-of-20"


def test_the_plan_tells_what_is_shared_and_what_is_missing() -> None:
    there = Outline("c", "c.toml", (Piece("clips/w", "w", 7, kept=True),))
    told = plan_json([film("a", u=10, v=5), film("b", u=10), there, Outline("d", "d", fault="no")])
    assert told["shared"] == [{"key": "u", "frames": 10, "films": ["a", "b"]}]
    assert told["frames"] == {"all": 32, "once": 22, "missing": 15}
    assert [(f["name"], f["frames"], f["fault"]) for f in told["films"]] == [
        ("a", 15, None),
        ("b", 10, None),
        ("c", 7, None),
        ("d", 0, "no"),
    ]
    assert told["films"][2]["clips"] == [{"name": "clips/w", "key": "w", "frames": 7, "kept": True}]
