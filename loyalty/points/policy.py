"""How the points of a rule wait and end: its pending, its expiry and its place in the order of consumption."""

import attrs

from loyalty.members.account import NEVER, Account
from loyalty.periods import DAY, QUARTER, Shift, Zone
from loyalty.points.lots import credit
from loyalty.points.rules import EarnRule, Expiry, Pending, PointsRules


@attrs.frozen
class Policy:
    """One combination of pending, expiry and priority; an event's points of one policy are one lot (semantics 16)."""

    zone: Zone
    priority: int = 0
    pending: Pending | None = None
    expire: Expiry | None = None
    ends: dict[int, int] = attrs.field(init=False, eq=False, repr=False, factory=dict)
    """Ends by day of activation, for days throughout which the end is the same; NEVER has no days."""
    _quarters: dict[int, int] = attrs.field(init=False, eq=False, repr=False, factory=dict)
    _shift: Shift | None = attrs.field(init=False, eq=False, repr=False)

    @_shift.default
    def _make_shift(self) -> Shift | None:
        after = self.expire.after if self.expire else None
        return None if after is None else self.zone.shift(after, end=True)

    @property
    def idles(self) -> bool:
        """Whether points lapse by inactivity."""
        return self.expire is not None and self.expire.inactive is not None

    def expires(self, start: int) -> int:
        """Return when points that become active at `start` end; NEVER when they do not (semantics 17)."""
        expire = self.expire
        if expire is None or (expire.after is None and expire.round is None):
            return NEVER
        if expire.round is None:
            return self._after(start)
        end = self.ends.get(start // DAY) or self._quarters.get(start // QUARTER)
        return self._learn(start) if end is None else end

    def _learn(self, start: int) -> int:
        """Work out an end, and remember it for the day or the quarter of an hour throughout which it is the same.

        Within a part of time that moves as a whole, ends only grow.
        """
        end = self._round(self._after(start))
        for known, length in ((self.ends, DAY), (self._quarters, QUARTER)):
            first = start // length * length
            moved = 0 if self._shift is None else self._shift.moved(start, length)
            if moved is not None and self._round(first + moved) == self._round(first + length - 1 + moved):
                known[start // length] = end
                break
        return end

    def _after(self, start: int) -> int:
        return start if self._shift is None else self._shift.add(start)

    def _round(self, end: int) -> int:
        """Return the end of the unit that contains an instant; a first instant begins its unit (semantics 11)."""
        return self.zone.boundary(str(self.expire.round if self.expire else "day")).end(end)

    def idle(self, active: int) -> int:
        """Return when points lapse if nothing happens after `active`; NEVER without a rule for inactivity."""
        inactive = self.expire.inactive if self.expire else None
        return NEVER if inactive is None else self.zone.shift(inactive, end=True).add(active)

    def counts_as_activity(self, kind: str) -> bool:
        """Say whether an event of a kind begins the clock of inactivity anew; enrolling and rejoining always do."""
        expire = self.expire
        if expire is None or expire.inactive is None:
            return False
        return not expire.activity or kind in expire.activity or kind in ("enrol", "rejoin")

    def spendable(self, earned: int) -> int:
        """Return when points earned at an instant become active: at once, after a delay, or NEVER until an event."""
        if self.pending is None:
            return earned
        return NEVER if self.pending.after is None else self.zone.shift(self.pending.after).add(earned)


def policy_of(rules: PointsRules, rule: EarnRule | None, zone: Zone) -> Policy:
    """Return the policy of a rule, or that of the `[points]` table when there is no rule."""
    if rule is None:
        return Policy(zone, 0, rules.pending, rules.expire)
    return Policy(zone, rule.priority, rule.pending or rules.pending, rule.expire or rules.expire)


def grant(account: Account, policy: Policy, number: int, earned: int, source: str, points: int) -> int:
    """Give points for an event: spendable at once, or pending (semantics 16-17). Return when they are spendable."""
    account.issued += points
    spendable = policy.spendable(earned)
    if spendable <= earned:
        credit(account, [policy.priority, policy.expires(earned), earned, source, number, points, 0])
        return earned
    account.pending.append([spendable, earned, source, points, number])
    account.due = min(account.due, spendable)
    return spendable
