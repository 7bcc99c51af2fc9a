"""Turn the parsed TOML into raw records, or into every mistake of form at once.

Two converters do the same work. The quick one stops at the first mistake, and is all that a correct program needs;
the thorough one runs only then, goes on after each mistake and remembers where it was.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import islice
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError, IterableValidationError
from cattrs.errors import IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from loyalty.config import shapes
from loyalty.config.findings import MANY, Finding, MistakeError, known, shown
from loyalty.config.raw.benefit import KEYS as BENEFIT_KEYS
from loyalty.config.raw.benefit import RawBenefit
from loyalty.config.raw.document import RawDocument
from loyalty.config.raw.event import SETTINGS, RawEvent
from loyalty.config.raw.member import RawField
from loyalty.config.raw.program import RawProgram
from loyalty.config.raw.shapes import Shape
from loyalty.words import Path

Hook = Callable[[Any, Any], Any]


def structure(document: Mapping[str, object]) -> tuple[RawDocument | None, tuple[Finding, ...]]:
    """Return the raw records of a parsed document, or None and all mistakes of form."""
    with suppress(Exception):  # whatever it was, the thorough converter says it
        return converter(thorough=False).structure(document, RawDocument), ()
    try:
        return converter(thorough=True).structure(document, RawDocument), ()
    except (ClassValidationError, IterableValidationError, MistakeError) as error:
        return None, tuple(islice(_findings(error, (), RawDocument), MANY))


def structure_event(table: Mapping[str, object], path: Path) -> tuple[RawEvent | None, tuple[Finding, ...]]:
    """Return the record of one kind of event, or None and all mistakes of form in its table."""
    try:
        return converter(thorough=True).structure(table, RawEvent), ()
    except (ClassValidationError, IterableValidationError, MistakeError) as error:
        return None, tuple(islice(_findings(error, path, RawEvent), MANY))


@cache
def converter(*, thorough: bool) -> Converter:
    """Return the converter, which is built once; building it is most of the cost of the first program."""
    made = Converter(detailed_validation=thorough, forbid_extra_keys=True)
    made.register_structure_hook(str, shapes.text)
    made.register_structure_hook(bool, shapes.flag)
    made.register_structure_hook_factory(attrs.has, lambda cls: _table(cls, made))
    made.register_structure_hook_factory(_is_shape, lambda kind: shapes.READERS[_shape(kind).reader])
    made.register_structure_hook_factory(_is_word, lambda kind: shapes.one_of(get_args(kind)))
    made.register_structure_hook_factory(_is_list, lambda kind: _list(get_args(kind)[0], made, thorough=thorough))
    made.register_structure_hook_factory(_is_mapping, lambda kind: _mapping(get_args(kind)[1], made, thorough=thorough))
    made.register_structure_hook_factory(_is_optional, lambda kind: made.get_structure_hook(_inner(kind)))
    return made


def _is_shape(kind: Any) -> bool:
    return get_origin(kind) is Annotated and any(isinstance(part, Shape) for part in kind.__metadata__)


def _shape(kind: Any) -> Shape:
    return next(part for part in kind.__metadata__ if isinstance(part, Shape))


def _is_word(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is Mapping


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in {Union, UnionType} and NoneType in get_args(kind)


def _inner(kind: Any) -> Any:
    rest = [part for part in get_args(kind) if part is not NoneType]
    return rest[0] if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007 - built from a list


def _table(cls: type[Any], made: Converter) -> Hook:
    """Return the reader of a table that becomes the record `cls`."""
    renamed = {name: override(rename=key) for name, key in keys(cls).items() if name != key}
    read = make_dict_structure_fn(cls, made, **renamed)  # type: ignore[arg-type]

    def table(value: Any, _: Any) -> Any:
        return read(shapes.table(value), cls)

    def field(value: Any, _: Any) -> Any:
        return read({"type": value} if type(value) is str else shapes.table(value), cls)

    def event(value: Any, _: Any) -> Any:
        return read(_apart(shapes.table(value), SETTINGS, "fields"), cls)

    def benefit(value: Any, _: Any) -> Any:
        return read(_apart(shapes.table(value), BENEFIT_KEYS, "settings"), cls)

    return {RawField: field, RawEvent: event, RawBenefit: benefit}.get(cls, table)


def _apart(value: dict[str, Any], own: frozenset[str], rest: str) -> dict[str, Any]:
    """Separate the keys of a table's own from the others, which go under `rest`."""
    kept = {key: item for key, item in value.items() if key in own}
    return {**kept, rest: {key: item for key, item in value.items() if key not in own}}


_FLAT = {RawEvent: "fields", RawBenefit: "settings"}
"""Where keys that stand beside a record's own are gathered."""


def _list(kind: Any, made: Converter, *, thorough: bool) -> Hook:
    read = made.get_structure_hook(kind)

    def quick(value: Any, _: Any) -> Any:
        if type(value) is not list:
            raise shapes.wrong_type("a list of tables, each under its own `[[...]]`,", value)
        shapes.bounded(value, shapes.MAX_TABLES)
        return tuple([read(item, kind) for item in value])

    def slow(value: Any, _: Any) -> Any:
        if type(value) is not list or len(value) > shapes.MAX_TABLES:
            return quick(value, _)
        return tuple(_each(read, kind, enumerate(value)).values())

    return slow if thorough else quick


def _mapping(kind: Any, made: Converter, *, thorough: bool) -> Hook:
    """Return the reader of a table of the author's names, which come in alphabetical order.

    The order in which a file lists its metrics or fields means nothing, so nothing may depend on it.
    """
    read = made.get_structure_hook(kind)

    def quick(value: Any, _: Any) -> Any:
        items = sorted(shapes.table(value).items())
        return {key: read(item, kind) for key, item in items if not _is_note(key, item)}

    def slow(value: Any, _: Any) -> Any:
        items = sorted(shapes.table(value).items())
        return _each(read, kind, ((key, item) for key, item in items if not _is_note(key, item)))

    return slow if thorough else quick


def _is_note(key: str, item: object) -> bool:
    return key == "note" and type(item) is str


def _each(read: Hook, kind: Any, items: Any) -> dict[Any, Any]:
    """Read every item, and raise all mistakes together."""
    done, errors = {}, []
    for key, item in items:
        try:
            done[key] = read(item, kind)
        except Exception as error:  # noqa: BLE001 - collected, not swallowed
            error.add_note(IterableValidationNote("", key, kind))
            errors.append(error)
    if errors:
        raise IterableValidationError("", errors, kind)
    return done


def keys(cls: type[Any]) -> dict[str, str]:
    """Return the keys of a table in the file, by the attributes of its record."""
    return {field.name: field.metadata.get("key", field.name) for field in attrs.fields(cls)}


def _findings(error: BaseException, path: Path, cls: type[Any]) -> Iterator[Finding]:
    """Walk down a tree of errors and give each mistake its path."""
    if isinstance(error, IterableValidationError):
        for inner, note in error.group_exceptions()[0]:
            yield from _findings(inner, (*path, note.index), cls)
    elif isinstance(error, ClassValidationError):
        yield from _class_findings(error, path)
    elif isinstance(error, MistakeError):
        yield attrs.evolve(error.finding, path=path + error.finding.path)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield _unknown_key(key, path, error.cl)
    else:
        yield Finding("LOY222", f"this cannot be read as a part of {cls.__name__}", path)


def _class_findings(error: ClassValidationError, path: Path) -> Iterator[Finding]:
    named, rest = error.group_exceptions()
    for inner, note in named:
        key = keys(error.cl)[note.name]
        if isinstance(inner, KeyError):
            yield _missing_key(key, path, error.cl)
        else:
            flat = _FLAT.get(error.cl) == key
            found = _findings(inner, path if flat else (*path, key), error.cl)
            yield from (_with_table(one, path, key, error.cl) for one in found)
    for inner in rest:
        yield from _findings(inner, path, error.cl)


def _with_table(finding: Finding, path: Path, key: str, cls: type[Any]) -> Finding:
    """Show what a table looks like where something else was written in its place."""
    from loyalty.config.codes import TABLES  # noqa: PLC0415 - only after a mistake

    example = TABLES.get((cls.__name__, key), "")
    if finding.code != "LOY222" or finding.cure or finding.path != (*path, key) or not example:
        return finding
    return attrs.evolve(finding, cure=example)


def _unknown_key(key: str, path: Path, cls: type[Any]) -> Finding:
    choices = [name for name in keys(cls).values() if _FLAT.get(cls) != name]
    message = f"there is no key `{shown(key)}` in {_header(path)}"
    cure = known(choices, key)
    if cls is RawDocument and key in keys(RawProgram):
        cure = "`[program]` on the line above it"
    return Finding("LOY220", message, (*path, key), cure, side="key")


def _missing_key(key: str, path: Path, cls: type[Any]) -> Finding:
    from loyalty.config.codes import EXAMPLES  # noqa: PLC0415 - only after a mistake

    example = EXAMPLES.get((cls.__name__, key), f"`{key} = ...`")
    message = f"{_header(path)} needs `{key}`" if path else f"the file needs `[{key}]`"
    return Finding("LOY221", message, path, example, side="key")


def _header(path: Path) -> str:
    """Return a table as its header would be written."""
    if not path:
        return "the file"
    name = ".".join(shown(part) for part in path if isinstance(part, str))
    return f"`[[{name}]]`" if any(isinstance(part, int) for part in path) else f"`[{name}]`"
