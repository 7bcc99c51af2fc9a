"""Generates which benefits touch which lines of a basket: their conditions, compiled once for a kind of purchase."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from loyalty.benefits.benefit import Benefit
from loyalty.engine.names import Names
from loyalty.engine.source import Source
from loyalty.lang.expression import Expression
from loyalty.members.account import Account
from loyalty.members.kind import EventKind

if TYPE_CHECKING:
    from loyalty.engine.plan import Plan

Row = tuple[Any, ...]
Touching = Callable[[Account, Row, Sequence[Row], int], list[int]]
"""(account, values of the purchase, its lines, instant): for each line the bits of the benefits that touch it."""


def conditions(benefit: Benefit) -> list[tuple[Expression, bool]]:
    """Return a benefit's conditions about lines, each with what it must be; they are the same on all tiers.

    They are the settings `where` and `unless` (in the file ``except``) of its kind.
    """
    settings = next(iter(benefit.values.values()), None)
    found = [(getattr(settings, "where", None), True), (getattr(settings, "unless", None), False)]
    return [(condition, wanted) for condition, wanted in found if isinstance(condition, Expression)]


def read_by(benefits: Sequence[Benefit]) -> frozenset[str]:
    """Return all names that the conditions of benefits about lines read."""
    return frozenset().union(*(condition.typed.names for each in benefits for condition, _ in conditions(each)))


def touching(plan: "Plan", kind: EventKind, benefits: Sequence[Benefit]) -> Touching:
    """Compile the function of one kind of purchase; benefit number n has the bit n.

    What a purchase without declared lines says stands in each line itself. A benefit whose conditions read what this
    kind does not have touches nothing of it.
    """
    source = Source()
    names = Names(source, plan.layout, plan.number, kind)
    always, tests = 0, dict[str, int]()
    for place, benefit in enumerate(benefits):
        if not _readable(plan, kind, benefit):
            continue
        test = " and ".join(_test(names, condition, wanted=wanted) for condition, wanted in conditions(benefit))
        if test:
            tests[test] = tests.get(test, 0) | 1 << place
        else:
            always |= 1 << place
    bits = " + ".join([str(always), *(f"({bit} if {test} else 0)" for test, bit in tests.items())])
    with source.block("def touching(s, v, lines, t):"):
        source.line("m = s.m")
        source.line(f"return [{bits} for {'v' if kind.lines is None else 'l'} in lines]")
    space = plan.beside(source.space)
    exec(compile(source.text, f"<lines of version {plan.number}>", "exec"), space)  # noqa: S102 - our own text, see source.py
    found: Touching = space["touching"]
    return found


def _test(names: Names, condition: Expression, *, wanted: bool) -> str:
    return f"({names.expression(condition)})" if wanted else f"not ({names.expression(condition)})"


def _readable(plan: "Plan", kind: EventKind, benefit: Benefit) -> bool:
    """Say whether a kind of purchase has every field that the conditions of a benefit read."""
    mine = {field.name for field in (*kind.fields, *(kind.lines or ()))}
    others = {field.name for each in plan.version.events.values() for field in (*each.fields, *(each.lines or ()))} - {
        field.name for field in plan.version.fields
    }
    missing = read_by([benefit]) - mine - plan.version.metrics.keys() - plan.version.parameters.keys()
    return not missing & others
