"""What a scenario says about who sees which personal data: views by role and purpose, and consents.

A value that is not as expected is not told: what a failure says is read by many.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from loyalty.api import Program
from loyalty.engine.reason import Reason
from loyalty.engine.telling import where
from loyalty.engine.viewing import Viewing
from loyalty.errors import LoyaltyError
from loyalty.members.field import Field
from loyalty.testing.comparing import same, shown
from loyalty.testing.look import Look, Words
from loyalty.testing.scenario import Want
from loyalty.testing.section import Section
from loyalty.testing.seeing import Seen
from loyalty.words import Path

if TYPE_CHECKING:
    from loyalty.engine.access import Access

LISTS = ("shown", "withheld", "gone")
"""What an audit line lists, and a scenario may expect, each completely."""


def views(section: Section) -> Iterator[Want]:
    """`view` is a table, or a list of them: a role, a purpose if any, and what the role sees."""
    listed = isinstance(section.data.get("view"), list)
    tables = section.sections("view") if listed else _one(section)
    for table in tables:
        asked = {"role": table.text("role", required=True), "purpose": table.text("purpose") or None}
        for name, value in table.table("fields").items():
            yield Want("view", name, value, (*table.path, "fields", name), asked)
        for key in LISTS:
            if table.has(key):
                yield Want("view", key, list(table.texts(key)), (*table.path, key), asked)
        table.refuse_rest()


def _one(section: Section) -> list[Section]:
    table = section.table("view")
    return [Section(table, (*section.path, "view"), section.mistakes)] if table else []


def fields(program: Program) -> Collection[str]:
    """Return the fields of members in any version."""
    return {field.name for version in program.versions for field in version.fields}


def named(want: Want, program: Program) -> Iterator[tuple[str, Path, object, Collection[str]]]:
    """Yield what a want names beside its own name: the noun, the place, the name, and the names there are."""
    if want.subject not in {"view", "consents"}:
        return
    purposes = {name for version in program.versions for name in version.purposes}
    if want.subject == "consents":
        yield from (("purpose", want.path, name, purposes) for name in _listed(want))
        return
    table = want.path[: -1 if _is_list(want) else -2]
    roles = {name for version in program.versions for name in version.roles}
    if roles:
        yield "role", (*table, "role"), want.asked["role"], roles
    if want.asked["purpose"]:
        yield "purpose", (*table, "purpose"), want.asked["purpose"], purposes
    if _is_list(want):
        yield from (("member field", want.path, name, fields(program)) for name in _listed(want))
    else:
        yield "member field", want.path, want.name, fields(program)


def _is_list(want: Want) -> bool:
    return want.name in LISTS and want.path[-2:] != ("fields", want.name)


def _listed(want: Want) -> Sequence[object]:
    return want.value if isinstance(want.value, list) else []


def _view(want: Want, seen: Seen, say: Words) -> Look:
    """Compare one field as a role sees it, or a whole list of fields; a value that differs is not told."""
    lines: list[Access] = []
    try:
        view = seen.state.view(want.asked["role"], purpose=want.asked["purpose"], audit=lines.append)
    except LoyaltyError as error:
        return Look(shown(want.value), str(error), met=False)
    (access,) = lines
    if _is_list(want):
        actual = list(getattr(access, want.name))
        return Look(shown(want.value), shown(actual), sorted(map(str, _listed(want))) == sorted(actual))
    if same(want.value, view.get(want.name), seen.zone):
        return Look("", "", met=True)
    verdict = next((word for word in LISTS if want.name in getattr(access, word)), "none")
    return Look(say["this value"], say["another value"] if verdict == "shown" else verdict, met=False)


def _consents(want: Want, seen: Seen, _: Words) -> Look:
    """Compare everything that the member has consented to, in any order."""
    actual = list(seen.state.consents)
    return Look(shown(want.value), shown(actual), sorted(map(str, _listed(want))) == actual)


def why_view(want: Want, seen: Seen) -> Reason:
    """Say, for each field concerned, what is wanting for the role to see it."""
    explainer, asked = seen.explainer(), want.asked
    viewing = Viewing(explainer.version, explainer.machine.layout, asked["role"], asked["purpose"])
    concerned = {str(name) for name in _listed(want)} if _is_list(want) else {want.name}
    told = []
    for field in explainer.version.fields:
        lack = viewing.lacks(field, explainer.asking.account) if field.name in concerned and field.pii else ""
        if lack:
            told.append(Reason("view", _WHY[lack](field, asked), where(explainer.version, field.path)))
    return Reason("view", {"zh": "查看", "en": "the view"}, children=tuple(told))


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "-"


_WHY: Mapping[str, Callable[[Field, Mapping[str, object]], Mapping[str, str]]] = {
    "role": lambda field, _: {
        "zh": f"`{field.name}` 可查看的角色：{_names(field.seen_by)}",
        "en": f"`{field.name}` is seen by: {_names(field.seen_by)}",
    },
    "purpose": lambda field, _: {
        "zh": f"`{field.name}` 可用于：{_names(field.purposes)}",
        "en": f"`{field.name}` is for: {_names(field.purposes)}",
    },
    "consent": lambda _, asked: {
        "zh": f"会员没有同意 `{asked['purpose']}`",
        "en": f"the member has not consented to `{asked['purpose']}`",
    },
}
"""What is wanting, by the word for it."""

LOOKS: Mapping[str, Callable[[Want, Seen, Words], Look]] = {"view": _view, "consents": _consents}
