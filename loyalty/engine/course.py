"""The course of one membership through a period: who was a member when, what counted, and how it stood at the end."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import attrs

from loyalty.engine import copying
from loyalty.engine.asking import Asking
from loyalty.engine.promise_outcomes import Ended, Note, outcomes
from loyalty.engine.replaying import Replayer
from loyalty.engine.uniting import of_one, united
from loyalty.engine.verdicts import verdicts
from loyalty.engine.walk import Enter, Walk, is_member
from loyalty.errors import Rejection
from loyalty.members.account import Account
from loyalty.members.event import Event
from loyalty.members.history import History


@attrs.frozen
class Course:
    """One member in the periods that end together, each known by the instant at which it begins.

    Attributes:
        member: the member's id.
        at_start: whether the member was one when each period began; only periods in which he ever was one are listed.
        entered: what was kept of him when each period began, or when he joined in it.
        asking: the account at the last instant.
        events: the accepted events up to that instant, from the first beginning on.
        ended: how obligations were opened and ended, if that is asked for.
        refunds: refunds that were carried out: the event, its purchase, and whether nothing is left of it.
        rejections: what was refused.
    """

    member: str
    at_start: Mapping[int, bool]
    entered: Mapping[int, Any]
    asking: Asking
    events: Sequence[Event]
    refunds: Sequence[tuple[Event, str, bool]]
    ended: Sequence[Ended]
    rejections: tuple[Rejection, ...]

    @property
    def at_end(self) -> bool:
        """Whether he is a member at the last instant."""
        return is_member(self.asking.account)


@attrs.frozen
class Stretch:
    """Periods that begin at `starts` and end together at `until`, the last instant that counts, as known at `at`.

    `owing` says that obligations are asked for.
    """

    starts: Sequence[int]
    until: int
    at: int
    owing: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the periods have ended, and not only the time until now."""
        return self.until < self.at


class Courses:
    """Follows members through periods."""

    def __init__(self, replayer: Replayer, stretch: Stretch, enter: Enter | None) -> None:
        """Take the periods, and what is kept of a member who enters one; None when nothing is."""
        self.replayer = replayer
        self.machine = replayer.machine
        self.stretch = stretch
        self.starts = sorted(set(stretch.starts))
        self.until = stretch.until
        self.enter = enter

    def follow(self, name: str, given: Sequence[Event]) -> Course:
        """Return the course of the member whose events these are."""
        history = History.plainly(given, self.stretch.at)
        known = given
        if history is None:
            _member, known = of_one(given, self.stretch.at)
            history = self.replayer.history(known, self.stretch.at)
        account = self.machine.begin(name)
        events: Sequence[Event] = history.events
        if not history.plain:
            account.pinned = verdicts(self.machine, known, history)
            events = united(history.events, self.machine.takes_back)
        events = events[: bisect_left(events, self.until + 1, key=itemgetter(0))]
        walk = Walk(self.machine, self.starts, self.enter, account, events)
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
            self._ended(account, walk.notes) if self.stretch.owing else (),
            (*told, *history.rejections),
        )

    def _ended(self, account: Account, notes: Sequence[Note]) -> Sequence[Ended]:
        """Return what became of obligations; those that end with the last instant are breached in the one behind it."""
        later: list[Note] = []
        if self.stretch.is_over:
            self.machine.advance(copying.copy(account), self.until + 1, later)
        breached = [note for note in later if note[0] == "promise-breached"]
        return list(outcomes([*notes, *breached], self.machine.layout.versions))


def _refunds(notes: Sequence[tuple[Any, ...]], events: Sequence[Event]) -> list[tuple[Event, str, bool]]:
    """Return the refunds that were carried out, in their order."""
    done = [note for note in notes if note[0] == "refunded"]
    known = {event[2]: event for event in events} if done else {}
    return [(known[note[2]], str(note[3]), bool(note[4])) for note in done]
