"""The events of the demo, read once by the program, member by member in their order."""

import sys
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)] if str(ROOT) not in sys.path else []

import loyalty  # noqa: E402
from demo import journey, mappings, sales  # noqa: E402
from loyalty.periods import zone  # noqa: E402

GROCERY = ROOT / "configs" / "grocery" / "program.toml"
UNTIL = datetime.fromisoformat("2018-02-01T00:00:00-05:00")
Histories = dict[str, list[Any]]


def grocery() -> Any:
    """Return the program of the demo."""
    return loyalty.load(GROCERY)


def histories(program: Any, households: int | None = None) -> Histories:
    """Return the events of every household, in their order; an event that the program refuses stops the benchmark.

    With `households`, only those whose number is not above it.
    """
    table = journey.events(sales.sales(sales.data_dir(), households), zone("America/New_York"))
    read = program.event
    found = sorted((_accepted(read(mapping)) for mapping in mappings.mappings(table)), key=attrgetter("member"))
    return {member: sorted(events) for member, events in groupby(found, key=attrgetter("member"))}


def typical(members: Histories) -> str:
    """Return the household with the median number of orders; of several, the first by number."""
    orders = {member: sum(event.kind == "purchase" for event in events) for member, events in members.items()}
    ranked = sorted(orders, key=lambda member: (orders[member], int(member)))
    return ranked[len(ranked) // 2]


def _accepted(event: Any) -> Any:
    if hasattr(event, "code"):
        raise SystemExit(f"an event of the demo was refused: {event}")
    return event
