"""Which benefits a member has at an instant, and why not the others."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from loyalty.benefits.answer import Answer, Granted, Inapplicable, Request, Skipped
from loyalty.benefits.benefit import Benefit
from loyalty.benefits.occasion import Calendar, Occasion, Opening
from loyalty.benefits.quota import CALENDAR, Span, carried, used
from loyalty.benefits.settings import Discount
from loyalty.benefits.yielding import best, yields
from loyalty.engine.privacy import personal
from loyalty.members.account import (
    ACTIVE,
    BENEFIT,
    NEVER,
    OCCASION,
    PAUSED,
    QUANTITY,
    RESERVED,
    USED_AT,
    USED_UNTIL,
    Account,
)
from loyalty.metrics import journal
from loyalty.periods import Period, to_instant

if TYPE_CHECKING:
    from loyalty.engine.plan import Plan

YEAR = Period(years=1)
EPOCH_DAY = date(1970, 1, 1).toordinal()
_ANY = Request()


class Entitling:
    """Answers for one version; accounts must have been brought up to the instant."""

    def __init__(self, plan: "Plan") -> None:
        """Prepare what every question needs."""
        self.plan = plan
        self.version = plan.version
        self.calendar = Calendar(plan.version.zone, plan.version.feb29)
        self.benefits = plan.version.benefits
        self.by_id: Mapping[str, Benefit] = {benefit.id: benefit for benefit in self.benefits}
        self._ladders = {name: place for place, name in enumerate(plan.layout.ladders)}

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where each benefit stands, as ``file:line``."""
        from loyalty.engine.telling import where  # noqa: PLC0415 - it tells of machines, which have plans, which have this

        return {each.id: where(self.version, each.path) for each in self.benefits}

    @cached_property
    def secret(self) -> frozenset[str]:
        """The benefits around personal data: when their windows open and close is not told."""
        return frozenset(
            each.id for each in self.benefits for one in each.occasions if personal(self.version, one.name)
        )

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
        return self._unfit(benefit, account, at, self._opening(benefit, account, at)) is None

    def of(self, benefit: Benefit, account: Account, at: int, request: Request = _ANY) -> Granted | Inapplicable:
        """Return one benefit as granted, or the first reason why it is not."""
        where = self.places[benefit.id]
        opening = self._opening(benefit, account, at)
        unfit = self._unfit(benefit, account, at, opening)
        if unfit is not None:
            return Inapplicable(benefit=benefit, code=unfit[0], facts=unfit[1], where=where)  # type: ignore[arg-type]
        tier = self.tier(benefit, account)
        choice = tier if benefit.by == "tier" else self.choice(benefit, account)
        span = self._span(benefit, account, at, opening)
        left = None if span is None else self._left(benefit, account, at, span, choice)
        plain = request is _ANY and (left is None or left > 0)
        secret = opening is not None and benefit.id in self.secret
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

    def tier(self, benefit: Benefit, account: Account) -> str:
        """Return the standing on the ladder that a benefit is about."""
        ladder = self._ladders.get(benefit.who.ladder)
        return "none" if ladder is None else self.plan.steps[ladder].name(account.standings[ladder].rank)

    def choice(self, benefit: Benefit, account: Account) -> str:
        """Return what the tables of a benefit go by, as the member has it; empty where nothing is known."""
        if benefit.by == "tier":
            return self.tier(benefit, account)
        if benefit.by == "kind":
            return account.kind or ""
        return str(account.fields[self.plan.layout.fields.index(benefit.by)] or "")

    def _unfit(
        self, benefit: Benefit, account: Account, at: int, opening: Opening | None
    ) -> tuple[str, dict[str, object]] | None:
        """Return why a member does not have a benefit at all, with the facts; None when there is no reason."""
        who = benefit.who
        if account.status != ACTIVE:
            return ("paused" if account.status == PAUSED else "not-a-member"), {}
        if (benefit.starts is not None and at < benefit.starts) or (benefit.ends is not None and at >= benefit.ends):
            return "dates", {"from": self._local(benefit.starts), "to": self._local(benefit.ends)}
        if who.tiers is not None and (tier := self.tier(benefit, account)) not in who.tiers:
            return "tier", {"tier": tier, "tiers": self._in_order(benefit)}
        if who.kinds and account.kind not in who.kinds:
            return "kind", {"kind": account.kind, "kinds": sorted(who.kinds)}
        if benefit.settings(self.choice(benefit, account)) is None:
            return "value", {"by": benefit.by, "values": sorted(benefit.values)}
        if who.condition is not None and not self.plan.entitles(benefit)(account, at):
            return "condition", {"when": who.condition.text}
        if benefit.occasions and opening is None:
            return "window", {"next": self._local(self._next(benefit, account, at))}
        return None

    def _in_order(self, benefit: Benefit) -> list[str]:
        ladder = self.version.ladders.get(benefit.who.ladder)
        order = ["none", *(tier.id for tier in ladder.tiers)] if ladder else []
        return [tier for tier in order if tier in (benefit.who.tiers or ())]

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

    def _opening(self, benefit: Benefit, account: Account, at: int) -> Opening | None:
        """Return the window that is open, of several the one that opened last."""
        found = None
        for occasion in benefit.occasions:
            opening = self.calendar.opening(occasion, self._date(occasion, account, at), at)
            if opening is not None and (found is None or opening.start > found.start):
                found = opening
        return found

    def occasion(self, benefit: Benefit, account: Account, at: int) -> str:
        """Return the key of the occasion to which a use belongs: the year of a personal date, even if it was moved."""
        opening = self._opening(benefit, account, at)
        if opening is not None:
            return opening.key
        field = next((each.name for each in benefit.occasions if each.source == "field"), None)
        return "" if field is None else f"{field} {self.version.zone.local(at).year}"

    def _next(self, benefit: Benefit, account: Account, at: int) -> int | None:
        """Return when the next window opens; personal dates are not told."""
        told = [each for each in benefit.occasions if not personal(self.version, each.name)]
        ahead = [self.calendar.following(each, self._date(each, account, at), at) for each in told]
        return min((opening.start for opening in ahead if opening is not None), default=None)

    def _again(self, benefit: Benefit, account: Account, at: int, span: Span | None) -> int | None:
        """Return when uses are counted anew; those of an occasion when it returns, not when it ends."""
        if benefit.occasions and benefit.quota is not None and benefit.quota.per == "occasion":
            return self._next(benefit, account, at)
        return span.end if span else None

    def _date(self, occasion: Occasion, account: Account, at: int) -> date | int | None:
        """Return the date of the member, or the instant of the latest event."""
        if occasion.source == "field":
            value = account.fields[self.plan.layout.fields.index(occasion.name)]
            return None if value is None else date.fromordinal(int(value) + EPOCH_DAY)
        if occasion.source == "event":
            slot = self.plan.layout.by_name[self.plan.number][occasion.name]
            state = account.m[slot.index]
            return None if journal.value(slot.steps, state, at) is None else int(state[0])
        return None

    def _left(self, benefit: Benefit, account: Account, at: int, span: Span, choice: str) -> int:
        quota = benefit.quota
        assert quota is not None
        count = quota.of(choice)
        uses = [
            each
            for each in account.usage.values()
            if each[BENEFIT] == benefit.id and not (each[RESERVED] and each[USED_UNTIL] <= at)
        ]
        if quota.per == "occasion":
            gone: int = sum(each[QUANTITY] for each in uses if each[OCCASION] == span.key)
            return max(count - gone, 0)
        since = self._since(benefit, account)
        dated = [(each[USED_AT], each[QUANTITY]) for each in uses]
        brought = carried(quota, count, dated, span, lambda each: self._before(benefit, account, each, since))
        return max(count + brought - used(dated, span), 0)

    def _since(self, benefit: Benefit, account: Account) -> int:
        """Return since when the member has had a part in a benefit."""
        since = account.joined
        ladder = self._ladders.get(benefit.who.ladder)
        if benefit.who.tiers is not None and ladder is not None:
            since = max(since, account.standings[ladder].entered)
        return max(since, benefit.starts or since)

    def _span(self, benefit: Benefit, account: Account, at: int, opening: Opening | None) -> Span | None:
        """Return the period in which uses count together now (semantics 14)."""
        if benefit.quota is None:
            return None
        per = benefit.quota.per
        if per == "occasion" and opening is not None:
            return Span(opening.start, opening.end, opening.key)
        if per == "tier-entry":
            entered = account.standings[self._ladders[benefit.who.ladder]].entered if self._ladders else account.joined
            return Span(entered, NEVER, f"{self.tier(benefit, account)} {self._day(entered)}")
        if per == "membership-year":
            return self._membership_year(account, at)
        if per in CALENDAR:
            start = self.version.zone.start_of(at, per)
            return Span(start, self.version.zone.end_of(at, per), self._day(start))
        return Span(-NEVER, NEVER, "lifetime")

    def _membership_year(self, account: Account, at: int) -> Span:
        zone = self.version.zone
        number = zone.steps(account.joined, YEAR, at)
        start, end = zone.add(account.joined, YEAR, number), zone.add(account.joined, YEAR, number + 1)
        return Span(start, end, self._day(start))

    def _before(self, benefit: Benefit, account: Account, span: Span, since: int) -> Span | None:
        """Return the period before another, if the member had the benefit in it."""
        at = span.start - 1
        return None if at < since else self._span(benefit, account, at, None)

    def _local(self, instant: int | None) -> datetime | None:
        return None if instant is None or abs(instant) >= NEVER else self.version.zone.local(instant)

    def _day(self, instant: int) -> str:
        return "" if abs(instant) >= NEVER else self.version.zone.local(instant).date().isoformat()


def _is_discount(benefit: Benefit) -> bool:
    return issubclass(benefit.kind.settings, Discount)
