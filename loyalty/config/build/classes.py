"""Build the classes over a population."""

from collections.abc import Mapping, Sequence

from loyalty.classes.classification import Class, Classification
from loyalty.config.build.context import Build
from loyalty.config.build.expressions import Scope, expression
from loyalty.config.build.ids import check_id
from loyalty.config.build.scopes import Scopes
from loyalty.config.findings import shown
from loyalty.config.raw.classes import RawClass, RawClasses
from loyalty.lang import BOOL, DECIMAL, INTEGER
from loyalty.words import Path

FIGURES = {"share": DECIMAL, "rank": INTEGER, "percentile": DECIMAL}
"""What a condition of a class may read beside what is known of a member."""


def classifications(build: Build, raw: Mapping[str, RawClasses], scopes: Scopes) -> dict[str, Classification]:
    """Return the classifications by id."""
    return {name: _one(build, name, one, scopes, ("classes", name)) for name, one in raw.items()}


def _one(build: Build, name: str, raw: RawClasses, scopes: Scopes, path: Path) -> Classification:
    check_id(build, name, path, key=True)
    _check_metric(build, raw, scopes, path)
    member = scopes.member()
    for word in FIGURES:
        if word in member:
            message = f"`{word}` is a figure of classes, and the name of something else in this program"
            build.report("LOY282", message, path, "another name for the other", key=True)
    where = None if raw.where is None else expression(build, raw.where, (*path, "where"), member, BOOL)
    found = _classes(build, raw.classes, {**member, **FIGURES}, (*path, "classes"))
    return Classification(name, raw.of, found, raw.order, raw.boundary, where, raw.name or {}, path)


def _check_metric(build: Build, raw: RawClasses, scopes: Scopes, path: Path) -> None:
    kind = scopes.metrics.get(raw.of)
    if kind is None:
        build.unknown("LOY242", "metric", raw.of, scopes.metrics, (*path, "of"))
    elif not kind.numeric or kind.nullable:
        message = f"`{raw.of}` is not always a number, so members cannot be put in order by it"
        build.report("LOY249", message, (*path, "of"), "a sum, a count or a formula")


def _classes(build: Build, raw: Sequence[RawClass], scope: Scope, path: Path) -> tuple[Class, ...]:
    if not raw:
        build.report("LOY235", "there are no classes", path, '`[{ id = "a", when = "share < 70%" }, { id = "b" }]`')
    found = []
    for place, one in enumerate(raw):
        at = (*path, place)
        if any(other.id == one.id for other in raw[:place]):
            build.report("LOY283", f"the class `{shown(one.id)}` is there twice", (*at, "id"), "another id for one")
        else:
            check_id(build, one.id, (*at, "id"))
        last = place == len(raw) - 1
        if (one.when is None) is not last:
            message = (
                "the last class takes everybody else"
                if last
                else f"`{shown(one.id)}` leaves nobody for the classes below"
            )
            cure = "leave `when` out of the last class" if last else '`when = "share < 70%"`'
            build.report("LOY229", message, at if not last else (*at, "when"), cure, key=not last)
        when = None if one.when is None else expression(build, one.when, (*at, "when"), scope, BOOL)
        found.append(Class(one.id, when, one.name or {}, at))
    return tuple(found)
