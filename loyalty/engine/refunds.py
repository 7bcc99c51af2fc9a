"""What a refund takes back from metrics, limits and points: what was recorded for the purchase (semantics 19, 25)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs
import msgspec

from loyalty.engine.layout import Layout, ends_of
from loyalty.engine.uses import Use
from loyalty.members.account import (
    AT,
    BY_LINE,
    COUNTED,
    DONE,
    GROUPS,
    KIND,
    LINES,
    LOOSE,
    PARTS,
    RATES,
    VALUES,
    Account,
    Record,
)
from loyalty.members.records import Kept, pack_record, unpack_record
from loyalty.metrics import journal, slots
from loyalty.metrics.slots import Ends
from loyalty.points.refund import Left, Reversal, gained, left_of, reverse

if TYPE_CHECKING:
    from loyalty.engine.machine import Machine


def _places(record: Record, position: int) -> list[int]:
    return [i for i, line in enumerate(record[BY_LINE][::2]) if line == position]


@attrs.frozen(eq=False)
class Refunds:
    """The tables a refund needs: the metrics fed by each kind, and the rules of all versions."""

    machine: "Machine"
    layout: Layout
    uses: Mapping[str, Sequence[Use]]
    """The metrics that each kind feeds and that a refund takes back from."""
    counters: Sequence[Sequence[tuple[int, Ends]]]

    def asked(self, record: Record, amount: int | None, lines: Sequence[Sequence[Any]]) -> Record | None:
        """Return the record with the refund in it, or None when it asks for more than is left.

        A refund by lines takes of each line what it names (all that is left when it names nothing), otherwise it is a
        refund of `amount`, or of all that is left.
        """
        if record[DONE]:
            return None
        groups = record[GROUPS]
        left = sum(groups[1::3]) - sum(groups[2::3]) - record[LOOSE]
        after = self.opened(record) if lines else record[:]
        if lines:
            taken = self._by_lines(after, left, lines)
        else:
            taken = left if amount is None else amount
            after[LOOSE] += taken
        if taken is None or taken > left or not (taken or (amount is None and not lines and not left)):
            return None
        after[DONE] = int(taken == left)
        return after

    def _by_lines(self, after: Record, left: int, lines: Sequence[Sequence[Any]]) -> int | None:
        total = 0
        for position, amount in lines:
            if position >= len(after[LINES]):
                return None
            whole = after[LINES][position] >> self._width(after)
            rest = whole - sum(after[BY_LINE][1::2][i] for i in _places(after, position))
            part = min(rest, left - total) if amount is None else amount
            if part > min(rest, left - total):
                return None
            after[BY_LINE] += (position, part)
            after[GROUPS][self._group(after, position) + 2] += part
            total += part
        return total

    def record(self, account: Account, purchase: str) -> Record | None:
        """Return the record of a purchase, made of what was kept or saved of it if need be; None when there is none."""
        found: Any = account.purchases.get(purchase)
        if found is None or type(found) is list:
            return found
        record = account.purchases[purchase] = self.open(found)
        return record

    def open(self, found: Kept | msgspec.Raw) -> Record:
        """Return the record of a purchase from what its event's function kept, or from its text."""
        if isinstance(found, tuple):
            return self.machine.plan_at(found[0][0]).opened(found)
        return unpack_record(found, self.layout.kinds, lambda kind: len(self.layout.predicates[kind]))

    def opened(self, record: Record) -> Record:
        """Return a copy of a record whose lines may be refunded: their conditions and amounts worked out."""
        after = record[:]
        after[GROUPS], after[BY_LINE] = list(record[GROUPS]), list(record[BY_LINE])
        kept = record[LINES]
        if type(kept) is tuple and kept:
            after[LINES] = self._saved(kept)[LINES]
        return after

    def pack(self, found: Kept | Record) -> list[Any]:
        """Return what is saved of a purchase."""
        if type(found) is tuple:
            return self._saved(found)
        return pack_record(self.opened(found), self.layout.kinds)  # type: ignore[arg-type]

    def _saved(self, kept: Kept) -> list[Any]:
        return self.machine.plan_at(kept[0][0]).saved(kept)

    def _group(self, record: Record, position: int) -> int:
        """Return where the group of an order line stands; lines are counted from 0."""
        groups = record[GROUPS]
        mask = record[LINES][position] & (1 << self._width(record)) - 1
        return next(i for i in range(0, len(groups), 3) if groups[i] == mask)

    def _width(self, record: Record) -> int:
        return len(self.layout.predicates[record[KIND]])

    def carry_out(self, account: Account, source: str, after: Record, now: int, *, forgive: bool) -> Reversal:
        """Take the refund back everywhere and keep the new record instead of the opened one."""
        record: Any = account.purchases[source]
        at, conditions = record[AT], len(self.layout.predicates[record[KIND]])
        after[PARTS] = list(record[PARTS])
        old, new = left_of(record, conditions), left_of(after, conditions)
        if at >= account.cleared:
            for use in self.uses[record[KIND]]:
                if use.flag < 0 or record[COUNTED] >> use.flag & 1:
                    self._metric(account, source, use, after, old, new, now)
        target = self._target(account, record, old, new)
        account.purchases[source] = after
        reversal = reverse(account, source, after, target, forgive=forgive)
        if self.machine.points_slots and at >= account.cleared:
            self._points_metrics(account, at, reversal, now)
        return reversal

    def _points_metrics(self, account: Account, at: int, reversal: Reversal, now: int) -> None:
        points = self.machine.plan_at(at).version.points
        counted = reversal.points if points and points.count_pending else reversal.active
        for slot in self.machine.points_slots if counted else ():
            if slot.metric.refunds:
                slots.change(slot, account, at, now, -counted)

    def _metric(self, account: Account, source: str, use: Use, after: Record, old: Left, new: Left, now: int) -> None:
        slot, mode = use.slot, use.mode
        if mode == "amount":
            slots.change(slot, account, after[AT], now, new[0][use.bit] - old[0][use.bit])
        elif slot.steps is not None and after[DONE]:
            journal.withdraw(slot.steps, account.m[slot.index], source)
        elif slot.steps is not None and mode == "journal-amount":
            journal.change(slot.steps, account.m[slot.index], source, new[0][use.bit])
        elif slot.steps is None and after[DONE]:
            slots.change(slot, account, after[AT], now, -self._counted(use, after))

    def _counted(self, use: Use, record: Record) -> int:
        if use.mode == "count":
            return 1
        values = record[VALUES]
        return int(values[values[::2].index(use.place) * 2 + 1])

    def _target(self, account: Account, record: Record, old: Left, new: Left) -> dict[int, int]:
        """Return what the purchase still earns, by policy, and give limits back what it no longer takes."""
        target: dict[int, int] = {}
        rates = record[RATES]
        for start in range(0, len(rates), 3):
            number, num, room = rates[start : start + 3]
            rule = self.layout.rules[number]
            points = gained(rule, num, room, new)
            target[rule.policy] = target.get(rule.policy, 0) + points
            for place, ends in self.counters[number]:
                counter = account.limits[place]
                if counter[1] == ends(account, record[AT]):
                    counter[0] -= gained(rule, num, room, old) - points
        return target


def counters(layout: Layout) -> tuple[tuple[tuple[int, Ends], ...], ...]:
    """Return, for each rule, the limits it counts in: their places and the ends of their periods."""
    found: list[tuple[tuple[int, Ends], ...]] = []
    for recorded in layout.rules:
        version = layout.versions[recorded.version]
        rules = version.points.earn if version.points else ()
        rule = next(rule for rule in rules if rule.id == recorded.id)
        limit = [(recorded.limit, ends_of(rule.limit.per, version))] if rule.limit else []
        once = [(recorded.once, ends_of(rule.once, version))] if rule.once else []
        found.append((*limit, *once))
    return tuple(found)
