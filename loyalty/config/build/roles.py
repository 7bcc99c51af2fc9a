"""Build `[roles]` and `[purposes]`, and check whoever names one of them."""

from collections.abc import Mapping, Sequence

from loyalty.config.build.context import Build
from loyalty.config.build.ids import check_id
from loyalty.config.findings import shown
from loyalty.config.raw.records import RawPurpose, RawRole
from loyalty.members.purpose import Purpose
from loyalty.members.role import Role
from loyalty.words import Path


def roles(build: Build, raw: Mapping[str, RawRole]) -> dict[str, Role]:
    """Return the roles by id; from then on `check_role` knows them."""
    for name, one in raw.items():
        check_id(build, name, ("roles", name), key=True)
        build.roles[name] = Role(name, one.name or {}, ("roles", name))
    return build.roles


def purposes(build: Build, raw: Mapping[str, RawPurpose]) -> dict[str, Purpose]:
    """Return the purposes by id; from then on `check_purposes` knows them."""
    for name, one in raw.items():
        check_id(build, name, ("purposes", name), key=True)
        build.purposes[name] = Purpose(name, one.consent, one.name or {}, ("purposes", name))
    return build.purposes


def check_role(build: Build, name: str, path: Path) -> None:
    """Report the name of a role that `[roles]` does not have (LOY480, with the nearest one that it has).

    Whatever names a role calls this once for each name that is written, with the place of the value: `seen_by` of a
    field, `owner` and `escalate.to` of a promise, `approve_by` of a request. In a program without `[roles]` every
    word is a role, and nothing is reported; nor for a role whose own table is mistaken. Roles are built before
    everything that names one, so that the order of tables in the file means nothing.
    """
    if build.roles and name not in build.roles:
        build.unknown("LOY480", "role", name, build.roles, path)


def check_roles(build: Build, names: Sequence[str], path: Path) -> None:
    """Check each name of a list, or the one text that stands for a list of one; a role is named once."""
    for place, name in enumerate(names):
        at = (*path, place) if len(names) > 1 else path
        if name in names[:place]:
            build.report("LOY283", f"the role `{shown(name)}` is listed twice", at, "each role once")
        check_role(build, name, at)


def check_purposes(build: Build, names: Sequence[str], path: Path) -> None:
    """Report purposes that `[purposes]` does not have (LOY481), and those that are listed twice."""
    for place, name in enumerate(names):
        at = (*path, place) if len(names) > 1 else path
        if name in names[:place]:
            build.report("LOY283", f"the purpose `{shown(name)}` is listed twice", at, "each purpose once")
        elif name not in build.purposes:
            _no_purpose(build, name, at)


def _no_purpose(build: Build, name: str, path: Path) -> None:
    if build.purposes:
        build.unknown("LOY481", "purpose", name, build.purposes, path)
    elif name not in build.broken:
        build.report("LOY481", f"there is no purpose `{shown(name)}`", path, f"declare it: `[purposes.{shown(name)}]`")
