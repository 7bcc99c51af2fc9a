"""What a scenario says about targets: whether each is met over everybody in it, its value and its figures."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from loyalty.api import Program
from loyalty.engine.reason import Reason
from loyalty.errors import LoyaltyError
from loyalty.targets import Measured
from loyalty.testing.comparing import same, shown, written
from loyalty.testing.look import Look, Words
from loyalty.testing.scenario import Want
from loyalty.testing.seeing import Seen
from loyalty.words import Path

STATES = ("met", "missed", "unknown")
KEYS = ("state", "period", "so_far", "value", "gap", "figures", "limits")
"""What a scenario may say of one target, or of one group of it."""

Told = Mapping[str, Any]


def target(want: Want, seen: Seen, _: Words) -> Look:
    """Compare a target in a word or by figures; one that goes by groups, group by group."""
    try:
        found = measured(want, seen)
    except LoyaltyError as error:
        return Look(shown(want.value), str(error), met=False)
    wanted = _plain(want.value)
    actual = {each.group: _told(each) for each in found}
    if "" in actual:
        told = _answer(wanted, actual[""])
        return Look(shown(want.value), shown(told), same(wanted, told, seen.zone))
    groups = wanted if isinstance(wanted, Mapping) else {}
    answers = {name: _answer(one, actual.get(name, {})) for name, one in groups.items() if name != "period"}
    met = bool(answers) and all(same(groups[name], one, seen.zone) for name, one in answers.items())
    return Look(shown(want.value), shown(answers), met)


def measured(want: Want, seen: Seen) -> Sequence[Measured]:
    """Return the results of the target that is wanted, over the period that is written or around the instant."""
    period = want.value.get("period") if isinstance(want.value, Mapping) else None
    found = seen.program.targets(seen.everybody, at=seen.state.at, period=period)
    return [each for each in found if each.target == want.name]


def _answer(wanted: object, told: Told) -> object:
    """Return what became of a target, in the keys that are written."""
    if not isinstance(wanted, Mapping):
        return told.get("state")
    return {key: told.get(key) for key in wanted}


def _told(found: Measured) -> Told:
    return {
        **{key: getattr(found, key) for key in KEYS},
        "limits": {each.figure: each.limit for each in found.limits},
    }


def _plain(value: object) -> object:
    """Return what is expected with percentages and fractions as numbers: ``"3.5%"``, ``"1/3"``."""
    if isinstance(value, Mapping):
        return {key: each if key in {"state", "period"} else _plain(each) for key, each in value.items()}
    return written(value) if isinstance(value, str) and value not in STATES else value


def why(want: Want, seen: Seen) -> Reason:
    """Say what became of the target."""
    lines = [Reason("target", each.texts, each.where, each.state == "met") for each in measured(want, seen)]
    return lines[0] if len(lines) == 1 else Reason("targets", {"zh": "目标", "en": "targets"}, children=tuple(lines))


def named(want: Want, program: Program) -> Iterator[tuple[str, Path, object, Sequence[str]]]:
    """Yield each word that a want about a target uses: what it is, where it stands, and the words there are."""
    found = [each for version in program.versions for each in version.targets if each.id == want.name]
    groups = [group for each in found for group in each.groups]
    by = bool(found) and "" not in groups
    if isinstance(want.value, str) and found:
        yield ("group", want.path, want.value, groups) if by else ("state", want.path, want.value, STATES)
    for key, one in want.value.items() if by and isinstance(want.value, Mapping) else ():
        if key != "period":
            yield "group", (*want.path, key), key, groups
            yield from _keys(one, (*want.path, key), [each.name for target in found for each in target.figures])
    if found and not by:
        yield from _keys(want.value, want.path, [each.name for target in found for each in target.figures])


def _keys(value: object, path: Path, figures: Sequence[str]) -> Iterator[tuple[str, Path, object, Sequence[str]]]:
    """Yield the keys of a table about one result."""
    for key, one in value.items() if isinstance(value, Mapping) else ():
        yield "figure of a target", (*path, key), key, KEYS
        for name in one if key in {"figures", "limits"} and isinstance(one, Mapping) else ():
            yield "figure", (*path, key, name), name, figures
        if key == "state":
            yield "state", (*path, key), one, STATES
