"""Signals: each becomes one exception, none is lost, and what is ignored stays ignored."""

import signal
import sys
import time

import pytest

from gdvideo.signals import Stopped, stoppable


class Destructor:
    """Gets a signal where Python cannot pass an exception on."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGTERM)


def collected() -> None:
    Destructor()
    for _ in range(2000):
        time.sleep(0.01)


def test_a_signal_in_a_destructor_is_not_lost(capsys: pytest.CaptureFixture[str]) -> None:
    hook = sys.unraisablehook
    with stoppable() as received, pytest.raises(Stopped) as caught:
        collected()
    assert len(received) == 2
    assert caught.value.exit_status == 143
    assert capsys.readouterr().err == ""
    assert sys.unraisablehook is hook


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_is_ignored_stays_so(number: signal.Signals) -> None:
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with stoppable() as received:
            signal.raise_signal(number)
        assert received == []
        assert signal.getsignal(number) is signal.SIG_IGN
    finally:
        signal.signal(number, before)
