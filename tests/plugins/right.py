"""The inn as an object that can be imported."""

from tests.plugins.inn import Inn

INN = Inn()
