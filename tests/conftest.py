"""What all tests share: Hypothesis looks further each time, but always at the same in CI."""

import gc
import os
import shutil
import signal
import tempfile

import pytest
from hypothesis import HealthCheck, settings

EXAMPLES = 50
"""Half as many as Hypothesis tries by itself; people have others each time."""
# How long anything takes is of no account: a machine may be busy.
settings.register_profile(
    "people",
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("people"), derandomize=True)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "people")
)

# A shell starts what runs in the background deaf to Ctrl-C, and so would be all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Many objects are kept: to look through them for cycles less often saves a thirtieth of all time.
gc.set_threshold(100_000, 50, 50)


def pytest_configure(config: pytest.Config) -> None:
    """Leave the cache of whoever runs the tests alone, and let none take another one's clips."""
    if hasattr(config, "workerinput"):  # It has got what is set below.
        return
    os.environ["GDVIDEO_CACHE"] = tempfile.mkdtemp(prefix="gdvideo-tests-")
    os.environ["GDVIDEO_CACHE_MB"] = "0"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["GDVIDEO_CACHE"], ignore_errors=True)
