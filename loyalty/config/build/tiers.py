"""Build the ladders and their tiers."""

from collections.abc import Mapping, Sequence

import attrs

from loyalty.config.build.context import Build
from loyalty.config.build.expressions import expression
from loyalty.config.build.formulas import SHOWN_MAX
from loyalty.config.build.ids import check_id, check_name
from loyalty.config.build.scopes import MAIN, Scopes
from loyalty.config.build.windows import review
from loyalty.config.findings import shown
from loyalty.config.raw.tier import RawLadder, RawTier
from loyalty.lang import BOOL, Type
from loyalty.members.ids import ID_MAX
from loyalty.metrics.metric import Metric
from loyalty.periods import Period
from loyalty.program.dependence import in_order, of_ladders, read_by, way_back
from loyalty.tiers.ladder import NONE, Demotion, Ladder, Review, Start, Tier
from loyalty.words import Names, Path


@attrs.frozen
class _Settings:
    """What a ladder says for all its tiers."""

    review: Review | None = None
    grace: Period | None = None
    demote: Demotion = "to-fit"
    start: Start = "now"
    names: Names = attrs.field(factory=dict)
    path: Path = ("tiers",)


_DEFAULTS = _Settings()


def outline(build: Build, raw: Mapping[str, RawLadder], tiers: Sequence[RawTier]) -> dict[str, tuple[str, ...]]:
    """Return the tier ids of each ladder, low to high, and report what is wrong with the ids."""
    found: dict[str, list[str]] = {}
    first: dict[str, int] = {}
    for place, tier in enumerate(tiers):
        found.setdefault(tier.ladder, []).append(tier.id)
        build.titles.update(dict.fromkeys((tier.name or {}).values(), tier.id))
        _check_id(build, tier, first.setdefault(tier.id, place) == place, ("tiers", place, "id"))
        if tier.ladder not in raw and tier.ladder != MAIN:
            _check_ladder(build, tier, raw, ("tiers", place, "ladder"))
    for name in raw:
        _check_declared(build, name, found)
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}


def _check_id(build: Build, tier: RawTier, first: bool, path: Path) -> None:  # noqa: FBT001 - named where it is called
    if tier.id == NONE:
        build.report("LOY281", '"none" is the standing below every tier', path, "another id")
    elif not first:
        build.report("LOY283", f"the tier `{shown(tier.id)}` is there twice", path, "another id for one of them")
    else:
        check_id(build, tier.id, path)


def _check_ladder(build: Build, tier: RawTier, raw: Mapping[str, RawLadder], path: Path) -> None:
    """A ladder need not be declared, but where ladders are declared, a strange one is probably a slip."""
    if raw:
        build.unknown("LOY243", "ladder", tier.ladder, list(dict.fromkeys([*raw, MAIN])), path)
    else:
        check_name(build, tier.ladder, path, "ladder")


def _check_declared(build: Build, name: str, found: Mapping[str, Sequence[str]]) -> None:
    path: Path = ("ladders", name)
    if name != MAIN:
        check_name(build, name, path, "ladder")
    if name not in found and name not in build.broken:
        cure = f'`ladder = "{name}"` in a tier, or leave the ladder out'
        build.report("LOY285", f"the ladder `{shown(name)}` has no tiers", path, cure, key=True)


def ladders(
    build: Build,
    raw: Mapping[str, RawLadder],
    tiers: Sequence[RawTier],
    scopes: Scopes,
    metrics: Mapping[str, Metric],
) -> dict[str, Ladder]:
    """Return the ladders by id."""
    scope = scopes.member()
    settings = {name: _settings(build, one, ("ladders", name)) for name, one in raw.items()}
    steps: dict[str, list[Tier]] = {}
    for place, tier in enumerate(tiers):
        step = _tier(build, tier, settings.get(tier.ladder, _DEFAULTS), scope, ("tiers", place))
        if step is not None:
            steps.setdefault(tier.ladder, []).append(step)
    found = {name: _ladder(name, tuple(mine), settings.get(name, _DEFAULTS)) for name, mine in steps.items()}
    _check_circles(build, found, metrics)
    return found


def _check_circles(build: Build, found: Mapping[str, Ladder], metrics: Mapping[str, Metric]) -> None:
    """Report ladders of which each is decided after the other."""
    reads = of_ladders(found, metrics)
    _order, circles = in_order(reads)
    for name in circles:
        way = way_back(name, reads)
        if not way:
            continue
        others = " and ".join(f"`{shown(other)}`" for other in way[:SHOWN_MAX])
        tier = next(tier for tier in found[name].tiers if way[0] in read_by(tier.enter, found, metrics))
        message = f"who stands where on `{shown(name)}` depends on itself, by way of {others}"
        build.report("LOY286", message, (*tier.path, "enter"), "a condition over metrics that both ladders read")


def _ladder(name: str, steps: tuple[Tier, ...], settings: _Settings) -> Ladder:
    return Ladder(name, steps, settings.names, settings.path)


def _settings(build: Build, raw: RawLadder, path: Path) -> _Settings:
    return _Settings(
        review(build, raw.review, (*path, "review")),
        None if raw.grace is None else build.period(raw.grace, (*path, "grace"), zero=True),
        raw.demote,
        raw.start,
        raw.name or {},
        path,
    )


def _tier(build: Build, raw: RawTier, ladder: _Settings, scope: Mapping[str, Type], path: Path) -> Tier | None:
    enter = expression(build, raw.enter, (*path, "enter"), scope, BOOL)
    keep = enter if raw.keep is None else expression(build, raw.keep, (*path, "keep"), scope, BOOL)
    examined = review(build, raw.review, (*path, "review")) if raw.review else ladder.review
    grace = build.period(raw.grace, (*path, "grace"), zero=True) if raw.grace else ladder.grace
    if raw.grace and examined is None:
        message = f"`{shown(raw.id)}` is never reviewed, so its grace never begins"
        build.report("LOY230", message, (*path, "grace"), '`review = "year"`', key=True)
    _check_gates(build, raw, (*path, "gate"))
    if enter is None or keep is None:
        return None
    demote, start = raw.demote or ladder.demote, raw.start or ladder.start
    return Tier(raw.id, enter, keep, raw.ladder, raw.gate, examined, grace, demote, start, raw.name or {}, path)


def _check_gates(build: Build, raw: RawTier, path: Path) -> None:
    for place, gate in enumerate(raw.gate):
        at = (*path, place) if len(raw.gate) > 1 else path
        if not gate.strip() or not gate.isprintable() or len(gate) > ID_MAX:
            build.report("LOY284", f"`{shown(gate)}` cannot be the name of a gate", at, '`gate = "interview"`')
        elif gate in raw.gate[:place]:
            build.report("LOY283", f"the gate `{shown(gate)}` is there twice", at, "each gate once")
