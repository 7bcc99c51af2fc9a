"""The marks of hooks. They are what pluggy reads, and cost no import of it."""

from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

PROJECT = "loyalty"
"""The name under which hooks are marked, and the group of entry points."""
IMPLEMENTATION = f"{PROJECT}_impl"
SPECIFICATION = f"{PROJECT}_spec"
PLAIN = {
    "wrapper": False,
    "hookwrapper": False,
    "optionalhook": False,
    "tryfirst": False,
    "trylast": False,
    "specname": None,
}
"""What a hook may say of itself: nothing. There is one way to implement it, and the order is the program's."""


def hook(function: F) -> F:
    """Mark a function of a plugin as its implementation of the hook of the same name."""
    setattr(function, IMPLEMENTATION, dict(PLAIN))
    return function


def specification(function: F) -> F:
    """Mark a function as the specification of a hook."""
    options = {"firstresult": False, "historic": False, "warn_on_impl": None, "warn_on_impl_args": None}
    setattr(function, SPECIFICATION, options)
    return function
