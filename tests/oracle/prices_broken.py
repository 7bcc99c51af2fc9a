"""Plausible ways to calculate a price that are wrong; every one is caught by a law that the true one keeps."""

from fractions import Fraction

from attrs import evolve

from loyalty.benefits.priced import Priced, PricedLine
from tests.oracle.prices import enough, grouped, priced, taking, worth, worths


def by_id(lines, reductions):
    """Discounts whose lines do not matter to them, with their places."""
    return [(place, each) for place, each in enumerate(reductions) if enough(lines, place, each)]


def rounded_per_line(lines, reductions):
    """Every line is rounded for itself."""
    chosen = worths(lines, reductions)[0]
    return assembled(lines, [int(sum(parts.values())) for parts in chosen.taken])


def floating(lines, reductions):
    """Floats, rounded at the end."""
    chosen = worths(lines, reductions)[0]
    return assembled(lines, [int(sum(float(part) for part in parts.values())) for parts in chosen.taken])


def in_the_order_of_the_list(lines, reductions):
    """Discounts act as the file names them."""
    renamed = [evolve(each, id=f"{place:03}", priority=1, replaces=()) for place, each in enumerate(reductions)]
    return priced(lines, worths(lines, renamed)[0])


def all_together(lines, reductions):
    """What is replaced acts as well."""
    return priced(lines, worths(lines, [evolve(each, replaces=()) for each in reductions])[0])


def whole_groups(lines, reductions):
    """All of a group act."""
    return priced(lines, worths(lines, [evolve(each, group=None) for each in reductions])[0])


def the_replacing_one(lines, reductions):
    """What replaces always stays, even where the member would pay less without it."""
    there = [each for _place, each in by_id(lines, reductions)]
    kept = [min(group, key=lambda each: each.id) for group in grouped(there).values()]
    places = {each.id: place for place, each in enumerate(reductions)}
    ranked = sorted(kept, key=lambda each: not each.replaces)
    return priced(lines, worth(lines, kept, places, ranked))


def first_of_a_group(lines, reductions):
    """The first of a group acts, not the best one."""
    there = [each for _place, each in by_id(lines, reductions)]
    kept = {min(group, key=lambda each: (each.priority, each.id)).id for group in grouped(there).values()}
    return priced(lines, worths(lines, [each if each.id in kept else useless(each) for each in reductions])[0])


def useless(reduction):
    """A discount that takes nothing, under the same id."""
    return evolve(reduction, percent=Fraction(0), amount=None, replaces=(), group=None)


def least_of_what_is_left(lines, reductions):
    """The least price is asked of what earlier discounts have left."""
    left = [Fraction(gross) for gross, _bits in lines]
    kept = []
    for place, each in sorted(enumerate(reductions), key=lambda pair: (pair[1].priority, pair[1].id)):
        mine = [i for i, (_gross, bits) in enumerate(lines) if bits >> place & 1]
        if sum(left[i] for i in mine) >= (each.at_least or 0):
            kept.append(each.id)
            for i, part in zip(mine, taking(each, [left[i] for i in mine]), strict=True):
                left[i] -= part
    return priced(lines, worths(lines, [each if each.id in kept else useless(each) for each in reductions])[0])


def below_nothing(lines, reductions):
    """Every discount takes its share of the initial price, however little is left."""
    discounts = [0] * len(lines)
    for place, each in by_id(lines, reductions):
        mine = [i for i, (_gross, bits) in enumerate(lines) if bits >> place & 1]
        for i, part in zip(mine, taking(each, [Fraction(lines[i][0]) for i in mine]), strict=True):
            discounts[i] += int(part)
    return assembled(lines, discounts)


def lost_on_the_way(lines, reductions):
    """The order is rounded once and the lines each for themselves, so a cent is left over."""
    chosen = worths(lines, reductions)[0]
    good = priced(lines, chosen)
    rows = assembled(lines, [int(sum(parts.values())) for parts in chosen.taken]).lines
    return evolve(good, lines=rows)


def assembled(lines, discounts):
    """A result from the discounts of lines, without parts."""
    rows = tuple(
        PricedLine(gross, gross - discount, discount, (("any", discount),) if discount else ())
        for (gross, _bits), discount in zip(lines, discounts, strict=True)
    )
    gross = sum(money for money, _bits in lines)
    return Priced(rows, gross, gross - sum(discounts), sum(discounts))
