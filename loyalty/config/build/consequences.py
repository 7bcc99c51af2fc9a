"""Build what follows when a promise is not kept: whom it is handed to, and what the member gets."""

from collections.abc import Sequence

import attrs

from loyalty.benefits.benefit import Benefit
from loyalty.benefits.settings import Multiplier
from loyalty.config.build.context import Build
from loyalty.config.build.limits import LimitsOf
from loyalty.config.build.roles import check_role
from loyalty.config.findings import shown
from loyalty.config.raw.promise import RawEscalation, RawPromise
from loyalty.periods import Due
from loyalty.promises.clock import Clock
from loyalty.promises.promise import Escalation, Remedy
from loyalty.promises.spans import longer
from loyalty.words import Path


@attrs.frozen(eq=False)
class Consequences:
    """Builds what follows from a breach of one promise; `has_points`: the program has points to give."""

    build: Build
    limits: LimitsOf
    clock: Clock
    benefits: Sequence[Benefit]
    has_points: bool
    path: Path

    def escalations(self, raw: RawPromise) -> tuple[Escalation, ...]:
        """Return whom an obligation is handed to, in the order of time."""
        if raw.escalate and raw.strength == "should":
            message = 'what should be done is missed but never breached, so nobody is told: `strength = "should"`'
            self.build.report("LOY417", message, (*self.path, "escalate"), "leave `escalate` out", key=True)
        found = [self._escalation(one, (*self.path, "escalate", place)) for place, one in enumerate(raw.escalate)]
        return tuple(sorted(found, key=_when))

    def remedy(self, raw: RawPromise) -> Remedy | None:
        """Return what the member gets for a breach."""
        path, one = (*self.path, "remedy"), raw.remedy
        if one is None:
            return None
        if raw.strength == "should":
            message = 'what should be done is missed but never breached, so nothing is made good: `strength = "should"`'
            self.build.report("LOY419", message, path, "leave `remedy` out", key=True)
        if (one.points is None) is (one.benefit is None):
            message = "a remedy is points or one use of a benefit"
            self.build.report("LOY419", message, path, '`{ points = 100 }`, or `{ benefit = "apology" }`', key=True)
        if one.benefit is not None:
            self._check_benefit(one.benefit, (*path, "benefit"))
        if one.points is not None and not self.has_points:
            message = "there are no points that could be given"
            self.build.report("LOY419", message, (*path, "points"), "`[points]`, or a benefit", key=True)
        return Remedy(0 if one.points is None else self.build.whole(one.points, (*path, "points")), one.benefit)

    def _escalation(self, raw: RawEscalation, path: Path) -> Escalation:
        before, after = (
            None if text is None else self.limits.length(text, (*path, key))
            for key, text in (("before", raw.before), ("after", raw.after))
        )
        if raw.before is not None and raw.after is not None:
            message = "somebody is told before the breach, at it or after it"
            self.build.report("LOY417", message, (*path, "after"), "one of the two, or two entries", key=True)
        elif before is not None:
            self._check_before(before, (*path, "before"))
        check_role(self.build, raw.to, (*path, "to"))
        return Escalation(raw.to, before, after)

    def _check_before(self, before: Due, path: Path) -> None:
        """Nobody can be told of an obligation before it exists."""
        due = self.clock.due if self.clock.counted_from is None else None
        if due is not None and all(longer(before, each) for each in due.values.values()):
            longest = next(iter(due.values.values()))
            message = f'"{before}" before the limit the promise does not exist yet: it is due after "{longest}"'
            self.build.report("LOY417", message, path, f'less than "{longest}"')

    def _check_benefit(self, name: str, path: Path) -> None:
        found = next((each for each in self.benefits if each.id == name), None)
        if found is None:
            self.build.unknown("LOY257", "benefit", name, [each.id for each in self.benefits], path)
        elif issubclass(found.kind.settings, Multiplier):
            message = f"`{shown(name)}` acts by itself, and nobody can be given a use of it"
            self.build.report("LOY419", message, path, "points, or another benefit")


def _when(each: Escalation) -> tuple[int, int]:
    """Return where somebody stands in the order of time: before the breach, at it, after it."""
    if each.before is not None:
        return 0, -each.before.roughly
    return (1, 0) if each.after is None else (2, each.after.roughly)
