"""What is owed to members at an instant, in due order (semantics 1)."""

from collections.abc import Iterable, Iterator
from typing import Any

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

KNOWN_MAX = 50_000
"""The most instants whose names are remembered."""
LATE, OPEN = 2 * NEVER, 4 * NEVER
"""What is added to a limit, so that what is not known stands before what is late, and that before the rest."""
Row = tuple[int, int, str, str, str, int, Owed]
"""Where something stands in due order: limit, opening, member, promise, case; its number, and what is owed."""


class Owing:
    """Shows the obligations of accounts of one machine."""

    def __init__(self, machine: Machine) -> None:
        """Remember where each promise stands, and what instants are called."""
        promising = machine.promising
        self._terms = [each.terms for each in promising.versions] if promising else []
        versions = machine.layout.versions
        self._places = [[where(version, each.path) for each in version.promises] for version in versions]
        self._locals: list[dict[int, Any]] = [{NEVER: None, -NEVER: None} for _ in versions]

    def listed(self, accounts: Iterable[Account], role: str | None = None) -> tuple[Obligation, ...]:
        """Return what accounts owe, in due order: what has no known limit first, then what is late, then the rest."""
        rows: list[Row] = []
        for account in accounts:
            if account.promises:
                rows += self._rows(account, len(rows), role)
        rows.sort()
        return tuple([self._shown(row[2], row[6]) for row in rows])

    def _rows(self, account: Account, number: int, role: str | None) -> Iterator[Row]:
        member, terms = account.member, self._terms
        for place, owed in enumerate(account.promises, start=number):
            term = terms[owed[VERSION]][owed[PLACE]]
            if role is None or _owes(term, role, owed):
                order = owed[DUE] + (0 if owed[PROBLEM] else LATE if owed[ENDED] < NEVER else OPEN)
                yield order, owed[OPENED], member, term.promise.id, owed[CASE], place, owed

    def _shown(self, member: str, owed: Owed) -> Obligation:
        term = self._terms[owed[VERSION]][owed[PLACE]]
        promise, known, handed = term.promise, self._locals[owed[VERSION]], owed[HANDED]
        opened, due, earliest = owed[OPENED], owed[DUE], owed[EARLIEST]
        for instant in (opened, due, earliest):
            if instant not in known:
                self._learn(term, instant)
        return Obligation(
            promise=promise.id,
            member=member,
            case=owed[CASE],
            state="late" if owed[ENDED] < NEVER else "open",
            opened_at=known[opened],
            due_at=known[due],
            inclusive=owed[LAST] == due,
            earliest_at=known[earliest],
            owner=promise.owner,
            escalated_to=tuple([promise.escalations[place].to for place in handed]) if handed else (),
            left=_left(term, owed) if promise.keeping.steps is not None else (),
            times=owed[LEFT],
            strength=promise.strength,
            severity=promise.severity,
            problem=owed[PROBLEM],
            texts=Texts(term, owed),
            where=self._places[owed[VERSION]][owed[PLACE]],
        )

    def _learn(self, term: Term, instant: int) -> None:
        """Remember what an instant is called; many obligations share theirs."""
        known = self._locals[term.version]
        if len(known) >= KNOWN_MAX:
            known.clear()
            known[NEVER] = known[-NEVER] = None
        known[instant] = term.zone.local(instant)


def _owes(term: Term, role: str, owed: Owed) -> bool:
    """Say whether a role owes something: as its owner, or because it was handed over."""
    promise = term.promise
    return role == promise.owner or any(promise.escalations[place].to == role for place in owed[HANDED])


def _left(term: Term, owed: Owed) -> tuple[str, ...]:
    steps = term.promise.keeping.steps
    if steps is None:
        return ()
    return tuple(name for place, name in enumerate(steps.names) if place not in owed[DONE])
