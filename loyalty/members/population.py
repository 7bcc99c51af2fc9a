"""A mixed stream of events by member, with merged members united (semantics 29)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from loyalty.errors import Rejection
from loyalty.members.core import CORRECTION, MERGE_ABSORBS
from loyalty.members.corrections import Corrections
from loyalty.members.event import Event
from loyalty.members.identity import in_order, in_total_order, unique


@attrs.frozen
class Merges:
    """Which member each absorbed member belongs to now, and the merges that were refused.

    `survivors` maps an absorbed member to the last survivor of the chain; other members are not in it. `refused` are
    the ids of the merge events that have no effect.
    """

    survivors: Mapping[str, str] = attrs.field(factory=dict)
    rejections: tuple[Rejection, ...] = ()
    refused: frozenset[str] = frozenset()


@attrs.frozen
class Population:
    """Events by member, members in the order of their ids; duplicates and corrections are left to `History`.

    The events of absorbed members are with their survivor and keep their own `member`. `rejections` are the refused
    merges and conflicts.
    """

    members: Mapping[str, tuple[Event, ...]]
    merges: Merges = Merges()
    rejections: tuple[Rejection, ...] = ()

    @classmethod
    def of(cls, events: Iterable[Event], at: int | None = None) -> "Population":
        """Group a stream as things stand at the instant `at` (after all of it when None).

        From the instant of a merge on, the absorbed member's whole history belongs to the survivor; asked for an
        earlier instant, the two are apart.
        """
        stream = list(events)
        alone = len({event[2] for event in stream}) == len(stream)
        stream, conflicts = (stream, ()) if alone else _one_member_per_id(stream)
        found = merges(stream, at)
        by_member: dict[str, list[Event]] = {}
        for event in stream:
            by_member.setdefault(event[4], []).append(event)
        for member, survivor in found.survivors.items():
            by_member.setdefault(survivor, []).extend(by_member.pop(member, ()))
        put = in_order if alone else in_total_order
        members = {name: put(by_member[name]) for name in sorted(by_member)}
        kept = {name: tuple([e for e in members[name] if e[2] not in found.refused]) for name in members}
        return cls(kept, found, (*conflicts, *found.rejections))


def groups(events: Iterable[Event], at: int | None = None) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """Each member with its events, and those of the members merged into it until `at`; see `Population`."""
    yield from Population.of(events, at).members.items()


def merges(events: Sequence[Event], at: int | None = None) -> Merges:
    """Follow the merges up to the instant `at`, in their effective order, without those that were voided.

    Refused are a member absorbing itself (``wrong-type``), one that absorbs what already belongs to it or what it
    belongs to, and one that absorbs a member already absorbed by another (``conflict``).
    """
    names = {event[2] for event in events if event[3] == "merge"}
    if not names:
        return Merges()
    ordered, _ = unique(in_order(e for e in events if e.id in names or e.phase == CORRECTION))
    kept = [event for event in ordered if at is None or event.at <= at]
    corrections = Corrections.of(kept, ordered[len(kept) :])
    parents: dict[str, str] = {}
    rejections: list[Rejection] = []
    for event in kept:
        if event.kind == "merge" and not corrections.drops(event):
            problem = _unite(parents, event)
            rejections += [problem] if problem else []
    survivors = {member: _root(parents, member) for member in sorted(parents)}
    return Merges(survivors, tuple(rejections), frozenset(rejection.event_id for rejection in rejections))


def _one_member_per_id(stream: list[Event]) -> tuple[list[Event], tuple[Rejection, ...]]:
    """The stream without events whose id belongs to an event of another member (semantics 4)."""
    owners: dict[str, set[str]] = {}
    for event in stream:
        owners.setdefault(event[2], set()).add(event[4])
    shared = {name for name, members in owners.items() if len(members) > 1}
    kept, conflicts = unique(in_order(event for event in stream if event[2] in shared))
    return [event for event in stream if event[2] not in shared] + kept, conflicts


def _unite(parents: dict[str, str], event: Event) -> Rejection | None:
    """Let the event's member absorb another, unless that makes no sense."""
    absorbed = str(event.values[MERGE_ABSORBS])
    code, message = "", ""
    if absorbed == event.member:
        code, message = "wrong-type", "a member cannot absorb itself"
    elif _root(parents, absorbed) == _root(parents, event.member):
        code, message = "conflict", "the two members are one already"
    elif absorbed in parents:
        code, message = "conflict", "the other member was absorbed before"
    if code:
        return Rejection(event.id, event.member, code, message, "absorbs")
    parents[absorbed] = _root(parents, event.member)
    return None


def _root(parents: Mapping[str, str], member: str) -> str:
    """The last survivor of the chain; it has no cycles, since `_unite` makes none."""
    while member in parents:
        member = parents[member]
    return member
