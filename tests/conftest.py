"""What all tests share: pytest's own tester, and the profiles of property tests.

The usual profile tries the same examples on every machine. `--hypothesis-profile=search` tries new ones each time,
and `EXAMPLES=5000` so many of each 100.

A run in the background may have been told to ignore interrupts; the tests that press Ctrl-C, here and in other
processes, need them.
"""

import os
import signal

from hypothesis import HealthCheck, settings

pytest_plugins = ["pytester"]

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", COMMON, derandomize=True)
EXAMPLES = int(os.environ.get("EXAMPLES", "100"))
settings.register_profile("search", COMMON, derandomize=False, max_examples=EXAMPLES, print_blob=True)
settings.load_profile("same")
