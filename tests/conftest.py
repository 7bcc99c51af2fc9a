"""What all tests share: pytest's own tester, and the profiles of property tests.

The usual profile tries the same examples on every machine. `--hypothesis-profile=search` tries new ones each time,
and `EXAMPLES=5000` so many of each 100.
"""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["pytester"]

COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", COMMON, derandomize=True)
EXAMPLES = int(os.environ.get("EXAMPLES", "100"))
settings.register_profile("search", COMMON, derandomize=False, max_examples=EXAMPLES, print_blob=True)
settings.load_profile("same")
