"""Watching a block for what pure code does not do."""

import gc
import time

from loyalty.testing.watching import watched


def test_a_clock_is_seen():
    """A block that reads a clock is told."""
    with watched() as seen:
        time.perf_counter()

    assert ["reads the clock (time.perf_counter)"] == seen


def test_what_others_hang_on_the_collector_is_not_the_blocks():
    """A test runner may time the collector of garbage; it rests while a block is watched, and goes on afterwards."""

    def timed(_phase, _info):
        time.perf_counter()

    gc.callbacks.append(timed)
    before = gc.isenabled()
    try:
        gc.enable()
        with watched() as seen:
            _ = [[] for _ in range(100_000)]
        again = gc.isenabled()
    finally:
        gc.callbacks.remove(timed)
        (gc.enable if before else gc.disable)()

    assert ([], True) == (seen, again)
