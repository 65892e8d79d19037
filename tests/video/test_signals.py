"""Signals: each becomes one exception, none is lost, and what is ignored stays ignored."""

import signal
import subprocess
import sys
import time

import pytest

from gdvideo.signals import Stopped, stoppable

pytestmark = pytest.mark.usefixtures("own_signals")

LATE = """
import atexit, signal
from gdvideo.__main__ import main
atexit.register(signal.raise_signal, {number})
main()
"""


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
    signal.signal(number, signal.SIG_IGN)
    with stoppable() as received:
        signal.raise_signal(number)
    assert received == []
    assert signal.getsignal(number) is signal.SIG_IGN


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_after_the_run_changes_nothing(number: signal.Signals) -> None:
    code = LATE.format(number=int(number))
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("gdvideo ")
