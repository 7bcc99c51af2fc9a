"""Bringing values that meet in a comparison, a sum or a choice to one type."""

from collections.abc import Sequence

from loyalty.lang.adapt import check_precision, to_money
from loyalty.lang.context import KINDS, Context, is_broken, source
from loyalty.lang.listed import looked_up
from loyalty.lang.nodes import Negative, Number
from loyalty.lang.strangers import strangers
from loyalty.lang.typed import Typed
from loyalty.lang.types import DATE

_AS_THEY_ARE = frozenset({"bool", "integer", "decimal", "date", "instant", "period", "money"})


def agree(context: Context, parts: Sequence[Typed]) -> Sequence[Typed] | None:
    """Return the parts with one type between them, or None when they have none, which is reported.

    Whole numbers and decimals are one; numbers written out become money beside money; words become tiers or are
    looked up in an enumeration; a moment beside a date is the day it falls on.
    """
    first = parts[0].type.kind
    kinds = {part.type.kind for part in parts}
    if is_broken(*parts):
        return None
    if len(kinds) == 1:
        return parts if first in _AS_THEY_ARE else looked_up(context, parts)
    if "money" in kinds:
        return _money(context, parts)
    if kinds <= {"integer", "decimal"}:
        return parts
    if kinds == {"text", "tier"}:
        return looked_up(context, parts)
    if kinds == {"date", "instant"}:
        return [as_day(part) for part in parts]
    other = next(part for part in parts if part.type.kind != first)
    strangers(context, parts[0], other)
    return None


def as_day(typed: Typed) -> Typed:
    """Return a moment as the day it falls on in the program's zone; a date as it is."""
    if typed.type.kind == "instant":
        return Typed("day", DATE, typed.node, (typed,))
    return typed


def _money(context: Context, parts: Sequence[Typed]) -> Sequence[Typed] | None:
    money = next(part for part in parts if part.type.kind == "money")
    adapted: list[Typed] = []
    for part in parts:
        if not part.type.numeric:
            strangers(context, money, part)
            return None
        amount = to_money(part, money.type)
        if amount is None:
            _not_money(context, money, part)
            return None
        adapted.append(check_precision(context, amount))
    return None if is_broken(*adapted) else adapted


def _not_money(context: Context, money: Typed, part: Typed) -> None:
    kind, kind_zh = KINDS[part.type.kind]
    cure = ""
    if isinstance(part.node, Number | Negative):
        kind, kind_zh = "a percentage", "百分比"
        cure = f"write the amount, or a share of an amount: `{source(part.node)} * ...`"
    found, other = source(money.node), source(part.node)
    context.fail("LOY142", part.node, cure=cure, found=found, other=other, other_kind=kind, other_kind_zh=kind_zh)
