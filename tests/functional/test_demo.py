"""The demo, on some households: what it prints, what it writes, and that it is right."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench import by_hand, population

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSEHOLDS = 40


@pytest.fixture(scope="module")
def printed():
    """Run the demo as anybody would, for the first forty households."""
    command = [sys.executable, "demo/run.py", str(HOUSEHOLDS)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


@pytest.fixture(scope="module")
def members(printed):
    """What the demo wrote of each member."""
    return {row["member"]: row for row in pq.read_table(ROOT / "build/demo/members.parquet").to_pylist()}


def test_prints(printed):
    """Tiers, points, and one household explained stand on the screen."""
    words = ["Silver", "issued", "redeemed", "lapsed", "outstanding", f"Member {HOUSEHOLDS} at 2018-02-01"]

    assert [] == [word for word in words if word not in printed]


def test_agrees_with_the_program_by_hand(members):
    """Every household has the tier, the points and the metrics that the program written by hand gives."""
    histories = population.histories(population.grocery(), HOUSEHOLDS)
    until = int(population.UNTIL.timestamp()) * 1_000_000
    expected = {member: by_hand.fold(events, until) for member, events in histories.items()}

    assert {member: known(result) for member, result in expected.items()} == {
        member: written(row) for member, row in members.items()
    }


def known(result):
    """What the program by hand says, in the order of the file."""
    accounts = (result.available, result.debt, result.issued, result.spent, result.lapsed, result.reversed)
    return (result.tier, *accounts, result.recent_spend, result.visits)


def written(row):
    """What the demo wrote."""
    accounts = ("available", "debt", "issued", "spent", "lapsed", "reversed")
    metrics = (row["metric.recent_spend"] * 100, row["metric.visits"])
    return (row["tier.main"], *(row[f"points.{account}"] for account in accounts), *metrics)


def test_csv_is_the_same(members):
    """The CSV file has the same members with the same points."""
    with (ROOT / "build/demo/members.csv").open(newline="") as file:
        found = {row["member"]: int(row["points.available"]) for row in csv.DictReader(file)}

    assert {member: row["points.available"] for member, row in members.items()} == found


def test_figures(members):
    """What it took is kept for the benchmark."""
    figures = json.loads((ROOT / "build/demo/figures.json").read_text())

    assert len(members) == figures["members"]
    assert 0 < figures["peak_bytes"]
    assert figures["lines"] > figures["events"] > figures["members"]
