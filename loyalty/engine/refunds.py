"""What a refund takes back from metrics, limits and points: what was recorded for the purchase (semantics 19, 25)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from loyalty.engine.layout import Layout, ends_of
from loyalty.engine.uses import Use
from loyalty.members.account import (
    AT,
    BITS,
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
from loyalty.members.event import Event
from loyalty.members.records import pack_record, record_text, unpack_record
from loyalty.metrics import journal, slots
from loyalty.metrics.slots import Ends
from loyalty.points.refund import Reversal, eligible, gained, nets, reverse

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
    places: Mapping[str, int]
    """For each kind the place of its lines' amount, from 1; 0 where lines have none, or versions differ in it."""
    numbers: Mapping[str, int]
    counters: Sequence[Sequence[tuple[int, Ends]]]

    def asked(self, record: Record, amount: int | None, lines: Sequence[Sequence[Any]]) -> Record | None:
        """Return the record with the refund in it, or None when it asks for more than is left.

        A refund by lines takes of each line what it names (all that is left when it names nothing), otherwise it is a
        refund of `amount`, or of all that is left.
        """
        after = self.opened(record)
        left = sum(nets(after))
        if lines:
            taken = self._by_lines(after, left, lines)
        else:
            taken = left if amount is None else amount
            after[LOOSE] += taken
        whole = amount is None and not lines
        if taken is None or taken > left or record[DONE] or (not taken and (left or not whole)):
            return None
        after[DONE] = int(taken == left)
        return after

    def _by_lines(self, after: Record, left: int, lines: Sequence[Sequence[Any]]) -> int | None:
        total = 0
        for position, amount in lines:
            if position >= len(after[LINES]):
                return None
            rest = after[LINES][position] - sum(after[BY_LINE][1::2][i] for i in _places(after, position))
            part = min(rest, left - total) if amount is None else amount
            if part > min(rest, left - total):
                return None
            after[BY_LINE] += (position, part)
            after[GROUPS][self._group(after, position) + 2] += part
            total += part
        return total

    def record(self, account: Account, purchase: str) -> Record | None:
        """Return the record of a purchase, taken apart if it was packed; None when there is none."""
        record = account.purchases.get(purchase)
        if isinstance(record, str):
            record = unpack_record(record, self.layout.kinds, lambda kind: len(self.layout.predicates[kind]))
            account.purchases[purchase] = record
        elif isinstance(record, tuple):
            record = account.purchases[purchase] = self.opened(self.first(record))
        elif record is not None and type(record[LINES]) is Event:
            record = account.purchases[purchase] = self.opened(record)
        return record

    def first(self, kept: tuple[Any, ...]) -> Record:
        """Return the record of a purchase from what its event's function kept."""
        return self.machine.plan_at(kept[0].at).opened(kept)

    def opened(self, record: Record) -> Record:
        """Return a copy of a record that may be changed: the conditions and amounts of its lines worked out."""
        after = [*record]
        after[PARTS], after[BY_LINE], after[GROUPS] = list(record[PARTS]), list(record[BY_LINE]), list(record[GROUPS])
        if type(record[LINES]) is Event:
            event, plan = record[LINES], self.machine.plan_at(record[AT])
            after[LINES] = plan.line_amounts(event)
            if record[BITS] < 0:
                after[BITS] = plan.bits(event)
                after[GROUPS] = self._in_order(after[GROUPS], after[BITS], record[KIND])
        return after

    def packed(self, record: Record | tuple[Any, ...]) -> str:
        """Return a record as text; one just made is written straight from its event."""
        record = self.first(record) if isinstance(record, tuple) else record
        event = record[LINES]
        place = self.places[record[KIND]]
        if not place or type(event) is not Event or record[VALUES]:
            return pack_record(self.opened(record), self.layout.kinds)
        bits = record[BITS]
        if bits < 0:
            bits = self.machine.plan_at(record[AT]).bits(event)
        amounts = ",".join([str(line[place - 1]) for line in event.lines])
        return record_text(record, amounts, bits, self.numbers[record[KIND]])

    def _in_order(self, groups: list[int], bits: int, kind: str) -> list[int]:
        """Return groups in the order of their first lines, without those that have none."""
        width = len(self.layout.predicates.get(kind, ()))
        by_mask = {groups[i]: groups[i : i + 3] for i in range(0, len(groups), 3)}
        ordered: list[int] = []
        while bits > 1:
            found = by_mask.pop(bits & (1 << width) - 1, None)
            ordered += found or []
            bits >>= width
        return ordered

    def _group(self, record: Record, position: int) -> int:
        """Return where the group of an order line stands; lines are counted from 0."""
        groups, bits = record[GROUPS], record[BITS]
        width = len(self.layout.predicates.get(record[KIND], ()))
        mask = bits >> position * width & (1 << width) - 1
        return next(i for i in range(0, len(groups), 3) if groups[i] == mask)

    def carry_out(self, account: Account, source: str, after: Record, now: int, *, forgive: bool) -> Reversal:
        """Take the refund back everywhere and keep the new record."""
        record = self.record(account, source) or []
        old, new = nets(record), nets(after)
        if record[AT] >= account.cleared:
            for use in self.uses[record[KIND]]:
                self._metric(account, source, use, (record, after), (old, new), now)
        target = self._target(account, record, old, new)
        account.purchases[source] = after
        reversal = reverse(account, source, after, target, forgive=forgive)
        points = self.machine.plan_at(record[AT]).version.points
        counted = reversal.points if points and points.count_pending else reversal.active
        if counted and record[AT] >= account.cleared:
            for slot in self.machine.points_slots:
                if slot.metric.refunds:
                    slots.change(slot, account, record[AT], now, -counted)
        return reversal

    def _metric(
        self,
        account: Account,
        source: str,
        use: Use,
        records: tuple[Record, Record],
        left: tuple[list[int], list[int]],
        now: int,
    ) -> None:
        record, after = records
        if (
            use.mode == "broken"
            or not use.slot.metric.refunds
            or (use.flag >= 0 and not record[COUNTED] >> use.flag & 1)
        ):
            return
        slot, state = use.slot, account.m[use.slot.index]
        if use.mode == "amount":
            fallen = eligible(record, left[0], use.bit) - eligible(record, left[1], use.bit)
            slots.change(slot, account, record[AT], now, -fallen)
        elif slot.steps is not None and after[DONE]:
            journal.withdraw(slot.steps, state, source)
        elif slot.steps is not None and use.mode == "journal-amount":
            journal.change(slot.steps, state, source, eligible(record, left[1], use.bit))
        elif slot.steps is None and after[DONE]:
            slots.change(slot, account, record[AT], now, -self._counted(use, record))

    def _counted(self, use: Use, record: Record) -> int:
        if use.mode == "count":
            return 1
        values = record[VALUES]
        place = values[::2].index(list(self.uses[record[KIND]]).index(use))
        return int(values[place * 2 + 1])

    def _target(self, account: Account, record: Record, old: list[int], new: list[int]) -> dict[int, int]:
        """Return what the purchase still earns, by policy, and give limits back what it no longer takes."""
        rules = self.layout.rules
        target: dict[int, int] = {}
        rates = record[RATES]
        for start in range(0, len(rates), 3):
            number, num, room = rates[start : start + 3]
            points = gained(record, rules[number], num, room, new)
            target[rules[number].policy] = target.get(rules[number].policy, 0) + points
            for place, ends in self.counters[number]:
                counter = account.limits[place]
                if counter[1] == ends(account, record[AT]):
                    counter[0] -= gained(record, rules[number], num, room, old) - points
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
