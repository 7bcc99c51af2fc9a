"""Doing the same task many times, in this process or in several."""

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Self, TypeVar

from loyalty_cli.exits import Exit, Stop

Task = TypeVar("Task")
Result = TypeVar("Result")


class Crew:
    """Worker processes, or none with one worker. Used as a context: the processes end with it.

    Processes are started anew rather than forked, which is safe beside threads and the same on every system.
    """

    def __init__(self, workers: int) -> None:
        """Start nothing yet."""
        self._pool: ProcessPoolExecutor | None = None
        if workers > 1:
            self._pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_quiet)

    def __enter__(self) -> Self:
        """Return the crew."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of what has not begun, and wait for what has: its files are about to be removed."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def work(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield the results, in any order; function and tasks must be such that another process can import them."""
        if self._pool is None:
            yield from map(function, tasks)
            return
        try:
            for done in as_completed([self._pool.submit(function, task) for task in tasks]):
                yield done.result()
        except BrokenProcessPool as error:
            raise Stop(Exit.FAULT, "a worker process ended unexpectedly; perhaps there is too little memory") from error


def _quiet() -> None:
    """Leave Ctrl-C to the process that the terminal shows."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
