"""The demo as anybody runs it: how long it takes, and how much memory its processes need together."""

import json
import subprocess
import sys
from time import perf_counter

from bench.bar import Bar
from bench.population import ROOT

MEBIBYTE = 1 << 20


def bars() -> list[Bar]:
    """Run it once, from a new process."""
    before = perf_counter()
    subprocess.run([sys.executable, ROOT / "demo" / "run.py"], check=True, capture_output=True, cwd=ROOT)
    seconds = perf_counter() - before
    figures = json.loads((ROOT / "build" / "demo" / "figures.json").read_text())
    counted = f"{figures['events']:,} events of {figures['members']:,} members, {figures['lines']:,} lines"
    return [
        Bar("demo", seconds, "s", 30, detail=counted),
        Bar(
            "memory of the demo",
            figures["peak_bytes"] / MEBIBYTE,
            "MiB",
            1023,
            detail="all its processes together",
        ),
    ]
