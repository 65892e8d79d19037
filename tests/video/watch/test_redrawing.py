"""What has changed is drawn in an order in which the one who waits waits least."""

from gdvideo.briefing import brief_of
from gdvideo.lesson import Lesson
from gdvideo.rendering.plan import plan
from gdvideo.study import study
from gdvideo.telling import Telling
from gdvideo.watch.redrawing import in_order

SCENES = ("fit", "hook", "iterate", "recap")


def test_the_last_change_comes_first_and_then_the_shortest() -> None:
    made = study(Lesson(data="women", scenes=SCENES))
    jobs = plan(made, brief_of(made)[0], Telling("none")).jobs
    assert [job.scene for job in in_order(jobs, {})] == ["hook", "recap", "fit", "iterate"]
    # What was wanted before and is still not there is no part of the last change.
    before = {job.scene: job.key for job in jobs} | {"fit": "other", "iterate": "other"}
    assert [job.scene for job in in_order(jobs, before)] == ["fit", "iterate", "hook", "recap"]
    seen = in_order(jobs, before, "recap")
    assert [job.scene for job in seen] == ["recap", "fit", "iterate", "hook"]
