"""What `benchmarks/batch.py` has a process do, which finds it by its name: plan a film."""

from gdvideo.filming import planned
from gdvideo.lesson import lesson_of

__all__ = ["clips_of"]


def clips_of(said: dict[str, str]) -> int:
    """Plan a film; return how many clips it has."""
    plan = planned(lesson_of({"data": "women", **said}), lambda _: None)
    return len(plan.jobs)
