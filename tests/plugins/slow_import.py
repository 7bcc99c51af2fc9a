"""A plugin whose import takes its time."""

import time

from tests.plugins.inn import Inn

time.sleep(3)
INN = Inn()
