"""The discounts of ``programs/boutique.toml`` written by hand, as somebody would who knows them: exact, in integers.

It gives the same as the program, cent by cent and part by part, and nothing else: no reasons why something is left out.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Parts = tuple[tuple[str, Decimal], ...]
Priced = list[tuple[Decimal, Parts]]
SPECIAL, COAT, SEVERAL, SHOES = 1, 2, 4, 8


def price(basket: Mapping[str, Any], member: Mapping[str, Any], at: datetime) -> Priced:
    """Return what each line costs, and what each discount took off it."""
    lines = [read(line) for line in basket["lines"]]
    gross: dict[int, int] = {}
    for amount, flags in lines:
        gross[flags] = gross.get(flags, 0) + amount
    base, over = best(member, at)
    left = dict.fromkeys(gross, 1)
    taken: dict[int, list[tuple[str, int, int]]] = {flags: [] for flags in gross}
    whole = 1
    shares = [(base, over, lambda flags: not flags & SPECIAL), ("coats", 5, lambda flags: flags & COAT)]
    if basket.get("shop") == "online":
        shares.append(("online", 2, lambda _flags: True))
    shares.append(("several", 3, lambda flags: flags & SEVERAL))
    if member["student"]:
        shares.append(("students", 1, lambda _flags: True))
    for name, percent, touches in shares:
        for flags in left:
            if percent and touches(flags):
                taken[flags].append((name, left[flags] * percent, whole * 100))
                left[flags] *= 100 - percent
            else:
                left[flags] *= 100
        whole *= 100
    whole = shoes(gross, left, taken, whole)
    whole = coupon(gross, left, taken, whole)
    return allotted(lines, left, taken, whole)


def read(line: Mapping[str, Any]) -> tuple[int, int]:
    """Return a line's amount in cents, and what is special about it."""
    category, flags = line.get("category"), 0
    if line.get("special_price"):
        flags |= SPECIAL
    if category == "coat":
        flags |= COAT
    if line.get("quantity", 1) >= 3:
        flags |= SEVERAL
    if category == "shoes":
        flags |= SHOES
    return int(Decimal(line["amount"]) * 100), flags


def best(member: Mapping[str, Any], at: datetime) -> tuple[str, int]:
    """Return the best of the three prices that replace each other."""
    born: date = member["birthday"]
    if (born.month, born.day) == (at.month, at.day):
        return "birthday-price", 20
    if at.day == 8:
        return "member-day", 15
    return "member-price", {"silver": 5, "gold": 12}.get(member["tier"], 0)


def shoes(
    gross: Mapping[int, int], left: dict[int, int], taken: Mapping[int, list[tuple[str, int, int]]], whole: int
) -> int:
    """Take ten percent off shoes, at most 60.00."""
    mine = [flags for flags in left if flags & SHOES]
    total = sum(gross[flags] * left[flags] for flags in mine)
    if not total:
        return whole
    over, under = (1, 10) if total <= 60_000 * whole else (6_000 * whole, total)
    for flags, share in left.items():
        if flags & SHOES:
            taken[flags].append(("shoes", share * over, whole * under))
        left[flags] = share * (under - over if flags & SHOES else under)
    return whole * under


def coupon(
    gross: Mapping[int, int], left: dict[int, int], taken: Mapping[int, list[tuple[str, int, int]]], whole: int
) -> int:
    """Take the better coupon off the order."""
    before = sum(gross.values())
    if before < 20_000:
        return whole
    name, amount = ("coupon-50", 5_000) if before >= 50_000 else ("coupon-20", 2_000)
    total = sum(gross[flags] * left[flags] for flags in left)
    over = min(amount * whole, total)
    for flags, share in left.items():
        taken[flags].append((name, share * over, whole * total))
        left[flags] = share * (total - over)
    return whole * total


def allotted(
    lines: Sequence[tuple[int, int]],
    left: Mapping[int, int],
    taken: Mapping[int, list[tuple[str, int, int]]],
    whole: int,
) -> Priced:
    """Round the discount of the order down once, and give each line and each discount its part of it."""
    exact = [amount * (whole - left[flags]) for amount, flags in lines]
    discounts = largest(exact, whole, sum(exact) // whole)
    found: Priced = []
    for (amount, flags), discount in zip(lines, discounts, strict=True):
        mine = [(name, amount * over * (whole // under)) for name, over, under in taken[flags] if over]
        units = largest([share for _name, share in mine], whole, discount)
        parts = [(name, Decimal(unit).scaleb(-2)) for (name, _share), unit in zip(mine, units, strict=True) if unit]
        found.append((Decimal(amount - discount).scaleb(-2), tuple(parts)))
    return found


def largest(exact: Sequence[int], whole: int, total: int) -> list[int]:
    """Round down, and up where the largest remainders are, so that the sum is right."""
    parts = [number // whole for number in exact]
    missing = total - sum(parts)
    if missing:
        for place in sorted(range(len(parts)), key=lambda place: -(exact[place] % whole))[:missing]:
            parts[place] += 1
    return parts
