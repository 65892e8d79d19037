"""Progress: a bar on a terminal, plain lines elsewhere, nothing when asked to be quiet."""

import pytest

from gdvideo.progress import Reporter


class Clock:
    """A clock that is set by hand."""

    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("gdvideo.progress.time.monotonic", clock)
    return clock


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str], clock: Clock) -> None:
    reporter = Reporter(quiet=True)
    reporter.say("A sentence.")
    with reporter.drawing() as begin:
        progress = begin("iterate", 100)
        clock.now_s += 60
        progress(50)
    assert capsys.readouterr() == ("", "")


def test_a_sentence_is_said_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "No [bold]markup[/bold], :smile: or wrapping " + "of long lines " * 20 + "[x]."
    Reporter(quiet=False).say(sentence)
    assert capsys.readouterr() == ("", sentence + "\n")


def test_plain_lines_come_now_and_then(capsys: pytest.CaptureFixture[str], clock: Clock) -> None:
    with Reporter(quiet=False).drawing() as begin:
        progress = begin("iterate", 3000)
        for second in range(1, 13):
            clock.now_s += 1
            progress(100 * second)
    # After 5 s there are 500 frames, 100 a second, so 2500 more take 25 s.
    assert capsys.readouterr() == (
        "",
        "iterate: frame 500 of 3,000, 100 a second, 25 s left\n"
        "iterate: frame 1,000 of 3,000, 100 a second, 20 s left\n",
    )


def test_the_first_picture_may_take_long(capsys: pytest.CaptureFixture[str], clock: Clock) -> None:
    with Reporter(quiet=False).drawing() as begin:
        progress = begin("iterate", 10)
        clock.now_s += 6
        progress(0)
    assert capsys.readouterr().err.startswith("iterate: frame 0 of 10, 0 a second")


def test_a_terminal_gets_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    with Reporter(quiet=False).drawing() as begin:
        progress = begin("iterate", 3000)
        clock.now_s += 4
        progress(600)
    written = capsys.readouterr()
    assert written.out == ""
    assert "iterate" in written.err
    assert "frame 600 of 3,000" in written.err
    assert "150 a second" in written.err
    assert "iterate: frame" not in written.err


def test_a_notebook_gets_plain_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    # So Jupyter's kernel asks for colours, and has no lines that could be written over.
    monkeypatch.setenv("FORCE_COLOR", "1")
    with Reporter(quiet=False).drawing() as begin:
        progress = begin("iterate", 100)
        clock.now_s += 6
        progress(50)
    assert capsys.readouterr().err == "iterate: frame 50 of 100, 8 a second, 6 s left\n"


def test_a_sentence_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter(quiet=False)
    for sentence in ("One.", "Two.", "One."):
        reporter.say_once(sentence)
    assert capsys.readouterr().err == "One.\nTwo.\n"
