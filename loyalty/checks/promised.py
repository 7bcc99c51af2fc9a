"""What promises have in common, and for whom their tables say nothing."""

from collections.abc import Iterator
from typing import Any

from loyalty.benefits.benefit import Who
from loyalty.program.version import Version
from loyalty.promises.choice import Choice
from loyalty.promises.promise import Promise
from loyalty.tiers.ladder import NONE


def left_out(promise: Promise, version: Version) -> Iterator[tuple[str, str]]:
    """Yield the keys of tables that leave somebody out who has the promise, and the words that are missing."""
    clock = promise.clock
    tables = (("every", clock.every), ("due", clock.due), ("before", clock.before), ("earliest", clock.earliest))
    for key, choice in tables:
        missing = (
            [] if choice is None else [word for word in _words(choice, promise, version) if word not in choice.values]
        )
        if missing:
            yield key, ", ".join(f"`{word}`" for word in missing)


def _words(choice: Choice[Any], promise: Promise, version: Version) -> list[str]:
    """Return all words that may choose a value."""
    who = promise.who
    if choice.source == "tier":
        ladder = version.ladders.get(who.ladder)
        order = [NONE, *(tier.id for tier in ladder.tiers)] if ladder is not None else []
        return [tier for tier in order if who.tiers is None or tier in who.tiers]
    if choice.source == "kind":
        return [kind.name for kind in version.member_kinds if not who.kinds or kind.name in who.kinds]
    if choice.source == "member":
        return [word for field in version.fields if field.name == choice.name for word in field.values]
    kinds = [version.events[kind] for kind in promise.on if kind in version.events]
    return list(
        dict.fromkeys(
            word for kind in kinds for field in kind.fields if field.name == choice.name for word in field.values
        )
    )


def may_be_missing(promise: Promise, version: Version) -> Iterator[tuple[str, str]]:
    """Yield the keys of tables that go by a field which may be unknown, and the field."""
    clock = promise.clock
    fields = {field.name: field for field in version.fields}
    for kind in promise.on:
        fields |= {field.name: field for field in version.events[kind].fields} if kind in version.events else {}
    for key, choice in (
        ("every", clock.every),
        ("due", clock.due),
        ("before", clock.before),
        ("earliest", clock.earliest),
    ):
        field = fields.get(choice.name) if choice is not None and choice.source in {"event", "member"} else None
        if field is not None and not field.required and field.default is None:
            yield key, field.name


def alike(one: Promise, other: Promise) -> bool:
    """Say whether two promises are opened, counted and kept in the same way."""
    return _said(one) == _said(other)


def has_in_common(one: Who, other: Who) -> bool:
    """Say whether some member may be among both; conditions that differ are not looked at, and count as no."""
    if (one.condition and one.condition.text) != (other.condition and other.condition.text):
        return False
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        return False
    if one.tiers is None or other.tiers is None or one.ladder != other.ladder:
        return True
    return bool(one.tiers & other.tiers)


def _said(promise: Promise) -> tuple[object, ...]:
    clock, keeping, steps = promise.clock, promise.keeping, promise.keeping.steps
    return (
        set(promise.on),
        promise.where and promise.where.text,
        {occasion.name for occasion in promise.occasions},
        (clock.counted_from, clock.due, clock.before, clock.earliest, clock.strict, clock.every),
        set(keeping.kinds),
        keeping.when and keeping.when.text,
        (keeping.match, keeping.times),
        steps and (steps.names, steps.field, steps.in_order),
    )
