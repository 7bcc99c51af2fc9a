"""Watch a call for what pure code does not do: read a clock, draw lots, look into the environment or at files."""

import gc
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

Where = Callable[[FrameType], bool]

_MODULES = {"time", "_time"}
_CLOCKS = {"now", "today", "utcnow"}
_CALLS = {
    ("posix", "urandom"): "draws lots",
    ("nt", "urandom"): "draws lots",
    ("_uuid", "generate_time_safe"): "draws lots",
    ("_io", "open"): "opens a file",
    ("io", "open"): "opens a file",
    ("posix", "getcwd"): "looks where the process is",
    ("posix", "getpid"): "looks which process it is",
    ("_locale", "setlocale"): "looks into the locale",
    ("_socket", "socket"): "opens a connection",
}
_PURE_TIMES = {"struct_time", "mktime"}
_ENVIRONMENT = {"_Environ.__getitem__", "getenv", "Mapping.get"}


@contextmanager
def watched(where: Where = lambda _: True) -> Iterator[list[str]]:
    """Gather what is done while the block runs, each once, in frames for which `where` holds.

    The collector of garbage rests meanwhile: what others hang on it, such as a test runner's clock, is not the block's.
    """
    seen: list[str] = []

    def look(frame: FrameType, event: str, argument: Any) -> None:
        said = ""
        if event == "c_call":
            said = _native(argument)
        elif event == "call" and frame.f_globals.get("__name__") == "os":
            said = "looks into the environment" if frame.f_code.co_qualname in _ENVIRONMENT else ""
        if said and said not in seen and where(frame):
            seen.append(said)

    before, collecting = sys.getprofile(), gc.isenabled()
    gc.disable()
    sys.setprofile(look)
    try:
        yield seen
    finally:
        sys.setprofile(before)
        if collecting:
            gc.enable()


def _native(function: Any) -> str:
    """Return what a function written in C does that pure code does not; empty when there is nothing."""
    owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    module = getattr(function, "__module__", None) or getattr(owner, "__name__", "")
    if module in _MODULES and name not in _PURE_TIMES:
        return f"waits (time.{name})" if name == "sleep" else f"reads the clock (time.{name})"
    if isinstance(owner, type) and owner.__module__ == "datetime" and name in _CLOCKS:
        return f"reads the clock ({owner.__name__}.{name})"
    if owner is random._inst:  # noqa: SLF001 - the one that all programs share
        return f"draws lots (random.{name})"
    return _CALLS.get((str(module), name), "")
