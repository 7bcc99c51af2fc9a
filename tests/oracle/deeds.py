"""Facts: enrolment, declared events and refunds (decisions 12, 30, 33-36, 39, 42)."""

from loyalty.members.core import ENROL_FIELDS
from tests.oracle import moments
from tests.oracle.acts import ACTS, check, check_restore, given, refused_by_status
from tests.oracle.conditions import holds
from tests.oracle.earning import Grant, earned, group, lots_of
from tests.oracle.facts import Fact, plain
from tests.oracle.histories import is_passed_over
from tests.oracle.ledger import activate
from tests.oracle.standings import bears, in_turn
from tests.oracle.world import World


class Teller(World):
    """A world that events happen to."""

    grant_class = Grant

    def given_by(self, grant):
        """What a grant takes up of its rule's limit."""
        return grant.now()

    def happen(self, event, verdict=None, *, pinned=False):
        """Take one event in; `verdict` is that of a decision taken before, where `pinned`."""
        again = event.kind == "enrol" and event.member != self.member and self.status != "none"
        if again or is_passed_over(event, self.member):
            return
        code = verdict if pinned else self.refusal(event)
        if code is not None:
            self.rejected[event.id] = code
            return
        if event.kind == "refund" and self.waits(event):
            self.waiting.setdefault(event.values[0], []).append(event)
            return
        self.accepted.add(event.id)
        self.act(event)
        if event.phase > 1:
            self.after()
        self.issue_number()
        for refund in self.waiting.pop(event.id, ()):
            self.happen(refund)

    def refusal(self, event):
        """The code when an event is not accepted; status first (decision 17)."""
        return refused_by_status(self, event) or check(self, event) or self.refusal_of_fact(event)

    def refusal_of_fact(self, event):
        """The code of a refund or of a kind that this version does not declare."""
        if event.kind == "refund":
            return None if self.waits(event) else self.refusal_of_refund(event)
        known = event.kind in ACTS or event.kind in ("enrol", "update", "merge", "void", "override")
        return None if known or event.kind in self.version().events else "unknown-kind"

    def act(self, event):
        """Do what the event does."""
        if event.kind in ACTS:
            ACTS[event.kind](self, event)
        elif event.kind == "enrol":
            self.enrol(event)
        elif event.kind == "update":
            self.change_fields(event.values[0])
            self.decide("update")
        elif event.kind == "refund":
            self.refund(event)
        elif event.kind in self.version().events:
            self.declared(event)

    # Membership

    def enrol(self, event):
        """Begin the membership."""
        version = self.version()
        kind, serial = event.values[:ENROL_FIELDS]
        fields = {f.name: plain(f, v) for f, v in zip(version.fields, event.values[ENROL_FIELDS:], strict=True)}
        fact = Fact(event, None, {}, -1)
        grants = earned(self, version, fact, self.names(self.now).under({**fields, "kind": kind}))
        self.status, self.enrolled_at = "active", self.now
        self.activity.append((self.now, "enrol"))
        for standing in self.standings.values():
            standing.clear(self.now)
        self.fields, self.kind, self.serial = fields, kind, serial
        self.credit(lots_of(self, version, fact, grants))
        self.decide("enrol")

    def change_fields(self, changes):
        """Set the member fields that an event gives."""
        for position, value in changes:
            field = self.version().fields[position]
            self.fields[field.name] = plain(field, value)

    # Declared events

    def declared(self, event):
        """A purchase, a visit, a delivery: decision 42."""
        version, names = self.version(), self.names(self.now)
        member = {**self.member_names(), **self.ranks(version, self.now), "at": self.now}
        fact = Fact(event, version.events[event.kind], member, len(self.facts))
        group(version, fact, names)
        earns = self.status == "active" or version.lifecycle.pause.earn
        lots = lots_of(self, version, fact, earned(self, version, fact, names) if earns else [])
        self.facts.append(fact)
        self.by_id[event.id] = fact
        self.activity.append((self.now, event.kind))
        self.move_fields(version, fact)
        self.credit(lots)
        self.deliver(fact)
        self.ledger.settle()
        self.decide(event.kind)

    def move_fields(self, version, fact):
        """Fields that follow events."""
        for field in version.fields:
            for change, moves in ((field.set_by, False), (field.moves, True)):
                value = fact.values.get(change[1]) if change and change[0] == fact.event.kind else None
                if value is not None:
                    self.fields[field.name] = (self.fields.get(field.name) or 0) + value if moves else value

    def credit(self, lots):
        """Add lots; those whose event to wait for came before are active at once (decision 39)."""
        for lot in lots:
            self.ledger.credit(lot)
            if lot.until is not None and lot.event.id in self.early.get(lot.until, ()):
                activate(lot, self.now, self.zone())
        self.ledger.settle()

    def deliver(self, fact):
        """Activate what waited for this event."""
        named = fact.values.get("of")
        self.early.setdefault(fact.event.kind, set()).add(named)
        for lot in self.ledger.lots:
            waits = lot.until == fact.event.kind and lot.spendable_at is None and not lot.ended
            if waits and lot.event.id == named:
                activate(lot, self.now, self.zone())

    # Refunds

    def waits(self, event):
        """Whether the purchase of a refund is not there (yet)."""
        return event.values[0] not in self.accepted

    def refusal_of_refund(self, event):
        """The code when a refund cannot be (decision 34)."""
        words, fact = given(event), self.by_id.get(event.values[0])
        if fact is None or fact.amount is None:
            return "unknown-purchase"
        within = fact.kind.refund_within
        if within is not None and event.at > moments.add(fact.at, within, self.zone(), end=True):
            return "refund-too-late"
        if words["restore"] is not None:
            code = check_restore(self, words["restore"], None, exactly=False)
            if code:
                return code
        return None if self.parts(fact, event) is not None else "refund-exceeds"

    def parts(self, fact, event):
        """What a refund takes: (per line, by amount); None when that is more than is left, or nothing is."""
        amount, left = given(event)["amount"], fact.left
        if event.lines:
            return self.parts_by_line(fact, event.lines)
        if amount is None:
            nothing = fact.withdrawn or (not left and fact.amount)
            return None if nothing else ({}, left)
        return ({}, amount) if amount <= left else None

    def parts_by_line(self, fact, lines):
        """What a refund by lines takes of each; a line without an amount gives what is left of it."""
        left, taken = fact.left, {}
        for position, amount in lines:
            if not fact.priced_lines or position >= len(fact.lines):
                return None
            rest = fact.line_amount(position) - fact.by_line[position]
            part = min(rest, left) if amount is None else amount
            if part > min(rest, left):
                return None
            taken[position] = part
            left -= part
        return (taken, 0) if sum(taken.values()) else None

    def refund(self, event):
        """Take back what the purchase gave."""
        fact, restore = self.by_id[event.values[0]], given(event)["restore"]
        taken, amount = self.parts(fact, event)
        if restore is not None:
            record = self.redemptions[restore]
            record.give_back(record.total)
        for position, part in taken.items():
            fact.by_line[position] += part
        fact.by_amount += amount
        fact.given_back = True
        fact.refunds.append((event.at, sum(taken.values()) + amount))
        self.reverse(fact)
        self.ledger.settle()
        self.decide("refund", fact.event.kind)

    def reverse(self, fact):
        """Reverse the points of a purchase to what is due."""
        self.ledger.reverse([lot for lot in self.ledger.lots if lot.event.id == fact.id], self.debt_policy())

    def debt_policy(self):
        """Whether debt is carried or forgiven now."""
        version = self.version()
        return version.points.debt if version.points else "carry"

    # Tiers

    def decide(self, event_kind, fact_kind=None):
        """Enter tiers whose condition the event bears on, each ladder after those that it reads (decision 52)."""
        if self.status == "cancelled":
            return
        version = self.version()
        for name in in_turn(version):
            tiers = version.ladders[name].tiers
            self.lift(name, [step for step in tiers if bears(version, step, fact_kind, event_kind)])

    def lift(self, ladder, steps):
        """Enter those of the tiers that can be entered."""
        version, standing = self.version(), self.standings[ladder]
        names = self.names(self.now)
        able = [step for step in standing.higher(version) if step in steps and holds(step.enter, names)]
        standing.schedule(version, able, self.now)
        standing.start(version, self.now)
