"""Reading a scenario's members: one in `member`, or several in `members`."""

from collections.abc import Mapping

from loyalty.testing.scenario import Person
from loyalty.testing.section import Section

ONLY = "member"
"""The id of the one member of a scenario that does not name its members."""


def people(scenario: Section, enrolled_by_event: frozenset[str]) -> Mapping[str, Person]:
    """Return the members by id; without `member` and `members` there is one, with no fields.

    Those in `enrolled_by_event` have an `enrol` event among the scenario's events and are not enrolled a second time.
    """
    one, several = scenario.table("member"), scenario.table("members")
    if scenario.has("member") and scenario.has("members"):
        scenario.mistakes.add(
            "LOY914", "`member` and `members` exclude each other", (*scenario.path, "member"), side="key"
        )
    if not scenario.has("members"):
        return {ONLY: _person(ONLY, Section(one, (*scenario.path, "member"), scenario.mistakes), enrolled_by_event)}
    whole = Section(several, (*scenario.path, "members"), scenario.mistakes)
    return {
        name: _person(name, Section(whole.table(name), (*whole.path, name), whole.mistakes), enrolled_by_event)
        for name in several
    }


def _person(name: str, section: Section, enrolled_by_event: frozenset[str]) -> Person:
    joins = section.data.get("joined") is not False
    return Person(
        id=name,
        fields={key: value for key, value in section.data.items() if key != "joined"},
        joined=section.moment("joined") if joins else None,
        enrolled=joins and name not in enrolled_by_event,
        path=section.path,
    )
