"""How much memory this process and its children need together, looked at twenty times a second."""

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

_PERIOD_SECONDS = 0.05
_PROC = Path("/proc")


class Watch:
    """The most bytes that were seen in use at one moment; without `/proc`, the peak of this process alone."""

    def __init__(self) -> None:
        """See nothing yet."""
        self.peak = 0

    def look(self) -> None:
        """Add up what is resident now, pages that several processes share counted for each."""
        self.peak = max(self.peak, sum(map(_resident, _family(os.getpid()))))


@contextmanager
def watched() -> Iterator[Watch]:
    """Look in the background as long as the context lasts."""
    watch, ended = Watch(), Event()
    if not (_PROC / "self" / "statm").exists():
        yield watch
        unit = 1 if sys.platform == "darwin" else 1024
        watch.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
        return
    thread = Thread(target=_look_until, args=(watch, ended))
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join()
        watch.look()


def _look_until(watch: Watch, ended: Event) -> None:
    while not ended.wait(_PERIOD_SECONDS):
        watch.look()


def _family(process: int) -> Iterator[int]:
    """Yield a process and all that came from it; one that has just ended has no children."""
    yield process
    for listed in _PROC.glob(f"{process}/task/*/children"):
        try:
            children = listed.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _resident(process: int) -> int:
    try:
        pages = (_PROC / str(process) / "statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
