"""Lots, and the records of what was taken from them (decisions 23-32)."""

FOREVER = float("inf")


class Lot:
    """A credit of points with its own dates."""

    def __init__(self, event, position, points, spendable_at, expires_at, policy):
        self.event, self.position, self.granted = event, position, points
        self.earned_at, self.spendable_at, self.expires_at = event.at, spendable_at, expires_at
        self.policy = policy
        self.until, self.priority, self.grants, self.counts_pending = None, 0, [], False
        self.remaining, self.lapsed, self.due_before = points, 0, 0
        self.active, self.was_active, self.ended, self.forgotten = False, False, False, False
        self.reversal = Record("reversal", event.id, self)

    @property
    def order(self):
        """The place in the order of consumption (decision 23)."""
        end = FOREVER if self.expires_at is None else self.expires_at
        return (self.priority, end, self.earned_at, self.event.id, self.position)

    def due(self):
        """How many points refunds have called back so far: granted less what the rest of the purchase earns."""
        return sum(grant.points - grant.now() for grant in self.grants)

    def give(self, points):
        """Take points back in; a lot that has ended loses them."""
        if self.ended:
            self.lapsed += points
        else:
            self.remaining += points

    def end(self):
        """Lapse."""
        self.lapsed += self.remaining
        self.remaining, self.ended, self.active = 0, True, False


class Record:
    """Points taken: from which lots, in order, and the tail that no lot covered."""

    def __init__(self, kind, event_id, lot=None):
        self.kind, self.id, self.lot = kind, event_id, lot
        self.takes, self.tail, self.forgiven, self.settled = [], 0, 0, False
        self.at, self.until = None, None

    @property
    def counted(self):
        """What shows in the accounts."""
        return sum(points for _, points, _ in self.takes) + self.tail

    @property
    def total(self):
        """All that was taken, the forgiven part too."""
        return self.counted + self.forgiven

    def take(self, lot, points):
        """Take what the lot has, at most `points`; return how many."""
        points = min(points, lot.remaining)
        if points:
            lot.remaining -= points
            self.takes.append((lot, points, "remaining"))
        return points

    def take_lapsed(self, lot, points):
        """Count points that lapsed as reversed instead; return how many."""
        points = min(points, lot.lapsed)
        if points:
            lot.lapsed -= points
            self.takes.append((lot, points, "lapsed"))
        return points

    def give_back(self, points):
        """Return points: the tail first, then from the last taken to the first (decision 27)."""
        for name in ("forgiven", "tail"):
            part = min(points, getattr(self, name))
            setattr(self, name, getattr(self, name) - part)
            points -= part
        while points:
            lot, taken, source = self.takes.pop()
            part = min(points, taken)
            if part < taken:
                self.takes.append((lot, taken - part, source))
            if source == "lapsed":
                lot.lapsed += part
            else:
                lot.give(part)
            points -= part
