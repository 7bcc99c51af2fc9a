"""Build the earning rules: rates, multipliers and fixed points."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from loyalty.config.build.by_tier import by_tier, constant
from loyalty.config.build.context import Build
from loyalty.config.build.expressions import expression, meaning, tree
from loyalty.config.build.ids import check_id
from loyalty.config.build.scopes import Scopes
from loyalty.config.build.waiting import expiry, pending
from loyalty.config.findings import shown
from loyalty.config.raw.points import RawEarn
from loyalty.lang import BOOL, INTEGER
from loyalty.lang.expression import Expression
from loyalty.members.kind import EventKind
from loyalty.points.rules import ByTier, EarnRule, Limit, Multiplier
from loyalty.words import Path

ENROL = "enrol"
"""The one core event that earns."""

_NOT_OF_MULTIPLIERS = ("points", "per", "at_least", "limit", "once", "priority", "pending", "expire")


def earning(
    build: Build, raw: Sequence[RawEarn], scopes: Scopes
) -> tuple[tuple[EarnRule, ...], tuple[Multiplier, ...]]:
    """Return the rules that give points and those that multiply, each in the order of the file."""
    rules: list[EarnRule] = []
    multipliers: list[Multiplier] = []
    for place, one in enumerate(raw):
        path: Path = ("points", "earn", place)
        _check_ids(build, one, [other.id for other in raw[:place]], path)
        _check_on(build, one, scopes, path)
        if one.times is not None:
            multipliers.append(_multiplier(build, one, scopes, path))
        else:
            rule = _rule(build, one, scopes, path)
            rules += [] if rule is None else [rule]
    _check_of(build, raw)
    return tuple(rules), tuple(multipliers)


def _check_ids(build: Build, raw: RawEarn, before: Sequence[str], path: Path) -> None:
    if raw.id in before:
        message = f"the earning rule `{shown(raw.id)}` is there twice"
        build.report("LOY283", message, (*path, "id"), "another id for one of them")
    else:
        check_id(build, raw.id, (*path, "id"))


def _check_on(build: Build, raw: RawEarn, scopes: Scopes, path: Path) -> None:
    kind = scopes.events.get(raw.on)
    if raw.on in build.broken:
        return
    if kind is None and raw.on != ENROL:
        build.unknown("LOY240", "event kind", raw.on, [*scopes.events, ENROL], (*path, "on"))
    elif raw.per is not None and (kind is None or not kind.refundable):
        message = f"a rate needs money, and `{raw.on}` has no money field `amount`"
        cure = _renamed(kind) or "`points` without `per`, for a fixed number"
        build.report("LOY251", message, (*path, "per"), cure, key=True)
    elif raw.at_least is not None and (kind is None or not kind.refundable):
        message = f"`{raw.on}` has no money field `amount` that could be large enough"
        build.report("LOY251", message, (*path, "at_least"), _renamed(kind) or "leave it out", key=True)


def _renamed(kind: EventKind | None) -> str:
    """Return the advice to call an event's money `amount`, when it has some under another name."""
    money = next((field.name for field in kind.fields if field.type == "money"), "") if kind else ""
    return f"`amount` as the name of `{money}`: it is what points and refunds go by" if money else ""


def _dates(build: Build, raw: RawEarn, path: Path) -> tuple[int | None, int | None]:
    starts = None if raw.starts is None else build.moment(raw.starts, (*path, "from"))
    ends = None if raw.ends is None else build.moment(raw.ends, (*path, "to"))
    if starts is not None and ends is not None and starts >= ends:
        cure = "a date behind `from`; `to` itself is not included"
        build.report("LOY228", "the rule ends before it begins", (*path, "to"), cure)
    return starts, ends


def _multiplier(build: Build, raw: RawEarn, scopes: Scopes, path: Path) -> Multiplier:
    for key in _NOT_OF_MULTIPLIERS:
        if getattr(raw, key) is not None:
            message = f"`{key}` does not go with `times`: a multiplier gives no points of its own"
            build.report("LOY230", message, (*path, key), "leave it out, or write two rules", key=True)
    kind = scopes.events.get(raw.on)
    if raw.on == ENROL or (kind is not None and not kind.refundable):
        message = f"`times` multiplies rates, and `{raw.on}` has no money field `amount`"
        build.report("LOY251", message, (*path, "on"), 'a kind with `amount = "money"`')
    starts, ends = _dates(build, raw, path)
    where = None
    if raw.where is not None and (kind is not None or raw.on == ENROL):
        where = expression(build, raw.where, (*path, "where"), scopes.event((raw.on,), metrics=True), BOOL)
    assert raw.times is not None
    times = by_tier(build, raw.times, scopes, (*path, "times"), Fraction(1))
    return Multiplier(raw.id, raw.on, times, where, raw.of or (), starts, ends, None, raw.name or {}, path)


def _rule(build: Build, raw: RawEarn, scopes: Scopes, path: Path) -> EarnRule | None:
    if raw.points is None:
        message = f"the earning rule `{shown(raw.id)}` gives no points"
        build.report("LOY229", message, path, "`points = 1`, or `times = 2` for a multiplier", key=True)
        return None
    if raw.of is not None:
        build.report("LOY230", "`of` goes with `times`", (*path, "of"), "leave it out", key=True)
    if raw.once is not None and raw.per is not None:
        build.report("LOY230", "`once` is for fixed points, and this is a rate", (*path, "once"), "`limit`", key=True)
    starts, ends = _dates(build, raw, path)
    return EarnRule(
        raw.id,
        raw.on,
        _points(build, raw, scopes, path),
        None if raw.per is None else build.money(raw.per, (*path, "per")),
        _where(build, raw, scopes, (*path, "where")),
        None if raw.at_least is None else build.money(raw.at_least, (*path, "at_least")),
        _limit(build, raw, (*path, "limit")),
        raw.once,
        starts,
        ends,
        0 if raw.priority is None else build.whole(raw.priority, (*path, "priority"), least=None),
        pending(build, raw.pending, scopes.events, (*path, "pending")),
        expiry(build, raw.expire, scopes.events, (*path, "expire")),
        raw.name or {},
        path,
    )


def _where(build: Build, raw: RawEarn, scopes: Scopes, path: Path) -> Expression | None:
    if raw.where is None:
        return None
    node = tree(build, raw.where, path)
    if raw.on not in scopes.events and raw.on != ENROL:
        return None
    base = scopes.event((raw.on,), metrics=True)
    return meaning(build, raw.where, node, path, scopes.lines((raw.on,), node, base), BOOL)


def _limit(build: Build, raw: RawEarn, path: Path) -> Limit | None:
    if raw.limit is None:
        return None
    return Limit(build.whole(raw.limit.points, (*path, "points")), raw.limit.per)


def _points(build: Build, raw: RawEarn, scopes: Scopes, path: Path) -> ByTier | Expression:
    """Return a number by tier; of a fixed rule, text that is no number and no parameter is an expression."""
    at = (*path, "points")
    assert raw.points is not None
    if raw.per is not None or not isinstance(raw.points, str) or constant(build, raw.points):
        found = by_tier(build, raw.points, scopes, at, Fraction(0))
        if raw.per is None and any(value.denominator != 1 for value in (found.other, *found.tiers.values())):
            build.report("LOY222", "points are whole numbers", at, "a whole number")
        return found
    nothing = ByTier(Fraction(0))
    if raw.on not in scopes.events and raw.on != ENROL:
        return nothing
    scope = scopes.event((raw.on,), metrics=True)
    return expression(build, raw.points, at, scope, INTEGER) or nothing


def _check_of(build: Build, raw: Sequence[RawEarn]) -> None:
    """A multiplier names rates of its own event kind."""
    rates = {one.id: one for one in raw if one.times is None}
    for place, one in enumerate(raw):
        if one.times is None:
            continue
        for index, name in enumerate(one.of or ()):
            path: Path = ("points", "earn", place, "of")
            _check_named(build, one, name, rates, (*path, index) if len(one.of or ()) > 1 else path)


def _check_named(build: Build, raw: RawEarn, name: str, rates: Mapping[str, RawEarn], path: Path) -> None:
    if name not in rates:
        build.unknown("LOY246", "earning rule", name, rates, path)
        return
    rate = rates[name]
    if rate.per is None:
        build.report("LOY253", f"`{name}` gives a fixed number of points, which nothing multiplies", path, "a rate")
    elif rate.on != raw.on:
        message = f"`{name}` earns on `{rate.on}`, and this multiplies `{raw.on}`"
        alike = [r.id for r in rates.values() if r.on == raw.on]
        build.report("LOY253", message, path, build.known(alike, name) or "a rate")
