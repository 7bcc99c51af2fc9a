"""What is allowed in a program of a shop, and doubtful."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.benefits import Benefit, Discount
from loyalty.plugin import Check, Doubt, Version


def worse(version: Version) -> Iterator[Doubt]:
    """Yield a doubt for each discount that replaces another one and takes off less wherever a member has both."""
    by_id = {each.id: each for each in version.benefits}
    for each in version.benefits:
        for name in each.replaces:
            other = by_id.get(name)
            if other is not None and _worse(each, other):
                message = f"`{each.id}` replaces `{name}` and takes off less: where both hold, `{name}` stays"
                yield Doubt(message, (*each.path, "percent"))


def _worse(each: Benefit, other: Benefit) -> bool:
    """Say whether the shares of one are smaller than those of another, for all who may have both."""
    mine, its = _shares(each), _shares(other)
    shared = [key for key in (*mine, *its) if (key in mine or "" in mine) and (key in its or "" in its)]
    if not shared:
        return False
    pairs = [(mine.get(key, mine.get("")), its.get(key, its.get(""))) for key in shared]
    return all(small is not None and large is not None and small < large for small, large in pairs)


def _shares(benefit: Benefit) -> dict[str, Fraction | None]:
    """Return the plain shares of a discount by what its tables go by; others count as unknown."""
    return {
        key: one.percent if isinstance(one, Discount) and one.cap is None and one.at_least is None else None
        for key, one in benefit.values.items()
    }


WORSE = Check(
    code="clothing.worse-price",
    title="A price instead of another one that is better for the member.",
    why="a discount more never makes an order dearer, so the worse one never acts where both hold",
    cure="a larger `percent`, or no `replaces`, so that both act",
    call=worse,
)
"""Finds prices that replace better ones."""
