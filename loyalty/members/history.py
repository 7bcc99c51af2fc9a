"""Which events count, and in which order (semantics 3 to 6).

The result depends on the set of events only, never on the order in which they were delivered:

- **Identity.** The same id with the same body is one event, with the earliest `recorded_at`. The same id with another
  body is a ``conflict``: the event with the smaller ``(recorded_at, body)`` stays.
- **Corrections.** A ``void`` takes effect from its own `at`; then the fold runs without the event it names. Decisions,
  voids and overrides cannot be voided (``no-decision-changes``). A void of an unknown event waits for it. A
  replacement and its void take effect together; an event is replaced once, and then its replacement may be.
- **Late facts.** A fact recorded later than `late_after` after it happened is put aside (``late``) until an
  ``override`` names it. Decisions and corrections are never late, nor is the new event of a replacement.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter

import attrs

from loyalty.errors import Rejection
from loyalty.members.core import CORRECTION, CORRECTIONS, TIMELESS
from loyalty.members.corrections import Corrections, Reach
from loyalty.members.event import Event
from loyalty.members.identity import in_order, unique
from loyalty.periods import DAY, Period, Zone


@attrs.frozen
class History:
    """The events that count, in the order of the fold, and what became of the others.

    `events` holds neither voids nor overrides. `voided` and `overridden` pair an event with the correction that names
    it, `quarantined` holds late facts, `waiting` the corrections whose event has not arrived. `reaches` says how far
    back each correction goes. `last` are the events of the last instant, whatever became of them; `awaited`
    are the ids of events that corrections bear on and that have not arrived. A history is `plain` when it is of one
    member, has each event once, recorded as it happened, and no corrections or merges.
    """

    events: tuple[Event, ...]
    rejections: tuple[Rejection, ...] = ()
    voided: tuple[tuple[Event, Event], ...] = ()
    overridden: tuple[tuple[Event, Event], ...] = ()
    quarantined: tuple[Event, ...] = ()
    waiting: tuple[Event, ...] = ()
    reaches: tuple[Reach, ...] = ()
    last: tuple[Event, ...] = ()
    awaited: tuple[str, ...] = ()
    plain: bool = attrs.field(default=False, eq=False)

    @classmethod
    def plainly(cls, events: Sequence[Event], at: int) -> "History | None":
        """Put events in order when they are a plain history at the instant `at`; None when they are not."""
        if not events or not _is_plain(events):
            return None
        kept = _until(sorted(events), at)
        return cls(tuple(kept), last=_last(kept), plain=True)

    @classmethod
    def of(cls, events: Iterable[Event], zone: Zone, late_after: Period, at: int | None = None) -> "History":
        """Put one member's events in order, as things stand at the instant `at` (after all of them when None).

        Args:
            events: in any order, with duplicates.
            zone: the program's zone, in which `late_after` is counted.
            late_after: how long after it happened a fact may be recorded.
            at: events after this instant are left out, and corrections after it have no effect yet.
        """
        ordered, conflicts = unique(in_order(events))
        kept = ordered if at is None else _until(ordered, at)
        soon = _shortest(late_after)
        unusual = [e for e in ordered if e[1] == CORRECTION or e[5] - e[0] > soon]
        if not unusual:
            return cls(tuple(kept), conflicts, last=_last(kept))
        corrections = Corrections.of(kept, ordered[len(kept) :])
        late = [event for event in kept if event[5] - event[0] > soon and _is_late(event, zone, late_after)]
        return _settled(kept, conflicts, corrections, late)


def _is_plain(events: Sequence[Event]) -> bool:
    """Whether events are of one member, each once and recorded as it happened, and none is a correction or merge."""
    times, _phases, ids, kinds, members, recorded, _values, _lines = zip(*events, strict=True)
    if recorded != times or members.count(members[0]) < len(members):
        return False
    return len(set(ids)) == len(ids) and CORRECTIONS.isdisjoint(kinds)


def _until(ordered: list[Event], at: int) -> list[Event]:
    """The events up to an instant."""
    return ordered if ordered and ordered[-1][0] <= at else ordered[: bisect_right(ordered, at, key=itemgetter(0))]


def _settled(
    kept: list[Event], conflicts: tuple[Rejection, ...], corrections: Corrections, late: list[Event]
) -> History:
    """The history without what is voided or put aside."""
    exempt = corrections.replacements | corrections.overridden.keys()
    aside = [e for e in late if e.id not in exempt and not corrections.drops(e)]
    names = {event.id for event in aside}
    return History(
        tuple(event for event in kept if event.id not in names and not corrections.drops(event)),
        (*conflicts, *corrections.rejections, *map(_late, aside)),
        tuple((event, corrections.voided[event.id]) for event in kept if event.id in corrections.voided),
        tuple((event, corrections.overridden[event.id]) for event in late if event.id in corrections.overridden),
        tuple(aside),
        tuple(corrections.waiting),
        tuple(corrections.reaches),
        _last(kept),
        tuple(sorted(corrections.awaited({event.id for event in kept}))),
    )


def _last(ordered: list[Event]) -> tuple[Event, ...]:
    """The events of the last instant."""
    place = len(ordered)
    while place and ordered[place - 1][0] == ordered[-1][0]:
        place -= 1
    return tuple(ordered[place:])


def _is_late(event: Event, zone: Zone, late_after: Period) -> bool:
    return event.kind not in TIMELESS and event.recorded_at > zone.add(event.at, late_after)


def _late(event: Event) -> Rejection:
    message = "the event was recorded too long after it happened and is put aside"
    return Rejection(event.id, event.member, "late", message, "recorded_at", "let it in with an override")


@lru_cache(maxsize=256)
def _shortest(period: Period) -> int:
    """Microseconds that the period lasts at least, wherever it begins."""
    days = period.months_total * 28 + period.days
    return max(0, days - 2 if days else 0) * DAY + period.micros
