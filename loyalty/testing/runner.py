"""Running a scenario: its events are folded at each instant it speaks of, and what comes out is compared."""

from collections.abc import Iterator, Mapping

from loyalty.api import Program
from loyalty.config.positions import locate
from loyalty.errors import Rejection
from loyalty.members import Event
from loyalty.testing.comparing import shown
from loyalty.testing.expectations import MAIN
from loyalty.testing.explaining import explanation, why_refused
from loyalty.testing.histories import events, instant
from loyalty.testing.looking import ACCEPTED, look
from loyalty.testing.outcome import Failure, Outcome
from loyalty.testing.scenario import Expectation, Scenario, Want
from loyalty.testing.seeing import Seen, Sight
from loyalty.testing.wording import WORDS
from loyalty.words import Path


def run(scenario: Scenario, program: Program, language: str = "en") -> Outcome:
    """Run a scenario with a program that was loaded with its parameters; nothing is read, and no clock is looked at.

    Besides the expectations, every rejected event must be expected somewhere in the scenario: what was refused
    without being noticed would make all the rest meaningless.
    """
    zone = program.versions[-1].zone
    good, refused, places = _read(scenario, program)
    failures: list[Failure] = []
    last: Sight | None = None
    for expectation in sorted(scenario.expectations, key=lambda one: instant(one.at, zone)):
        last = Sight(program, good, refused, instant(expectation.at, zone))
        failures += _unmet(scenario, expectation, last.member(expectation.member), language)
    failures += _unexpected(scenario, last.rejections if last else refused, places, language)
    failures.sort(key=lambda failure: (failure.line, failure.column))
    return Outcome(scenario, tuple(failures), sum(len(one.wants) for one in scenario.expectations))


def _read(scenario: Scenario, program: Program) -> tuple[list[Event], dict[str, Rejection], dict[str, Path]]:
    """Return the events that can be read, what was refused at once, and where each event stands."""
    good: list[Event] = []
    refused: dict[str, Rejection] = {}
    places: dict[str, Path] = {}
    for body, path in events(scenario, program.versions[-1].zone):
        found, bad = program.events((body,))
        good += found
        for one in bad:
            refused[body["id"]] = one
        places[body["id"]] = (*path, body["kind"], bad[0].field) if bad and bad[0].field else path
    return good, refused, places


def _unmet(scenario: Scenario, expectation: Expectation, seen: Seen, language: str) -> Iterator[Failure]:
    for want in expectation.wants:
        found = look(want, seen, language)
        if not found.met:
            what = _what(want, expectation, scenario, language)
            reason = explanation(want, seen, language)
            shown_as = (what, found.expected, found.actual, reason)
            yield _failure(scenario, want.path, shown_as, language)


def _unexpected(
    scenario: Scenario, refused: Mapping[str, Rejection], places: Mapping[str, Path], language: str
) -> Iterator[Failure]:
    """Yield a failure for each rejection that no expectation names."""
    wants = [want for expectation in scenario.expectations for want in expectation.wants if want.subject == "rejected"]
    if any(want.value is None for want in wants):
        return
    for name in sorted(refused.keys() - {want.name for want in wants}):
        one = refused[name]
        what = WORDS[language]["unexpected"].format(name=name)
        yield _failure(
            scenario, places.get(name, scenario.path), (what, ACCEPTED, one.code, why_refused(one, language)), language
        )


def _what(want: Want, expectation: Expectation, scenario: Scenario, language: str) -> str:
    say = WORDS[language]
    key = want.subject
    if key in {"tier", "review"} and want.name != MAIN:
        key += " on"
    elif key in {"missing", "rejected", "finding", "request"} and not want.name:
        key += " all"
    elif key == "view" and want.asked["purpose"]:
        key += " for"
    what = say[key].format(name=want.name, case=want.asked, **(want.asked if want.subject == "view" else {}))
    if len(scenario.people) > 1 and key != "target":
        what = say["of"].format(what=what, member=expectation.member)
    return say["at"].format(what=what, at=shown(expectation.at))


def _failure(scenario: Scenario, path: Path, told: tuple[str, str, str, str], language: str) -> Failure:
    """Return a failure at a place of the scenario file; `told` is what, expected, actual and reason."""
    place = locate(scenario.text, path)
    return Failure(
        *told,
        file=scenario.file,
        line=place.line,
        column=place.column,
        end_column=place.end_column,
        source_line=place.source_line,
        language=language,
    )
