"""Fold thousands of histories with damaged events, and print the worst time and memory.

``python tests/long/fuzz_events.py [events]``
"""

import sys
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import loyalty
from tests.property.strategies.mutated import TEXT, histories, trial

PER_HISTORY = 8
EVENTS = 350_000
"""Three in ten events are damaged, so that this is more than 100,000 damaged ones."""


def main(count: int) -> int:
    """Fold histories of `count` events in all; the exit code says whether any of them failed."""
    known, at = loyalty.loads(TEXT).compile(), datetime(2026, 1, 1, tzinfo=UTC)
    faults, slowest, largest, folded = 0, 0.0, 0, 0
    tracemalloc.start()
    for place, events in enumerate(histories(7, max(1, count // PER_HISTORY))):
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        outcome = trial(known, events, at)
        folded += len(events)
        slowest, largest = max(slowest, outcome.seconds), max(largest, outcome.peak - before)
        if outcome.fault:
            faults += 1
            sys.stdout.write(f"--- history {place}\n{outcome.fault}\n{str(events)[:2000]}\n")
    worst = f"slowest {slowest * 1000:.0f} ms (tracing memory), largest {largest / 2**20:.1f} MiB"
    sys.stdout.write(f"{folded} events, {faults} faults, {worst}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS))
