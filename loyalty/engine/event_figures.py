"""What the events of one member contribute to a figure."""

from collections.abc import Iterator, Sequence

from loyalty.config.build.scopes import field_type
from loyalty.engine.asking import given
from loyalty.engine.course import Course
from loyalty.engine.judged import Judged, Values
from loyalty.engine.netting import Netting
from loyalty.lang.types import Type
from loyalty.members.event import Event
from loyalty.targets.figure import Figure
from loyalty.targets.sum import Exact

Places = dict[tuple[int, str, str], tuple[int, Type] | None]


class EventFigure:
    """One figure over events of a version, with its condition."""

    def __init__(self, judged: Judged, figure: Figure) -> None:
        """Take a figure."""
        self.judged = judged
        self.figure = figure
        self.where = judged.typed(figure.where)
        self.fields = {source.kind: source.field for source in figure.sources}
        self._places: Places = {}

    def values(self, course: Course, events: Sequence[Event], flags: Values) -> Iterator[Exact]:
        """Yield what each event counts for, 1 where no field is measured; money is what refunds have left of it."""
        machine = course.asking.machine
        netting: Netting | None = None
        for event in events:
            if event[3] not in self.fields:
                continue
            number = machine.plan_at(event[0]).number
            netting = netting or Netting(machine, course.refunds)
            if event[2] in netting.gone or not self._counts(event, number, course, flags):
                continue
            field = self.fields[event[3]]
            value = 1 if field is None else self._field(event, number, field, course)
            if field == "amount" and isinstance(value, int):
                value = netting.left(event, value)
            if value is not None:
                yield value  # type: ignore[misc] # a number, by the type of the field

    def _counts(self, event: Event, number: int, course: Course, flags: Values) -> bool:
        if self.where is None:
            return True
        known = {**flags, "at": event[0]}
        for name in self.where.names - known.keys():
            known[name] = self._field(event, number, name, course)
        return self.judged.holds(self.where, known)

    def _field(self, event: Event, number: int, name: str, course: Course) -> object:
        """Return the value of a field as `evaluate` wants it; None where the event's version has no such field."""
        key = (number, event[3], name)
        if key not in self._places:
            self._places[key] = self._find(event, name, course)
        found = self._places[key]
        return None if found is None else given(event[6][found[0]], found[1])

    def _find(self, event: Event, name: str, course: Course) -> tuple[int, Type] | None:
        version = course.asking.machine.plan_at(event[0]).version
        for place, field in enumerate(version.events[event[3]].fields):
            if field.name == name:
                return place, field_type(field, version.currency.exponent)
        return None


def findings(course: Course, events: Sequence[Event], standards: Sequence[str]) -> int:
    """Return how often events did not keep one of some standards, of the version in force at each."""
    machine = course.asking.machine
    judges = ((machine.plan_at(event[0]).judge, event) for event in events)
    return sum(standard.id in standards for judge, event in judges for standard in judge.unkept(event))
