"""What it costs to read, check and compile a program, against only parsing its TOML."""

from typing import Any

import tomli

import loyalty
from bench.bar import Bar
from bench.population import ROOT
from bench.timing import in_turn, ratio, typical

LARGE = ROOT / "bench" / "programs" / "department-store.toml"
ROUNDS = 15


def bars() -> list[Bar]:
    """Compare the medians, taken in turn."""
    text = LARGE.read_text()
    times = in_turn(
        {"tomli": lambda: tomli.loads(text), "loyalty": lambda: compiled(text)},
        repeats=ROUNDS,
    )
    lines = text.count("\n")
    took = f"{typical(times, 'loyalty') / 1000:.1f} ms, tomli {typical(times, 'tomli') / 1000:.2f} ms, {lines} lines"
    return [Bar("read, check and compile", ratio(times, "loyalty", "tomli"), "x", 10, detail=took)]


def compiled(text: str) -> Any:
    """Read a program, check it, and have the functions for its events compiled."""
    program = loyalty.loads(text)
    program.plan_source()
    return program
