"""What is owed to 20,000 members, 100,000 promises in all, listed in due order: overdue first."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import loyalty
from bench.bar import Bar
from bench.timing import in_turn, typical

MEMBERS = 20_000
ROUNDS = 5
START = datetime(2024, 3, 1, tzinfo=UTC)
ASKED = datetime(2024, 3, 14, 4, tzinfo=UTC)
HOUSE = Path(__file__).parent / "programs" / "house.toml"


def bars(members: int = MEMBERS, rounds: int = ROUNDS) -> list[Bar]:
    """List what is owed by states in memory, and by states that are read first."""
    program = loyalty.load(str(HOUSE))
    texts = [program.fold(history(number), at=ASKED).to_json() for number in range(members)]
    states = [program.state(text) for text in texts]
    owed = program.due(states)
    check(owed)
    times = in_turn(
        {
            "in memory": lambda: program.due(states),
            "from saved": lambda: program.due([program.state(text) for text in texts]),
        },
        repeats=rounds,
    )
    what = f"{len(owed):,} of {members:,} members, {sum(each.state == 'late' for each in owed):,} late"
    return [
        Bar("what is owed, in due order", typical(times, "in memory") / 1e6, "s", 1, detail=what),
        Bar("the same from saved states", typical(times, "from saved") / 1e6, "s", detail="read, brought up, listed"),
    ]


def history(number: int) -> list[dict[str, Any]]:
    """Return what happened to a member: one case that is still open."""
    opened = START + timedelta(minutes=number % 18_000)
    return [_event(number, "enrol", START - timedelta(days=60)), _event(number, "problem", opened)]


def _event(number: int, kind: str, moment: datetime) -> dict[str, Any]:
    return {"id": f"{kind}-{number}", "kind": kind, "member": f"m{number}", "at": moment, "recorded_at": moment}


def check(owed: Sequence[Any]) -> None:
    """Make sure that the list is in due order, overdue first."""
    order = [(each.state != "late", each.due_at) for each in owed]
    assert order == sorted(order)
