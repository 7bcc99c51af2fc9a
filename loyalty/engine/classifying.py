"""Puts the members of a population into classes, at one instant."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from loyalty.classes import Classification, Figures, figures
from loyalty.engine import copying
from loyalty.engine.asking import Asking
from loyalty.engine.machine import Machine
from loyalty.engine.privacy import personal_metric
from loyalty.engine.state import State
from loyalty.engine.telling import where
from loyalty.errors import LoyaltyError
from loyalty.lang import evaluate
from loyalty.lang.typed import Typed
from loyalty.members.account import ACTIVE
from loyalty.members.writer import MASK
from loyalty.periods import to_instant


@attrs.frozen
class Placed:
    """Where a member stands in a classification.

    Attributes:
        group: the id of the class.
        value: what the metric is, money in minor units; a mask where it comes from personal data.
        share: the accumulated part of the total, from 0 to 1, before the member or with it as declared.
        rank: 1 for the first; equal values have equal ranks.
        percentile: the part of the population that stands before the member.
        where: ``file:line`` of the condition that decided, or of the class that takes everybody else.
    """

    group: str
    value: Fraction | str
    share: Fraction
    rank: int
    percentile: Fraction
    where: str


def classified(machine: Machine, states: Iterable[State]) -> dict[str, dict[str, Placed]]:
    """Return for each classification where each member stands; who does not belong to its population is left out.

    Raises:
        LoyaltyError: the states are of several instants, or two are of one member; a value is negative.
    """
    known = list(states)
    people = {state.member: _asking(machine, state) for state in known}
    if len(people) < len(known):
        raise LoyaltyError("several-members", "two of the states are of the same member")
    if len({asking.at for asking in people.values()}) > 1:
        raise LoyaltyError("out-of-range", "all states must be at one instant", hint="`program.at(state, moment)`")
    if not people:
        return {}
    version = next(iter(people.values())).version
    return {each.id: _placed(each, people) for each in version.classifications.values()}


def _asking(machine: Machine, state: State) -> Asking:
    return Asking(machine, copying.copy(state._now), to_instant(state.at))  # noqa: SLF001 - the engine's own


def _placed(rule: Classification, people: Mapping[str, Asking]) -> dict[str, Placed]:
    mine = {name: asking for name, asking in people.items() if _belongs(rule, asking)}
    values = {name: Fraction(_number(asking, rule.of)) for name, asking in mine.items()}
    found = figures(values.items(), rule.order, rule.boundary)
    return {name: _place(rule, asking, values[name], found[name]) for name, asking in sorted(mine.items())}


def _belongs(rule: Classification, asking: Asking) -> bool:
    return asking.account.status == ACTIVE and (rule.where is None or asking.holds(rule.where.typed))


def _number(asking: Asking, metric: str) -> Any:
    return asking.metric(asking.version.metrics[metric]) or 0


def _place(rule: Classification, asking: Asking, value: Fraction, found: Figures) -> Placed:
    for each in rule.classes:
        if each.when is None or _holds(each.when.typed, asking, found):
            path = each.path if each.when is None else each.when.path
            place = where(asking.version, path)
            hidden = personal_metric(asking.version, asking.version.metrics[rule.of])
            return Placed(each.id, MASK if hidden else value, found.share, found.rank, found.percentile, place)
    raise AssertionError  # the last class takes everybody


def _holds(typed: Typed, asking: Asking, found: Figures) -> bool:
    own = attrs.asdict(found)
    values = {name: own[name] if name in own else asking.value(name, typed) for name in typed.names}
    return bool(evaluate(typed, values, day_of=asking.day_of, feb29=asking.version.feb29))
