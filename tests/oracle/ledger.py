"""The points of one member: lots, records, and what time and events do to them."""

from tests.oracle import moments
from tests.oracle.lots import Lot, Record


class Ledger:
    """All lots and records, in the order in which they came."""

    def __init__(self):
        self.lots, self.records = [], []

    def credit(self, lot):
        """Add a lot."""
        self.lots.append(lot)

    def open(self, record):
        """Add a record."""
        self.records.append(record)
        return record

    def spendable(self):
        """The lots that can be consumed, in order."""
        return sorted((lot for lot in self.lots if lot.active and lot.remaining), key=lambda lot: lot.order)

    @property
    def available(self):
        """Points that can be spent."""
        return sum(lot.remaining for lot in self.spendable())

    @property
    def debt(self):
        """Points owed."""
        return sum(record.tail for record in self.records)

    def consume(self, record, points, policy):
        """Take points in order; what no lot covers is owed, or forgiven."""
        for lot in self.spendable():
            points -= record.take(lot, points)
        if policy == "forgive":
            record.forgiven += points
        else:
            record.tail += points

    def settle(self):
        """Pay debts from active lots, the oldest record first (decision 26)."""
        for record in self.records:
            for lot in self.spendable():
                record.tail -= record.take(lot, record.tail)

    def reverse(self, lots, policy):
        """Bring the reversal of each lot to what is due (decision 30)."""
        missing = {id(lot): lot.due() - lot.reversal.total for lot in lots}
        for lot in lots:
            if missing[id(lot)] < 0:
                lot.reversal.give_back(-missing[id(lot)])
        claims = [(lot, missing[id(lot)]) for lot in lots if missing[id(lot)] > 0]
        self.records += [lot.reversal for lot, _ in claims if lot.reversal not in self.records]
        rest = []
        for lot, points in claims:
            left = points - lot.reversal.take(lot, points)
            rest.append((lot, left - lot.reversal.take_lapsed(lot, left)))
        for lot, points in rest:
            if points:
                self.consume(lot.reversal, points, policy)

    def held(self):
        """The reservations that are not settled."""
        return [record for record in self.records if record.kind == "hold" and not record.settled]

    def accounts(self):
        """The accounts of decision 29."""
        kinds = {"spent": ("redeem",), "reversed": ("reversal", "adjust"), "held": ("hold",)}
        counted = {
            name: sum(record.counted for record in self.records if record.kind in which)
            for name, which in kinds.items()
        }
        return {
            "available": self.available,
            "pending": sum(lot.remaining for lot in self.lots if not lot.active and not lot.ended),
            "held": counted["held"],
            "debt": self.debt,
            "issued": sum(lot.granted for lot in self.lots),
            "spent": counted["spent"],
            "lapsed": sum(lot.lapsed for lot in self.lots),
            "reversed": counted["reversed"],
        }


def new_lot(event, position, points, rule_pending, policy, zone):
    """A lot with its dates: activation after the delay, then the validity (decisions 17 and 24)."""
    spendable = event.at
    if rule_pending is not None and rule_pending.until is not None:
        spendable = None
    elif rule_pending is not None and rule_pending.after is not None:
        spendable = moments.add(event.at, rule_pending.after, zone)
    lot = Lot(event, position, points, spendable, None, policy)
    lot.until = rule_pending.until if spendable is None else None
    if spendable is not None:
        lot.expires_at = expiry(spendable, policy, zone)
        lot.active = lot.was_active = spendable <= event.at
    return lot


def activate(lot, t, zone):
    """Let the points of a waiting lot count from now on."""
    if lot.spendable_at is None:
        lot.spendable_at = t
        lot.expires_at = expiry(t, lot.policy, zone)
    lot.due_before = 0 if lot.counts_pending else lot.due()
    lot.active = lot.was_active = True


def expiry(start, policy, zone):
    """When a lot that is active from `start` ends, None for never."""
    if policy is None or policy.after is None:
        return None
    end = moments.add(start, policy.after, zone, end=True)
    return end if policy.round is None else moments.end_of(end, policy.round, zone)


def redemption(event, record):
    """Mark a record as points spent by an event."""
    record.kind, record.id, record.at, record.settled = "redeem", event.id, event.at, True
    return record


def hold(event, until):
    """A new reservation."""
    record = Record("hold", event.id)
    record.at, record.until, record.reserved = event.at, until, event.values[0]
    return record
