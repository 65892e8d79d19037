"""What all tests share: Hypothesis looks further each time, but always at the same in CI."""

import gc
import os
import signal

from hypothesis import settings

EXAMPLES = 50
"""Half as many as Hypothesis tries by itself; people have others each time."""
settings.register_profile("people", deadline=None, max_examples=EXAMPLES)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=EXAMPLES)
settings.load_profile("ci" if os.environ.get("CI") else "people")

# A shell starts what runs in the background deaf to Ctrl-C, and so would be all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Many objects are kept: to look through them for cycles less often saves a thirtieth of all time.
gc.set_threshold(100_000, 50, 50)
