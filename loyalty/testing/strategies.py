"""Hypothesis strategies that draw valid events for any program: for property tests of programs and of their hosts.

```python
@given(histories(program))
def test_points_are_never_lost(events):
    state = program.fold(events, at=AFTER)
    ...
```

Every event that is drawn can be read: its fields have the declared types and bounds. Whether it is accepted is for the
program to decide, since a redemption may ask for more than there is, and a refund may come too late.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from loyalty.testing.bodies import KINDS, body
from loyalty.testing.drawing import hypothesis, row

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from loyalty.api import Program

Mapping = dict[str, Any]
EVENTS_MOST = 20
SPAN = timedelta(days=800)
_STEP = 900
_DECLARED_SHARE = 4


def histories(
    program: "Program",
    member: str = "member",
    *,
    most: int = EVENTS_MOST,
    kinds: Collection[str] | None = None,
    span: timedelta = SPAN,
) -> "SearchStrategy[list[Mapping]]":
    """Return histories of one member: an enrolment, then up to `most` events within `span` of the program's start.

    Args:
        program: the program that is to read them.
        member: the member's id; event ids begin with it.
        most: the largest number of events after the enrolment.
        kinds: the kinds to draw; None for every declared kind and `bodies.KINDS`.
        span: how long after the program's `effective_from` events happen.

    Raises:
        MissingExtra: hypothesis is not installed.
    """
    st = hypothesis()
    drawn: SearchStrategy[list[Mapping]] = st.composite(_history)(program, member, most, kinds, span)
    return drawn


def populations(
    program: "Program", members: int = 3, *, most: int = EVENTS_MOST, kinds: Collection[str] | None = None
) -> "SearchStrategy[list[Mapping]]":
    """Return the histories of 1 to `members` members in one list, in any order."""
    st = hypothesis()
    names = st.integers(1, members).map(lambda number: [f"m{one}" for one in range(1, number + 1)])
    together = names.flatmap(lambda all_: st.tuples(*(histories(program, one, most=most, kinds=kinds) for one in all_)))
    shuffled: SearchStrategy[list[Mapping]] = together.map(_joined).flatmap(st.permutations)
    return shuffled


def _joined(lists: Iterable[list[Mapping]]) -> list[Mapping]:
    return list(chain.from_iterable(lists))


def _history(
    draw: "DrawFn", program: "Program", member: str, most: int, kinds: Collection[str] | None, span: timedelta
) -> list[Mapping]:
    st = hypothesis()
    version = program.versions[-1]
    start = version.zone.local(version.effective_from)
    fields = draw(row(version.fields, version.currency.exponent))
    history = [{"id": f"{member}-0", "member": member, "kind": "enrol", "at": start, **fields}]
    choices = [*sorted(version.events) * _DECLARED_SHARE, *sorted(KINDS)] if kinds is None else sorted(kinds)
    steps = draw(st.lists(st.integers(0, int(span.total_seconds()) // _STEP), max_size=most))
    for number, step in enumerate(sorted(steps), 1):
        kind, at = draw(st.sampled_from(choices)), start + timedelta(seconds=_STEP * step)
        found = draw(body(version, kind, history))
        if found is not None:
            history.append(_event(f"{member}-{number}", member, kind, at, found))
    return history


def _event(name: str, member: str, kind: str, at: datetime, fields: Mapping) -> Mapping:
    return {"id": name, "member": member, "kind": kind, "at": at, **fields}
