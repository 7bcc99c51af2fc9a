"""Build the promises: who has them, what opens and keeps them, until when, and what follows."""

from collections.abc import Sequence

import attrs

from loyalty.benefits.benefit import Benefit
from loyalty.config.build.choices import Choices, by_tier
from loyalty.config.build.consequences import Consequences
from loyalty.config.build.context import Build
from loyalty.config.build.entitled import Entitled, entitled
from loyalty.config.build.expressions import expression
from loyalty.config.build.ids import check_id
from loyalty.config.build.keeping import Keepings
from loyalty.config.build.limits import LimitsOf
from loyalty.config.build.occasions import Occasions
from loyalty.config.build.opening import Opening, check_kinds, event_fields, opening
from loyalty.config.build.roles import check_role
from loyalty.config.build.scopes import Scopes
from loyalty.config.findings import shown
from loyalty.config.raw.promise import RawPromise
from loyalty.lang import BOOL
from loyalty.lang.expression import Expression
from loyalty.promises.promise import Promise
from loyalty.words import Path


@attrs.frozen(eq=False)
class Promises:
    """Builds promises out of what else the program says.

    `has_points` says whether the program has points, `is_open` whether it says when the house is open.
    """

    build: Build
    scopes: Scopes
    has: Entitled
    occasions: Occasions
    benefits: Sequence[Benefit]
    has_points: bool
    is_open: bool

    def all(self, raw: Sequence[RawPromise]) -> tuple[Promise, ...]:
        """Return the promises by id: their order in the file means nothing."""
        found = []
        for place, one in enumerate(raw):
            path: Path = ("promises", place)
            if any(other.id == one.id for other in raw[:place]):
                message = f"the promise `{shown(one.id)}` is there twice"
                self.build.report("LOY283", message, (*path, "id"), "another id for one of them")
            else:
                check_id(self.build, one.id, (*path, "id"))
            found.append(self._one(one, path))
        return tuple(sorted(found, key=lambda each: each.id))

    def _one(self, raw: RawPromise, path: Path) -> Promise:
        build, scopes = self.build, self.scopes
        tables = by_tier(("every", raw.every), ("due", raw.due), ("before", raw.before), ("earliest", raw.earliest))
        who = entitled(build, self.has, scopes, raw, path, tables, "promise")
        opened = opening(build, scopes, self.occasions, raw, path)
        choices = Choices(build, self.has, self._listed(opened.kinds), who.ladder)
        limits = LimitsOf(build, scopes, choices, opened.kinds, self.is_open, path)
        clock = limits.clock(raw)
        if raw.owner is not None:
            check_role(build, raw.owner, (*path, "owner"))
        after = Consequences(build, limits, clock, self.benefits, self.has_points, path)
        return Promise(
            raw.id,
            who,
            clock,
            Keepings(build, scopes, opened.kinds, path).of(raw),
            opened.kinds,
            self._where(raw, opened, path),
            opened.occasions,
            check_kinds(build, scopes, raw.waived_by, (*path, "waived_by")),
            raw.moved_by,
            raw.strength,
            raw.severity,
            raw.owner,
            after.escalations(raw),
            after.remedy(raw),
            raw.name or {},
            path,
        )

    def _listed(self, kinds: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Return the listed fields that all of the opening events have, by which tables may go."""
        scope = self.scopes.event(kinds, metrics=False)
        own = {field.name for kind in kinds for field in event_fields(self.scopes, kind)}
        return {name: scope[name].values for name in sorted(own) if name in scope and scope[name].values}

    def _where(self, raw: RawPromise, opened: Opening, path: Path) -> Expression | None:
        if raw.where is None or not opened.kinds or len(opened.kinds) < len(set(raw.on or ())):
            return None
        scope = self.scopes.event(opened.kinds, metrics=True)
        return expression(self.build, raw.where, (*path, "where"), scope, BOOL)
