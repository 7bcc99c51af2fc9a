"""Build the declared fields of members, events and order lines."""

from collections.abc import Mapping

import attrs

from loyalty.config.build.context import Build
from loyalty.config.build.conversion import EXAMPLES
from loyalty.config.build.ids import check_name
from loyalty.config.build.roles import check_purposes, check_roles
from loyalty.config.findings import shown
from loyalty.config.raw.member import RawField
from loyalty.errors import LoyaltyError
from loyalty.members import units
from loyalty.members.core import RESERVED
from loyalty.members.field import Field, FieldType, Value
from loyalty.words import Path

_BOUNDED = frozenset({"integer", "decimal", "percent", "money", "date", "text"})


@attrs.frozen
class Place:
    """Whose fields are read: how they are called, and whether a field must be given when nothing is said about it."""

    noun: str
    required: bool = False
    member: bool = False


MEMBER = Place("member field", member=True)
EVENT = Place("event field", required=True)
LINE = Place("line field")


def fields(build: Build, raw: Mapping[str, RawField], place: Place, path: Path) -> tuple[Field, ...]:
    """Return the fields of one table, in the order of the file.

    A field of an event must be given unless it has a default or says otherwise; one of a member or a line may be
    unknown unless it says ``required = true``: an order without lines is one line of defaults.
    """
    return tuple([_field(build, name, one, place, (*path, name)) for name, one in raw.items()])


def _field(build: Build, name: str, raw: RawField, place: Place, path: Path) -> Field:
    if name in RESERVED:
        message = f"`{name}` is a word of every event and cannot be a {place.noun}"
        build.report("LOY281", message, path, f"another name, for example `{name}_name`", key=True)
    else:
        check_name(build, name, path, place.noun)
    _check_member_keys(build, raw, place, path)
    least, most = _bound(build, raw, "min", path), _bound(build, raw, "max", path)
    if least is not None and most is not None and least > most:
        build.report("LOY225", f"`min` of `{name}` is above its `max`", (*path, "min"), "a smaller `min`")
    listed = _values(build, raw, path)
    default = _default(build, name, raw, path)
    if default is not None:
        _check_default(build, name, default, (least, most), listed, path)
    required = raw.required if raw.required is not None else place.required and default is None
    if raw.required and raw.default is not None:
        build.report(
            "LOY229", f"`{name}` is required and has a default", (*path, "required"), "one of the two", key=True
        )
    return Field(
        name,
        raw.type,
        required,
        default,
        listed,
        least,
        most,
        raw.pii,
        raw.seen_by,
        raw.purposes,
        None if raw.retain is None else build.period(raw.retain, (*path, "retain"), zero=True),
        names=raw.name or {},
        words=raw.values if isinstance(raw.values, Mapping) else {},
        path=path,
    )


def _check_member_keys(build: Build, raw: RawField, place: Place, path: Path) -> None:
    for key, written in (("set_by", raw.set_by), ("moves", raw.moves)):
        if written is not None and not place.member:
            message = f"`{key}` belongs to member fields: an {place.noun} is set by its own event"
            build.report("LOY230", message, (*path, key), f"leave `{key}` out", key=True)
    if raw.set_by is not None and raw.moves is not None:
        build.report("LOY229", "a field is set or moved, not both", (*path, "moves"), "`set_by` or `moves`", key=True)
    _check_personal(build, raw, place, path)


def _check_personal(build: Build, raw: RawField, place: Place, path: Path) -> None:
    """Check who may see a field, what for and how long: that is asked of personal data only."""
    if raw.seen_by and not raw.pii:
        message = "`seen_by` says who may see personal data, and this field is not marked as such"
        build.report("LOY230", message, (*path, "seen_by"), "`pii = true`", key=True)
    check_roles(build, raw.seen_by, (*path, "seen_by"))
    check_purposes(build, raw.purposes, (*path, "purposes"))
    for key, written in (("purposes", raw.purposes), ("retain", raw.retain)):
        if written and not place.member:
            message = f"`{key}` belongs to member fields: an event is a record, which the host keeps and shows"
            build.report("LOY230", message, (*path, key), f"leave `{key}` out", key=True)
        elif written and not raw.pii:
            message = f"`{key}` is about personal data, and this field is not marked as such"
            build.report("LOY230", message, (*path, key), "`pii = true`", key=True)


def _values(build: Build, raw: RawField, path: Path) -> tuple[str, ...]:
    at = (*path, "values")
    if raw.values is None:
        return ()
    if raw.type != "text":
        build.report(
            "LOY230", f"only a text has `values`, and this is of type {raw.type}", at, 'type = "text"', key=True
        )
        return ()
    if not raw.values:
        build.report("LOY235", "`values` lists no word, so nothing could ever be given", at, '`values = ["..."]`')
    words = tuple(raw.values)
    for place, word in enumerate(words):
        if word in words[:place]:
            build.report("LOY283", f'"{shown(word)}" is listed twice', (*at, place), "each word once")
        if not word.strip():
            build.report("LOY235", "an empty word in `values`", (*at, place if words is raw.values else word), "a word")
    return words


def _default(build: Build, name: str, raw: RawField, path: Path) -> Value:
    if raw.default is None:
        return None
    if raw.type == "instant":
        message = f"`{name}` is an instant, which is not the same for everybody, and has no default"
        build.report("LOY230", message, (*path, "default"), "leave `default` out", key=True)
        return None
    try:
        return convert(raw.type, raw.default, build)
    except LoyaltyError as error:
        _refuse(build, name, raw.type, error, (*path, "default"))
        return None


def _check_default(
    build: Build, name: str, default: Value, bounds: tuple[int | None, int | None], listed: tuple[str, ...], path: Path
) -> None:
    at = (*path, "default")
    if listed and default not in listed:
        build.report("LOY223", f'the default "{shown(default)}" is not listed', at, build.known(listed, str(default)))
    size = len(default) if isinstance(default, str) else default
    if size is None:
        return
    least, most = bounds
    if (least is not None and size < least) or (most is not None and size > most):
        build.report(
            "LOY225", f"the default of `{name}` lies outside its own bounds", at, "a value from `min` to `max`"
        )


def _bound(build: Build, raw: RawField, side: str, path: Path) -> int | None:
    """Return `min` or `max` in the field's own units; of a text, the number of characters."""
    value = raw.min if side == "min" else raw.max
    if value is None:
        return None
    at = (*path, side)
    if raw.type not in _BOUNDED:
        build.report("LOY230", f"a field of type {raw.type} has no `{side}`", at, f"leave `{side}` out", key=True)
        return None
    try:
        bound = convert("integer" if raw.type == "text" else raw.type, value, build)
    except LoyaltyError as error:
        _refuse(build, path[-1], raw.type, error, at)
        return None
    return bound if isinstance(bound, int) else None


def _refuse(build: Build, name: object, kind: FieldType, error: LoyaltyError, path: Path) -> None:
    code = {"too-precise": "LOY226", "out-of-bounds": "LOY225"}.get(error.code, "LOY222")
    cure = error.hint or f"a value such as `{EXAMPLES[kind]}`"
    build.report(code, f"this does not fit `{name}`, which is of type {kind}: {error.message}", path, cure)


def convert(kind: FieldType, value: object, build: Build) -> int | str | bool:
    """Return a value in the engine's units, as `loyalty.members.units` reads it from an event.

    Raises:
        LoyaltyError: it is not a value of that type.
    """
    if kind == "text":
        return units.plain_text(value)
    return units.converter(kind, build.currency.exponent)(value)
