"""A member's state at an instant: a value that can be asked, saved and folded on."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from operator import itemgetter
from threading import RLock
from typing import Any

import attrs

from loyalty.engine import copying, sealing
from loyalty.engine.access import Access, Audit
from loyalty.engine.asking import Asking
from loyalty.engine.damage import answered, guarded
from loyalty.engine.machine import Machine
from loyalty.engine.privacy import personal_metric
from loyalty.engine.values import decimal, public
from loyalty.engine.viewing import GONE, WITHHELD, Viewing
from loyalty.lang.types import Type
from loyalty.members.account import (
    DUE,
    EARNED,
    EXPIRES,
    LEFT,
    NEVER,
    POLICY,
    SOURCE,
    STATUS,
    W_EARNED,
    W_POINTS,
    W_POLICY,
    W_SOURCE,
    WAIT,
    Account,
)
from loyalty.members.field import Field
from loyalty.members.writer import MASK
from loyalty.points.debt import held
from loyalty.points.stock import all_lots
from loyalty.program import Version

SCALE = 10**9
_LOCK = RLock()
"""A state hands its account out once; who asks at the same time waits."""


@attrs.frozen
class Points:
    """A member's points: ``issued = available + pending + held - debt + spent + lapsed + reversed`` (semantics 18)."""

    available: int
    pending: int
    held: int
    debt: int
    issued: int
    spent: int
    lapsed: int
    reversed: int


@attrs.frozen
class Lot:
    """Points of one event that end together; `spendable_at` and `expires_at` are None for never.

    Lots that no refund can name any more and that end together are one: without `source`, `earned_at` and
    `spendable_at`. They have been spendable for longer than that.
    """

    points: int
    source: str
    earned_at: datetime | None
    spendable_at: datetime | None
    expires_at: datetime | None


def read(machine: Machine, text: str) -> "State":
    """Return the state that `State.to_json` wrote.

    Raises:
        StateMismatch: it is not a state of the machine's program.
    """
    account, at, plain = sealing.loads(machine, text)
    return State(machine, account, at, text=plain)


class State:
    """What is true of a member at an instant (semantics 1). Get one from `Program.fold`; it never changes.

    Times are datetimes in the program's zone, money is a `Decimal` in major units, points are integers.
    """

    def __init__(
        self, machine: Machine, account: Account | None, at: int, *, text: str | None = None, restored: bool = False
    ) -> None:
        """Hold an account that nobody else changes, or its text; see `Program.fold` and `Program.state`.

        It is `restored` when it comes from a text, at once or by events that were applied to such a state.
        """
        self._machine = machine
        self._held = account
        self._asked = at
        self._text = text
        self._restored = restored or text is not None

    @property
    def _account(self) -> Account:
        """The account as of the last event; read again from its text when it was given away."""
        account = self._held
        if account is None:
            with _LOCK:
                account = self._held
                if account is None:
                    account, _at, _text = sealing.loads(self._machine, self._text or "")
                    self._held = account
        return account

    def _give(self) -> Account:
        """Return an account that the caller may change."""
        with _LOCK:
            account = self._account
            if self._text is None:
                return copying.copy(account)
            self._held = None
            return account

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle what is saved, with the program's versions."""
        return read, (self._machine, self.to_json())

    def __copy__(self) -> "State":
        """Return the state itself: it never changes."""
        return self

    def __deepcopy__(self, _memo: object) -> "State":
        """Return the state itself: it never changes."""
        return self

    def __eq__(self, other: object) -> bool:
        """Two states are equal when they say the same at the same instant, and go on the same."""
        return isinstance(other, State) and self._meaning == other._meaning

    def __hash__(self) -> int:
        """Equal states have equal hashes."""
        return hash((self.member, self._asked, self._now.available, self._now.issued))

    def __repr__(self) -> str:
        """Show who, when and where, and no personal data."""
        return f"<State of {self.member} at {self.at.isoformat()}: {self.status}, {self.tiers}>"

    @guarded
    def to_json(self) -> str:
        """Return the state as JSON text, from which `Program.state` makes it again."""
        with _LOCK:
            if self._text is None:
                account = self._account
                self._text = sealing.dumps(self._machine, account, self._asked)
                self._held = None
            return self._text

    @cached_property
    @guarded
    def _now(self) -> Account:
        """The account with time passed up to the instant asked for."""
        with _LOCK:
            account = copying.copy(self._account)
        if self._asked >= account.due:
            self._machine.advance(account, self._asked, None)
        return account

    @cached_property
    @guarded
    def _meaning(self) -> tuple[object, ...]:
        account = copying.copy(self._now)
        return self._asked, sealing.meaning(self._machine, account, self._asked)

    @cached_property
    def _version(self) -> Version:
        return self._machine.plan_at(self._asked).version

    @property
    def member(self) -> str:
        """The member's id."""
        return self._account.member

    @property
    @guarded
    def at(self) -> datetime:
        """The instant this is the state at."""
        return self._local(self._asked)

    @property
    @guarded
    def status(self) -> str:
        """``none``, ``active``, ``paused`` or ``cancelled``."""
        return STATUS[self._now.status]

    @property
    @guarded
    def joined(self) -> datetime | None:
        """When the member enrolled."""
        return self._end(self._now.joined)

    @property
    def tier(self) -> str:
        """The tier on the ladder ``main``, or else on the first ladder by id; ``none`` below all."""
        tiers = self.tiers
        return tiers.get("main") or (tiers[min(tiers)] if tiers else "none")

    @property
    @guarded
    def tiers(self) -> Mapping[str, str]:
        """The tier on each ladder."""
        steps = self._machine.plan_at(self._asked).steps
        return {each.id: each.name(mine.rank) for each, mine in zip(steps, self._now.standings, strict=True)}

    @property
    @guarded
    def reviews(self) -> Mapping[str, datetime | None]:
        """The next review of the standing on each ladder (the end of grace while in grace); None when there is none."""
        pairs = zip(self._machine.layout.ladders, self._now.standings, strict=True)
        return {name: self._end(min(mine.review, mine.grace)) for name, mine in pairs}

    @property
    @guarded
    def points(self) -> Points:
        """The accounts of the member's points."""
        now = self._now
        waiting = sum(wait[W_POINTS] for wait in now.pending)
        return Points(now.available, waiting, held(now), now.debt, now.issued, now.spent, now.lapsed, now.reversed)

    @property
    @guarded
    def lots(self) -> tuple[Lot, ...]:
        """The lots with points left, pending ones too, in the order in which they would be spent (semantics 16)."""
        now, found = self._now, []
        for lot in self._settled_lots():
            earned = self._local(lot[EARNED]) if lot[SOURCE] else None
            active = self._local(lot[EARNED] + lot[WAIT]) if lot[SOURCE] else None
            shown = Lot(lot[LEFT], lot[SOURCE], earned, active, self._end(lot[EXPIRES]))
            found.append(((*lot[:POLICY], lot[POLICY]), shown))
        for wait in now.pending:
            policy = self._machine.layout.policies[wait[W_POLICY]]
            ends = NEVER if wait[DUE] >= NEVER else policy.expires(wait[DUE])
            key = (policy.priority, ends, wait[W_EARNED], wait[W_SOURCE], wait[W_POLICY])
            pending = Lot(
                wait[W_POINTS], wait[W_SOURCE], self._local(wait[W_EARNED]), self._end(wait[DUE]), self._end(ends)
            )
            found.append((key, pending))
        return tuple(lot for _key, lot in sorted(found, key=itemgetter(0)))

    def _settled_lots(self) -> list[list[Any]]:
        """The spendable lots, those that no refund can name any more as they are when the state is saved."""
        lots = list(all_lots(self._now))
        before = self._asked - self._now.horizon
        return self._machine.joining.settled(self._now, lots, before) if self._now.horizon < NEVER else lots

    @property
    @guarded
    def metrics(self) -> Mapping[str, object]:
        """Every metric's value now: money and decimals as Decimal (a fraction where not exact), None for none.

        What comes from personal data is shown as a mask.
        """
        asking = Asking(self._machine, self._now, self._asked)
        values = {name: (metric, asking.metric(metric)) for name, metric in self._version.metrics.items()}
        zone = self._version.zone
        return {
            name: MASK
            if value is not None and personal_metric(self._version, metric)
            else public(value, metric.type, zone)
            for name, (metric, value) in values.items()
        }

    @property
    def fields(self) -> Mapping[str, object]:
        """The member's fields, without personal data, which is shown as a mask; see `view`."""
        return self.view(None)

    @property
    def kind(self) -> str | None:
        """The member kind."""
        return self._now.kind

    @property
    def number(self) -> str | None:
        """The member number, once it is issued."""
        return self._now.number

    @property
    @guarded
    def consents(self) -> tuple[str, ...]:
        """The purposes that the member has consented to."""
        return tuple(name for name in self._now.consents if name in self._version.purposes)

    def view(self, role: str | None, *, purpose: str | None = None, audit: Audit | None = None) -> Mapping[str, object]:
        """Return the member's fields as a role may see them.

        Personal data are shown if the field's `seen_by` lists the role and, where the field has `purposes`, one of
        them is asked for to which the member has consented; otherwise they are a mask. What is kept no longer is None.

        Args:
            role: who asks; whether somebody has the role is for the host to know.
            purpose: what for.
            audit: gets one `Access` that says what was shown, before the answer; if it raises, there is no answer.

        Raises:
            LoyaltyError: the program declares roles and has no such role, or it has no such purpose.
        """
        answer, access = answered(self, lambda: self._viewed(role, purpose))
        if audit is not None:
            audit(access)
        return answer

    def _viewed(self, role: str | None, purpose: str | None) -> tuple[Mapping[str, object], Access]:
        viewing = Viewing(self._version, self._machine.layout, role, purpose)
        verdicts = viewing.verdicts(self._now, self._asked)
        return (
            {field.name: self._shown(field, verdicts[field.name]) for field in self._version.fields},
            viewing.access(self.member, self.at, verdicts),
        )

    def _shown(self, field: Field, verdict: str) -> object:
        if verdict == GONE:
            return None
        value = self._now.fields[self._machine.layout.fields.index(field.name)]
        return MASK if verdict == WITHHELD else self._field(field.type, value)

    def _field(self, kind: str, value: Any) -> object:
        if kind in ("decimal", "percent") and value is not None:
            return decimal(Fraction(value, SCALE), 0)
        known = Type(kind, digits=self._version.currency.exponent) if kind != "text" else None  # type: ignore[arg-type]
        return public(value, known, self._version.zone)

    def _local(self, instant: int) -> datetime:
        return self._version.zone.local(instant)

    def _end(self, instant: int) -> datetime | None:
        return None if abs(instant) >= NEVER else self._local(instant)
