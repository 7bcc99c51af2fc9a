"""What one event costs online: a saved state is read, the event applied, the new state written; and its weight."""

import gc
import tracemalloc
from collections.abc import Sequence
from typing import Any

from bench.bar import Bar
from bench.population import UNTIL, Histories, typical
from bench.timing import in_turn
from bench.timing import typical as median_of

ROUNDS = 15
LOOPS = 300


def bars(program: Any, members: Histories) -> list[Bar]:
    """Measure the household with the median number of orders, at its last order."""
    member = typical(members)
    events = members[member]
    last = max(position for position, event in enumerate(events) if event.kind == "purchase")
    before, event = events[:last], events[last]
    saved = program.fold(before, at=program_time(program, before[-1].at)).to_json()
    times = in_turn({"online": lambda: online(program, saved, event)}, repeats=ROUNDS, loops=LOOPS)
    whose = f"household {member}, {sum(e.kind == 'purchase' for e in events)} orders, the median of all"
    return [
        Bar("load, one event, save", median_of(times, "online"), "µs", 20, detail=whose),
        Bar("saved state", len(online(program, saved, event).encode()), "bytes", 1000, detail=whose),
        Bar("memory of a member", memory(program, list(members.values())), "bytes", detail="a State in Python"),
        Bar(
            "largest saved state",
            largest(program, list(members.values())),
            "bytes",
            detail="of all households, at the end",
        ),
    ]


def online(program: Any, saved: str, event: Any) -> str:
    """Take one event into a saved state and return the new one as saved."""
    return str(program.apply(program.state(saved), event).state.to_json())


def memory(program: Any, histories: Sequence[list[Any]]) -> float:
    """Return the bytes that a member's state takes in memory, on average, loaded from what was saved."""
    texts = [program.fold(events, at=UNTIL).to_json() for events in histories[:500]]
    program.state(texts[0])
    gc.collect()
    tracemalloc.start()
    states = [program.state(text) for text in texts]
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return taken / len(states)


def largest(program: Any, histories: Sequence[list[Any]]) -> int:
    """Return the size of the largest saved state."""
    return max(len(program.fold(events, at=UNTIL).to_json().encode()) for events in histories)


def program_time(program: Any, instant: int) -> Any:
    """Return an instant as the program's local time."""
    return program.versions[0].zone.local(instant)
