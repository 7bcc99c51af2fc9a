"""Build the benefits: what is common to all kinds, then what each kind says of itself."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from loyalty.benefits.benefit import PRIORITY, Benefit
from loyalty.benefits.kind import BenefitKind
from loyalty.benefits.marks import marks
from loyalty.benefits.settings import Fee, Multiplier, Waiver
from loyalty.config.build.context import Build
from loyalty.config.build.entitled import Entitled, entitled, going_by
from loyalty.config.build.ids import check_id
from loyalty.config.build.occasions import Occasions
from loyalty.config.build.quotas import quota
from loyalty.config.build.scopes import Scopes
from loyalty.config.build.settings import Settings
from loyalty.config.build.tables import expanded
from loyalty.config.findings import shown
from loyalty.config.raw.benefit import RawBenefit
from loyalty.points.rules import ByTier, PointsRules
from loyalty.points.rules import Multiplier as Factor
from loyalty.words import Path

_NUMBERS = frozenset({"percent", "money", "whole", "number"})
"""Readers of settings that may name a table."""


@attrs.frozen(eq=False)
class Benefits:
    """Builds benefits out of what else the program says."""

    build: Build
    scopes: Scopes
    entitled: Entitled
    occasions: Occasions
    points: PointsRules | None

    def all(self, raw: Sequence[RawBenefit]) -> tuple[Benefit, ...]:
        """Return the benefits by priority and id: their order in the file means nothing (semantics 10)."""
        found: list[Benefit] = []
        for place, one in enumerate(raw):
            self._check_id(one, [other.id for other in raw[:place]], ("benefits", place, "id"))
            benefit = self._one(one, ("benefits", place))
            found += [] if benefit is None else [benefit]
        self._check_others(found, {one.id for one in raw})
        return tuple(sorted(found, key=lambda each: (each.priority, each.id)))

    def _check_id(self, raw: RawBenefit, before: Iterable[str], path: Path) -> None:
        if raw.id in before:
            message = f"the benefit `{shown(raw.id)}` is there twice"
            self.build.report("LOY283", message, path, "another id for one of them")
        else:
            check_id(self.build, raw.id, path)

    def _one(self, raw: RawBenefit, path: Path) -> Benefit | None:
        build = self.build
        kind = build.vocabulary.benefit_kinds.get(raw.kind)
        raw = raw if kind is None else _written_out(build, raw, kind)
        tables = _tables(raw)
        who = entitled(build, self.entitled, self.scopes, raw, path, tables)
        on = self.occasions.of(raw, path)
        starts, ends = self._dates(raw, path)
        allowed = quota(build, raw, self.entitled, on, path)
        if kind is None:
            kinds = build.vocabulary.benefit_kinds
            titles = {title: name for name, one in kinds.items() for title in one.names.values()}
            build.unknown("LOY255", "kind of benefit", raw.kind, kinds, (*path, "kind"), titles)
            return None
        if issubclass(kind.settings, Multiplier):
            self._check_acting(raw, path)
        by = going_by(Build(build.broken), self.entitled, tables, path)
        values = Settings(build, self.scopes, self.entitled, kind, path, by).by_tier(raw.settings)
        return Benefit(
            raw.id,
            kind,
            who,
            values,
            on,
            allowed,
            starts,
            ends,
            None if raw.lead is None else build.period(raw.lead, (*path, "lead"), zero=True),
            self._whole(raw.companions, (*path, "companions"), 0),
            self._whole(raw.capacity, (*path, "capacity"), 1),
            raw.replaces,
            raw.group,
            self._whole(raw.priority, (*path, "priority"), 0) or (PRIORITY if raw.priority is None else 0),
            by,
            raw.name or {},
            path,
        )

    def _whole(self, raw: int | str | None, path: Path, least: int) -> int | None:
        return None if raw is None else self.build.whole(raw, path, least)

    def _dates(self, raw: RawBenefit, path: Path) -> tuple[int | None, int | None]:
        starts = None if raw.starts is None else self.build.moment(raw.starts, (*path, "from"))
        ends = None if raw.ends is None else self.build.moment(raw.ends, (*path, "to"))
        if starts is not None and ends is not None and starts >= ends:
            cure = "a date behind `from`; `to` itself is not included"
            self.build.report("LOY228", "the benefit ends before it begins", (*path, "to"), cure)
        return starts, ends

    def _check_others(self, found: Sequence[Benefit], known: Iterable[str]) -> None:
        """Report names of other benefits, fees and earning rules that nothing has."""
        ids = list(known)
        rates = [rule.id for rule in self.points.earn if rule.per is not None] if self.points else []
        fees = [each.id for each in found if issubclass(each.kind.settings, Fee)]
        for each in found:
            self._check_names(
                each.replaces, [one for one in ids if one != each.id], (*each.path, "replaces"), "benefit"
            )
            for settings in each.values.values():
                if isinstance(settings, Waiver):
                    self._check_names(settings.of, fees, (*each.path, "of"), "fee")
                if isinstance(settings, Multiplier):
                    self._check_multiplier(settings, rates, each.path)

    def _check_names(self, names: Sequence[str], known: Sequence[str], path: Path, noun: str) -> None:
        for place, name in enumerate(names):
            if name not in known:
                at = (*path, place) if len(names) > 1 else path
                self.build.unknown("LOY257" if noun != "rate" else "LOY246", noun, name, known, at)

    def _check_acting(self, raw: RawBenefit, path: Path) -> None:
        """A multiplier acts on earning by itself: nobody uses it, books it or comes along."""
        for key in ("quota", "lead", "companions", "capacity"):
            if getattr(raw, key) is not None:
                message = f"`{key}` does not go with a multiplier, which acts by itself as long as the member has it"
                self.build.report(
                    "LOY230", message, (*path, key), "leave it out, or `limit` in the earning rule", key=True
                )

    def _check_multiplier(self, settings: Multiplier, rates: Sequence[str], path: Path) -> None:
        if not rates:
            message = "there is no earning rule with `per` whose points could be multiplied"
            self.build.report("LOY246", message, (*path, "kind"), "`[[points.earn]]` with `per`")
        self._check_names(settings.of, rates, (*path, "of"), "rate")


def _written_out(build: Build, raw: RawBenefit, kind: BenefitKind) -> RawBenefit:
    """Return a benefit with the tables in the place of their names, wherever numbers are wanted."""
    numbers = {setting.key for setting in marks(kind.settings) if setting.reader in _NUMBERS}
    settings = {key: expanded(build, value) if key in numbers else value for key, value in raw.settings.items()}
    quota = _quota_written_out(build, raw.quota)
    return attrs.evolve(raw, settings=settings, quota=quota) if (settings, quota) != (raw.settings, raw.quota) else raw


def _quota_written_out(build: Build, quota: Any) -> Any:
    """Return a quota with the numbers of a table in the place of its name, alone or as the `count`."""
    if not isinstance(quota, Mapping):
        return expanded(build, quota)
    count = expanded(build, quota.get("count"))
    if not isinstance(count, Mapping):
        return quota
    return {**{key: value for key, value in quota.items() if key != "count"}, **count}


def _tables(raw: RawBenefit) -> dict[str, Mapping[str, object]]:
    """Return the values of a benefit that differ by tier, by kind or by a field."""
    tables: dict[str, object] = {**raw.settings, "quota": raw.quota}
    return {key: table for key, table in tables.items() if isinstance(table, Mapping)}


def multiplied(points: PointsRules | None, benefits: Sequence[Benefit]) -> PointsRules | None:
    """Return the rules of points with the factors that benefits give."""
    if points is None:
        return None
    factors = [_factor(place, each, on) for place, each in enumerate(benefits) for on in _kinds(points, each)]
    return attrs.evolve(points, multipliers=(*points.multipliers, *factors)) if factors else points


def _kinds(points: PointsRules, benefit: Benefit) -> list[str]:
    """Return the event kinds whose rates a benefit multiplies."""
    settings = next(iter(benefit.values.values()), None)
    if not isinstance(settings, Multiplier):
        return []
    rates = [rule for rule in points.earn if rule.per is not None and (not settings.of or rule.id in settings.of)]
    return list(dict.fromkeys(rule.on for rule in rates))


def _factor(place: int, benefit: Benefit, on: str) -> Factor:
    times = {tier: settings.times for tier, settings in benefit.values.items() if tier}
    whole = benefit.values.get("")
    number = ByTier(whole.times if whole is not None else Fraction(1), times, benefit.who.ladder)
    of = next(iter(benefit.values.values())).of
    return Factor(benefit.id, on, number, of=of, benefit=place, names=benefit.names, path=benefit.path)
