"""What there is to see of a scenario at one instant: the state of a member, its prospects, and the rejections."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from loyalty.api import Program
from loyalty.benefits import Answer, Request
from loyalty.engine.explain import Explainer
from loyalty.engine.offers import offer
from loyalty.engine.outlook import Gap
from loyalty.engine.results import Replay
from loyalty.engine.state import State
from loyalty.engine.trails import Trail, trails
from loyalty.engine.uniting import united
from loyalty.engine.values import decimal
from loyalty.engine.verdicts import history_of
from loyalty.errors import Rejection
from loyalty.members import Event, Population
from loyalty.periods import Zone, to_instant
from loyalty.testing.histories import instant

Ways = tuple[Mapping[str, object], ...]
Asked = Mapping[str, Any] | None
"""What a scenario asks for, as it writes it."""


@attrs.frozen(slots=False)
class Seen:
    """A member at an instant; `refused` are the events of anybody that were rejected until then, by id."""

    program: Program
    replay: Replay
    events: tuple[Event, ...]
    refused: Mapping[str, Rejection]
    population: Sequence[State] = ()
    everybody: Sequence[Event] = ()

    @property
    def state(self) -> State:
        """The member's state."""
        return self.replay.state

    @property
    def zone(self) -> Zone:
        """The zone of the program."""
        return self.program.versions[-1].zone

    def missing(self, tier: str) -> Ways:
        """Return what is missing for a tier: alternatives, each with its gaps; one without gaps when it is reached."""
        for ladder in self.program.outlook(self.state):
            for above in ladder.above:
                if above.tier == tier:
                    return tuple(dict(_gap(gap) for gap in way) for way in above.ways)
        return ({},)

    @cached_property
    def _benefits(self) -> Answer:
        return self.program.benefits(self.state)

    def benefits(self, asked: Asked = None) -> Answer:
        """Return what the member is entitled to, in answer to a request if there is one."""
        if not asked:
            return self._benefits
        start = asked.get("start")
        moment = None if start is None else self.zone.local(instant(start, self.zone))
        return self.program.benefits(self.state, Request(**{**asked, "start": moment}))

    def benefit(self, name: str, asked: Asked = None) -> tuple[str, Mapping[str, object]]:
        """Return how a benefit stands, ``granted`` or the code why not, with its figures."""
        found = self.benefits(asked)
        granted = found.get(name)
        if granted is not None:
            figures = {"left": granted.left, "until": granted.until, "period": granted.period}
            return "granted", {**figures, **offer(granted, self.program.versions[-1].currency)}
        codes: dict[str, str] = {each.id: each.code for each in found.skipped}
        codes.update({each.id: each.code for each in found.inapplicable})
        return codes.get(name, ""), {}

    @cached_property
    def findings(self) -> Mapping[str, Sequence[str]]:
        """The standards that events did not keep, by event."""
        found: dict[str, list[str]] = {}
        for each in self.program.findings(self.events, at=self.state.at):
            found.setdefault(each.event, []).append(each.standard)
        return found

    @cached_property
    def trails(self) -> Sequence[Trail]:
        """What became of every obligation."""
        return trails(self.replay.effects)

    def standing(self, name: str) -> Mapping[str, object]:
        """Return the member's class in a classification and its figures; empty for who is not in its population."""
        placed = self.program.classes(self.population).get(name, {}).get(self.state.member)
        if placed is None:
            return {}
        figures = {"share": placed.share, "percentile": placed.percentile}
        shown = {key: decimal(value * 100, 0) for key, value in figures.items()}
        return {"class": placed.group, "rank": placed.rank, **shown}

    @property
    def tiers_above(self) -> tuple[str, ...]:
        """Every tier above the member's standings."""
        return tuple(above.tier for ladder in self.program.outlook(self.state) for above in ladder.above)

    def explainer(self) -> Explainer:
        """Return what answers why this is so."""
        at = to_instant(self.state.at)
        history = history_of(self.program.versions[-1], self.events, at)
        return Explainer(self.state, self.replay.effects, united(history.events, self.program._machine.takes_back))  # noqa: SLF001


@attrs.define
class Sight:
    """Looks at a scenario's events at one instant; the population is folded once."""

    program: Program
    events: Sequence[Event]
    refused: Mapping[str, Rejection]
    at: int

    @cached_property
    def _replays(self) -> Mapping[str, Replay]:
        at = self.program.versions[-1].zone.local(self.at)
        return {replay.state.member: replay for replay in self.program.replay_members(self.events, at=at)}

    @cached_property
    def rejections(self) -> Mapping[str, Rejection]:
        """Every event that was rejected until the instant: when it was read, or when it was folded."""
        folded = {
            name: Rejection(name, member, one.code, one.message, hint=one.hint)
            for member, replay in self._replays.items()
            for name, one in replay.rejected.items()
        }
        between = {one.event_id: one for one in Population.of(self.events, self.at).rejections}
        return {**self.refused, **between, **folded}

    def member(self, name: str) -> Seen:
        """Return what is seen of one member; somebody of whom nothing is known has status ``none``."""
        at = self.program.versions[-1].zone.local(self.at)
        replay = self._replays.get(name) or self.program.replay((), at=at)
        mine = Population.of(self.events, self.at).members.get(name, ())
        states = tuple(each.state for each in self._replays.values())
        return Seen(self.program, replay, tuple(mine), self.rejections, states, self.events)


def _gap(gap: Gap) -> tuple[str, object]:
    """Return a gap as a scenario writes it: how much is missing, or the value it takes where that is no number."""
    if not gap.name:
        return gap.text, True
    return gap.name, gap.threshold if gap.missing is None else gap.missing
