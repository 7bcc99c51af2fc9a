"""What an event earns, and what is left of that after refunds (decisions 33-38)."""

from fractions import Fraction

from tests.oracle import moments
from tests.oracle.conditions import answers, evaluate, holds, reads_lines
from tests.oracle.ledger import new_lot
from tests.oracle.rounding import rounded


class Grant:
    """Points that one rule gave for one event, with everything that was recorded then."""

    def __init__(self, rule, fact, held, factor, room, rounding):
        self.rule, self.fact, self.held = rule, fact, held
        self.factor, self.room, self.rounding = factor, room, rounding
        self.points = self.now()

    @property
    def at(self):
        """When it was earned."""
        return self.fact.at

    def now(self):
        """What the rest of the purchase earns by what was recorded."""
        if self.fact.withdrawn:
            return 0
        eligible = self.fact.eligible(self.held) if self.fact.amount is not None else None
        if self.rule.at_least is not None and (eligible or 0) < self.rule.at_least:
            return 0
        raw = self.factor if self.rule.per is None else eligible * self.factor / self.rule.per
        points = max(0, rounded(raw, self.rounding))
        return points if self.room is None else min(points, self.room)


def earned(world, version, fact, names):
    """The grants for a fact, in the order of the rules."""
    rules = version.points.earn if version.points else ()
    found = []
    for rule in rules:
        if rule.on == fact.event.kind and within(rule, fact.at):
            held = answers(rule.where, fact, names)
            if held is True or (held and any(held)):
                found.append(world.grant_class(rule, fact, held, *terms(world, version, rule, fact, names)))
    return [grant for grant in found if grant.points]


def terms(world, version, rule, fact, names):
    """Factor, room and rounding as of now."""
    room = None
    if rule.limit is not None:
        room = max(0, rule.limit.points - given(world, version, rule, rule.limit.per, fact.at))
    if rule.once is not None and given(world, version, rule, rule.once, fact.at):
        room = 0
    if rule.per is not None:
        factor = by_tier(world, version, rule.points) * times(world, version, rule, fact, names)
    elif hasattr(rule.points, "typed"):
        factor = Fraction(evaluate(rule.points.typed, names.under(fact.values)) or 0)
    else:
        factor = by_tier(world, version, rule.points)
    return factor, room, version.points.rounding


def within(rule, t):
    """Whether a rule's dates contain `t`."""
    return (rule.starts is None or rule.starts <= t) and (rule.ends is None or t < rule.ends)


def by_tier(world, version, number):
    """The number for the member's effective standing."""
    standing = world.standings.get(number.ladder)
    tier = standing.effective(version, world.now) if standing else "none"
    return number.tiers.get(tier, number.other)


def times(world, version, rule, fact, names):
    """The factor of the multipliers that match (decision 37)."""
    matching = [
        by_tier(world, version, each.times)
        for each in version.points.multipliers
        if each.on == rule.on
        and (not each.of or rule.id in each.of)
        and within(each, fact.at)
        and holds(each.where, names.under(fact.values))
    ]
    if not matching:
        return Fraction(1)
    if version.points.combine == "highest":
        return max(matching)
    product = Fraction(1)
    for factor in matching:
        product *= factor
    return product


def given(world, version, rule, per, t):
    """The net points that a rule has given in the period that contains `t`."""
    grants = [grant for lot in world.ledger.lots for grant in lot.grants if grant.rule.id == rule.id]
    return sum(world.given_by(grant) for grant in grants if _same(world, version, per, grant.at, t))


def _same(world, version, per, x, t):
    if per == "lifetime":
        return True
    if per == "membership-year":
        return world.membership_year(x) == world.membership_year(t)
    zone = moments.zone_of(version)
    return moments.start_of(x, per, zone) == moments.start_of(t, per, zone)


def lots_of(world, version, fact, grants):
    """The lots for the grants of one event: one for each policy of waiting, validity and priority (decision 23)."""
    rules = [rule for rule in version.points.earn if rule.on == fact.event.kind] if version.points else []
    policies = {policy(version, rule): [] for rule in rules}
    for grant in grants:
        policies[policy(version, grant.rule)].append(grant)
    lots, zone = [], moments.zone_of(version)
    for position, ((pending, expire, priority), together) in enumerate(policies.items()):
        points = sum(grant.points for grant in together)
        if not points:
            continue
        lot = new_lot(fact.event, position, points, pending, expire, zone)
        lot.priority, lot.grants, lot.counts_pending = priority, together, version.points.count_pending
        lots.append(lot)
    return lots


def policy(version, rule):
    """How the points of a rule wait, how long they are valid, and when they are consumed."""
    pending = rule.pending if rule.pending is not None else version.points.pending
    expire = rule.expire if rule.expire is not None else version.points.expire
    return pending, expire, rule.priority


def group(version, fact, names):
    """Group the lines of a purchase by the conditions that look at them (decision 33)."""
    if not fact.priced_lines:
        return
    wheres = [rule.where for rule in (version.points.earn if version.points else ()) if rule.on == fact.event.kind]
    kind = fact.event.kind
    metrics = version.metrics.values()
    wheres += [metric.where for metric in metrics if any(source.kind == kind for source in metric.sources)]
    looking = [where for where in wheres if reads_lines(where, fact.kind)]
    fact.group_by([answers(where, fact, names) for where in looking])
