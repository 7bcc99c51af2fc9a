"""What becomes of promises, by brute force: a second implementation from the rules alone, slow and plain.

It takes the words of a program as a table, the events of one member as they were delivered, and an instant. Each
promise is followed alone: time is walked through event by event, and between two events from one thing that may happen
to the next, each time found anew. Periods are found day by day. It knows one ladder (`gold` from a lifetime spend on),
kinds of members, pauses, cancellations, returns, and voids.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from tests.oracle import promise_days as days

GOLD = 100
PHASES = {"enrol": 0, "update": 0, "pause": 0, "resume": 0, "cancel": 0, "rejoin": 0, "void": 2, "waive": 6}
LENGTHS = {
    "PT0S": (0, 0, 0), "PT5M": (0, 0, 300_000_000), "PT10M": (0, 0, 600_000_000), "PT1H": (0, 0, 3_600_000_000),
    "PT24H": (0, 0, 86_400_000_000), "P1D": (0, 1, 0), "P3D": (0, 3, 0), "P7D": (0, 7, 0), "P10D": (0, 10, 0),
    "P1M": (1, 0, 0), "P2M": (2, 0, 0),
}  # fmt: skip
NEVER = 10**18


@attrs.define
class Fate:
    """One obligation and what became of it; instants in microseconds, None for what did not happen."""

    case: str
    opened: int
    due: int | None
    last: int
    earliest: int
    lengths: tuple[Any, Any, Any]
    key: str
    left: list[Any]
    outcome: str = "open"
    ended: int | None = None
    early: bool = False
    performed: int | None = None
    dropped: int | None = None
    escalated: list[str] = attrs.field(factory=list)
    told: set[int] = attrs.field(factory=set)
    points: int = 0
    steps: list[str] = attrs.field(factory=list)
    by_period: bool = False

    @property
    def is_owed(self) -> bool:
        """Whether anything is still to be done."""
        if self.by_period and self.outcome != "open":
            return False
        gone = self.performed is not None or self.dropped is not None
        return not gone and self.outcome in {"open", "breached", "missed"}


def at_of(event: Mapping[str, Any]) -> int:
    """Return when an event happened."""
    return days.micros(datetime.fromisoformat(str(event["at"])))


def in_order(events: Sequence[Mapping[str, Any]], until: int) -> list[Mapping[str, Any]]:
    """Return the events that count until an instant: each once, none that was voided, in the order of history."""
    known = {str(each["id"]): each for each in events if at_of(each) <= until}
    voided = {each["of"] for each in known.values() if each["kind"] == "void"}
    kept = [each for each in known.values() if each["kind"] != "void" and each["id"] not in voided]
    return sorted(kept, key=lambda each: (at_of(each), PHASES.get(str(each["kind"]), 3), each["id"]))


@attrs.define
class Member:
    """Where a member stands while the history is walked through."""

    status: str = "none"
    kind: str = ""
    birthday: date | None = None
    spend: int = 0
    gold: bool = False
    since: int = NEVER

    def hear(self, event: Mapping[str, Any], at: int) -> bool:
        """Change by an event; return whether it was accepted."""
        kind = event["kind"]
        if kind == "enrol":
            if self.status != "none":
                return False
            self.status, self.kind, self.since = "active", str(event.get("as", "")), at
            self._update(event)
            return True
        if self.status == "none" or (self.status == "cancelled" and kind != "rejoin"):
            return False
        if kind in {"pause", "resume", "rejoin"}:
            return self._turned(str(kind), at)
        if kind == "cancel":
            self.status, self.gold = "cancelled", False
        if kind == "update":
            self._update(event)
            self.since = at
        if kind == "purchase":
            self.spend += int(event["amount"])
            self.gold = self.gold or self.spend >= GOLD
        return True

    def _turned(self, kind: str, at: int) -> bool:
        before = {"pause": "active", "resume": "paused", "rejoin": "cancelled"}[kind]
        if self.status != before:
            return False
        self.status = "paused" if kind == "pause" else "active"
        if kind != "pause":
            self.since = at
        return True

    def _update(self, event: Mapping[str, Any]) -> None:
        if "birthday" in event:
            self.birthday = date.fromisoformat(str(event["birthday"]))


class Follower:
    """Follows one promise through a history."""

    def __init__(self, words: Mapping[str, Any], zone: str, pause: str) -> None:
        """Take the words of the promise as they are written."""
        self.words = words
        self.zone = zone
        self.pause = pause
        self.member = Member()
        self.fates: list[Fate] = []
        self.looked = -NEVER

    def follow(self, events: Sequence[Mapping[str, Any]], until: int) -> list[Fate]:
        """Return what became of every obligation until an instant."""
        for event in in_order(events, until):
            at = at_of(event)
            self._pass(at)
            if self.member.hear(event, at):
                self._happened(event, at)
        self._pass(until)
        return self.fates

    # --- time -------------------------------------------------------------------------------------------------------

    def _pass(self, until: int) -> None:
        """Let time pass: what is due first happens first, ends and tellings before beginnings."""
        while True:
            starts = [each[0] for each in self._beginnings(until)]
            ahead = sorted(self._ends(), key=_place)
            if ahead and ahead[0][0] <= min([until, *starts]):
                self._do(ahead[0])
            elif starts and min(starts) <= until:
                self._begin_all(min(starts))
            else:
                return

    def _do(self, due: tuple[Any, ...]) -> None:
        at, _order, _number, what, *more = due
        getattr(self, f"_{what}")(at, *more)

    def _begin_all(self, at: int) -> None:
        """Begin everything that begins at one instant, and go on from there."""
        for start, what, *more in list(self._beginnings(at)):
            if start == at:
                getattr(self, f"_{what}")(at, *more)
        self.looked = at

    def _ends(self) -> Iterator[tuple[Any, ...]]:
        for number, fate in enumerate(self.fates):
            if not fate.is_owed:
                continue
            if fate.outcome == "open" and fate.last < NEVER:
                yield max(fate.last + 1, fate.opened), 1, number, "break", fate, False
            for place, step in enumerate(self.words.get("escalate", ())):
                if place in fate.told:
                    continue
                if "before" in step and fate.outcome == "open" and fate.due is not None:
                    yield max(self._back(fate.due, step["before"]), fate.opened), 0, number, "tell", fate, place
                if "after" in step and fate.ended is not None:
                    yield self._on(fate.ended, step["after"]), 0, number, "tell", fate, place

    def _tell(self, at: int, fate: Fate, place: int) -> None:  # noqa: ARG002 - as all that may happen
        fate.told.add(place)
        fate.escalated.append(self.words["escalate"][place]["to"])

    def _break(self, at: int, fate: Fate, early: bool) -> None:  # noqa: FBT001 - as all that may happen
        soft = self.words.get("strength") == "should"
        fate.outcome, fate.ended, fate.early = "missed" if soft else "breached", at, early
        fate.points = self.words.get("remedy", {}).get("points", 0)
        for place, step in enumerate(self.words.get("escalate", ())):
            if "before" not in step and "after" not in step:
                self._tell(at, fate, place)

    def _beginnings(self, until: int) -> Iterator[tuple[Any, ...]]:
        if self.member.status != "active":
            return
        since = max(self.looked, self.member.since)
        every = self.words.get("every")
        units = [every] if isinstance(every, str) else dict.fromkeys((every or {}).values())
        for unit in units:
            for start, end, name in days.periods(self.zone, unit, since, until):
                yield start, "begin", unit, end, name
                break
        for on in _list(self.words.get("on")):
            for start, case, day in self._dates(on, since, until):
                yield start, "dated", case, day

    def _begin(self, at: int, unit: str, end: int, name: str) -> None:
        every = self.words["every"]
        mine = every if isinstance(every, str) else every.get(self._tier())
        if mine == unit and self._has():
            self._open(Fate(name, at, end, end - 1, -NEVER, (None,) * 3, name, self._needed(), by_period=True))

    def _dated(self, at: int, case: str, day: date) -> None:
        if self._has() and not any(fate.is_owed and fate.case == case for fate in self.fates):
            for fate in self.fates:
                if fate.outcome != "open":
                    self._let_go(fate, at)
            self._counted(case, at, days.midnight(self.zone, day), {})

    def _dates(self, on: str, since: int, until: int) -> Iterator[tuple[int, str, date]]:
        """Yield (when it opens, case, day) of the dates ahead, looked for day by day."""
        if on not in {"birthday", "may-day", "fridays"}:
            return
        back = self.words.get("earliest") if "before" in self.words else None
        day = days.day_of(self.zone, since) - days.DAY
        last = days.day_of(self.zone, until) + 62 * days.DAY
        while day <= last:
            if self._is_date(on, day):
                start = days.midnight(self.zone, day)
                opens = start if back is None else self._back(start, back)
                if opens > since:
                    yield opens, f"{day.year}" if on == "birthday" else day.isoformat(), day
                    return
            day += days.DAY

    def _is_date(self, on: str, day: date) -> bool:
        if on == "may-day":
            return (day.month, day.day) == (5, 1)
        if on == "fridays":
            return day.weekday() == 4
        born = self.member.birthday
        if born is None or day.year < born.year:
            return False
        leap = (born.month, born.day) == (2, 29) and (day.year % 4 or (day.year % 100 == 0 and day.year % 400))
        return (day.month, day.day) == ((2, 28) if leap else (born.month, born.day))

    # --- events -----------------------------------------------------------------------------------------------------

    def _happened(self, event: Mapping[str, Any], at: int) -> None:
        kind = event["kind"]
        self._membership(event, at)
        mine = [fate for fate in self.fates if "match" not in self.words or self._names(event, fate)]
        if kind in _list(self.words.get("waived_by")):
            self._choose(mine, lambda fate: self._let_go(fate, at))
        if kind in _list(self.words.get("moved_by")) and (anchor := self._anchor(event)) is not None:
            still = [fate for fate in mine if fate.outcome == "open" and fate.is_owed]
            self._choose(still, lambda fate: self._move(fate, anchor, at))
        if kind in _list(self.words["kept_by"]) and self._good(event):
            self._act(mine, event, at)
        if kind in _list(self.words.get("on")):
            self._opens_event(event, at)

    def _membership(self, event: Mapping[str, Any], at: int) -> None:
        """Core events: those that release the house, and those after which periods are looked for anew."""
        kind = event["kind"]
        all_of_it = kind == "cancel" or (kind == "pause" and self.pause == "waive")
        waived = kind == "waive" and event.get("promise") in {None, self.words["id"]}
        for fate in self.fates if all_of_it or waived else ():
            if all_of_it or fate.case == event["of"]:
                self._let_go(fate, at)
        if kind in {"enrol", "update", "resume", "rejoin"}:
            self.looked = at

    def _let_go(self, fate: Fate, at: int) -> None:
        if not fate.is_owed:
            return
        if fate.outcome == "open":
            fate.outcome, fate.ended = "waived", at
        else:
            fate.dropped = at

    def _choose(self, fates: Sequence[Fate], then: Any) -> None:
        """Do something to the oldest open obligation, or else to the oldest that is late."""
        owed = [fate for fate in fates if fate.is_owed]
        ordered = [fate for fate in owed if fate.outcome == "open"] or owed
        if ordered:
            then(ordered[0])

    def _names(self, event: Mapping[str, Any], fate: Fate) -> bool:
        return event.get(self.words["match"]) == fate.key

    def _good(self, event: Mapping[str, Any]) -> bool:
        return "kept_when" not in self.words or bool(event.get("good", True))

    def _act(self, fates: Sequence[Fate], event: Mapping[str, Any], at: int) -> None:
        fits = [fate for fate in fates if fate.is_owed and self._next(fate, event)]
        if "every" in self.words:
            for fate in fits:
                self._perform(fate, event, at)
        else:
            self._choose(fits, lambda fate: self._perform(fate, event, at))

    def _next(self, fate: Fate, event: Mapping[str, Any]) -> bool:
        if "steps" not in self.words:
            return True
        wanted = fate.left[:1] if self.words.get("in_order", True) else fate.left
        return event.get("role") in wanted

    def _perform(self, fate: Fate, event: Mapping[str, Any], at: int) -> None:
        if "steps" in self.words:
            fate.left.remove(event["role"])
            fate.steps.append(str(event["role"]))
        else:
            fate.left.pop()
        early = fate.outcome == "open" and at < fate.earliest
        if early:
            self._break(at, fate, early=True)
        if not fate.left and fate.outcome == "open":
            fate.outcome, fate.ended = "kept", at
        elif not fate.left:
            fate.performed = at

    def _move(self, fate: Fate, anchor: int, at: int) -> None:
        fate.due, fate.last, fate.earliest = self._limits(anchor, fate.lengths)
        self._moved_at(fate, at)

    def _moved_at(self, fate: Fate, at: int) -> None:
        """What is over by now is over at once, not before."""
        floor = fate.opened
        fate.opened = at
        while ahead := sorted([each for each in self._ends() if each[4] is fate and each[0] <= at], key=_place):
            self._do(ahead[0])
        fate.opened = floor

    def _opens_event(self, event: Mapping[str, Any], at: int) -> None:
        if "where" in self.words and event.get("severity", "ordinary") != "major":
            return
        anchor = self._anchor(event)
        if anchor is not None and self._has():
            own = event.get(self.words["match"]) if "match" in self.words else None
            self._counted(str(event["id"]), at, anchor, event, key=str(event["id"] if own is None else own))

    def _anchor(self, event: Mapping[str, Any]) -> int | None:
        field = self.words.get("counted_from")
        if field is None:
            return at_of(event)
        value = event.get(field)
        if value is None:
            return None
        if field == "visit":
            return days.midnight(self.zone, date.fromisoformat(str(value)))
        return days.micros(datetime.fromisoformat(str(value)))

    # --- who, and until when ----------------------------------------------------------------------------------------

    def _counted(self, case: str, at: int, anchor: int, event: Mapping[str, Any], key: str = "") -> None:
        lengths = tuple(self._length(self.words.get(word), event) for word in ("due", "before", "earliest"))
        asked = [word for word in ("due", "before", "earliest") if word in self.words]
        if any(lengths[("due", "before", "earliest").index(word)] is None for word in asked):
            return
        due, last, earliest = self._limits(anchor, lengths)
        self._open(Fate(case, at, due, last, earliest, lengths, key or case, self._needed()))

    def _open(self, fate: Fate) -> None:
        self.fates.append(fate)

    def _needed(self) -> list[Any]:
        return list(self.words.get("steps", [None] * self.words.get("times", 1)))

    def _length(self, value: Any, event: Mapping[str, Any]) -> str | None:
        if value is None or isinstance(value, str):
            return value
        by = value.get("by", "tier")
        word = {"tier": self._tier(), "kind": self.member.kind}.get(by, event.get(by, "ordinary"))
        found = value.get(word)
        return None if found is None else str(found)

    def _limits(self, anchor: int, lengths: tuple[Any, Any, Any]) -> tuple[int | None, int, int]:
        due, before, earliest = lengths
        count = self._on if before is None else self._back
        first = -NEVER if earliest is None else count(anchor, earliest)
        length = due if before is None else before
        if length is None:
            return None, NEVER, first
        limit = count(anchor, length)
        half_open = "working day" in length or self.words.get("strict", False)
        return limit, limit - half_open, first

    def _on(self, moment: int, length: str) -> int:
        if "working" not in length:
            return days.moved(self.zone, moment, LENGTHS[length])
        number, unit = int(length.split(maxsplit=1)[0]), length.split()[2]
        if unit.startswith("day"):
            return days.working_days_after(self.zone, moment, number)
        return days.open_time_after(self.zone, moment, number * days.MINUTE * (60 if unit.startswith("hour") else 1))

    def _back(self, moment: int, length: str) -> int:
        if "working" not in length:
            return days.moved(self.zone, moment, LENGTHS[length], -1)
        number, unit = int(length.split(maxsplit=1)[0]), length.split()[2]
        if unit.startswith("day"):
            return days.working_days_before(self.zone, moment, number)
        return days.open_time_before(self.zone, moment, number * days.MINUTE * (60 if unit.startswith("hour") else 1))

    def _tier(self) -> str:
        return "gold" if self.member.gold else "none"

    def _has(self) -> bool:
        who = self.words.get("tiers", "all")
        if self.member.status != "active" or (who != "all" and self._tier() not in _list(who)):
            return False
        if "kinds" in self.words and self.member.kind not in _list(self.words["kinds"]):
            return False
        return "when" not in self.words or self.member.spend >= 50


def _list(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _place(due: tuple[Any, ...]) -> tuple[int, int, int]:
    """Return where something stands in the order of what happens."""
    return due[0], due[1], due[2]
