"""The course of one membership through a period: who was a member when, what counted, and how it stood at the end."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import attrs

from loyalty.engine import copying
from loyalty.engine.asking import Asking
from loyalty.engine.replaying import Replayer
from loyalty.engine.uniting import of_one, united
from loyalty.engine.verdicts import verdicts
from loyalty.errors import Rejection
from loyalty.members.account import ACTIVE, NEVER, PAUSED, Account
from loyalty.members.event import Event
from loyalty.members.history import History

JOINING = frozenset({"enrol", "rejoin"})
Enter = Callable[[int, Asking], Any]
"""What is kept of a member as he enters a period, given the beginning of the period."""


@attrs.frozen
class Course:
    """One member in the periods that end together, each known by the instant at which it begins.

    Attributes:
        member: the member's id.
        at_start: whether the member was one when each period began; only periods in which he ever was one are listed.
        entered: what was kept of him when each period began, or when he joined in it.
        asking: the account at the last instant.
        events: the accepted events up to that instant, from the first beginning on.
        refunds: refunds that were carried out: the event, its purchase, and whether nothing is left of it.
        rejections: what was refused.
    """

    member: str
    at_start: Mapping[int, bool]
    entered: Mapping[int, Any]
    asking: Asking
    events: Sequence[Event]
    refunds: Sequence[tuple[Event, str, bool]]
    rejections: tuple[Rejection, ...]

    @property
    def at_end(self) -> bool:
        """Whether he is a member at the last instant."""
        return is_member(self.asking.account)


def is_member(account: Account) -> bool:
    """Say whether somebody is a member: whose membership is paused is one."""
    return account.status in (ACTIVE, PAUSED)


class Courses:
    """Follows members through periods that begin at `starts` and end together at `until`, as known at `at`."""

    def __init__(self, replayer: Replayer, starts: Sequence[int], until: int, at: int, enter: Enter | None) -> None:
        """Take the periods, and what is kept of a member who enters one; None when nothing is."""
        self.replayer = replayer
        self.machine = replayer.machine
        self.starts = sorted(set(starts))
        self.until = until
        self.at = at
        self.enter = enter

    def follow(self, name: str, given: Sequence[Event]) -> Course:
        """Return the course of the member whose events these are."""
        history = History.plainly(given, self.at)
        known = given
        if history is None:
            _member, known = of_one(given, self.at)
            history = self.replayer.history(known, self.at)
        account = self.machine.begin(name)
        events: Sequence[Event] = history.events
        if not history.plain:
            account.pinned = verdicts(self.machine, known, history)
            events = united(history.events, self.machine.takes_back)
        events = events[: bisect_left(events, self.until + 1, key=itemgetter(0))]
        walk = _Walk(self, account, events)
        walk.all()
        account.pinned = None
        self.machine.advance(account, self.until, walk.notes)
        refused = {note[2]: note for note in walk.notes if note[0] == "rejected"}
        told = [Rejection(str(note[2]), name, str(note[3]), str(note[4])) for note in refused.values()]
        told += [each for each, _at in self.replayer.waiting(account, history, known, self.until)]
        first = bisect_left(events, self.starts[0], key=itemgetter(0)) if self.starts else 0
        return Course(
            name,
            walk.at_start,
            walk.entered,
            Asking(self.machine, account, self.until),
            [event for event in events[first:] if event[2] not in refused],
            _refunds(walk.notes, events),
            (*told, *history.rejections),
        )


def _refunds(notes: Sequence[tuple[Any, ...]], events: Sequence[Event]) -> list[tuple[Event, str, bool]]:
    """Return the refunds that were carried out, in their order."""
    done = [note for note in notes if note[0] == "refunded"]
    known = {event[2]: event for event in events} if done else {}
    return [(known[note[2]], str(note[3]), bool(note[4])) for note in done]


class _Walk:
    """One fold, stopped where a period begins and where somebody joins."""

    def __init__(self, courses: Courses, account: Account, events: Sequence[Event]) -> None:
        self.courses = courses
        self.machine = courses.machine
        self.account = account
        self.events = events
        self.notes: list[tuple[Any, ...]] = []
        self.at_start: dict[int, bool] = {}
        self.entered: dict[int, Any] = {}
        self.place = 0

    def all(self) -> None:
        """Fold everything."""
        running: list[int] = []
        for start in self.courses.starts:
            self._until(bisect_left(self.events, start, key=itemgetter(0)), running)
            if is_member(self.account):
                self._take(start, start, began=True)
            running.append(start)
        self._until(len(self.events), running)

    def _until(self, stop: int, running: Sequence[int]) -> None:
        """Fold up to a place; who joins meanwhile enters every running period in which he was no member yet."""
        for place in self._joinings(stop) if running else ():
            before = is_member(self.account)
            self._fold(place)
            before = before or is_member(self.account)
            self._fold(place + 1)
            if not before and is_member(self.account):
                new = [start for start in running if start not in self.at_start]
                self._join(place, new)
        self._fold(stop)

    def _joinings(self, stop: int) -> Iterator[int]:
        return (place for place in range(self.place, stop) if self.events[place][3] in JOINING)

    def _join(self, place: int, new: Sequence[int]) -> None:
        """Let somebody enter periods: as he stands when the instant of joining is over, if he still is a member."""
        at = self.events[place][0]
        for start in new:
            self._take(start, at, began=False)
        after = bisect_left(self.events, at + 1, key=itemgetter(0))
        if new and after > self.place:
            self._fold(after)
            for start in new if is_member(self.account) else ():
                self._take(start, at, began=False)

    def _take(self, start: int, at: int, *, began: bool) -> None:
        self.at_start[start] = began
        if self.courses.enter is not None:
            account = copying.copy(self.account)
            self.machine.advance(account, at, None)
            self.entered[start] = self.courses.enter(start, Asking(self.machine, account, at))

    def _fold(self, stop: int) -> None:
        if stop > self.place:
            self.machine.fold(self.account, self.events[self.place : stop], self.notes)
            self.place = stop


LIFETIME_START = -NEVER
"""The beginning of a lifetime: before every event."""
