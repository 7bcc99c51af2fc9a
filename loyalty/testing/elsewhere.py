"""What a plugin answers in a process of its own, and what its import costs there."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping

IMPORT = """
import sys, time
begin = time.perf_counter()
import loyalty.api, loyalty.plugin, loyalty.testing.answers as answers
from loyalty.testing.watching import watched
name, target = sys.argv[1], sys.argv[2]
start = time.perf_counter()
with watched(lambda frame: frame.f_globals.get("__name__", "").partition(".")[0] == sys.argv[3]) as seen:
    answers.plugin(name, target)
print((time.perf_counter() - start) / (start - begin), "; ".join(seen), sep="|")
"""
PLACES = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
)


def answers(name: str, target: str, place: Mapping[str, str]) -> dict[str, str]:
    """Return all answers of a plugin, asked with another hash seed, time zone and locale."""
    found: dict[str, str] = json.loads(_python("-m", "loyalty.testing.answers", name, target, place=place))
    return found


def imported(name: str, target: str) -> tuple[float, str]:
    """Return how many times as long as loyalty's a plugin's import takes, and what it does that pure code does not."""
    package = (target or _module(name)).partition(":")[0].partition(".")[0]
    took, _, seen = _python("-c", IMPORT, name, target, package).partition("|")
    return float(took), seen.strip()


def _module(name: str) -> str:
    from loyalty.plugin.discovery import module

    return module(name)


def _python(*words: str, place: Mapping[str, str] | None = None) -> str:
    """Run this Python with the same path, and return what it prints."""
    paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    around = {**os.environ, **paths, **(place or {})}
    line = [sys.executable, *words]
    done = subprocess.run(line, check=False, capture_output=True, text=True, env=around)  # noqa: S603 - this Python
    if done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout
