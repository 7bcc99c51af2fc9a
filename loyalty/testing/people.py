"""Reading a scenario's members: one in `member`, several in `members`, and crowds of equal ones among these."""

from collections.abc import Mapping

from loyalty.testing.scenario import Person
from loyalty.testing.section import Section

ONLY = "member"
"""The id of the one member of a scenario that does not name its members."""

CROWD_MAX = 10_000
"""The most members that one line may stand for."""


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
    found: dict[str, Person] = {}
    for name in several:
        section = Section(whole.table(name), (*whole.path, name), whole.mistakes)
        for each in _ids(name, section):
            found[each] = _person(each, section, enrolled_by_event, name)
    return found


def crowds(scenario: Section) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of each crowd of equal members: of ``gone = { times = 7 }`` they are ``gone-1`` to ``gone-7``."""
    several = scenario.data.get("members")
    tables = several if isinstance(several, dict) else {}
    sections = {name: Section(table, (), scenario.mistakes) for name, table in tables.items() if _is_crowd(table)}
    return {name: _ids(name, section) for name, section in sections.items()}


def _is_crowd(table: object) -> bool:
    return isinstance(table, dict) and isinstance(table.get("times"), int)


def _ids(name: str, section: Section) -> tuple[str, ...]:
    """Return the ids that one entry of `members` stands for."""
    if not _is_crowd(section.data):
        return (name,)
    many = min(section.whole("times", 1), CROWD_MAX)
    return tuple(f"{name}-{place}" for place in range(1, many + 1))


def _person(name: str, section: Section, enrolled_by_event: frozenset[str], written: str = "") -> Person:
    own = {"joined", "times"} if _is_crowd(section.data) else {"joined"}
    joins = section.data.get("joined") is not False
    return Person(
        id=name,
        fields={key: value for key, value in section.data.items() if key not in own},
        joined=section.moment("joined") if joins else None,
        enrolled=joins and (written or name) not in enrolled_by_event,
        path=section.path,
    )
