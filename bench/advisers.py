"""What it costs to assign an adviser among a thousand."""

from datetime import datetime
from itertools import count

import loyalty
from bench.bar import Bar
from bench.population import ROOT
from bench.timing import in_turn, typical
from loyalty_bank import Adviser, Roster, assign

PROGRAM = ROOT / "configs" / "bank" / "program.toml"
ADVISERS, CAPACITY, LIMIT, ROUNDS, LOOPS = 1_000, 200, 50.0, 51, 100
LANGUAGES = (("zh",), ("zh", "en"), ("en",))


def bars() -> list[Bar]:
    """Let new members come, each with a right of the bank's program, and let known ones come again."""
    program = loyalty.load(PROGRAM, parameters={"reviews_per_year": 2})
    at = datetime.fromisoformat("2024-03-01T10:00:00+08:00")
    told = {"at": "2024-01-01T00:00:00+08:00"}

    def member(name: str) -> loyalty.Member:
        events = [
            {"id": f"{name}-e", "member": name, "kind": "enrol", "surname": "王", **told},
            {"id": f"{name}-r", "member": name, "kind": "recognition", "vip": True, **told},
        ]
        found = program.member(program.fold(events, at=at))
        found.granted()
        return found

    staff = [
        Adviser(f"a{n:04}", CAPACITY, skills=["wealth"], languages=LANGUAGES[n % len(LANGUAGES)])
        for n in range(ADVISERS)
    ]
    members, numbers = [member(f"m{n}") for n in range((ROUNDS + 1) * LOOPS)], count()
    roster, known = Roster(staff), members[0]
    times = in_turn(
        {
            "new": lambda: assign(members[next(numbers) % len(members)], roster, at),
            "known": lambda: assign(known, roster, at),
        },
        repeats=ROUNDS,
        loops=LOOPS,
    )
    detail = f"of {ADVISERS:,}; a member who has one already {typical(times, 'known'):.1f} µs"
    return [Bar("an adviser assigned", typical(times, "new"), "µs", LIMIT, detail=detail)]
