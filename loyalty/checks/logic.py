"""What follows from a condition: whether it can hold at all, always holds, or makes another one hold.

Every "yes" is certain; a "no" may only mean that it could not be decided. Conditions are taken apart into alternatives
of needs (`loyalty.lang.alternatives`), and the needs of one name become a set of values.
"""

from collections.abc import Mapping
from fractions import Fraction

import attrs

from loyalty.checks.domain import ANY, Domain, domains
from loyalty.checks.ranges import Range, narrowed, start
from loyalty.lang import Need, Typed, alternatives
from loyalty.lang.types import BOOL
from loyalty.lang.unparse import unparse
from loyalty.program.version import Version

Other = tuple[bool, str]
"""What is no matter of values: whether it must hold, and its text."""
Way = tuple[dict[str, Range], frozenset[Other]]
"""One alternative: the values of each name, and what else must hold."""

WORK_MAX = 30_000
"""After so many needs and comparisons of alternatives, whatever is still asked counts as undecided."""
UNDECIDED: tuple[Way, ...] = (({}, frozenset({(True, "?")})),)
"""The alternatives of a condition that nobody has looked at."""
_PAIR = ("left", "right")
_NEGATIONS = {">=": "<", "<=": ">", "!=": "=="}


@attrs.frozen(eq=False)
class Logic:
    """Questions about the conditions of one program, which must live as long; parameters stand for their values."""

    version: Version
    domains: Mapping[str, Domain]
    parameters: Mapping[str, object]
    ranks: Mapping[str, Mapping[str, Fraction]]
    _work: list[int] = attrs.field(factory=lambda: [0], init=False)
    _known: dict[tuple[int, bool], tuple[Way, ...]] = attrs.field(factory=dict, init=False)

    def ways(self, condition: Typed, *, truth: bool = True) -> tuple[Way, ...]:
        """Return the possible alternatives in which a condition of the program holds, or does not."""
        found = self._known.get((id(condition), truth))
        if found is None and self._work[0] > WORK_MAX:
            return UNDECIDED
        if found is None:
            asked = condition if truth else Typed("not", BOOL, condition.node, (condition,))
            needs_of = alternatives(asked, self.parameters)
            self._work[0] += sum(map(len, needs_of))
            made = [self._way(needs) for needs in needs_of]
            found = self._known[id(condition), truth] = tuple(way for way in made if way is not None)
        return found

    def never(self, condition: Typed) -> bool:
        """Whether a condition certainly never holds."""
        return not self.ways(condition)

    def always(self, condition: Typed) -> bool:
        """Whether a condition certainly always holds."""
        return not self.ways(condition, truth=False)

    def implies(self, one: Typed, other: Typed) -> bool:
        """Whether the second condition certainly holds whenever the first does."""
        if one is other or self.always(other):
            return True
        goals = self.ways(other)
        return all(any(self._covers(way, goal) for goal in goals) for way in self.ways(one))

    def _covers(self, way: Way, goal: Way) -> bool:
        self._work[0] += 1
        if self._work[0] > WORK_MAX:
            return False
        values, rest = way
        wanted, others = goal
        inside = all(values.get(name, self._start(name)).within(range_) for name, range_ in wanted.items())
        return inside and others <= rest

    def _start(self, name: str) -> Range:
        return start(self.domains.get(name, ANY))

    def _way(self, needs: tuple[Need, ...]) -> Way | None:
        """Return what a list of needs leaves of each name; None when nothing is left."""
        values: dict[str, Range] = {}
        rest: set[Other] = set()
        for need in needs:
            if need.name is None or need.threshold is None:
                rest.add(_other(need))
                continue
            before = values.get(need.name, self._start(need.name))
            values[need.name] = narrowed(before, need.op, self._rank(need.name, need.threshold))
        if any(range_.empty for range_ in values.values()) or any((not holds, text) in rest for holds, text in rest):
            return None
        return values, frozenset(rest)

    def _rank(self, name: str, threshold: Fraction | str) -> Fraction | str:
        """Return a threshold, that of a standing as a rank."""
        ranks = self.ranks.get(name)
        return ranks[threshold] if ranks and isinstance(threshold, str) else threshold


def logic(version: Version) -> Logic:
    """Return the logic of a program."""
    parameters = {name: parameter.value for name, parameter in version.parameters.items()}
    ranks = {
        "tier" if ladder.id == "main" else ladder.id: {
            "none": Fraction(0),
            **{tier.id: Fraction(rank) for rank, tier in enumerate(ladder.tiers, start=1)},
        }
        for ladder in version.ladders.values()
    }
    return Logic(version, domains(version), parameters, ranks)


def _other(need: Need) -> Other:
    """Return a need that is about no number and no word, so that two of the same meaning are equal."""
    if need.name is not None:
        asks = need.op in {"known", "missing"}
        return need.op in {"true", "known"}, f"known({need.name})" if asks else need.name
    typed = need.typed
    if typed.op == "not":
        return False, unparse(typed.args[0].node)
    if typed.op != "compare" or len(typed.args) != len(_PAIR):
        return True, unparse(typed.node)
    left, right = (unparse(part.node) for part in typed.args)
    op = str(next(iter(typed.value)))  # type: ignore[call-overload] # a tuple of operators, by the table in `Typed`
    negated = _NEGATIONS.get(op)
    return negated is None, f"{left} {negated or op} {right}"
