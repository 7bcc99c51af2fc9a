"""A slow second opinion on prices: fractions, every line for itself, every choice tried to the end."""

from fractions import Fraction
from itertools import permutations, product

import attrs

from loyalty.benefits.priced import Priced, PricedLine


@attrs.frozen
class Worth:
    """What an order costs exactly: the share of each line that is taken off, by discount, for one choice."""

    total: Fraction
    taken: tuple[dict[str, Fraction], ...]


def worths(lines, reductions):
    """Return what every choice among the discounts that exclude each other comes to, the cheapest first."""
    there = [each for place, each in enumerate(reductions) if enough(lines, place, each)]
    places = {each.id: place for place, each in enumerate(reductions)}
    found = []
    for kept in product(*grouped(there).values()):
        torn = [one for one in kept if any(excludes(one, other) for other in kept)]
        found += [worth(lines, kept, places, list(ranked)) for ranked in permutations(torn)]
    return sorted(found, key=lambda each: each.total)


def grouped(reductions):
    """The alternatives: those of a group, or one alone."""
    groups = {}
    for each in reductions:
        groups.setdefault(each.group or (each.id,), []).append(each)
    return groups


def enough(lines, place, reduction):
    """Whether the lines of a discount are dear enough for it, and there are any."""
    mine = [gross for gross, bits in lines if bits >> place & 1 and gross]
    return bool(mine) and sum(mine) >= (reduction.at_least or 0)


def excludes(one, other):
    """Whether two may not act on the same line."""
    return one is not other and (one.id in other.replaces or other.id in one.replaces)


def acting(bits, kept, places, ranked):
    """Return what acts on a line: in the order of precedence, each unless one before it excludes it."""
    found = []
    for one in ranked:
        if bits >> places[one.id] & 1 and not any(excludes(one, other) for other in found):
            found.append(one)
    return [one for one in kept if one in found or (one not in ranked and bits >> places[one.id] & 1)]


def worth(lines, kept, places, ranked):
    """Return what an order costs under one choice of precedence."""
    there = [acting(bits, kept, places, ranked) for _gross, bits in lines]
    left = [Fraction(gross) for gross, _bits in lines]
    taken = [{} for _line in lines]
    for each in sorted(kept, key=lambda one: (one.priority, one.percent is None, one.id)):
        mine = [i for i, (gross, _bits) in enumerate(lines) if gross and each in there[i]]
        bases = [Fraction(lines[i][0]) if each.base == "initial" else left[i] for i in mine]
        for i, part in zip(mine, taking(each, bases), strict=True):
            taken[i][each.id] = min(part, left[i])
            left[i] -= taken[i][each.id]
    return Worth(sum(left, Fraction(0)), tuple(taken))


def taking(reduction, bases):
    """What a discount takes of amounts."""
    whole = sum(bases)
    if not whole:
        return [Fraction(0) for _base in bases]
    wanted = whole * reduction.percent if reduction.percent is not None else Fraction(reduction.amount)
    if reduction.cap is not None:
        wanted = min(wanted, Fraction(reduction.cap))
    wanted = min(wanted, whole)
    return [wanted * base / whole for base in bases]


def priced(lines, chosen):
    """Return a choice in whole units: one rounding down, then largest remainders."""
    gross = sum(money for money, _bits in lines)
    exact = [sum(parts.values(), Fraction(0)) for parts in chosen.taken]
    discounts = remainders(exact, int(gross - chosen.total))
    rows = []
    for (money, _bits), parts, discount in zip(lines, chosen.taken, discounts, strict=True):
        units = remainders(list(parts.values()), discount)
        named = tuple((name, unit) for name, unit in zip(parts, units, strict=True) if unit)
        rows.append(PricedLine(money, money - discount, discount, named))
    return Priced(tuple(rows), gross, gross - sum(discounts), sum(discounts))


def remainders(exact, total):
    """Whole numbers near exact ones that add up to a total."""
    parts = [number.numerator // number.denominator for number in exact]
    order = sorted(range(len(exact)), key=lambda i: parts[i] - exact[i])
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
