"""Which discounts are better than others whatever else an order has: these need not be tried."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from loyalty.benefits.reduction import Step

Masks = tuple[int, ...]
"""For each class of lines the bits of the discounts that touch it, or act on it."""


def outdoes(steps: Sequence[Step], touched: Masks, step: Step, rival: Step, besides: Collection[Step] = ()) -> bool:
    """Say whether a discount in another one's stead takes at least as much of the lines that both touch.

    So it is if it calculates alike, takes more (or as much, and stands before the other), and nothing comes between the
    two that would make their places matter. Of equals the first outdoes the other, never the other way round.

    Args:
        steps: in the order in which they act.
        touched: the bits of what touches each class of lines.
        step: the better one, perhaps.
        rival: the other one.
        besides: what cannot act together with either.
    """
    if step.mode != rival.mode or not (step.mode == "amount" or (step.linewise and rival.linewise)):
        return False
    mine, theirs = step.over * rival.under, rival.over * step.under
    if step.mode == "amount":
        mine, theirs = step.most, rival.most
    if (mine, rival.place) < (theirs, step.place):
        return False
    first, last = sorted((step.place, rival.place))
    return not any(_disturbs(each, step, rival, touched) for each in steps[first + 1 : last] if each not in besides)


def contenders(
    steps: Sequence[Step], group: Sequence[Step], touched: Masks, rivals: Mapping[Step, int]
) -> Iterator[Step]:
    """Yield those of a group that may be its best one.

    Args:
        steps: in the order in which they act.
        group: those of the group that touch a line.
        touched: the bits of what touches each class of lines.
        rivals: the bits of what each of the group excludes, outside of the group.
    """
    for step in group:
        if not any(
            better is not step
            and _covers(better, step, touched, rivals)
            and outdoes(steps, touched, better, step, besides=group)
            for better in group
        ):
            yield step


def _covers(better: Step, step: Step, touched: Masks, rivals: Mapping[Step, int]) -> bool:
    """Say whether one touches all that another does, and excludes the same on the same lines."""
    lines = [(bool(bits & better.bit), bool(bits & step.bit)) for bits in touched]
    if better.mode == "amount" or rivals[better] or rivals[step]:
        return all(mine == theirs for mine, theirs in lines) and rivals[better] == rivals[step]
    return all(mine or not theirs for mine, theirs in lines)


def _disturbs(each: Step, step: Step, rival: Step, touched: Masks) -> bool:
    """Say whether it matters which of two comes before a third.

    Shares of what is left can change places, and so can amounts that are spread over the same lines.
    """
    if each.mode == "scale" and step.mode == "scale":
        return False
    three = each.bit | step.bit | rival.bit
    if each.mode == "amount" and step.mode == "amount" and all(bits & three in {0, three} for bits in touched):
        return False
    return any(bits & each.bit and bits & (step.bit | rival.bit) for bits in touched)
