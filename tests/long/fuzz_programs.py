"""Read thousands of damaged programs, and print the worst time and memory.

``python tests/long/fuzz_programs.py [count]``
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.unit.config.mutations import SEEDS, mutations, trial, whole


def main(count: int) -> int:
    """Run `count` trials; the exit code says whether any of them failed."""
    faults, slowest, largest = 0, 0.0, 0
    whole(SEEDS[0])  # what is imported and built once is not the damage's doing
    with tempfile.TemporaryDirectory() as folder:
        for place, data in enumerate(mutations(7, count)):
            outcome = trial(data, Path(folder) / "program.toml", whole)
            slowest, largest = max(slowest, outcome.seconds), max(largest, outcome.peak)
            if outcome.fault:
                faults += 1
                sys.stdout.write(f"--- program {place}\n{outcome.fault}\n{data[:2000]!r}\n")
    worst = f"slowest {slowest * 1000:.0f} ms (tracing memory), largest {largest / 2**20:.1f} MiB"
    sys.stdout.write(f"{count} programs, {faults} faults, {worst}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
