"""One member at one instant of a history, and what time alone does (decisions 10-11, 27-31 and 54-64)."""

from loyalty.members.core import CORE
from tests.oracle import moments
from tests.oracle.conditions import Names
from tests.oracle.ledger import Ledger, activate
from tests.oracle.metrics import Metrics
from tests.oracle.standings import Judgement, Standing


class World:
    """Everything that is known of a member while a history is told."""

    metrics_class = Metrics

    def __init__(self, versions, member):
        self.versions, self.member = sorted(versions, key=lambda each: each.effective_from), member
        self.now, self.status = -(10**18), "none"
        self.enrolled_at, self.for_cause = None, False
        self.fields = {field.name: None for field in self.versions[0].fields}
        self.kind, self.serial, self.number = None, None, None
        self.ledger, self.facts, self.forgotten, self.by_id = Ledger(), [], 0, {}
        self.standings = {name: Standing(name) for each in self.versions for name in each.ladders}
        self.activity, self.suspensions, self.suspended_at = [], [], None
        self.redemptions, self.reservations, self.waiting, self.early = {}, {}, {}, {}
        self.held_before = {}
        self.accepted, self.fixed, self.rejected = set(), set(), {}

    # What is in force

    def version(self, t=None):
        """The program version in force at `t` (decision 63)."""
        t = self.now if t is None else t
        return [each for each in self.versions if each.effective_from <= t or each is self.versions[0]][-1]

    def zone(self, t=None):
        """The zone of the version in force."""
        return moments.zone_of(self.version(t))

    def membership_year(self, t):
        """The start of the membership year that contains `t`; None before enrolment."""
        if self.enrolled_at is None:
            return None
        return moments.membership_year(t, self.enrolled_at, self.zone(t), self.version(t).feb29)

    # What expressions may read

    def parameters(self, version):
        """The parameters by name."""
        return {name: parameter.value for name, parameter in version.parameters.items()}

    def member_names(self):
        """The member's fields and kind."""
        return {**self.fields, "kind": self.kind}

    def ranks(self, version, t):
        """The effective standings as conditions see them."""
        ranks = {}
        for name in version.ladders:
            standing = self.standings[name]
            ranks["tier" if name == "main" else name] = standing.rank(version, standing.effective(version, t))
        return ranks

    def names(self, t, version=None):
        """Every name of conditions, as of `t`."""
        version = version or self.version(t)
        metrics = self.metrics_class(self, version, t).table()
        rest = (self.member_names(), self.parameters(version), self.ranks(version, t), {"at": t})
        return Names(metrics, *rest, zone=moments.zone_of(version), at=t)

    # What time does

    def dues(self):
        """The instants at which time alone changes something."""
        for standing in self.standings.values():
            yield standing.due
            yield from standing.scheduled.values()
            yield from (until for _, until in standing.floors)
        for record in self.ledger.held():
            yield record.until
        for lot in self.ledger.lots:
            if not lot.ended:
                yield lot.spendable_at if not lot.active else None
                if self.suspended_at is None:
                    yield from (lot.expires_at, self.idle_until(lot.policy))

    def next_due(self):
        """The next of them after now."""
        return min((t for t in self.dues() if t is not None and t > self.now), default=None)

    def idle_until(self, policy):
        """When lots of a policy lapse because nothing happens, None for never (decisions 31 and 61)."""
        if policy is None or policy.inactive is None:
            return None
        kinds = set(policy.activity) or {kind for each in self.versions for kind in each.events}
        anchor = max((at for at, kind in self.activity if kind in kinds or kind in CORE), default=None)
        if anchor is None:
            return None
        still = sum(end - max(start, anchor) for start, end in self.suspensions if end > anchor)
        return moments.add(anchor, policy.inactive, self.zone(), end=True) + still

    def judge(self):
        """Reviews and ends of grace that are due now, judged on the state just before, then applied."""
        before, version = self.now - 1, self.version()
        due = [standing for standing in self.standings.values() if standing.due == self.now]
        judgements = [Judgement(each, self.version(before), self.names(before)) for each in due]
        skipped = self.status == "paused" and not version.lifecycle.pause.review
        for judgement in judgements:
            if skipped and judgement.standing.step(version) is not None:
                judgement.skip(version, self.now)
            else:
                judgement.apply(version, self.now)

    def begin(self):
        """Delayed tiers begin, and grants end, now."""
        for standing in self.standings.values():
            standing.start(self.version(), self.now)
            standing.floors = [(tier, until) for tier, until in standing.floors if until is None or until > self.now]

    def lapse(self, *, idle=True):
        """Lots end now."""
        if self.suspended_at is not None:
            return
        for lot in self.ledger.lots:
            over = lot.expires_at is not None and lot.expires_at <= self.now
            if not lot.ended and (over or (idle and self.idle_until(lot.policy) == self.now)):
                lot.end()

    def release_due(self):
        """Reservations end now."""
        for record in self.ledger.held():
            if record.until is not None and record.until <= self.now:
                self.release(record)

    def release(self, record):
        """Let reserved points go."""
        record.settled = True
        record.give_back(record.total)

    def pass_points(self):
        """What the instant does to points, before the events of phases 2 to 6 (decision 10e)."""
        self.lapse()
        self.release_due()
        for lot in self.ledger.lots:
            if not lot.ended and not lot.active and lot.spendable_at is not None and lot.spendable_at <= self.now:
                activate(lot, self.now, self.zone())
        self.ledger.settle()

    def after(self):
        """What follows an event: what ended with it, then debts."""
        self.lapse(idle=False)
        self.release_due()
        self.ledger.settle()

    def resume_clocks(self):
        """Move the ends of lots by the time the clocks stood still (decision 61)."""
        start, self.suspended_at = self.suspended_at, None
        if start is None:
            return
        self.suspensions.append((start, self.now))
        for lot in self.ledger.lots:
            if lot.expires_at is not None and not lot.ended:
                lot.expires_at += max(0, self.now - max(start, lot.spendable_at))

    def issue_number(self):
        """Write the member's number once it is due (decision 62)."""
        version = self.version()
        if self.number is not None or version.number is None or self.serial is None:
            return
        if self.status != "none" and self._numbered(version):
            self.number = version.number.format.format(**self.fields, serial=self.serial)

    def _numbered(self, version):
        tier = version.number.on.removeprefix("tier:")
        if tier == version.number.on:
            return self.now == self.enrolled_at
        for name, ladder in version.ladders.items():
            standing = self.standings[name]
            if tier in [step.id for step in ladder.tiers]:
                shown = standing.effective(version, self.now)
                return standing.rank(version, shown) >= standing.rank(version, tier)
        return False
