"""One fold of a member, stopped where a period begins and where somebody joins."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from loyalty.engine import copying
from loyalty.engine.asking import Asking
from loyalty.engine.machine import Machine
from loyalty.members.account import ACTIVE, PAUSED, Account
from loyalty.members.event import Event

JOINING = frozenset({"enrol", "rejoin"})
Enter = Callable[[int, Asking], Any]
"""What is kept of a member as he enters a period, given the beginning of the period."""


def is_member(account: Account) -> bool:
    """Say whether somebody is a member: whose membership is paused is one."""
    return account.status in (ACTIVE, PAUSED)


class Walk:
    """One fold, stopped where a period begins and where somebody joins."""

    def __init__(
        self, machine: Machine, starts: Sequence[int], enter: Enter | None, account: Account, events: Sequence[Event]
    ) -> None:
        """Take the beginnings of the periods in order, what is kept of who enters one, and what is folded."""
        self.machine = machine
        self.starts = starts
        self.enter = enter
        self.account = account
        self.events = events
        self.notes: list[tuple[Any, ...]] = []
        self.at_start: dict[int, bool] = {}
        self.entered: dict[int, Any] = {}
        self.place = 0

    def all(self) -> None:
        """Fold everything."""
        running: list[int] = []
        for start in self.starts:
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
        if self.enter is not None:
            account = copying.copy(self.account)
            self.machine.advance(account, at, None)
            self.entered[start] = self.enter(start, Asking(self.machine, account, at))

    def _fold(self, stop: int) -> None:
        if stop > self.place:
            self.machine.fold(self.account, self.events[self.place : stop], self.notes)
            self.place = stop
