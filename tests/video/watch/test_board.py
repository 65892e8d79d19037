"""What the page shows after something has happened."""

from functools import reduce

from gdvideo.watch.board import Board, after
from gdvideo.watch.events import Begun, Ended, Event, Failed, Made, Planned, Saved, Seen

PLANNED = Planned(
    "Film",
    (
        Seen("fit", "Fit", 9.0, "new-f", "old-f", 3.4),
        Seen("cost", "Cost", 8.0, "c", "c"),
        Seen("rate", "Rate", 7.0, "r", ""),
    ),
)
SAVED = Saved(frozenset(), 0.0)


def board(*events: Event) -> Board:
    return reduce(after, events, Board())


def states(shown: Board) -> list[str]:
    return [clip.state for clip in shown.clips]


def test_a_plan_says_what_is_kept_and_shows_what_was_there() -> None:
    shown = board(PLANNED)
    assert states(shown) == ["waiting", "kept", "waiting"]
    assert [clip.shown for clip in shown.clips] == ["old-f", "c", ""]
    assert (shown.title, shown.busy, shown.change) == ("Film", True, 0)


def test_the_first_clip_that_is_there_is_the_one_to_look_at() -> None:
    events = PLANNED, Begun("rate"), Made("rate", "r")
    assert (states(board(*events)), board(*events).first) == (["waiting", "kept", "new"], "rate")
    more = *events, Begun("fit"), Made("fit", "new-f")
    shown = board(*more, Ended())
    assert (states(shown), shown.first, shown.busy) == (["new", "kept", "new"], "rate", False)
    assert shown.clips[2].shown == "r"


def test_a_save_gives_up_what_was_being_drawn() -> None:
    shown = board(PLANNED, Begun("fit"), SAVED)
    assert states(shown) == ["waiting", "kept", "waiting"]
    assert (shown.change, shown.first, shown.busy) == (1, "", True)


def test_a_fault_of_one_clip_is_its_own_and_a_fault_of_all_stays_until_a_plan() -> None:
    shown = board(PLANNED, Begun("fit"), Failed(("why",), "fit"), Ended())
    assert (states(shown), shown.clips[0].fault) == (["failed", "kept", "waiting"], ("why",))
    assert after(shown, SAVED).clips[0].fault == ()
    broken = board(PLANNED, SAVED, Failed(("all",)), Ended())
    assert (broken.fault, len(broken.clips)) == (("all",), 3)
    assert after(broken, SAVED).fault == ("all",)
    assert after(after(broken, SAVED), PLANNED).fault == ()
