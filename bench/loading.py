"""What it costs to read, check and compile a program, against only parsing its TOML."""

import tomllib
from typing import Any

import tomli

import loyalty
from bench.bar import Bar
from bench.population import ROOT, UNTIL
from bench.timing import in_turn, ratio, typical

LARGE = ROOT / "bench" / "programs" / "department-store.toml"
ROUNDS = 31


def bars() -> list[Bar]:
    """Compare the medians, taken in turn."""
    text = LARGE.read_text()
    times = in_turn(
        {
            "tomli": lambda: tomli.loads(text),
            "tomllib": lambda: tomllib.loads(text),
            "loyalty": lambda: compiled(text),
            "ready": lambda: ready(text),
        },
        repeats=ROUNDS,
    )
    took = {name: f"{typical(times, name) / 1000:.2f} ms" for name in times}
    lines = text.count("\n")
    return [
        Bar(
            "read, check and compile",
            ratio(times, "loyalty", "tomli"),
            "x",
            10,
            detail=f"{took['loyalty']}, tomli {took['tomli']}, {lines} lines",
        ),
        Bar("read, check, ready to fold", ratio(times, "ready", "tomli"), "x", detail=f"{took['ready']}, as it loads"),
        Bar("the same against tomllib", ratio(times, "loyalty", "tomllib"), "x", detail=f"tomllib {took['tomllib']}"),
    ]


def ready(text: str) -> Any:
    """Read a program and check it as every caller does: each function is compiled when it is first called."""
    return loyalty.loads(text).fold([], at=UNTIL)


def compiled(text: str) -> Any:
    """Read a program, check it, and compile the functions for all of its events."""
    return loyalty.loads(text).compile()
