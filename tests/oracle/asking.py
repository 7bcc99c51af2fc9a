"""Requests, decided a second time: slowly, by trying out every way in which a vote could go on."""

from tests.oracle import moments
from tests.oracle.acts import given, refused_by_status
from tests.oracle.conditions import holds
from tests.oracle.deeds import Teller
from tests.oracle.facts import plain

DECIDES = frozenset({"reject", "withdraw"})


class Asked:
    """One request: what its version said, who made it, and who has voted."""

    def __init__(self, rule, event, words, ends):
        self.rule, self.event, self.words, self.ends = rule, event, words, ends
        self.roles = [role for role in rule.approval.roles for _ in range(rule.approval.people)]
        for more in rule.approval.above:
            amount = words[more.amount]
            if amount > more.limit or (more.inclusive and amount == more.limit):
                self.roles += [role for role in more.roles if role not in self.roles]
        self.votes = []

    @property
    def applicants(self):
        """Who may not decide it."""
        return {self.event.member, self.words.get(self.rule.approval.requester)}

    @property
    def deciders(self):
        """The roles that are asked."""
        committee = self.rule.approval.committee
        return {*self.roles, *([committee.role] if committee else [])}

    def missing(self):
        """The roles that are still to approve, each as often as people are needed."""
        left = list(self.roles)
        for _who, role, yes in self.votes:
            if yes and role in left:
                left.remove(role)
        return left

    def committee(self, *, over=False):
        """What the committee has decided: True, False or None; `over` when nobody votes any more."""
        body = self.rule.approval.committee
        if body is None:
            return True
        mine = [yes for _who, role, yes in self.votes if role == body.role]
        if len(mine) < body.quorum:
            return None
        results = set()
        left = 0 if over else max(0, body.members - len(mine))
        for more in range(left + 1):
            for against in range(left - more + 1):
                for_it, cast = mine.count(True) + more, len(mine) + more + against
                results.add(for_it >= body.yes if body.yes else for_it * 1 > body.majority * cast)
        return results.pop() if len(results) == 1 else None

    def verdict(self, *, over=False):
        """Whether it is accepted or rejected; None while that is open."""
        body = self.rule.approval.committee
        if any(not yes for _who, role, yes in self.votes if body is None or role != body.role):
            return False
        decided = self.committee(over=over and not self.missing())
        return decided if decided is False or not self.missing() else None


class Applicant(Teller):
    """A world in which members apply and others decide."""

    asked_class = Asked

    def __init__(self, *given_):
        super().__init__(*given_)
        self.open, self.ended = {}, {}

    # What may happen

    def refusal(self, event):
        """The code when a decision is not accepted."""
        code = refused_by_status(self, event)
        if code:
            return code
        if event.kind in DECIDES or (event.kind == "approve" and given(event)["of"] is not None):
            return self.unfit(event)
        if event.kind == "approve" and given(event)["gate"] in self.gates():
            return "needs-request"
        return super().refusal(event)

    def gates(self):
        """The requests by their ids."""
        return {rule.id for rule in self.version().requests}

    def unfit(self, event):
        """The code when a person cannot decide a request, first in the order of the page on requests."""
        words = given(event)
        asked = self.open.get(words["of"])
        if asked is None:
            return "unknown-request"
        if event.kind == "withdraw":
            return None
        who, role, yes = words["by"], words["role"], event.kind == "approve"
        if who in asked.applicants | {event.member}:
            return "own-request"
        if role is None and len(asked.deciders) > 1:
            return "role-needed"
        role = role or next(iter(asked.deciders))
        if role not in asked.deciders:
            return "wrong-role"
        if who in [voter for voter, *_ in asked.votes]:
            return "decided-already"
        if self.is_idle(asked, role, yes=yes):
            return "decided-already"
        return self.unready(asked, (who, role, yes), words) if yes else None

    def is_idle(self, asked, role, *, yes):
        """Whether nobody more is needed in a role."""
        body = asked.rule.approval.committee
        if body is not None and role == body.role:
            return asked.committee() is True
        return yes and role not in asked.missing()

    def unready(self, asked, vote, words):
        """The code when the last approval comes too early."""
        steps = [step for ladder in self.version().ladders.values() for step in ladder.tiers]
        if words["tier"] is not None:
            if words["tier"] not in [step.id for step in steps]:
                return "unknown-tier"
            if not self.behind(asked, words["tier"]):
                return "unknown-gate"
        asked.votes.append(vote)
        accepts = asked.verdict()
        asked.votes.pop()
        return "not-eligible" if accepts and self.shut(asked, words["tier"]) else None

    def behind(self, asked, tier):
        """The tiers that the request opens, by ladder and from the lowest."""
        ladders = sorted(self.version().ladders.values(), key=lambda each: each.id)
        steps = [step for ladder in ladders for step in ladder.tiers]
        return [step for step in steps if asked.rule.id in step.gates and tier in (None, step.id)]

    def shut(self, asked, tier):
        """Whether it opens tiers, and the member may enter none of them."""
        behind, names = self.behind(asked, tier), self.names(self.now)
        return bool(behind) and not any(holds(step.enter, names) for step in behind)

    # What happens

    def act(self, event):
        """Do what the event does."""
        if event.kind in DECIDES or (event.kind == "approve" and given(event)["of"] is not None):
            self.decide_request(event)
            return
        if event.kind == "cancel":
            for name in sorted(self.open):
                self.end(name, "withdrawn")
        super().act(event)
        rule = next((each for each in self.version().requests if each.on == event.kind), None)
        if rule is not None:
            self.apply(rule, event)

    def apply(self, rule, event):
        """Open a request, or refuse it."""
        kind = self.version().events[event.kind]
        words = {field.name: plain(field, value) for field, value in zip(kind.fields, event.values, strict=True)}
        raw = {field.name: value for field, value in zip(kind.fields, event.values, strict=True)}
        ends = None if rule.expires is None else moments.add(self.now, rule.expires, self.zone(), end=True)
        ends = raw[rule.terms.start] if rule.until_start else ends
        asked = self.asked_class(rule, event, raw, ends)
        reasons = list(self.reasons(rule, words, raw))
        free = not asked.roles and rule.approval.committee is None
        if free and not reasons and self.shut(asked, None):
            reasons = ["not-eligible"]
        self.open[event.id] = asked
        if reasons:
            self.end(event.id, "refused", tuple(reasons))
        elif free:
            self.accept(event.id, None)

    def reasons(self, rule, words, raw):
        """Every term that an application does not fulfil."""
        terms, names = rule.terms, self.names(self.now)
        if self.status != "active":
            yield "paused"
        if not holds(terms.who.condition, names):
            yield "when"
        for name in terms.needs:
            if self.fields[name] is None:
                yield "needs"
        if terms.lead is not None and raw[terms.start] < moments.add(self.now, terms.lead, self.zone()):
            yield "lead"
        if terms.companions is not None and raw[terms.guests] > terms.companions:
            yield "companions"
        if terms.capacity is not None and raw[terms.taken] + 1 + raw[terms.guests] > terms.capacity:
            yield "capacity"
        for each in terms.refuse:
            if holds(each.when, names.under(words)):
                yield each.id

    def decide_request(self, event):
        """Count a vote, or withdraw; a decision on what is no more open has no effect."""
        words = given(event)
        asked = self.open.get(words["of"])
        if asked is None:
            return
        if event.kind == "withdraw":
            self.end(words["of"], "withdrawn")
            return
        code = self.unfit(event)
        if code is not None and code not in ("not-eligible", "unknown-tier", "unknown-gate"):
            return
        role = words["role"] or next(iter(asked.deciders))
        asked.votes.append((words["by"], role, event.kind == "approve"))
        verdict = asked.verdict()
        if verdict:
            self.accept(words["of"], words.get("tier"))
        elif verdict is False:
            self.end(words["of"], "rejected")

    def accept(self, name, tier):
        """Accept a request and open its gate."""
        asked = self.open[name]
        behind, names = self.behind(asked, tier), self.names(self.now)
        self.end(name, "accepted")
        able = [step for step in behind if holds(step.enter, names)] or behind[:1]
        for ladder in dict.fromkeys(step.ladder for step in able):
            step = [each for each in able if each.ladder == ladder][-1]
            self.standings[ladder].approved.add((step.id, asked.rule.id))
            self.lift(ladder, [step])

    def end(self, name, outcome, reasons=()):
        """End a request."""
        del self.open[name]
        self.ended.setdefault(name, []).append((outcome, self.now, reasons))

    # Time

    def dues(self):
        """Requests expire."""
        yield from super().dues()
        yield from (asked.ends for asked in self.open.values())

    def pass_points(self):
        """After points, requests whose time is over."""
        super().pass_points()
        for name, asked in sorted(self.open.items()):
            if asked.ends is None or asked.ends > self.now:
                continue
            verdict = asked.verdict(over=True)
            if verdict is None or asked.rule.approval.committee is None:
                self.end(name, "expired")
            elif verdict and self.shut(asked, None):
                self.end(name, "refused", ("not-eligible",))
            elif verdict:
                self.accept(name, None)
            else:
                self.end(name, "rejected")


def requests_of(world):
    """What became of every request, and what the open ones wait for."""
    waiting = {name: sorted(asked.missing()) for name, asked in world.open.items()}
    return {"ended": dict(world.ended), "open": waiting}
