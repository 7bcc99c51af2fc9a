"""Which benefits a member has at an instant, and why not the others."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from loyalty.benefits.answer import Answer, Granted, Inapplicable, Request, Skipped
from loyalty.benefits.benefit import Benefit
from loyalty.benefits.occasion import Opening
from loyalty.benefits.quota import Span
from loyalty.benefits.settings import Discount
from loyalty.benefits.yielding import best, yields
from loyalty.engine.counting import Counting
from loyalty.engine.openings import Openings
from loyalty.members.account import (
    ACTIVE,
    NEVER,
    PAUSED,
    Account,
)
from loyalty.periods import Period, to_instant

if TYPE_CHECKING:
    from loyalty.engine.plan import Plan

YEAR = Period(years=1)
EPOCH_DAY = date(1970, 1, 1).toordinal()
_ANY = Request()
UNGIVEN = frozenset({"paused", "not-a-member", "dates", "value"})
"""Why a member does not even have a use of a benefit that a remedy gave."""


class Entitling:
    """Answers for one version; accounts must have been brought up to the instant."""

    def __init__(self, plan: "Plan") -> None:
        """Prepare what every question needs."""
        self.plan = plan
        self.version = plan.version
        self.benefits = plan.version.benefits
        self.by_id: Mapping[str, Benefit] = {benefit.id: benefit for benefit in self.benefits}
        self.openings, self.counting = Openings(plan), Counting(plan)

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where each benefit stands, as ``file:line``."""
        from loyalty.engine.telling import where  # noqa: PLC0415 - it tells of machines, which have plans, which have this

        return {each.id: where(self.version, each.path) for each in self.benefits}

    def answer(self, account: Account, at: int, request: Request = _ANY) -> Answer:
        """Return every benefit exactly once (see `loyalty.benefits.answer`)."""
        granted: list[Granted] = []
        other: list[Inapplicable] = []
        for benefit in self.benefits:
            found = self.of(benefit, account, at, request)
            if isinstance(found, Granted):
                granted.append(found)
            else:
                other.append(found)
        skipped = tuple(self._skipped(granted))
        gone = {each.id for each in skipped}
        return Answer(tuple(each for each in granted if each.id not in gone), skipped, tuple(other))

    @cached_property
    def _replaceable(self) -> frozenset[str]:
        """Benefits that another one may replace; which discount acts, only an order can tell."""
        named = {name for benefit in self.benefits for name in benefit.replaces}
        return frozenset(each.id for each in self.benefits if each.id in named and not _is_discount(each))

    def replaced(self, benefit: Benefit, account: Account, at: int) -> str:
        """Return what acts instead of a benefit at an instant; empty when nothing does."""
        if benefit.id not in self._replaceable:
            return ""
        skipped = self.answer(account, at).skipped
        return next((each.by for each in skipped if each.id == benefit.id and each.code == "replaced"), "")

    def granted(self, account: Account, at: int, family: type = object) -> list[Granted]:
        """Return what the member has of a family of kinds, before any of it replaces another."""
        found = []
        for benefit in self.benefits:
            if issubclass(benefit.kind.settings, family):
                one = self.of(benefit, account, at, _ANY)
                if isinstance(one, Granted):
                    found.append(one)
        return found

    def _skipped(self, granted: list[Granted]) -> Iterator[Skipped]:
        """Yield what gives way to another; which discount of a group is best, only an order can tell."""
        by = yields(granted)
        groups: dict[str, list[Granted]] = {}
        for each in granted:
            if each.benefit.group is not None and each.id not in by and not isinstance(each.settings, Discount):
                groups.setdefault(each.benefit.group, []).append(each)
        first = {group: best(several).id for group, several in groups.items()}
        for each in granted:
            group = None if isinstance(each.settings, Discount) else each.benefit.group
            if each.id in by:
                yield Skipped(benefit=each.benefit, code="replaced", by=by[each.id], where=each.where)
            elif group is not None and first[group] != each.id:
                yield Skipped(benefit=each.benefit, code="group", by=first[group], where=each.where)

    def has(self, benefit: Benefit, account: Account, at: int) -> bool:
        """Return whether a member has a benefit, uses left or not."""
        return self._unfit(benefit, account, at, self.openings.at(benefit, account, at)) is None

    def of(self, benefit: Benefit, account: Account, at: int, request: Request = _ANY) -> Granted | Inapplicable:
        """Return one benefit as granted, or the first reason why it is not."""
        where = self.places[benefit.id]
        opening = self.openings.at(benefit, account, at)
        unfit = self._unfit(benefit, account, at, opening)
        given = self.counting.given(benefit, account, at) if account.given else 0
        if unfit is not None and (unfit[0] in UNGIVEN or not given):
            return Inapplicable(benefit=benefit, code=unfit[0], facts=unfit[1], where=where)  # type: ignore[arg-type]
        tier, choice = self.counting.tier(benefit, account), self.counting.choice(benefit, account)
        span = None if unfit is not None else self.counting.span(benefit, account, at, opening)
        left = given if unfit is not None else self._left(benefit, account, at, span, given)
        plain = request is _ANY and (left is None or left > 0)
        secret = opening is not None and benefit.id in self.openings.secret
        again = None if plain else self._again(benefit, account, at, span)
        refused = None if plain else self._asked(benefit, at, request, left, again)
        if refused is not None:
            code: Any = refused[0]
            settings = benefit.settings(choice)
            return Inapplicable(benefit=benefit, code=code, facts=refused[1], where=where, settings=settings)
        end = min(opening.end if opening and not secret else NEVER, NEVER if benefit.ends is None else benefit.ends)
        key = span.key if span is not None else opening.key if opening is not None else ""
        return Granted(
            benefit=benefit, settings=benefit.settings(choice), tier=tier, left=left,
            until=None if end >= NEVER else self._local(end), period=key, where=where,
        )  # fmt: skip

    def _left(self, benefit: Benefit, account: Account, at: int, span: Span | None, given: int) -> int | None:
        """Return how many uses are left, those too that remedies gave; None when they are not counted."""
        return None if span is None else self.counting.left(benefit, account, at, span) + given

    def own(self, benefit: Benefit, account: Account, at: int) -> int | None:
        """Return how many uses are left without those that remedies gave; None when they are not counted."""
        opening = self.openings.at(benefit, account, at)
        if self._unfit(benefit, account, at, opening) is not None:
            return 0
        return self._left(benefit, account, at, self.counting.span(benefit, account, at, opening), 0)

    def _unfit(
        self, benefit: Benefit, account: Account, at: int, opening: Opening | None
    ) -> tuple[str, dict[str, object]] | None:
        """Return why a member does not have a benefit at all, with the facts; None when there is no reason."""
        who = benefit.who
        if account.status != ACTIVE:
            return ("paused" if account.status == PAUSED else "not-a-member"), {}
        if (benefit.starts is not None and at < benefit.starts) or (benefit.ends is not None and at >= benefit.ends):
            return "dates", {"from": self._local(benefit.starts), "to": self._local(benefit.ends)}
        if who.tiers is not None and (tier := self.counting.tier(benefit, account)) not in who.tiers:
            return "tier", {"tier": tier, "tiers": self._in_order(benefit)}
        if who.kinds and account.kind not in who.kinds:
            return "kind", {"kind": account.kind, "kinds": sorted(who.kinds)}
        if benefit.settings(self.counting.choice(benefit, account)) is None:
            return "value", {"by": benefit.by, "values": sorted(benefit.values)}
        if who.condition is not None and not self.plan.entitles(benefit)(account, at):
            return "condition", {"when": who.condition.text}
        if benefit.occasions and opening is None:
            return "window", {"next": self._local(self.openings.next(benefit, account, at))}
        return None

    def _in_order(self, benefit: Benefit) -> list[str]:
        ladder = self.version.ladders.get(benefit.who.ladder)
        order = ["none", *(tier.id for tier in ladder.tiers)] if ladder else []
        return [tier for tier in order if tier in (benefit.who.tiers or ())]

    def _again(self, benefit: Benefit, account: Account, at: int, span: Span | None) -> int | None:
        """Return when uses are counted anew; those of an occasion when it returns, not when it ends."""
        if benefit.occasions and benefit.quota is not None and benefit.quota.per == "occasion":
            return self.openings.next(benefit, account, at)
        return span.end if span else None

    def _asked(
        self, benefit: Benefit, at: int, request: Request, left: int | None, again: int | None
    ) -> tuple[str, dict[str, object]] | None:
        """Return why what is asked for cannot be had."""
        other = self._beside(benefit, request)
        if other is not None:
            return "request", other
        if left is not None and left < request.quantity:
            return "quota", {"left": left, "asked": request.quantity, "next": self._local(again)}
        if benefit.lead is not None and request.start is not None:
            earliest = self.version.zone.add(to_instant(request.asked) if request.asked else at, benefit.lead)
            if to_instant(request.start) < earliest:
                return "lead", {"lead": str(benefit.lead), "earliest": self._local(earliest)}
        if benefit.companions is not None and request.companions > benefit.companions:
            return "companions", {"most": benefit.companions, "asked": request.companions}
        if benefit.capacity is not None and request.taken + request.quantity > benefit.capacity:
            return "capacity", {"capacity": benefit.capacity, "taken": request.taken}
        return None

    def _beside(self, benefit: Benefit, request: Request) -> dict[str, object] | None:
        """Return why a request is not about a benefit, or what it leaves unsaid."""
        wanted = self.version.vocabulary.request_kinds.get(request.kind or "")
        kinds = (request.kind,) if wanted is None else wanted.benefits
        if request.benefit not in {None, benefit.id} or (request.kind is not None and benefit.kind.name not in kinds):
            return {"benefit": request.benefit, "kind": request.kind}
        missing = [] if wanted is None else [need for need in wanted.needs if getattr(request, need) is None]
        return {"kind": request.kind, "missing": missing} if missing else None

    def _local(self, instant: int | None) -> datetime | None:
        return None if instant is None or abs(instant) >= NEVER else self.version.zone.local(instant)


def _is_discount(benefit: Benefit) -> bool:
    return issubclass(benefit.kind.settings, Discount)
