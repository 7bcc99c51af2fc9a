"""What a member still needs: for each tier above, what is missing and by when; for the present one, what keeps it."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

import attrs

from loyalty.engine import copying
from loyalty.engine.asking import Asking, type_of
from loyalty.engine.machine import Machine
from loyalty.engine.privacy import personal
from loyalty.engine.values import public
from loyalty.lang import Typed, alternatives, unparse
from loyalty.lang.needs import Need
from loyalty.lang.types import Type
from loyalty.members.account import NEVER, NOBODY, Account, Standing
from loyalty.members.writer import MASK
from loyalty.metrics.metric import Metric
from loyalty.metrics.slots import Slot
from loyalty.tiers.ladder import Tier
from loyalty.tiers.standing import gates_open
from loyalty.tiers.steps import Steps


@attrs.frozen
class Gap:
    """One thing that does not hold yet.

    `name` is a metric, field or ladder; `missing` is how much more (or, with ``<`` and ``<=``, less) it takes, to the
    smallest unit; with ``==`` it is negative where there is too much. It is None where that is not a number or is
    personal data, whose `value` is a mask. Decimals have no smallest unit: with `strict` it takes more than `missing`,
    and None then says that the threshold is met and has to be passed. `until` is when the present `value` begins to
    fall or starts anew. Where several names are involved, `name` is empty and `text` is the condition.
    """

    name: str
    op: str
    threshold: object
    value: object
    missing: object
    until: datetime | None
    text: str
    strict: bool = False


@attrs.frozen
class TierOutlook:
    """The way to one tier: any of `ways` is enough, with all of its gaps; `gates` are the approvals still missing.

    An empty tuple in `ways` means that nothing is missing but the gates or the declared start.
    """

    tier: str
    ways: tuple[tuple[Gap, ...], ...]
    gates: tuple[str, ...]


@attrs.frozen
class Keeping:
    """What keeps the present tier: the review at `until`, and whether `keep` will hold then if nothing more happens.

    If not, `ways` says what is missing. With `grace` the review has failed already, and `until` is the end of grace.
    """

    until: datetime
    holds: bool
    ways: tuple[tuple[Gap, ...], ...]
    grace: bool


@attrs.frozen
class LadderOutlook:
    """The prospects of a member on one ladder; `keep` is None when the standing is not reviewed."""

    ladder: str
    tier: str
    above: tuple[TierOutlook, ...]
    keep: Keeping | None


def outlook(machine: Machine, account: Account, at: int) -> tuple[LadderOutlook, ...]:
    """Return the prospects of an account whose time has passed to `at`, on every ladder of the version in force."""
    plan = machine.plan_at(at)
    return tuple(
        _ladder(machine, account, steps, at) for steps in plan.steps if any(tier is not None for tier in steps.tiers)
    )


def _ladder(machine: Machine, account: Account, steps: Steps, at: int) -> LadderOutlook:
    standing = account.standings[steps.number]
    asking = Asking(machine, copying.copy(account), at)
    above = [
        TierOutlook(tier.id, ways(asking, tier.enter.typed), _closed(standing, rank, tier))
        for rank, tier in enumerate(steps.tiers, start=1)
        if tier is not None and rank > standing.organic
    ]
    return LadderOutlook(steps.id, steps.name(standing.rank), tuple(above), _keeping(machine, account, steps, standing))


def _closed(standing: Standing, rank: int, tier: Tier) -> tuple[str, ...]:
    if gates_open(standing, rank, tier):
        return ()
    return tuple(gate for gate in tier.gates if [rank, gate] not in standing.gates)


def _keeping(machine: Machine, account: Account, steps: Steps, standing: Standing) -> Keeping | None:
    """Judge `keep` on the state just before the review, as it will be if nothing more happens."""
    until = min(standing.review, standing.grace)
    tier = steps.tier(standing.organic)
    if until >= NEVER or tier is None:
        return None
    asking = Asking(machine, copying.copy(account), until - 1)
    holds = asking.holds(tier.keep.typed)
    missing = () if holds else ways(asking, tier.keep.typed, until)
    return Keeping(asking.version.zone.local(until), holds, missing, standing.grace < NEVER)


def ways(asking: Asking, typed: Typed, until: int | None = None) -> tuple[tuple[Gap, ...], ...]:
    """Return the ways to fulfil a condition, each with what is missing; those that miss fewer things come first.

    A way that cannot be followed because it contradicts itself is still listed: what it asks is what the program says.
    """
    found: list[tuple[Gap, ...]] = []
    for way in alternatives(asking.bound(typed)):
        gaps = tuple(gap(asking, need, until) for need in way if not asking.holds(need.typed))
        if gaps not in found:
            found.append(gaps)
    return ((),) if () in found else tuple(sorted(found, key=len))


def gap(asking: Asking, need: Need, until: int | None) -> Gap:
    """Return what is missing for one need that does not hold."""
    text = unparse(need.typed.node)
    if need.name is None:
        return Gap("", "", None, None, None, _moment(asking, until), text)
    kind = type_of(need.typed, need.name)
    value = asking.value(need.name, need.typed)
    ends = until if until is not None else falls(asking, need.name)
    hidden, zone = personal(asking.version, need.name), asking.version.zone
    missing = None if hidden else _missing(need, value, kind)
    strict = need.strict and missing is not None and kind is not None and kind.kind == "decimal"
    return Gap(
        need.name,
        need.op,
        public(need.threshold, kind, zone),
        MASK if hidden and value is not None else public(value, kind, zone),
        public(missing, kind, zone) if missing or not strict else None,
        _moment(asking, ends),
        text,
        strict,
    )


def _missing(need: Need, value: object, kind: Type | None) -> Fraction | None:
    if not isinstance(need.threshold, Fraction) or kind is None or not kind.numeric or need.op == "!=":
        return None
    have = Fraction(value) if isinstance(value, (int, Fraction)) else Fraction(0)
    difference = need.threshold - have if need.op in (">", ">=", "==") else have - need.threshold
    if kind.kind == "decimal":
        return difference
    whole = difference.numerator // difference.denominator
    return Fraction(whole + 1 if need.strict else -(-difference.numerator // difference.denominator))


def falls(asking: Asking, name: str) -> int | None:
    """Return when the present value of a metric begins to fall by time alone, or starts anew; None when it does not."""
    if asking.account.status == NOBODY:
        return None
    slot = asking.machine.layout.by_name[asking.plan.number].get(name)
    if slot is None:
        metric = asking.version.metrics.get(name)
        return min((end for end in (falls(asking, n) for n in _parts(metric)) if end is not None), default=None)
    return _slot_falls(slot, asking)


def _parts(metric: Metric | None) -> Sequence[str]:
    if metric is None:
        return ()
    return sorted(metric.formula.typed.names) if metric.formula else [name for name, _ in metric.weights]


def _slot_falls(slot: Slot, asking: Asking) -> int | None:
    state = asking.account.m[slot.index]
    if slot.form == "period" and slot.ends is not None:
        return slot.ends(asking.account, asking.at)
    if slot.form == "rolling":
        return next((exit_ for exit_ in state[1] if exit_ > asking.at), None)
    if slot.steps is None:
        return None
    if slot.steps.ends is not None:
        return slot.steps.ends(asking.account, asking.at)
    if slot.steps.shift is not None:
        return min((entry[3] for entry in state[1] if entry[3] > asking.at), default=None)
    return _streak_ends(slot, state, asking.at)


def _streak_ends(slot: Slot, state: list[Any], at: int) -> int | None:
    steps = slot.steps
    if steps is None or steps.kind != "streak" or steps.gap is None or state[0] is None:
        return None
    ends = steps.gap.add(state[0][1]) + 1
    return ends if ends > at else None


def _moment(asking: Asking, instant: int | None) -> datetime | None:
    return None if instant is None or instant >= NEVER else asking.version.zone.local(instant)
