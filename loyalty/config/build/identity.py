"""Build what `[program]` says: who the program is, since when, and in which zone and currency it counts."""

from typing import Any

from loyalty.config.build.context import Build
from loyalty.config.build.ids import check_id
from loyalty.config.codes import CODES
from loyalty.config.raw.program import RawProgram
from loyalty.errors import LoyaltyError
from loyalty.periods import zone
from loyalty.quantities import Currency
from loyalty.words import Path

_AT: Path = ("program",)


def units(build: Build, raw: RawProgram) -> None:
    """Find the zone and the currency, which everything else is read in."""
    try:
        build.zone = zone(raw.timezone)
    except LoyaltyError as error:
        build.refuse(error, (*_AT, "timezone"), "LOY232")
    try:
        build.currency = Currency(raw.currency)
    except LoyaltyError as error:
        build.refuse(error, (*_AT, "currency"), "LOY233")
    digits = build.currency.exponent
    build.functions = {name: one.in_currency(digits) for name, one in build.vocabulary.functions.items()}


def identity(build: Build, raw: RawProgram) -> dict[str, Any]:
    """Return the parts of a version that `[program]` decides."""
    check_id(build, raw.id, (*_AT, "id"))
    if not raw.version.strip():
        build.report("LOY235", "the version is empty", (*_AT, "version"), '`"1"`')
    _check_waive(build, raw)
    return {
        "id": raw.id,
        "version": raw.version,
        "effective_from": build.moment(raw.effective_from, (*_AT, "effective_from")),
        "zone": build.zone,
        "currency": build.currency,
        "late_after": build.period(raw.late_after, (*_AT, "late_after")),
        "skew": build.period(raw.skew, (*_AT, "skew"), zero=True),
        "feb29": raw.feb29,
        "names": raw.name or {},
    }


def _check_waive(build: Build, raw: RawProgram) -> None:
    waivable = [code for code, entry in CODES.items() if entry.severity != "error"] + list(build.vocabulary.checks)
    for place, code in enumerate(raw.waive):
        if code in waivable:
            continue
        path = (*_AT, "waive", place) if len(raw.waive) > 1 else (*_AT, "waive")
        if code in CODES or code.startswith("LOY1"):
            build.report("LOY238", f"{code} is an error, and errors cannot be waived", path)
        else:
            build.report("LOY238", f"there is no diagnostic `{code}`", path, build.known(waivable, code))
