"""A plugin whose import reads the clock."""

import time

from tests.plugins.inn import Inn

STARTED = time.time()
INN = Inn()
