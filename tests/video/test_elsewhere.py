"""Where a system lacks something: macOS affinity and /proc, Windows groups of processes, too."""

import os
import resource
import subprocess
import sys

import pytest

from gdvideo.child import child
from gdvideo.data import served
from gdvideo.rendering.drawing import cores
from gdvideo.watch import relay
from gdvideo.watch.forks import forked


def test_all_cores_are_counted_where_none_are_kept_from_a_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert cores() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_a_watch_draws_by_itself_where_no_process_can_be_copied(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    with forked() as workers:
        assert workers == 1


def test_who_draws_for_a_watch_ends_where_there_are_no_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watch = relay.Relay(lambda *_: None)
    started: list[subprocess.Popen[bytes]] = []

    def noted(*arguments: str, leads: bool) -> "subprocess.Popen[bytes]":
        started.append(child(*arguments, leads=leads))
        return started[-1]

    monkeypatch.setattr(relay, "child", noted)
    monkeypatch.delattr(os, "killpg")
    with watch:
        watch.prepare()
    assert [process.poll() is None for process in started] == [False]


def test_no_limit_of_space_where_nobody_tells_how_much_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """macOS refuses one below what a process has, which may be hundreds of gigabytes."""
    asked: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: asked.append(limit))
    served._limit_memory()
    assert [kind for kind, _ in asked] == [resource.RLIMIT_CORE, resource.RLIMIT_AS]
    monkeypatch.setattr(served, "pages", lambda _: (0, 0))
    asked.clear()
    served._limit_memory()
    assert asked == [(resource.RLIMIT_CORE, (0, 0))]
    monkeypatch.setitem(sys.modules, "resource", None)
    asked.clear()
    served._limit_memory()
    assert asked == []
