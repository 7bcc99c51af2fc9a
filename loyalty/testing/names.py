"""Whether a scenario speaks of things that its program has."""

from collections.abc import Callable, Collection, Mapping
from typing import get_args

import attrs

from loyalty.api import Program
from loyalty.benefits.answer import Passed, Why
from loyalty.config.findings import known, shown
from loyalty.errors import LoyaltyError
from loyalty.members.account import STATUS
from loyalty.testing import aimed, owed, viewed
from loyalty.testing.histories import ENROL, events, instant
from loyalty.testing.looking import ACCOUNTS, LOT_KEYS
from loyalty.testing.mistakes import Mistakes
from loyalty.testing.requested import KEYS, OUTCOMES
from loyalty.testing.scenario import Scenario, Want

MAIN, NONE = "main", "none"
BENEFITS = frozenset({"granted", "benefit"})
CODES = frozenset({"granted", *get_args(Passed), *get_args(Why)})
"""What may become of a benefit."""

Known = Collection[str]

_NOBODY = ("无", "无等级", "普通", "no tier")
"""What people call the standing below every tier."""


def check(scenario: Scenario, program: Program, mistakes: Mistakes) -> None:
    """Note every name that the program does not have, and times outside every calendar."""
    zone = program.versions[-1].zone
    try:
        events(scenario, zone)
        for expectation in scenario.expectations:
            instant(expectation.at, zone)
    except LoyaltyError as error:
        mistakes.add("LOY902", error.message, error.path or scenario.path, error.hint)
    for want in (want for expectation in scenario.expectations for want in expectation.wants):
        _want(want, scenario, program, mistakes)


def _want(want: Want, scenario: Scenario, program: Program, mistakes: Mistakes) -> None:
    code, what, names = NAMED.get(want.subject, ("", "", None))
    if names is not None and want.name:
        _known(mistakes, want, code, what, want.name, names(program, scenario))
    if want.subject == "tier":
        _tier(mistakes, want, program)
    if want.subject == "status":
        _known(mistakes, want, "LOY909", "status", want.value, STATUS)
    if want.subject == "benefit" and isinstance(want.value, str):
        _known(mistakes, want, "LOY909", "reason", want.value, CODES)
    for name in want.value if want.subject == "granted" and isinstance(want.value, list) else ():
        _known(mistakes, want, "LOY909", "benefit", name, _benefits(program, scenario))
    if want.subject in BENEFITS and want.asked and "benefit" in want.asked:
        at = attrs.evolve(want, path=(*want.path[: want.path.index("expect") + 2], "request", "benefit"))
        _known(mistakes, at, "LOY909", "benefit", want.asked["benefit"], _benefits(program, scenario))
    for noun, path, name, there in (aimed if want.subject == "target" else viewed).named(want, program):
        at = attrs.evolve(want, path=path, name=want.name if path == want.path else "")
        _known(mistakes, at, "LOY909", noun, name, there)
    if want.subject in LISTS:
        LISTS[want.subject](mistakes, want, program, scenario)


def _lots(mistakes: Mistakes, want: Want, _: Program, __: Scenario) -> None:
    for place, lot in enumerate(want.value if isinstance(want.value, list) else ()):
        for key in lot.keys() - LOT_KEYS:
            cure = known(LOT_KEYS, key)
            mistakes.add("LOY901", f"there is no key `{shown(key)}` of lots", (*want.path, place, key), cure, "key")


def _owed(mistakes: Mistakes, want: Want, program: Program, scenario: Scenario) -> None:
    """Look at the rows of what is owed."""
    for place, row in enumerate(want.value if isinstance(want.value, list) else ()):
        for key in row.keys() - set(owed.OWED_KEYS):
            cure = known(owed.OWED_KEYS, key)
            mistakes.add("LOY901", f"there is no key `{shown(key)}` of `owed`", (*want.path, place, key), cure, "key")
        if "promise" in row:
            at = attrs.evolve(want, path=(*want.path, place, "promise"))
            _known(mistakes, at, "LOY909", "promise", row["promise"], _promises(program, scenario))


def _promised(mistakes: Mistakes, want: Want, _: Program, __: Scenario) -> None:
    """Look at what is said of one obligation."""
    if not isinstance(want.value, Mapping):
        _known(mistakes, want, "LOY909", "outcome", want.value, owed.OUTCOMES)
        return
    for key, value in want.value.items():
        at = attrs.evolve(want, path=(*want.path, key), name=key)
        _known(mistakes, at, "LOY901", "key of a promise", key, owed.FIGURES)
        if key == "outcome":
            _known(mistakes, at, "LOY909", "outcome", value, owed.OUTCOMES)


def _request(mistakes: Mistakes, want: Want, _: Program, __: Scenario) -> None:
    """Look at what is said of a request: an outcome, or a table of figures."""
    if want.value is None:
        return
    figures = want.value if isinstance(want.value, Mapping) else {"outcome": want.value}
    for key in figures.keys() - KEYS:
        at = (*want.path, key)
        mistakes.add("LOY901", f"there is no key `{shown(key)}` of requests", at, known(KEYS, key), "key")
    if "outcome" in figures:
        _known(mistakes, want, "LOY909", "outcome", figures["outcome"], OUTCOMES)


def _tier(mistakes: Mistakes, want: Want, program: Program) -> None:
    """Look at an expected tier; the name that people see is answered with the id."""
    tiers = [NONE, *_tiers(program, want.name)]
    meant = _titles(program).get(str(want.value), "")
    if want.value not in tiers and meant in tiers:
        cure = f"`{meant}`, the id of the tier, not its name"
        mistakes.add("LOY908", f"there is no tier `{shown(want.value)}`", want.path, cure)
    else:
        _known(mistakes, want, "LOY908", "tier", want.value, tiers)


def _known(mistakes: Mistakes, want: Want, code: str, what: str, name: object, names: Known) -> None:
    if name not in names:
        cure = known(sorted(names), str(name))
        mistakes.add(
            code, f"there is no {what} `{shown(name)}`", want.path, cure, "key" if name == want.name else "value"
        )


def _ladders(program: Program, _: Scenario | None = None) -> Known:
    """Return the ladders; `main` stands for the only one."""
    found = {ladder for version in program.versions for ladder in version.ladders}
    return found | {MAIN} if len(found) == 1 else found


def _tiers(program: Program, ladder: str) -> Known:
    """Return the tiers of a ladder, or of all when the ladder itself is unknown."""
    found = _ladders(program)
    chosen = {ladder} if ladder in found and ladder != MAIN else found
    return {
        tier.id
        for version in program.versions
        for one in version.ladders.values()
        if one.id in chosen and (ladder != MAIN or one.id == MAIN or MAIN not in version.ladders)
        for tier in one.tiers
    }


def _titles(program: Program) -> Mapping[str, str]:
    """Return the ids of tiers by the names that people see."""
    ladders = [ladder for version in program.versions for ladder in version.ladders.values()]
    named = {title: tier.id for ladder in ladders for tier in ladder.tiers for title in tier.names.values()}
    return {**dict.fromkeys(_NOBODY, NONE), **named}


def _all_tiers(program: Program, _: Scenario) -> Known:
    return {tier.id for version in program.versions for one in version.ladders.values() for tier in one.tiers}


def _metrics(program: Program, _: Scenario) -> Known:
    return {name for version in program.versions for name in version.metrics}


def _fields(program: Program, _: Scenario) -> Known:
    """Return the fields that a result shows: personal data is masked, also in a test."""
    return {field.name for version in program.versions for field in version.fields if not field.pii}


def _benefits(program: Program, _: Scenario) -> Known:
    return {benefit.id for version in program.versions for benefit in version.benefits}


def _promises(program: Program, _: Scenario) -> Known:
    return {promise.id for version in program.versions for promise in version.promises}


def _classes(program: Program, _: Scenario) -> Known:
    return {name for version in program.versions for name in version.classifications}


def _targets(program: Program, _: Scenario) -> Known:
    return {target.id for version in program.versions for target in version.targets}


def _events(_: Program, scenario: Scenario) -> Known:
    """Return the ids of a scenario's events, its enrolments included."""
    enrolments = {ENROL, *(f"{ENROL}-{name}" for name in scenario.people)}
    return enrolments | {name for event in scenario.events for name in event.ids}


NAMED: Mapping[str, tuple[str, str, Callable[[Program, Scenario], Known]]] = {
    "tier": ("LOY908", "ladder", _ladders),
    "review": ("LOY908", "ladder", _ladders),
    "missing": ("LOY908", "tier", _all_tiers),
    "metric": ("LOY909", "metric", _metrics),
    "field": ("LOY909", "field without personal data", _fields),
    "class": ("LOY909", "classification", _classes),
    "target": ("LOY909", "target", _targets),
    "finding": ("LOY906", "event", _events),
    "benefit": ("LOY909", "benefit", _benefits),
    "promise": ("LOY909", "promise", _promises),
    "points": ("LOY909", "account of points", lambda _, __: ACCOUNTS),
    "request": ("LOY906", "event", _events),
    "rejected": ("LOY906", "event", _events),
}
"""What a want's name must be, by its subject: the code of the mistake, the word, and the names there are."""

LISTS: Mapping[str, Callable[[Mistakes, Want, Program, Scenario], None]] = {
    "lots": _lots,
    "owed": _owed,
    "promise": _promised,
    "request": _request,
}
"""What looks at the rows or figures of a want, by its subject."""
