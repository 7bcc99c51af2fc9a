"""Times that can be compared: taken in turn in one process, so that a busy machine slows all sides alike.

They are times of the processor, all threads together: waiting for a turn on a shared machine is nobody's cost.
"""

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time_ns

Times = Mapping[str, list[float]]


def in_turn(functions: Mapping[str, Callable[[], object]], *, repeats: int, loops: int = 1) -> Times:
    """Run every function `repeats` times, one after the other in each round; return microseconds for one call.

    Each is called once before, unmeasured. The order turns round from one round to the next; the collector of garbage
    is off while a function is measured and runs between.
    """
    times: dict[str, list[float]] = {name: [] for name in functions}
    for function in functions.values():
        function()
    for number in range(repeats):
        for name in sorted(functions, reverse=bool(number % 2)):
            times[name].append(_once(functions[name], loops))
    return times


def ratio(times: Times, over: str, under: str) -> float:
    """Return the median over all rounds of one function's time divided by another's in the same round."""
    return median(a / b for a, b in zip(times[over], times[under], strict=True))


def typical(times: Times, name: str) -> float:
    """Return the median time of one function, in microseconds."""
    return median(times[name])


def _once(function: Callable[[], object], loops: int) -> float:
    gc.collect()
    gc.disable()
    try:
        before = process_time_ns()
        for _ in range(loops):
            function()
        return (process_time_ns() - before) / loops / 1000
    finally:
        gc.enable()
