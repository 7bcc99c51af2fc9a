"""What is owed to members at an instant, in due order (semantics 1)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from operator import itemgetter

from loyalty.engine.machine import Machine
from loyalty.engine.promise_wording import Texts
from loyalty.engine.telling import where
from loyalty.members.account import NEVER, Account
from loyalty.promises import Obligation
from loyalty.promises.owed import (
    CASE,
    DONE,
    DUE,
    EARLIEST,
    ENDED,
    HANDED,
    LAST,
    LEFT,
    OPENED,
    PLACE,
    PROBLEM,
    VERSION,
    Owed,
)
from loyalty.promises.term import Term

Key = tuple[bool, bool, int, int, str, str, str]


class Owing:
    """Shows the obligations of accounts of one machine."""

    def __init__(self, machine: Machine) -> None:
        """Remember where each promise stands, and what instants are called."""
        promising = machine.promising
        self._terms = [each.terms for each in promising.versions] if promising else []
        versions = machine.layout.versions
        self._places = [[where(version, each.path) for each in version.promises] for version in versions]
        self._locals: dict[int, datetime | None] = {}

    def of(self, account: Account) -> Iterator[tuple[Key, Account, Owed]]:
        """Yield what an account owes, with what puts it in due order."""
        for owed in account.promises:
            late = owed[ENDED] < NEVER
            term = self._terms[owed[VERSION]][owed[PLACE]]
            yield (
                (not owed[PROBLEM], not late, owed[DUE], owed[OPENED], account.member, term.id, owed[CASE]),
                account,
                owed,
            )

    def listed(self, accounts: Iterable[Account], role: str | None = None) -> tuple[Obligation, ...]:
        """Return what accounts owe, in due order: what has no known limit first, then what is late, then the rest."""
        found = [each for account in accounts for each in self.of(account)]
        found.sort(key=itemgetter(0))
        return tuple(self._shown(account.member, owed) for _key, account, owed in found if self._owes(role, owed))

    def _owes(self, role: str | None, owed: Owed) -> bool:
        """Say whether a role owes it: as its owner, or because it was handed over."""
        if role is None:
            return True
        promise = self._terms[owed[VERSION]][owed[PLACE]].promise
        return role == promise.owner or any(promise.escalations[place].to == role for place in owed[HANDED])

    def _shown(self, member: str, owed: Owed) -> Obligation:
        term = self._terms[owed[VERSION]][owed[PLACE]]
        promise = term.promise
        return Obligation(
            promise=promise.id,
            member=member,
            case=owed[CASE],
            state="late" if owed[ENDED] < NEVER else "open",
            opened_at=term.zone.local(owed[OPENED]),
            due_at=self._local(term, owed[DUE]),
            inclusive=owed[LAST] == owed[DUE],
            earliest_at=self._local(term, owed[EARLIEST]),
            owner=promise.owner,
            escalated_to=tuple([promise.escalations[place].to for place in owed[HANDED]]),
            left=_left(term, owed),
            times=owed[LEFT],
            strength=promise.strength,
            severity=promise.severity,
            problem=owed[PROBLEM],
            texts=Texts(term, owed),
            where=self._places[owed[VERSION]][owed[PLACE]],
        )

    def _local(self, term: Term, instant: int) -> datetime | None:
        """Return an instant as people read it; many obligations share theirs."""
        found = self._locals.get(instant)
        if found is None and abs(instant) < NEVER:
            found = self._locals[instant] = term.zone.local(instant)
        return found


def _left(term: Term, owed: Owed) -> tuple[str, ...]:
    steps = term.promise.keeping.steps
    if steps is None:
        return ()
    return tuple(name for place, name in enumerate(steps.names) if place not in owed[DONE])
