"""Build what opens the obligations of a promise: events, dates, or a calendar period."""

from collections.abc import Sequence

import attrs

from loyalty.benefits.occasion import Occasion
from loyalty.config.build.context import Build
from loyalty.config.build.occasions import Occasions
from loyalty.config.build.scopes import Scopes
from loyalty.config.findings import shown
from loyalty.config.raw.promise import RawPromise
from loyalty.members.field import Field
from loyalty.words import Path

ENROL = "enrol"
"""The core kind that may open obligations: who joins is promised something."""

_OF_EVENTS = ("where", "counted_from", "match", "moved_by")
_OF_LIMITS = ("due", "before", "earliest", "strict")


@attrs.frozen
class Opening:
    """The event kinds or the dates that open obligations; neither for a cadence, or when they are not known."""

    kinds: tuple[str, ...] = ()
    occasions: tuple[Occasion, ...] = ()


def opening(build: Build, scopes: Scopes, occasions: Occasions, raw: RawPromise, path: Path) -> Opening:
    """Return what opens a promise, and report what does not go with it."""
    if (raw.on is None) is (raw.every is None):
        _neither_or_both(build, raw, path)
    if raw.on is None:
        _without(
            build, raw, (*_OF_EVENTS, *_OF_LIMITS), path, "`every`: a calendar period has its own beginning and end"
        )
        return Opening()
    if not raw.on:
        build.report("LOY235", "`on` names nothing", (*path, "on"), '`on = "complaint"`')
    found = [_one(build, scopes, occasions, name, _at(raw.on, place, path)) for place, name in enumerate(raw.on)]
    kinds = tuple(each for each in found if isinstance(each, str))
    dated = tuple(each for each in found if isinstance(each, Occasion))
    if kinds and dated:
        message = f"`{shown(kinds[0])}` is an event and `{shown(dated[0].name)}` is a date"
        build.report("LOY411", message, (*path, "on"), "a promise for each")
    elif dated:
        _without(build, raw, _OF_EVENTS, path, "a date: there is no event that opens it")
    return Opening(kinds, dated)


def event_fields(scopes: Scopes, kind: str) -> tuple[Field, ...]:
    """Return the fields of an event kind; none when there is no such kind."""
    return scopes.events[kind].fields if kind in scopes.events else ()


def check_kinds(build: Build, scopes: Scopes, kinds: Sequence[str], path: Path) -> tuple[str, ...]:
    """Report event kinds that are not declared, or named twice, and return the others."""
    for place, kind in enumerate(kinds):
        at = (*path, place) if len(kinds) > 1 else path
        if kind not in scopes.events:
            build.unknown("LOY240", "event kind", kind, scopes.events, at)
        elif kind in kinds[:place]:
            build.report("LOY283", f"`{shown(kind)}` is there twice", at, "each kind once")
    return tuple(dict.fromkeys(kind for kind in kinds if kind in scopes.events))


def _at(names: Sequence[str], place: int, path: Path) -> Path:
    return (*path, "on", place) if len(names) > 1 else (*path, "on")


def _one(build: Build, scopes: Scopes, occasions: Occasions, name: str, path: Path) -> str | Occasion | None:
    dated = occasions.dated(name)
    if name in (ENROL, *scopes.events):
        if dated is not None:
            noun = "date field" if dated.source == "field" else "festival"
            message = f"`{shown(name)}` is the name of an event kind and of a {noun}"
            build.report("LOY282", message, path, "another name for one of them")
        return name
    if dated is None and name not in build.broken:
        known = [*scopes.events, ENROL, *occasions.dates, *occasions.festivals]
        message = f"there is no event kind, date field or festival `{shown(name)}`"
        build.report("LOY412", message, path, build.known(known, name))
    return dated


def _neither_or_both(build: Build, raw: RawPromise, path: Path) -> None:
    if raw.on is None:
        message = f"nothing opens the promise `{shown(raw.id)}`"
        build.report("LOY411", message, path, '`on = "complaint"`, or `every = "month"`', key=True)
    else:
        message = f"the promise `{shown(raw.id)}` is opened by events and by the calendar"
        build.report("LOY411", message, (*path, "every"), "one of the two, or two promises", key=True)


def _without(build: Build, raw: RawPromise, keys: Sequence[str], path: Path, why: str) -> None:
    for key in keys:
        if getattr(raw, key) not in (None, ()):
            build.report("LOY230", f"`{key}` does not go with {why}", (*path, key), "leave it out", key=True)
