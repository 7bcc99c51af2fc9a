"""Reading what a scenario expects."""

from collections.abc import Iterator
from typing import Any

import attrs

from loyalty.testing.entitled import PRICE_KEYS
from loyalty.testing.people import ONLY
from loyalty.testing.scenario import Expectation, Want
from loyalty.testing.section import Section, what
from loyalty.testing.viewed import views

MAIN = "main"
"""The ladder that `tier` and `review` mean."""

TABLES = {
    "tiers": "tier",
    "metrics": "metric",
    "points": "points",
    "fields": "field",
    "findings": "finding",
    "classes": "class",
    "targets": "target",
    "requests": "request",
    "rejected": "rejected",
    "missing": "missing",
}
"""Keys whose table names several wants, and the subject of each."""

WHOLE = frozenset({"rejected", "missing", "findings", "requests"})
"""Keys whose empty table means that there is nothing of the kind."""


def expectations(scenario: Section) -> tuple[Expectation, ...]:
    """Return the expectations in the order of the file; each must expect something."""
    read = [_expectation(section) for section in scenario.sections("expect", required=True)]
    if scenario.data.get("expect") == []:
        scenario.mistakes.add("LOY911", "this scenario expects nothing", (*scenario.path, "expect"))
    return tuple(one for one in read if one is not None)


def _expectation(section: Section) -> Expectation | None:
    at = section.moment("at", required=True)
    who = section.text("member") or ONLY
    wants = tuple(_wants(section))
    section.refuse_rest()
    if not wants and not section.rest():
        section.mistakes.add(
            "LOY911", "this expects nothing", section.path, 'tier = "gold", points = { available = 10 }'
        )
    return Expectation(at, who, wants, section.path) if at is not None else None


def _wants(section: Section) -> Iterator[Want]:
    for key, subject in (("tier", "tier"), ("number", "number"), ("status", "status")):
        if section.text(key):
            yield Want(subject, MAIN if key == "tier" else "", section.text(key), (*section.path, key))
    for key, subject in TABLES.items():
        yield from _table(section, key, subject)
    yield from _review(section)
    yield from _entitled(section)
    yield from _price(section)
    yield from _promises(section)
    yield from views(section)
    if section.has("consents"):
        yield Want("consents", "", list(section.texts("consents")), (*section.path, "consents"))
    if section.has("lots"):
        lots = [lot.data for lot in section.sections("lots")]
        yield Want("lots", "", lots, (*section.path, "lots"))


def _table(section: Section, key: str, subject: str) -> Iterator[Want]:
    table = section.table(key)
    path = (*section.path, key)
    if section.has(key) and not table and key in WHOLE:
        yield Want(subject, "", None, path)
    for name, value in table.items():
        if name != "note" and (subject != "missing" or _is_missing(section, (*path, name), value)):
            yield Want(subject, name, value, (*path, name))


def _is_missing(section: Section, path: tuple[str | int, ...], value: Any) -> bool:
    """Whether this is a table of gaps, or a list of such alternatives; otherwise it is a mistake."""
    tables = value if isinstance(value, list) else [value]
    if all(isinstance(table, dict) for table in tables):
        return True
    section.mistakes.add(
        "LOY902", f"a table of what is missing is wanted here, not {what(value)}", path, "{ spend = 500 }"
    )
    return False


def _entitled(section: Section) -> Iterator[Want]:
    """`granted` is a list of all that is granted, `benefits` a table by id; both may answer a `request`."""
    asked = _request(Section(section.table("request"), (*section.path, "request"), section.mistakes))
    granted = list(section.texts("granted"))
    if section.has("granted"):
        yield Want("granted", "", granted, (*section.path, "granted"), asked)
    for want in _table(section, "benefits", "benefit"):
        yield attrs.evolve(want, asked=asked)


def _request(section: Section) -> dict[str, object]:
    """Return what is asked for, as far as it is written well."""
    asked: dict[str, object] = {key: section.text(key) for key in ("benefit", "kind") if section.has(key)}
    if section.has("start"):
        asked["start"] = section.moment("start")
    if section.has("quantity"):
        asked["quantity"] = section.whole("quantity", 1)
    asked |= {key: section.whole(key, 0, least=0) for key in ("companions", "taken") if section.has(key)}
    section.refuse_rest()
    return asked


def _price(section: Section) -> Iterator[Want]:
    """`price` is a table: a `basket`, and what it costs."""
    if not section.has("price"):
        return
    table = Section(section.table("price"), (*section.path, "price"), section.mistakes)
    basket = table.raw("basket")
    if not isinstance(basket, dict | list):
        section.mistakes.add("LOY903", "`basket` is missing", table.path, "basket = [{ amount = 100 }]")
    for key in PRICE_KEYS:
        value = table.raw(key)
        if table.has(key):
            yield Want("price", key, value, (*table.path, key), basket)
    table.refuse_rest()


def _promises(section: Section) -> Iterator[Want]:
    """`promises` is a table by case and promise, empty where nothing was promised; `owed` lists all that is owed."""
    path = (*section.path, "promises")
    cases = section.table("promises")
    if section.has("promises") and not cases:
        yield Want("promises", "", None, path)
    for case, table in cases.items():
        if not isinstance(table, dict):
            message = f"a table by promise is wanted here, not {what(table)}"
            section.mistakes.add("LOY902", message, (*path, case), f'{case} = {{ answer = "kept" }}')
            continue
        for name, value in table.items():
            yield Want("promise", name, value, (*path, case, name), case)
    if section.has("owed"):
        yield Want("owed", "", [row.data for row in section.sections("owed")], (*section.path, "owed"))


def _review(section: Section) -> Iterator[Want]:
    """`review` is an instant, ``"none"``, or a table of these by ladder."""
    value = section.raw("review")
    if isinstance(value, dict):
        for ladder, moment in value.items():
            yield Want("review", ladder, moment, (*section.path, "review", ladder))
    elif section.has("review") and (value == "none" or section.moment("review") is not None):
        yield Want("review", MAIN, value, (*section.path, "review"))
