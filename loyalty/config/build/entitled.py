"""Build who has a benefit or a promise, who may apply, and whom a target is about."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

import attrs

from loyalty.benefits.benefit import Who
from loyalty.config.build.context import Build
from loyalty.config.build.expressions import expression
from loyalty.config.build.scopes import MAIN, Scopes
from loyalty.lang import BOOL
from loyalty.tiers.ladder import NONE
from loyalty.words import Path

TIER, KIND = "tier", "kind"
"""What a table goes by, if not by a field of members."""
BENEFIT = "benefit"
EVERYONE = "all"
"""The word for every active member, whatever the standing."""
QUOTA_WORDS = frozenset({"per", "rollover", "count", "by"})
"""Keys of a table of a quota that are no tiers."""


@attrs.frozen(eq=False)
class Entitled:
    """The tiers of each ladder, low to high, the ladders whose tiers also have what lower ones have, the kinds.

    `fields` are the fields of members with listed values, by which tables may go as well.
    """

    ladders: Mapping[str, tuple[str, ...]]
    inherits: frozenset[str]
    kinds: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    def words(self, by: str) -> tuple[str, ...]:
        """Return what a table may list that goes by tier, by the kind of member, or by a field."""
        if by == TIER:
            return (NONE, *self.owners)
        return self.kinds if by == KIND else self.fields.get(by, ())

    @property
    def owners(self) -> dict[str, str]:
        """The ladder of each tier."""
        return {tier: ladder for ladder, tiers in self.ladders.items() for tier in tiers}

    def and_above(self, ladder: str, tiers: Iterable[str]) -> list[str]:
        """Return tiers with those above the lowest of them, where the ladder hands benefits up (S46)."""
        order = (NONE, *self.ladders.get(ladder, ()))
        named = [tier for tier in order if tier in tiers]
        return list(order[order.index(named[0]) :]) if ladder in self.inherits and named else named

    def filled(self, ladder: str, table: Mapping[str, object]) -> dict[str, object]:
        """Return a table by tier with what higher tiers inherit."""
        order = (NONE, *self.ladders.get(ladder, ()))
        found: dict[str, object] = {}
        last: list[object] = []
        for tier in order:
            if tier in table:
                last = [table[tier]]
            if last and (tier in table or ladder in self.inherits):
                found[tier] = last[0]
        return found


Tables = Mapping[str, Mapping[str, object]]
"""Tables by tier, by kind of member or by a listed field, under their keys."""
_NONE: Tables = MappingProxyType({})


class Declared(Protocol):
    """What a benefit, a promise, a request or a target says about whom it concerns."""

    @property
    def tiers(self) -> tuple[str, ...] | None:
        """The tiers named."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of members named."""

    @property
    def when(self) -> str | None:
        """The condition."""


def entitled(
    build: Build,
    has: Entitled,
    scopes: Scopes,
    raw: Declared,
    path: Path,
    tables: Tables = _NONE,
    noun: str = BENEFIT,
) -> Who:
    """Return whom something concerns; without a word about it, everybody, but a benefit whoever stands on a tier.

    `tables` have the values that differ, and `noun` is what it is called.
    """
    listed = _listed(tables) if going_by(build, has, tables, path) == TIER else []
    tiers = raw.tiers if raw.tiers is not None else tuple(dict.fromkeys(tier for _, ids in listed for tier in ids))
    ladder = _ladder(build, has, tiers if raw.tiers is not None else (), listed, path, noun)
    condition = None
    if raw.when is not None:
        condition = expression(build, raw.when, (*path, "when"), scopes.member(), BOOL)
    for place, kind in enumerate(raw.kinds):
        if kind not in has.kinds:
            at = (*path, "kinds", place) if len(raw.kinds) > 1 else (*path, "kinds")
            build.unknown("LOY258", "kind of members", kind, has.kinds, at)
    told = tiers if tiers or noun == BENEFIT else (EVERYONE,)
    return Who(ladder, _tiers(has, ladder, told), frozenset(raw.kinds), condition)


def going_by(build: Build, has: Entitled, tables: Tables, path: Path) -> str:
    """Return what tables go by; they must agree. Empty when that cannot be said."""
    found: list[str] = []
    for key, table in tables.items():
        by = str(table.get("by", TIER))
        if by not in {TIER, KIND, *has.fields}:
            build.unknown("LOY247", "member field with `values`", by, [TIER, KIND, *has.fields], (*path, key, "by"))
            return ""
        found.append(by)
        if by != found[0]:
            message = f"one table goes by `{found[0]}`, and this one by `{by}`"
            build.report("LOY253", message, (*path, key), "one of the two")
            return ""
        for word in table if by != TIER else ():
            if word not in {*has.words(by), *QUOTA_WORDS}:
                build.unknown("LOY258", f"`{by}`", word, has.words(by), (*path, key, word))
    return found[0] if found else TIER


def _tiers(has: Entitled, ladder: str, tiers: Sequence[str]) -> frozenset[str] | None:
    if EVERYONE in tiers or (not tiers and not has.ladders):
        return None
    if not tiers:
        return frozenset(has.ladders.get(ladder, ()))
    return frozenset(has.and_above(ladder, tiers))


def _listed(tables: Tables) -> list[tuple[str, list[str]]]:
    """Return the keys of tables by tier, each with the tiers it lists."""
    return [
        (key, [tier for tier in table if tier != "by" and (key != "quota" or tier not in QUOTA_WORDS)])
        for key, table in tables.items()
    ]


def _ladder(
    build: Build,
    has: Entitled,
    tiers: Sequence[str],
    listed: Sequence[tuple[str, Sequence[str]]],
    path: Path,
    noun: str,
) -> str:
    """Return the ladder that something is about, and report tiers that are unknown or of several ladders."""
    owners, found = has.owners, ""
    many = len(tiers) > 1
    places = [((*path, "tiers", n) if many else (*path, "tiers"), tier, False) for n, tier in enumerate(tiers)]
    places += [((*path, key, tier), tier, True) for key, ids in listed for tier in ids]
    for at, tier, key in places:
        if tier in build.broken or tier == NONE or (tier == EVERYONE and not key):
            continue
        if tier not in owners:
            build.unknown_tier(tier, [*owners, NONE], at, key=key)
        elif found and owners[tier] != found:
            message = f"`{tier}` is a tier of `{owners[tier]}`, and the {noun} is about `{found}`"
            build.report("LOY253", message, at, "tiers of one ladder", key=key)
        else:
            found = owners[tier]
    return found or (MAIN if MAIN in has.ladders else next(iter(has.ladders), MAIN))
