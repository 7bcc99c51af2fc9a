"""Build the standards."""

from collections.abc import Sequence

from loyalty.config.build.context import Build
from loyalty.config.build.expressions import Scope, expression
from loyalty.config.build.ids import check_id
from loyalty.config.build.scopes import Scopes, parameter_type
from loyalty.config.findings import shown
from loyalty.config.raw.standard import RawStandard
from loyalty.lang import BOOL
from loyalty.standards.standard import Standard
from loyalty.words import Path


def standards(build: Build, raw: Sequence[RawStandard], scopes: Scopes) -> tuple[Standard, ...]:
    """Return the standards by id: their order in the file means nothing."""
    found = [_standard(build, one, raw[:place], scopes, ("standards", place)) for place, one in enumerate(raw)]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.id))


def _standard(
    build: Build, raw: RawStandard, before: Sequence[RawStandard], scopes: Scopes, path: Path
) -> Standard | None:
    if any(other.id == raw.id for other in before):
        message = f"the standard `{shown(raw.id)}` is there twice"
        build.report("LOY283", message, (*path, "id"), "another id for one of them")
    else:
        check_id(build, raw.id, (*path, "id"))
    if raw.on not in scopes.events:
        build.unknown("LOY240", "event kind", raw.on, scopes.events, (*path, "on"))
        return None
    scope = _scope(build, scopes, raw.on)
    require = expression(build, raw.require, (*path, "require"), scope, BOOL)
    where = None if raw.where is None else expression(build, raw.where, (*path, "where"), scope, BOOL)
    return None if require is None else Standard(raw.id, raw.on, require, where, raw.severity, raw.name or {}, path)


def _scope(build: Build, scopes: Scopes, kind: str) -> Scope:
    """Return what a standard may read: the event, its instant and parameters; a measurement does not ask who it is."""
    digits = build.currency.exponent
    known = {name: parameter_type(parameter, digits) for name, parameter in build.parameters.items()}
    own = {"at", *(field.name for field in scopes.events[kind].fields)}
    fields = {name: kind_of for name, kind_of in scopes.event((kind,), metrics=False).items() if name in own}
    return {**known, **fields}
