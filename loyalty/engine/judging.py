"""Holds events against the standards of the version in force."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from loyalty.engine.asking import EPOCH_DAY, given, type_of
from loyalty.engine.plan import Plan
from loyalty.engine.reason import LANGUAGES
from loyalty.engine.telling import where
from loyalty.engine.values import public
from loyalty.engine.wording import Wording, time_text
from loyalty.lang import evaluate
from loyalty.lang.expression import Expression
from loyalty.members.event import Event
from loyalty.members.field import Field
from loyalty.members.writer import MASK
from loyalty.standards import Finding, Standard
from loyalty.words import label


class Judge:
    """Judges the events of one version."""

    def __init__(self, plan: Plan) -> None:
        """Prepare the words of the version."""
        self.version = plan.version
        self.words = Wording(plan.version)

    def findings(self, events: Iterable[Event]) -> Iterator[Finding]:
        """Yield what does not keep a standard, by event and standard."""
        for event in events:
            for standard in self.unkept(event):
                yield self._finding(standard, event)

    def unkept(self, event: Event) -> Iterator[Standard]:
        """Yield the standards that an event does not keep."""
        for standard in self.version.standards:
            if standard.on == event.kind and not self._kept(standard, event):
                yield standard

    def _kept(self, standard: Standard, event: Event) -> bool:
        concerns = standard.where is None or self._holds(standard.where, event)
        return not concerns or self._holds(standard.require, event)

    def _holds(self, expression: Expression, event: Event) -> bool:
        zone = self.version.zone
        values = {name: self._value(name, expression, event) for name in expression.typed.names}
        day_of = lambda instant: zone.day_number(instant) - EPOCH_DAY  # noqa: E731 - a function of one line
        return bool(evaluate(expression.typed, values, day_of=day_of, feb29=self.version.feb29))

    def _value(self, name: str, expression: Expression, event: Event) -> Any:
        kind = self.version.events[event.kind]
        if any(field.name == name for field in kind.fields):
            return given(event.values[kind.position(name)], type_of(expression.typed, name))
        return event.at if name == "at" else self.version.parameters[name].value

    def _finding(self, standard: Standard, event: Event) -> Finding:
        kind = self.version.events[event.kind]
        read = [field for field in kind.fields if field.name in standard.require.typed.names]
        facts = {field.name: self._shown(field, standard.require, event) for field in read}
        return Finding(
            standard=standard.id,
            event=event.id,
            member=event.member,
            at=self.version.zone.local(event.at),
            severity=standard.severity,
            facts=facts,
            texts={language: self._text(standard, facts, language) for language in LANGUAGES},
            where=where(self.version, standard.require.path),
        )

    def _shown(self, field: Field, expression: Expression, event: Event) -> object:
        value = self._value(field.name, expression, event)
        if field.pii and value is not None:
            return MASK
        return public(value, type_of(expression.typed, field.name), self.version.zone)

    def _text(self, standard: Standard, facts: dict[str, object], language: str) -> str:
        """Say what is required and what was measured."""
        name = label(standard.names, language, standard.id)
        required = self.words.requirement(standard.require.typed, language)
        measured = [f"{self.words.name(each, language)} {self._read(value, language)}" for each, value in facts.items()]
        if language == "zh":
            return f"{name}：应为{required}，实测{'，'.join(measured)}"
        return f"{name}: required {required}; measured {', '.join(measured)}"

    def _read(self, value: object, language: str) -> str:
        """Return a value as people read it."""
        if value is None:
            return "未知" if language == "zh" else "unknown"
        return time_text(value) if isinstance(value, datetime) else self.words.value(value, language)
