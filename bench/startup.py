"""What a start costs: importing the SDK, and the help of the command line."""

import subprocess
import sys
from statistics import median
from time import perf_counter_ns

from bench.bar import Bar

REPEATS = 21
BARE = """
import click

@click.group()
def cli():
    "A bare program."

@cli.command()
def check(): "Check."

@cli.command()
def run(): "Run."

cli(["--help"], prog_name="bare")
"""
_COMMANDS = {
    "python": [sys.executable, "-c", "pass"],
    "attrs": [sys.executable, "-c", "import attrs"],
    "loyalty": [sys.executable, "-c", "import loyalty"],
    "loyalty.load": [sys.executable, "-c", "import loyalty; loyalty.load"],
    "bare --help": [sys.executable, "-c", BARE],
    "loyalty --help": [sys.executable, "-m", "loyalty_cli", "--help"],
}


def bars() -> list[Bar]:
    """Run the commands in turn and compare the medians, interpreter included; each must succeed."""
    times: dict[str, list[float]] = {name: [] for name in _COMMANDS}
    for _ in range(REPEATS):
        for name, command in _COMMANDS.items():
            times[name].append(_milliseconds(command))
    took = {name: median(values) for name, values in times.items()}
    bare = took["python"]
    return [
        Bar(
            "import loyalty",
            took["loyalty"] / took["attrs"],
            "x",
            2,
            detail=f"{took['loyalty']:.0f} ms, import attrs {took['attrs']:.0f} ms, python alone {bare:.0f} ms",
        ),
        Bar("import loyalty and name load", took["loyalty.load"] / took["attrs"], "x", detail="against import attrs"),
        Bar(
            "loyalty --help",
            took["loyalty --help"] / took["bare --help"],
            "x",
            1.5,
            detail=f"{took['loyalty --help']:.0f} ms, a bare click program {took['bare --help']:.0f} ms",
        ),
    ]


def _milliseconds(command: list[str]) -> float:
    before = perf_counter_ns()
    subprocess.run(command, check=True, capture_output=True)
    return (perf_counter_ns() - before) / 1e6
