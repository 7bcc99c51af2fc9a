"""How long personal data are kept after a membership ended; a function of time, like everything else (semantics 1)."""

from collections.abc import Sequence

from loyalty.errors import LoyaltyError
from loyalty.members.account import NEVER, Account
from loyalty.periods import Period, Zone
from loyalty.program import Version


def gone_at(versions: Sequence[Version], field: str, ceased: int) -> int:
    """Return the first instant at which a field is kept no longer, NEVER when it is kept for ever.

    A field is kept as long as each version says while it is in force. What is gone stays gone when a later version
    would keep it for longer.
    """
    if ceased == NEVER:
        return NEVER
    ends = [version.effective_from for version in versions[1:]] + [NEVER]
    for number, (version, until) in enumerate(zip(versions, ends, strict=True)):
        retain = next((each.retain for each in version.fields if each.name == field), None)
        if until <= ceased or retain is None:
            continue
        end = _after(version.zone, ceased, retain)
        end = max(end, version.effective_from) if number else end
        if end < until:
            return end
    return NEVER


def gone(versions: Sequence[Version], field: str, ceased: int, at: int) -> bool:
    """Say whether a field is kept no longer at an instant; the period is half-open (semantics 11, 12)."""
    return ceased != NEVER and at >= gone_at(versions, field, ceased)


def to_give(version: Version, account: Account, names: Sequence[str]) -> tuple[str, ...]:
    """Return the fields among some that a member must give: required ones, and those that the kind of member needs."""
    needs = next((kind.needs for kind in version.member_kinds if kind.name == account.kind), ())
    return tuple(each.name for each in version.fields if each.name in names and (each.required or each.name in needs))


def _after(zone: Zone, start: int, period: Period) -> int:
    try:
        return zone.add(start, period, end=True)
    except LoyaltyError:
        return NEVER  # beyond the year 9999, which no instant reaches
