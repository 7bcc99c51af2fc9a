"""Who advises whom: assignments that stay, capacities that hold, and substitutes while somebody is away."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from heapq import heapify, heappop, heappush
from threading import RLock

from loyalty_bank.advisers import Adviser, Need, by_id

STALE_MAX = 4
"""How many entries a queue may have for each adviser before it is made anew."""


class Roster:
    """The advisers and their members.

    A member keeps the adviser as long as the adviser stays and fits what the member needs. A new member goes to whoever
    has the smallest part of the capacity in use, and among equals by id, so that the order in which advisers are listed
    does not matter. Several threads may ask at once. `assignments` is all there is to save.
    """

    def __init__(self, advisers: Iterable[Adviser], assignments: Mapping[str, tuple[str, Need]] | None = None) -> None:
        """Begin with who there is, and who advises whom so far.

        Args:
            advisers: everybody; two with the same id are refused.
            assignments: the adviser and the need of each member, as `assignments` gave them.

        Raises:
            ValueError: an id is there twice, an adviser is unknown, or one has more members than the capacity.
        """
        self._advisers = by_id(advisers)
        self._members: dict[str, dict[str, Need]] = {name: {} for name in self._advisers}
        self._of: dict[str, str] = {}
        self._queues: dict[Need, list[tuple[float, str]]] = {}
        self._lock = RLock()
        for member, (adviser, need) in (assignments or {}).items():
            if adviser not in self._advisers:
                raise ValueError(f"there is no adviser `{adviser}`, who should advise `{member}`")
            self._members[adviser][member] = need
            self._of[member] = adviser
        for name, each in self._advisers.items():
            if len(self._members[name]) > each.capacity:
                raise ValueError(f"`{name}` has more members than the capacity of {each.capacity}")

    @property
    def advisers(self) -> Mapping[str, Adviser]:
        """Everybody by id."""
        return dict(self._advisers)

    @property
    def assignments(self) -> dict[str, tuple[str, Need]]:
        """The adviser and the need of each member."""
        return {member: (adviser, self._members[adviser][member]) for member, adviser in self._of.items()}

    def load(self, adviser: str) -> int:
        """Return how many members somebody has."""
        return len(self._members[adviser])

    def away(self, adviser: str, at: datetime) -> bool:
        """Return whether somebody is absent at an instant."""
        return self._advisers[adviser].away(at)

    def adviser_of(self, member: str) -> str | None:
        """Return who advises a member; None when nobody does."""
        return self._of.get(member)

    def assign(self, member: str, need: Need) -> str | None:
        """Return the member's adviser for good, a new one if there is none yet or the old one does not fit any more.

        None: nobody who fits has room; an adviser who does not fit any more is then lost.
        """
        with self._lock:
            present = self._of.get(member)
            if present is not None and self._keeps(present, member, need):
                if self._members[present][member] != need:
                    self._members[present][member] = need
                    self._requeue(present)
                return present
            if present is not None:
                self.release(member)
            chosen = self._take(need)
            if chosen is not None:
                self._members[chosen][member] = need
                self._of[member] = chosen
                self._requeue(chosen)
            return chosen

    def release(self, member: str) -> None:
        """End a member's assignment, as when the right is lost."""
        with self._lock:
            adviser = self._of.pop(member, None)
            if adviser is not None:
                del self._members[adviser][member]
                self._requeue(adviser)

    def arrive(self, adviser: Adviser) -> None:
        """Let somebody join, or change: nobody is moved.

        Raises:
            ValueError: the capacity is smaller than the members that the adviser has.
        """
        with self._lock:
            if len(self._members.get(adviser.id, ())) > adviser.capacity:
                raise ValueError(f"`{adviser.id}` has more members than the capacity of {adviser.capacity}")
            self._advisers[adviser.id] = adviser
            self._members.setdefault(adviser.id, {})
            self._queues.clear()

    def depart(self, adviser: str) -> dict[str, str | None]:
        """Let somebody leave for good; return the new adviser of each of the members. Nobody else's members move."""
        with self._lock:
            orphans = self._members.pop(adviser)
            del self._advisers[adviser]
            self._queues.clear()
            for member in orphans:
                del self._of[member]
            return {member: self.assign(member, orphans[member]) for member in sorted(orphans)}

    def substitutes(self, at: datetime) -> dict[str, str | None]:
        """Return who stands in for absent advisers, by member; None where nobody who fits has room.

        A substitute's own members and those stood in for are together never above the capacity.
        """
        with self._lock:
            present = {name: each for name, each in self._advisers.items() if not each.away(at)}
            loads = {name: self.load(name) for name in present}
            found: dict[str, str | None] = {}
            for member, need in sorted(self._orphans(at)):
                fitting = [n for n, each in present.items() if loads[n] < each.capacity and each.fits(need)]
                best = min(fitting, key=lambda name: (loads[name] / present[name].capacity, name), default=None)
                if best is not None:
                    loads[best] += 1
                found[member] = best
            return found

    def _orphans(self, at: datetime) -> Iterator[tuple[str, Need]]:
        for name, adviser in self._advisers.items():
            if adviser.away(at):
                yield from self._members[name].items()

    def _keeps(self, adviser: str, member: str, need: Need) -> bool:
        held = self._members[adviser][member]
        if held == need:
            return True
        return self._advisers[adviser].fits(need) and (held.benefit == need.benefit or self._within(adviser, need))

    def _within(self, adviser: str, need: Need) -> bool:
        """Say whether the right's own limit lets somebody have one more member of it."""
        if need.limit is None:
            return True
        return sum(1 for each in self._members[adviser].values() if each.benefit == need.benefit) < need.limit

    def _take(self, need: Need) -> str | None:
        """Return the least busy adviser who fits, and forget in the queue who is full."""
        queue = self._queues.get(need)
        if queue is None:
            queue = [(self._part(name), name) for name, each in self._advisers.items() if each.fits(need)]
            heapify(queue)
            self._queues[need] = queue
        while queue:
            part, name = queue[0]
            now = self._part(name)
            if part != now or now >= 1 or not self._within(name, need):
                heappop(queue)
            else:
                return name
        return None

    def _requeue(self, adviser: str) -> None:
        """Put somebody whose load has changed into every queue that asks for such a person."""
        for need in list(self._queues):
            queue = self._queues[need]
            if len(queue) > STALE_MAX * len(self._advisers):
                del self._queues[need]
            elif self._advisers[adviser].fits(need):
                heappush(queue, (self._part(adviser), adviser))

    def _part(self, adviser: str) -> float:
        capacity = self._advisers[adviser].capacity
        return len(self._members[adviser]) / capacity if capacity else 1.0
