"""What follows from a condition: whether it can hold at all, always holds, or makes another one hold.

Every "yes" is certain; a "no" may only mean that it could not be decided. Conditions are taken apart into alternatives
of needs, and the needs of one name become a set of values.
"""

from collections.abc import Mapping

import attrs

from loyalty.checks import needs
from loyalty.checks.domain import domains
from loyalty.checks.needs import Other
from loyalty.checks.ranges import ANY, Range, narrowed
from loyalty.lang import Typed
from loyalty.program.version import Version

Way = tuple[dict[str, Range], frozenset[Other]]
"""One alternative: the values of each name, and what else must hold."""

WORK_MAX = 30_000
"""After so many needs and comparisons of alternatives, whatever is still asked counts as undecided."""
UNDECIDED: tuple[Way, ...] = (({}, frozenset([Other(holds=True, text="?")])),)
"""The alternatives of a condition that nobody has looked at."""


@attrs.frozen(eq=False)
class Logic:
    """Questions about the conditions of one program, which must live as long; parameters stand for their values."""

    version: Version
    domains: Mapping[str, Range]
    parameters: Mapping[str, object]
    _work: list[int] = attrs.field(factory=lambda: [0], init=False)
    _known: dict[tuple[int, bool], tuple[Way, ...]] = attrs.field(factory=dict, init=False)

    def ways(self, condition: Typed, *, truth: bool = True) -> tuple[Way, ...]:
        """Return the possible alternatives in which a condition of the program holds, or does not."""
        found = self._known.get((id(condition), truth))
        if found is None and self._work[0] > WORK_MAX:
            return UNDECIDED
        if found is None:
            found_needs = needs.ways(condition, self.parameters, truth=truth)
            self._work[0] += sum(map(len, found_needs))
            made = [self._way(way) for way in found_needs]
            found = self._known[id(condition), truth] = tuple([way for way in made if way is not None])
        return found

    def never(self, condition: Typed) -> bool:
        """Whether a condition certainly never holds."""
        return not self.ways(condition)

    def always(self, condition: Typed) -> bool:
        """Whether a condition certainly always holds."""
        if not any(self._holds_lowest(way) for way in self.ways(condition)):
            return False
        return not self.ways(condition, truth=False)

    def _holds_lowest(self, way: Way) -> bool:
        """Whether a way may hold when every number is as low as it can be, every word strange and nothing else true.

        Most conditions ask for at least so much of something, and this shows at once that they do not always hold.
        """
        return not any(need.holds for need in way[1]) and all(
            values.includes(self.domains.get(name, ANY).low) for name, values in way[0].items()
        )

    def implies(self, one: Typed, other: Typed) -> bool:
        """Whether the second condition certainly holds whenever the first does."""
        if one is other:
            return True
        goals = self.ways(other)
        return all(self._leads(way, goals) for way in self.ways(one)) or self.always(other)

    def _leads(self, way: Way, goals: tuple[Way, ...]) -> bool:
        return any(self._covers(way, goal) for goal in goals)

    def _covers(self, way: Way, goal: Way) -> bool:
        self._work[0] += 1
        if self._work[0] > WORK_MAX:
            return False
        values, rest = way
        for name, wanted in goal[0].items():
            if not values.get(name, self.domains.get(name, ANY)).within(wanted):
                return False
        return goal[1] <= rest

    def _way(self, way: needs.Way) -> Way | None:
        """Return what a list of needs leaves of each name; None when nothing is left."""
        values: dict[str, Range] = {}
        rest: set[Other] = set()
        for need in way:
            if isinstance(need, Other):
                rest.add(need)
                if Other(not need.holds, need.text) in rest:
                    return None
                continue
            before = values.get(need.name) or self.domains.get(need.name, ANY)
            after = values[need.name] = narrowed(before, need.op, need.value)
            if after.empty:
                return None
        return values, frozenset(rest)


def logic(version: Version) -> Logic:
    """Return the logic of a program."""
    parameters = {name: parameter.value for name, parameter in version.parameters.items()}
    return Logic(version, domains(version), parameters)
