"""Build the targets."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from loyalty.benefits.benefit import Who
from loyalty.config.build.context import Build
from loyalty.config.build.entitled import KIND, TIER, Entitled, entitled
from loyalty.config.build.expressions import Scope, expression, meaning, tree
from loyalty.config.build.figures import Figures
from loyalty.config.build.ids import check_id
from loyalty.config.build.results import DIGITS_MAX
from loyalty.config.build.scopes import MAIN, Scopes
from loyalty.config.findings import shown
from loyalty.config.raw.target import RawTarget
from loyalty.lang import BOOL
from loyalty.lang.context import KINDS
from loyalty.lang.expression import Expression
from loyalty.targets.figure import Figure
from loyalty.targets.target import Target
from loyalty.targets.verdict import VALUE
from loyalty.tiers.ladder import NONE
from loyalty.words import Path


class Targets:
    """Builds targets; `has` says what tiers, kinds and listed fields there are."""

    def __init__(self, build: Build, scopes: Scopes, has: Entitled, figures: Figures) -> None:
        """Take what targets may read."""
        self.build = build
        self.scopes = scopes
        self.has = has
        self.figures = figures

    def all(self, raw: Sequence[RawTarget]) -> tuple[Target, ...]:
        """Return the targets by id: their order in the file means nothing."""
        found = []
        for place, one in enumerate(raw):
            path: Path = ("targets", place)
            if any(other.id == one.id for other in raw[:place]):
                message = f"the target `{shown(one.id)}` is there twice"
                self.build.report("LOY283", message, (*path, "id"), "another id for one of them")
            else:
                check_id(self.build, one.id, (*path, "id"))
            found.append(self._one(one, path))
        return tuple(sorted((each for each in found if each is not None), key=lambda each: each.id))

    def _one(self, raw: RawTarget, path: Path) -> Target | None:
        before = set(self.build.broken)
        figures = self.figures.all(raw.figures, raw.period, (*path, "figures"))
        zero = None
        if raw.zero_division is not None:
            zero = self.build.number(raw.zero_division, (*path, "zero_division"), least=None)
        who = self._who(raw, path)
        by, groups = self._groups(raw, who, path)
        axis = by if by != TIER or who.ladder == MAIN else who.ladder
        known = {axis: self.scopes.facts[axis]} if axis else {}
        scope = {**known, **self.figures.parameters, **{each.name: each.type for each in figures}}
        value = self._value(raw, figures, scope, zero, path)
        require = None if value is None else self._require(raw, {**scope, VALUE: value.typed.type}, path)
        self.build.broken.clear()
        self.build.broken.update(before)
        digits = self._digits(raw, path)
        if value is None or require is None:
            return None
        return Target(
            raw.id, raw.period, figures, value, require, who, by, axis, groups, zero, digits, raw.rounding or "half-up",
            raw.name or {}, path,
        )  # fmt: skip

    def _value(
        self, raw: RawTarget, figures: Sequence[Figure], scope: Scope, zero: Fraction | None, path: Path
    ) -> Expression | None:
        """Return the formula; a division by 0 leaves the value unknown, unless the target says what it gives."""
        at = (*path, "value")
        node = tree(self.build, raw.value, at)
        found = meaning(self.build, raw.value, node, at, scope, None, Fraction(0) if zero is None else zero)
        if found is None:
            return None
        kind = found.typed.type
        if not kind.numeric:
            message = f"a formula calculates a number, and this gives {KINDS[kind.kind][0]}"
            self.build.report("LOY455", message, at, "a condition belongs in `require`")
            return None
        if figures and not found.typed.names & {each.name for each in figures}:
            message = "the formula reads no figure, so it says nothing about members"
            self.build.report("LOY455", message, at, f"`{figures[0].name}`, or another figure")
        return found

    def _require(self, raw: RawTarget, scope: Scope, path: Path) -> Expression | None:
        at = (*path, "require")
        found = expression(self.build, raw.require, at, scope, BOOL)
        if found is not None and VALUE not in found.typed.names:
            message = "the requirement does not read `value`"
            self.build.report("LOY456", message, at, "`value >= 90%`, for example")
        return found

    def _who(self, raw: RawTarget, path: Path) -> Who:
        """Return whom a target is about."""
        return entitled(self.build, self.has, self.scopes, raw, path, noun="target")

    def _groups(self, raw: RawTarget, who: Who, path: Path) -> tuple[str, tuple[str, ...]]:
        """Return what results go by, and the groups."""
        if raw.by is None:
            return "", ("",)
        choices = self._choices(who)
        if raw.by not in choices:
            self.build.unknown("LOY457", "group", raw.by, choices, (*path, "by"))
            return "", ("",)
        return raw.by, choices[raw.by]

    def _choices(self, who: Who) -> Mapping[str, tuple[str, ...]]:
        """Return what results may go by: standings, kinds, and listed fields of every member, none of them personal."""
        found: dict[str, tuple[str, ...]] = {}
        if who.ladder in self.has.ladders:
            tiers = (NONE, *self.has.ladders[who.ladder])
            found[TIER] = tuple(tier for tier in tiers if who.tiers is None or tier in who.tiers)
        if self.has.kinds:
            found[KIND] = tuple(kind for kind in self.has.kinds if not who.kinds or kind in who.kinds)
        known = (name for name in self.has.fields if name not in self.figures.personal)
        fields = {name: self.has.fields[name] for name in known if not self.scopes.facts[name].nullable}
        return {**found, **fields}

    def _digits(self, raw: RawTarget, path: Path) -> int | None:
        at = (*path, "digits")
        digits = None if raw.digits is None else self.build.whole(raw.digits, at, least=0)
        if digits is not None and digits > DIGITS_MAX:
            self.build.report("LOY225", f"`digits` may be at most {DIGITS_MAX}", at, f"`{DIGITS_MAX}` or less")
        if raw.rounding is not None and raw.digits is None:
            message = "`rounding` says how, but `digits` is missing"
            self.build.report("LOY229", message, (*path, "rounding"), "`digits = 2`", key=True)
        return digits
