"""What is doubtful about promises: what can never be owed or kept, who is left out, what is there twice."""

from collections.abc import Iterator

from loyalty.checks.logic import Logic
from loyalty.checks.promised import alike, has_in_common, left_out, may_be_missing
from loyalty.config.findings import Finding
from loyalty.lang.expression import Expression
from loyalty.promises.promise import Promise
from loyalty.promises.spans import longer


def promises(logic: Logic) -> Iterator[Finding]:
    """Find promises that say less than they seem to."""
    for place, one in enumerate(logic.version.promises):
        yield from _owed(logic, one)
        yield from _kept(logic, one)
        yield from _limits(one)
        for key, words in left_out(one, logic.version):
            message = f"`{key}` of `{one.id}` lists nothing for {words}, so there is no such promise"
            yield Finding("LOY522", message, (*one.path, key), severity="warning")
        for key, field in may_be_missing(one, logic.version):
            message = f"`{field}` may be unknown, and then there is no `{one.id}`"
            cure = f"`required = true` for `{field}`, or a default"
            yield Finding("LOY522", message, (*one.path, key), cure, severity="warning")
        for other in logic.version.promises[:place]:
            if alike(one, other) and has_in_common(one.who, other.who):
                message = f"`{other.id}` and `{one.id}` promise the same for the same"
                yield Finding("LOY524", message, (*max(one.path, other.path), "id"), severity="warning")


def _owed(logic: Logic, promise: Promise) -> Iterator[Finding]:
    """Find what keeps a promise from ever being owed to anybody."""
    who, ladder = promise.who, logic.version.ladders.get(promise.who.ladder)
    tiers = [tier for tier in ladder.tiers if tier.id in (who.tiers or ())] if ladder is not None else []
    if who.tiers and "none" not in who.tiers and all(logic.never(tier.enter.typed) for tier in tiers):
        message = f"nobody can ever stand on a tier that has `{promise.id}`"
        key = "tiers" if _is_written(promise, "tiers", logic) else "id"
        yield Finding("LOY525", message, (*promise.path, key), severity="warning")
    if who.condition is not None and logic.never(who.condition.typed):
        message = f"this condition never holds, so nobody ever has `{promise.id}`"
        yield Finding("LOY525", message, who.condition.path, severity="warning")
    if promise.where is not None and logic.never(promise.where.typed):
        message = f"this condition never holds, so nothing opens `{promise.id}`"
        yield Finding("LOY523", message, promise.where.path, severity="warning")
    yield from _always(logic, promise.where, "where")


def _is_written(promise: Promise, key: str, logic: Logic) -> bool:
    written = logic.version.document.get("promises")
    place = promise.path[1]
    return isinstance(written, list) and isinstance(place, int) and key in written[place]


def _always(logic: Logic, condition: Expression | None, key: str) -> Iterator[Finding]:
    if condition is not None and logic.always(condition.typed):
        message = "this condition always holds"
        yield Finding("LOY325", message, condition.path, f"leave `{key}` out", severity="warning")


def _kept(logic: Logic, promise: Promise) -> Iterator[Finding]:
    keeping = promise.keeping
    if keeping.when is not None and logic.never(keeping.when.typed):
        message = f"this condition never holds, so nothing keeps `{promise.id}`"
        yield Finding("LOY520", message, keeping.when.path, severity="warning")
    yield from _always(logic, keeping.when, "kept_when")
    both = [kind for kind in keeping.kinds if kind in promise.on]
    if both and promise.where is None and keeping.when is None and keeping.match is None:
        message = f"`{both[0]}` keeps the case that the one before it opened, and opens the next"
        yield Finding("LOY527", message, (*promise.path, "kept_by"), severity="note")


def _limits(promise: Promise) -> Iterator[Finding]:
    clock = promise.clock
    if clock.every is None and clock.due is None and clock.before is None:
        message = f"`{promise.id}` has no limit, so it is never late"
        yield Finding("LOY521", message, promise.path, side="key", severity="warning")
    lengths = list(clock.due.values.values()) if clock.due is not None and clock.counted_from is None else []
    for each in promise.escalations:
        short = [length for length in lengths if each.before is not None and longer(each.before, length)]
        if short and each.before is not None:
            due, before = short[0], each.before
            message = f'some cases of `{promise.id}` are due after "{due}", and `{each.to}` is told "{before}" before'
            yield Finding("LOY526", message, (*promise.path, "escalate"), severity="warning")
