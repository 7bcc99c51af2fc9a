"""Wards, the stays in them, and the free bed for another one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs


@attrs.frozen
class Room:
    """A ward: its id, its class, and how many beds it has."""

    id: str
    kind: str
    beds: int = attrs.field(validator=attrs.validators.ge(0))


@attrs.frozen
class Request:
    """Who asks for a bed ``[start, end)``, when it was asked, and with how many companions.

    `kinds` are the classes wanted, in order of preference; none means any. `paid` is what was paid ahead, in minor
    units. The `id` names the request for ever: asked again it has the same answer.
    """

    id: str
    member: str
    start: datetime
    end: datetime
    asked_at: datetime
    kinds: tuple[str, ...] = ()
    companions: int = 0
    paid: int = 0

    def __attrs_post_init__(self) -> None:
        """Refuse times without an offset, and a stay that ends before it begins."""
        if any(moment.utcoffset() is None for moment in (self.start, self.end, self.asked_at)):
            raise ValueError("start, end and asked_at need an offset from UTC")
        if self.start >= self.end:
            raise ValueError("a stay ends after it begins")
        if self.companions < 0 or self.paid < 0:
            raise ValueError("companions and paid are not negative")


@attrs.frozen
class Stay:
    """A bed that is taken: bed number `bed`, from 1, of a room."""

    request: Request
    room: str
    bed: int
    end: datetime

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Return whether the stay takes any of ``[start, end)``."""
        return self.request.start < end and start < self.end


@attrs.frozen
class Waiting:
    """A request on the waiting list; `level` and the time of asking are its place there (lower first).

    `classes` are those it may be given, and `capacity` the most beds of all classes in `counted` that the right allows
    to be taken at once; None where it allows any number.
    """

    request: Request
    level: int
    classes: tuple[str, ...]
    counted: tuple[str, ...] = ()
    capacity: int | None = None

    @property
    def place(self) -> tuple[int, datetime, str]:
        """What the waiting list is sorted by."""
        return self.level, self.request.asked_at, self.request.id


@attrs.frozen
class Wards:
    """All rooms with their stays and the waiting list; a value, and every change gives a new one.

    Only `Desk` makes sure that two people do not decide on the same value at once.
    """

    rooms: tuple[Room, ...]
    stays: tuple[Stay, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse two rooms of one id."""
        if len({room.id for room in self.rooms}) < len(self.rooms):
            raise ValueError("two rooms have the same id")

    def free(self, classes: Sequence[str], start: datetime, end: datetime) -> tuple[Room, int] | None:
        """Return the first bed that is free all the time, by the order of classes, rooms and numbers."""
        taken = {(stay.room, stay.bed) for stay in self.stays if stay.overlaps(start, end)}
        for kind in dict.fromkeys(classes):
            for room in sorted((room for room in self.rooms if room.kind == kind), key=lambda room: room.id):
                for bed in range(1, room.beds + 1):
                    if (room.id, bed) not in taken:
                        return room, bed
        return None

    def taken(self, classes: Iterable[str], start: datetime, end: datetime) -> int:
        """Return how many beds of some classes are taken at any time of ``[start, end)``."""
        rooms = {room.id for room in self.rooms if room.kind in set(classes)}
        return len({(s.room, s.bed) for s in self.stays if s.room in rooms and s.overlaps(start, end)})

    def room_for(self, waiting: Waiting) -> tuple[Room, int] | None:
        """Return a bed for somebody on the waiting list."""
        request = waiting.request
        taken = self.taken(waiting.counted, request.start, request.end)
        if waiting.capacity is not None and taken >= waiting.capacity:
            return None
        return self.free(waiting.classes, request.start, request.end)

    def of(self, request: str) -> Stay | Waiting | None:
        """Return what became of a request that was not refused."""
        everything: Iterable[Stay | Waiting] = (*self.stays, *self.waiting)
        return next((each for each in everything if each.request.id == request), None)

    def with_stay(self, stay: Stay) -> "Wards":
        """Return the wards with one more stay, whose request waits no longer."""
        return attrs.evolve(self, stays=(*self.stays, stay), waiting=self._without(stay.request.id))

    def with_waiting(self, waiting: Waiting) -> "Wards":
        """Return the wards with one more on the waiting list, which is kept in order."""
        return attrs.evolve(self, waiting=tuple(sorted((*self.waiting, waiting), key=lambda each: each.place)))

    def without(self, request: str, at: datetime) -> "Wards":
        """Return the wards after a discharge or a cancellation: the bed is free from `at`."""
        stays = []
        for stay in self.stays:
            if stay.request.id != request:
                stays.append(stay)
            elif at > stay.request.start:
                stays.append(attrs.evolve(stay, end=min(at, stay.end)))
        return attrs.evolve(self, stays=tuple(stays), waiting=self._without(request))

    def _without(self, request: str) -> tuple[Waiting, ...]:
        return tuple(each for each in self.waiting if each.request.id != request)
