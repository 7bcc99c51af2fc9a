"""Which events could have kept a promise and did not, and why: an explanation's part on one promise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from loyalty.engine.effects import Effect
from loyalty.engine.machine import Machine
from loyalty.engine.promise_effects import PromiseKept, PromisePerformed, PromiseStep
from loyalty.engine.reason import LANGUAGES, Reason
from loyalty.engine.trails import Trail
from loyalty.lang import Typed
from loyalty.members.event import Event
from loyalty.members.field import Field
from loyalty.members.writer import MASK
from loyalty.program.version import Version
from loyalty.promises.promise import Promise
from loyalty.words import label

SAY: Mapping[str, Mapping[str, str]] = {
    "en": {
        "whole": "{kind} {event} at {at} did not count: {why}",
        "case": "there is no case `{case}`",
        "nothing": "nothing of it was owed then",
        "condition": "required: {condition}",
        "step": "`{step}` was not a step that was still to be done then",
    },
    "zh": {
        "whole": "{at} 的 {kind} {event} 不算：{why}",
        "case": "没有“{case}”这一事项",
        "nothing": "当时没有待履行的",
        "condition": "要求：{condition}",
        "step": "“{step}”不是当时该做的一步",
    },
}
COUNTED = (PromiseKept, PromisePerformed, PromiseStep)
Say = Callable[[Typed, str], str]
"""(condition, language): the condition as a sentence."""


@attrs.frozen(eq=False)
class Misses:
    """Tells of one promise which events did not count, with the history that led to a state."""

    machine: Machine
    promise: str
    trails: Sequence[Trail]
    events: Sequence[Event]
    effects: Sequence[Effect]
    condition: Say

    def told(self) -> Iterator[Reason]:
        """Yield the events that could have kept it and did not, each with the reason."""
        counted = {each.cause for each in self.effects if isinstance(each, COUNTED) and each.rule == self.promise}
        for event in self.events:
            version = self.machine.plan_at(event.at).version
            found = next((each for each in version.promises if each.id == self.promise), None)
            if found is not None and event.kind in found.keeping.kinds and event.id not in counted:
                yield self._told(version, found, event)

    def _told(self, version: Version, promise: Promise, event: Event) -> Reason:
        why, words = self._why(version, promise, event)
        kind = version.events[event.kind]
        at = version.zone.local(event.at).replace(tzinfo=None).isoformat(" ", "minutes")
        text = {}
        for language in LANGUAGES:
            say, told = SAY[language], dict(words)
            if why == "condition" and promise.keeping.when is not None:
                told["condition"] = self.condition(promise.keeping.when.typed, language)
            if why == "step" and promise.keeping.steps is not None:
                told["step"] = promise.keeping.steps.called(words["step"], language)
            name = label(kind.names, language, kind.name)
            text[language] = say["whole"].format(kind=name, event=event.id, at=at, why=say[why].format(**told))
        return Reason("promise", text, holds=False, facts={"event": event.id, "promise": self.promise, "code": why})

    def _why(self, version: Version, promise: Promise, event: Event) -> tuple[str, Mapping[str, str]]:
        """Return why an event did not count: it named no case, nothing was owed, or it was not what was asked."""
        keeping = promise.keeping
        about = self.trails
        if keeping.match is not None:
            case = _said(version, event, keeping.match)
            about = [each for each in self.trails if self._key(version, each, keeping.match) == case]
            if not about:
                return "case", {"case": _shown(version, event, keeping.match)}
        if not any(_is_owed(each, promise, version, event) for each in about):
            return "nothing", {}
        if keeping.steps is not None:
            step = _said(version, event, keeping.steps.field)
            done = max(sum(one == step for one in each.steps) for each in about)
            if step not in keeping.steps.names or keeping.steps.in_order or done or keeping.when is None:
                return "step", {"step": _shown(version, event, keeping.steps.field)}
        return ("condition", {}) if keeping.when is not None else ("nothing", {})

    def _key(self, version: Version, trail: Trail, name: str) -> Any:
        """Return what names a case: what its opening event has in the field, or its id."""
        opening = next((each for each in self.events if each.id == trail.case), None)
        own = None if opening is None else _said(version, opening, name)
        return trail.case if own is None else own


def _is_owed(trail: Trail, promise: Promise, version: Version, event: Event) -> bool:
    at = version.zone.local(event.at)
    ends = promise.clock.every is not None or trail.outcome in {"kept", "waived"}
    over = trail.ended if ends else trail.performed or trail.dropped
    return trail.opened <= at and (over is None or at < over)


def _field(version: Version, event: Event, name: str) -> tuple[int, Field] | None:
    fields = version.events[event.kind].fields if event.kind in version.events else ()
    return next(((place, field) for place, field in enumerate(fields) if field.name == name), None)


def _said(version: Version, event: Event, name: str) -> Any:
    """Return what an event says in a field; None where it says nothing."""
    found = _field(version, event, name)
    return None if found is None or found[0] >= len(event.values) else event.values[found[0]]


def _shown(version: Version, event: Event, name: str) -> str:
    """Return what an event says in a field as it may be shown."""
    found = _field(version, event, name)
    return MASK if found is not None and found[1].pii else str(_said(version, event, name))
