"""Which of several discounts that exclude each other act: those that leave the member the lowest price.

Of a group one acts on the order. Those that replace each other have an order of precedence: on every line a discount
yields to those before it that act there. Of all choices the best one stands, of equally good ones the first by priority
and id. Adding a discount adds choices in which it comes last and the others act as before, so an order never becomes
dearer (semantics 10).

Most choices need no trial: some discounts outdo others whatever else there is, and letting everything act that is still
open leaves no more than any choice does, unless an amount or a cap would be spread over fewer lines.
"""

from collections.abc import Sequence

import attrs

from loyalty.benefits.outdoing import Masks, contenders, outdoes
from loyalty.benefits.reduction import Step
from loyalty.benefits.remains import BITS_MAX, Intricate, remains
from loyalty.errors import LoyaltyError

WORK_MAX = 10_000
"""The most that is done to find the best choice, about half a second; what needs more is refused, never guessed.

A price that is calculated counts as one, and as one more for every 256 bits of its numbers; a look at discounts that
exclude each other as one, and as one more for every 64 pairs of them.
"""


@attrs.frozen(eq=False)
class Rivals:
    """The discounts of a program that exclude each other: groups of several, and for each step the bits of its rivals.

    Everything is in the order in which the discounts act.
    """

    steps: Sequence[Step]
    groups: Sequence[Sequence[Step]]
    bits: dict[Step, int]


def rivals(steps: Sequence[Step]) -> Rivals:
    """Find what excludes what."""
    groups: dict[str, list[Step]] = {}
    for step in steps:
        if step.of.group is not None:
            groups.setdefault(step.of.group, []).append(step)
    bits = {step: sum(other.bit for other in steps if other is not step and _replaces(step, other)) for step in steps}
    several = [group for group in groups.values() if len(group) > 1]
    return Rivals(steps, several, {step: others for step, others in bits.items() if others})


def _replaces(step: Step, other: Step) -> bool:
    return other.of.id in step.of.replaces or step.of.id in other.of.replaces


def choose(among: Rivals, gross: Sequence[int], touched: Masks) -> tuple[Masks, Masks]:
    """Return what touches each class once every group has chosen, and which of that acts.

    Args:
        among: what excludes what.
        gross: the total of each class, above 0.
        touched: the bits of what touches each class.

    Raises:
        LoyaltyError: `too-many-discounts`, when no choice can be found in a bounded time.
    """
    touched, groups = _narrowed(among, touched)
    acting, cluster = _settled(among, touched)
    if not groups and not cluster:
        return touched, acting
    search = _Search(among, gross)
    search.groups(groups, touched)
    assert search.best is not None
    return search.best


def _narrowed(among: Rivals, touched: Masks) -> tuple[Masks, list[list[Step]]]:
    """Leave of each group those that may be its best; return the groups of which more than one is left."""
    several = []
    for group in among.groups:
        mine = [step for step in group if any(bits & step.bit for bits in touched)]
        if len(mine) > 1:
            inside = sum(step.bit for step in mine)
            outside = {step: among.bits.get(step, 0) & ~inside for step in mine}
            best = list(contenders(among.steps, mine, touched, outside))
            touched = _only(best, mine, touched)
            several += [best] if len(best) > 1 else []
    return touched, several


def _only(kept: Sequence[Step], group: Sequence[Step], touched: Masks) -> Masks:
    others = sum(each.bit for each in group if each not in kept)
    return tuple(bits & ~others for bits in touched) if others else touched


def _settled(among: Rivals, acting: Masks) -> tuple[Masks, list[Step]]:
    """Give precedence where it needs no trial; return what may act then, and some that still exclude each other.

    Where all of a cluster exclude each other, one that outdoes all the others comes first.
    """
    while cluster := _cluster(among, acting):
        best = next((step for step in cluster if _leads(among, acting, step, cluster)), None)
        if best is None:
            break
        acting = _placed(among, acting, best)
    return acting, cluster


def _leads(among: Rivals, acting: Masks, step: Step, cluster: Sequence[Step]) -> bool:
    everyone = sum(each.bit for each in cluster)
    return step.linewise and all(
        everyone & ~among.bits[other] == other.bit and (other is step or outdoes(among.steps, acting, step, other))
        for other in cluster
    )


def _placed(among: Rivals, acting: Masks, step: Step) -> Masks:
    """Take its rivals away wherever a discount acts."""
    others = ~among.bits[step]
    return tuple(bits & others if bits & step.bit else bits for bits in acting)


def _cluster(among: Rivals, acting: Masks) -> list[Step]:
    """Return the first discounts that exclude each other, directly or through others, on lines where they may act."""
    reached = 0
    cluster: list[Step] = []
    for step, others in among.bits.items():
        if any(bits & step.bit and bits & others for bits in acting):
            reached = step.bit
            break
    while reached:
        found = [step for step in among.bits if step.bit & reached]
        if len(found) == len(cluster):
            break
        cluster = found
        for step in cluster:
            for bits in acting:
                reached |= bits & among.bits[step] if bits & step.bit else 0
    return cluster


@attrs.define(eq=False)
class _Search:
    """The best choice so far, what it leaves, what was tried, and how much was done for it."""

    among: Rivals
    gross: Sequence[int]
    best: tuple[Masks, Masks] | None = None
    price: tuple[int, int] = (1, 0)
    seen: set[Masks] = attrs.field(factory=set)
    work: int = 0

    def groups(self, groups: Sequence[Sequence[Step]], touched: Masks) -> None:
        """Try each member of the first group with every choice among the others."""
        if not groups:
            self.precedence(touched, touched)
        elif not self._hopeless(touched):
            for step in groups[0]:
                self.groups(groups[1:], _only((step,), groups[0], touched))

    def precedence(self, touched: Masks, acting: Masks) -> None:
        """Try which of those that exclude each other comes first."""
        acting, cluster = _settled(self.among, acting)
        self._count(1 + len(cluster) ** 2 // 64)
        if acting in self.seen:
            return
        self.seen.add(acting)
        if not cluster:
            left = self._left(acting)
            if left is not None:
                self.best, self.price = (touched, acting), left
        elif not self._hopeless(acting):
            for step in cluster:
                self.precedence(touched, _placed(self.among, acting, step))

    def _hopeless(self, acting: Masks) -> bool:
        """Say whether no choice that is still open can be the best one; amounts and caps cannot be judged."""
        if self.best is None or not all(step.linewise for step in self.among.bits):
            return False
        try:
            return self._left(acting) is None
        except Intricate:  # everything at once is more intricate than any choice
            self._count(BITS_MAX // 256)
            return False

    def _left(self, acting: Masks) -> tuple[int, int] | None:
        """What is left if all this acts; None if that is no improvement."""
        shares, whole = remains(self.among.steps, self.gross, acting)
        self._count(1 + whole.bit_length() // 256)
        left = sum(share * money for share, money in zip(shares, self.gross, strict=True))
        return (left, whole) if left * self.price[1] < self.price[0] * whole else None

    def _count(self, work: int) -> None:
        self.work += work
        if self.work > WORK_MAX:
            hint = "put those of which only one may act on an order into one group"
            raise LoyaltyError("too-many-discounts", "too many discounts exclude each other on one order", hint=hint)
