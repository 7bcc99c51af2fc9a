"""Where a member stands on each ladder, and how time and events move it (decisions 51-59)."""

from tests.oracle import moments
from tests.oracle.conditions import holds, names_of
from tests.oracle.metrics import reads

NONE = "none"
STARTS = {
    "next-day": "day",
    "next-month": "month",
    "next-quarter": "quarter",
    "next-half-year": "half-year",
    "next-year": "year",
}


class Standing:
    """The organic standing on one ladder, with what is scheduled, approved and granted."""

    def __init__(self, ladder):
        self.ladder = ladder
        self.clear(None)

    def clear(self, entered_at):
        """Begin at the bottom."""
        self.tier, self.entered_at, self.review_at, self.grace_until = NONE, entered_at, None, None
        self.scheduled, self.approved, self.floors, self.fitting = {}, set(), [], ()

    def rank(self, version, tier=None):
        """The rank of the organic standing, or of `tier`, in a version; 0 for a tier it does not have."""
        ladder = version.ladders.get(self.ladder)
        ids = [step.id for step in ladder.tiers] if ladder else []
        name = self.tier if tier is None else tier
        return ids.index(name) + 1 if name in ids else 0

    def effective(self, version, t):
        """The standing that shows: the organic one, or a higher one that was granted."""
        granted = [tier for tier, until in self.floors if until is None or t < until]
        return max([self.tier, *granted], key=lambda tier: self.rank(version, tier))

    def step(self, version):
        """The tier held, None at the bottom or when the version does not have it."""
        rank = self.rank(version)
        return version.ladders[self.ladder].tiers[rank - 1] if rank else None

    def enter(self, version, tier, t):
        """Stand on `tier` from `t` on."""
        self.tier, self.entered_at, self.grace_until = tier, t, None
        rank = self.rank(version)
        self.scheduled = {name: at for name, at in self.scheduled.items() if self.rank(version, name) > rank}
        self.review_at = self.next_review(version, t)

    def next_review(self, version, t):
        """The first review after `t`."""
        step = self.step(version)
        if step is None or step.review is None:
            return None
        zone = moments.zone_of(version)
        if step.review.unit is not None:
            return moments.end_of(t, step.review.unit, zone)
        times, at = 0, self.entered_at
        while at <= t:
            times += 1
            at = moments.add(self.entered_at, step.review.period, zone, times=times)
        return at

    @property
    def due(self):
        """The next instant at which the standing is judged."""
        return self.grace_until if self.grace_until is not None else self.review_at

    def approved_for(self, step):
        """Whether every gate of a tier was passed."""
        return all((step.id, gate) in self.approved for gate in step.gates)

    def higher(self, version):
        """The tiers above the organic standing that could be entered now, gates passed."""
        ladder = version.ladders.get(self.ladder)
        steps = ladder.tiers[self.rank(version) :] if ladder else ()
        return [step for step in steps if self.approved_for(step)]

    def schedule(self, version, steps, t):
        """Note when the tiers begin; a tier already noted keeps its start."""
        zone = moments.zone_of(version)
        for step in steps:
            start = t if step.start == "now" else moments.end_of(t, STARTS[step.start], zone)
            self.scheduled.setdefault(step.id, start)

    def start(self, version, t, among=None):
        """Enter the highest scheduled tier (of `among`) that has begun; return whether there was one."""
        begun = [tier for tier, at in self.scheduled.items() if at <= t and (among is None or tier in among)]
        for tier in begun:
            del self.scheduled[tier]
        above = [tier for tier in begun if self.rank(version, tier) > self.rank(version)]
        if above:
            self.enter(version, max(above, key=lambda tier: self.rank(version, tier)), t)
        return bool(above)

    def demote(self, version, fits, t):
        """Leave the tier: one step down, or to the tier that fits; the approvals above are gone."""
        step, rank = self.step(version), self.rank(version)
        one = step is not None and step.demote == "one-step"
        below = rank - 1 if one else max((self.rank(version, tier) for tier in fits), default=0)
        steps = version.ladders[self.ladder].tiers if self.ladder in version.ladders else ()
        left = {each.id for each in steps[below:rank]} | {self.tier}
        self.approved = {(tier, gate) for tier, gate in self.approved if tier not in left}
        self.enter(version, steps[below - 1].id if below else NONE, t)


class Judgement:
    """What a review or an end of grace finds, on the state just before it (decision 55)."""

    def __init__(self, standing, version, names):
        step = standing.step(version)
        self.standing, self.step = standing, step
        above = standing.higher(version)
        self.entered = [each for each in above if holds(each.enter, names) and holds(each.keep, names)]
        self.kept = step is not None and holds(step.keep, names)
        tiers = version.ladders[standing.ladder].tiers if standing.ladder in version.ladders else ()
        lower = tiers[: standing.rank(version) - 1] if step else tiers
        self.fits = [each.id for each in lower if holds(each.keep, names)]

    def apply(self, version, t):
        """Lift, keep, give grace or demote."""
        standing, in_grace = self.standing, self.standing.grace_until is not None
        standing.schedule(version, self.entered, t)
        if standing.start(version, t, {step.id for step in self.entered}):
            return
        standing.grace_until = None
        standing.review_at = standing.next_review(version, t)
        here = standing.step(version)
        if self.kept and here is not None:
            return
        if here is not None and here.grace is not None and not in_grace:
            standing.fitting = self.fits
            standing.grace_until = moments.add(t, here.grace, moments.zone_of(version), end=True)
        else:
            standing.demote(version, [*self.fits, *(standing.fitting if in_grace else ())], t)

    def skip(self, version, t):
        """Pass as though the tier were kept (decision 57)."""
        self.standing.grace_until = None
        self.standing.review_at = self.standing.next_review(version, t)


def in_turn(version):
    """The ladders, each after all those whose standing its `enter` reads (decision 42)."""
    left = list(version.ladders)
    while left:
        name = next(each for each in left if not ladders_read(version, each) & (set(left) - {each}))
        left.remove(name)
        yield name


def ladders_read(version, name):
    """The ladders that decide who enters the tiers of a ladder."""
    found = set()
    for step in version.ladders[name].tiers:
        for word in names_of(step.enter):
            found.add("main" if word == "tier" else word)
            for metric in (version.metrics[each] for each in reads(version, word)):
                found |= {"main" if each == "tier" else each for each in names_of(metric.formula)}
                if metric.window.kind == "tier-entry":
                    found.add(metric.window.ladder or "main")
    return found


def bears(version, step, fact_kind, event_kind):
    """Whether an event bears on the condition of a tier (decision 51); `fact_kind` is that of a refund's purchase."""
    if event_kind == "enrol":
        return True
    if event_kind == "refund":
        return fact_kind in feeding(version, step.enter, refunds=True)
    return event_kind in feeding(version, step.enter)


def feeding(version, expression, seen=(), *, refunds=False):
    """The kinds of events that can change what a condition reads; or those whose `refunds` can."""
    kinds = set()
    for name in names_of(expression):
        for metric in (version.metrics[each] for each in reads(version, name)):
            if metric.refunds or not refunds:
                kinds |= _kinds_of_metric(version, metric)
        kinds |= _kinds_of_field(version, name)
        ladder = "main" if name == "tier" else name
        if ladder in version.ladders and ladder not in seen:
            for step in version.ladders[ladder].tiers:
                kinds |= feeding(version, step.enter, (*seen, ladder), refunds=refunds)
    return kinds


def _kinds_of_metric(version, metric):
    kinds = {source.kind for source in metric.sources} | set(metric.broken_by)
    if "points" in kinds and version.points:
        for rule in version.points.earn:
            pending = rule.pending if rule.pending is not None else version.points.pending
            kinds |= {rule.on} | ({pending.until} if pending is not None and pending.until else set())
    return kinds


def _kinds_of_field(version, name):
    for field in version.fields:
        if field.name == name:
            return {"update"} | {change[0] for change in (field.set_by, field.moves) if change}
    return set()
