"""Hypothesis strategies for the fields of an event, given what happened before it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.members.orders import guarded, is_amount
from loyalty.program.version import Version
from loyalty.quantities import format_money
from loyalty.testing.drawing import hypothesis, row

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Body = dict[str, Any]
History = Sequence[Mapping[str, Any]]

POINTS_MOST = 2_000
PEOPLE = ("li", "wang", "chen", "zhao")
"""Who decides."""
LINES_MOST = 4
_CENTS_MOST = 500_000


def body(version: Version, kind: str, history: History) -> "SearchStrategy[Body | None]":
    """Return the fields of an event of this kind; None where nothing before it could be meant."""
    if kind in version.events:
        return _declared(version.events[kind], version.currency.exponent)
    return KINDS[kind](version, history)


def _declared(kind: EventKind, exponent: int) -> "SearchStrategy[Body | None]":
    """Return an event of a declared kind, with lines or without where both are possible."""
    plain = row(guarded(kind.fields), exponent)
    if not kind.lines:
        return plain
    fields, lines = guarded(kind.fields), guarded(kind.lines)
    alone = not any(field.required and not (is_amount(field) and kind.refundable) for field in lines)
    ordered = _ordered(
        plain, row(lines, exponent), bounded=_bounded(fields), both=any(map(is_amount, lines)) and kind.refundable
    )
    return plain | ordered if alone else ordered


def _ordered(
    plain: "SearchStrategy[Body]", line: "SearchStrategy[Body]", *, bounded: bool, both: bool
) -> "SearchStrategy[Body | None]":
    """Return an order with lines. Where both have an amount the lines bring it: one line, if it is bounded."""
    st = hypothesis()
    lines = st.lists(line, min_size=1, max_size=1 if both and bounded else LINES_MOST)

    def joined(pair: tuple[Body, list[Body]]) -> Body:
        fields, found = pair
        if not both:
            return {**fields, "lines": found}
        amount = fields["amount"]
        rest = {name: value for name, value in fields.items() if name != "amount"}
        return {**rest, "lines": [{**found[0], "amount": amount}] if bounded else found}

    drawn: SearchStrategy[Body | None] = st.tuples(plain, lines).map(joined)
    return drawn


def _bounded(fields: Sequence[Field]) -> bool:
    """Whether the amount of an order is declared with bounds, which a sum of lines could leave."""
    return any(is_amount(field) and (bool(field.min) or field.max is not None) for field in fields)


def _refund(version: Version, history: History) -> "SearchStrategy[Body | None]":
    """Return a refund of all that is left, or of an amount, of an earlier purchase."""
    st = hypothesis()
    names = [e["id"] for e in history if e["kind"] in version.events and version.events[e["kind"]].refundable]
    cents = st.integers(1, _CENTS_MOST).map(lambda number: format_money(number, version.currency.exponent))
    return _about(names, {"amount": cents})


def _points(_: Version, __: History) -> "SearchStrategy[Body | None]":
    return _fixed({"points": hypothesis().integers(1, POINTS_MOST)})


def _adjust(_: Version, __: History) -> "SearchStrategy[Body | None]":
    numbers = hypothesis().integers(-POINTS_MOST, POINTS_MOST).filter(bool)
    return _fixed({"points": numbers}, reason="drawn", by="office")


def _approve(version: Version, history: History) -> "SearchStrategy[Body | None]":
    """Return an approval of a gate, or of an application."""
    gates = {gate for ladder in version.ladders.values() for tier in ladder.tiers for gate in tier.gates}
    own = sorted(gates - {rule.id for rule in version.requests})
    drawn = _decision(version, history)
    return _fixed({"gate": hypothesis().sampled_from(own)}, by="office") | drawn if own else drawn


def _decision(version: Version, history: History, **same: str) -> "SearchStrategy[Body | None]":
    """Return what one of a few people decides on an application, in a role that is asked for something."""
    names = _applications(version, history)
    if not names:
        return _nothing()
    st, asked = hypothesis(), [rule.approval for rule in version.requests]
    roles = {role for one in asked for role in (*one.roles, *(role for more in one.above for role in more.roles))}
    roles |= {one.committee.role for one in asked if one.committee is not None}
    people = {"of": st.sampled_from(names), "by": st.sampled_from(PEOPLE)}
    return _fixed({**people, "role": st.sampled_from(sorted(roles))} if roles else people, **same)


def _reject(version: Version, history: History) -> "SearchStrategy[Body | None]":
    return _decision(version, history, reason="drawn")


def _withdraw(version: Version, history: History) -> "SearchStrategy[Body | None]":
    return _about(_applications(version, history), {})


def _applications(version: Version, history: History) -> list[str]:
    kinds = {rule.on for rule in version.requests}
    return [event["id"] for event in history if event["kind"] in kinds]


def _waive(version: Version, history: History) -> "SearchStrategy[Body | None]":
    """Return the release from what an earlier event may have made the house owe."""
    st = hypothesis()
    cases = [(each.id, event["id"]) for each in version.promises for event in history if event["kind"] in each.on]
    if not cases:
        return _nothing()
    drawn: SearchStrategy[Body | None] = st.sampled_from(cases).map(lambda pair: {"promise": pair[0], "of": pair[1]})
    return drawn


def _nothing() -> "SearchStrategy[Body | None]":
    return hypothesis().none()  # type: ignore[no-any-return]


def _fixed(drawn: Mapping[str, Any], **same: Any) -> "SearchStrategy[Body | None]":
    st = hypothesis()
    found: SearchStrategy[Body | None] = st.fixed_dictionaries({**{k: st.just(v) for k, v in same.items()}, **drawn})
    return found


def _about(names: Sequence[str], optional: Mapping[str, Any]) -> "SearchStrategy[Body | None]":
    """Return an event that names one of the earlier ones."""
    if not names:
        return _nothing()
    st = hypothesis()
    return st.fixed_dictionaries({"of": st.sampled_from(names)}, optional=optional)  # type: ignore[no-any-return]


def _of(kind: str, **optional: int) -> Callable[[Version, History], "SearchStrategy[Body | None]"]:
    """Return the strategy of an event that names an earlier one of `kind`, perhaps with a number of points."""

    def strategy(_: Version, history: History) -> "SearchStrategy[Body | None]":
        drawn = {name: hypothesis().integers(1, most) for name, most in optional.items()}
        return _about([event["id"] for event in history if event["kind"] == kind], drawn)

    return strategy


def _empty(_: Version, __: History) -> "SearchStrategy[Body | None]":
    return _fixed({})


KINDS: Mapping[str, Callable[[Version, History], "SearchStrategy[Body | None]"]] = {
    "adjust": _adjust,
    "approve": _approve,
    "commit": _of("reserve", points=POINTS_MOST),
    "pause": _empty,
    "redeem": _points,
    "reject": _reject,
    "refund": _refund,
    "release": _of("reserve"),
    "reserve": _points,
    "restore": _of("redeem", points=POINTS_MOST),
    "resume": _empty,
    "waive": _waive,
    "withdraw": _withdraw,
}
"""The core kinds that are drawn, besides the declared ones."""
