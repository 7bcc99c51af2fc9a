"""A plugin whose import takes its time."""

from tests.plugins.inn import Inn

NUMBERS = sum(range(3 * 10**7))
INN = Inn()
