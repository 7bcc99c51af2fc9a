"""How each kind of expectation is looked up and compared."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from loyalty.engine.state import Lot, Points
from loyalty.testing import aimed, entitled, owed, requested, viewed
from loyalty.testing.comparing import same, same_all, same_ways, shown
from loyalty.testing.look import Look, Words
from loyalty.testing.scenario import Want
from loyalty.testing.seeing import Seen
from loyalty.testing.wording import WORDS

ACCEPTED = "accepted"
ACCOUNTS = tuple(field.name for field in attrs.fields(Points))
LOT_KEYS = ("points", "expires", "earned", "spendable", "source")


def look(want: Want, seen: Seen, language: str = "en") -> Look:
    """Look up what is wanted in what is seen; the language is that of the few words around what an author writes."""
    special = SPECIAL.get(want.subject)
    if special is not None:
        return special(want, seen, WORDS[language])
    actual = PLAIN[want.subject](seen, want.name)
    return Look(shown(want.value), shown(actual), same(want.value, actual, seen.zone))


def lot(one: Lot) -> Mapping[str, object]:
    """Return a lot as a scenario writes it."""
    return {
        "points": one.points,
        "expires": one.expires_at,
        "earned": one.earned_at,
        "spendable": one.spendable_at,
        "source": one.source,
    }


def _lots(want: Want, seen: Seen, _: Words) -> Look:
    """Compare every lot, in the order of consumption, in the keys that are written of each."""
    expected: list[Mapping[str, Any]] = list(want.value) if isinstance(want.value, list) else []
    actual = [lot(one) for one in seen.state.lots]
    written = [key for key in LOT_KEYS if key in {"points", "expires"}.union(*expected)]
    listed = [{key: one[key] for key in written} for one in actual]
    return Look(shown(expected), shown(listed), same_all(expected, actual, seen.zone))


def _missing(want: Want, seen: Seen, say: Words) -> Look:
    """Compare what is missing for a tier; without a tier, nothing may be missing for any."""
    if want.value is None:
        ways = [
            f"{tier} = {_ways(seen.missing(tier), say)}" for tier in seen.tiers_above if {} not in seen.missing(tier)
        ]
        return Look(say["nothing missing"], ", ".join(ways), not ways)
    expected: list[Any] = want.value if isinstance(want.value, list) else [want.value]
    actual = seen.missing(want.name)
    return Look(_ways(expected, say), _ways(actual, say), same_ways(expected, actual, seen.zone))


def _ways(ways: Sequence[Mapping[str, Any]], say: Words) -> str:
    return say["or"].join(shown(way) for way in ways) if ways else say["nothing missing"]


def _rejected(want: Want, seen: Seen, say: Words) -> Look:
    """Compare the code of one event, or that nothing was rejected at all."""
    if want.value is None:
        codes = {name: one.code for name, one in seen.refused.items()}
        return Look(say["nothing rejected"], shown(codes), not codes)
    found = seen.refused.get(want.name)
    actual = found.code if found else ACCEPTED
    return Look(shown(want.value), actual, want.value == actual)


def _benefit(want: Want, seen: Seen, _: Words) -> Look:
    """Compare how a benefit stands, or the figures of one that is granted."""
    code, figures = seen.benefit(want.name, want.asked)
    if not isinstance(want.value, Mapping):
        return Look(shown(want.value), code, want.value == code)
    actual = {key: figures.get(key) for key in want.value} if code == "granted" else code
    met = isinstance(actual, Mapping) and same(want.value, actual, seen.zone)
    return Look(shown(want.value), shown(actual), met)


def _class(want: Want, seen: Seen, _: Words) -> Look:
    """Compare a member's class, or its figures: shares and percentiles in percent."""
    found = seen.standing(want.name)
    if not isinstance(want.value, Mapping):
        return Look(shown(want.value), shown(found.get("class")), same(want.value, found.get("class"), seen.zone))
    actual = {key: found.get(key) for key in want.value}
    return Look(shown(want.value), shown(actual), same(want.value, actual, seen.zone))


def _finding(want: Want, seen: Seen, say: Words) -> Look:
    """Compare the standards that one event did not keep, or that all events kept all."""
    if want.value is None:
        return Look(say["nothing found"], shown(dict(seen.findings)), not seen.findings)
    expected = [want.value] if isinstance(want.value, str) else want.value
    actual = list(seen.findings.get(want.name, ()))
    return Look(shown(expected), shown(actual), isinstance(expected, list) and sorted(map(str, expected)) == actual)


SPECIAL: Mapping[str, Callable[[Want, Seen, Words], Look]] = {
    "lots": _lots,
    "missing": _missing,
    "rejected": _rejected,
    "benefit": _benefit,
    "class": _class,
    "finding": _finding,
    "request": requested.request,
    "target": aimed.target,
    **entitled.LOOKS,
    **owed.LOOKS,
    **viewed.LOOKS,
}

PLAIN: Mapping[str, Callable[[Seen, str], object]] = {
    "tier": lambda seen, name: seen.state.tiers.get(name, seen.state.tier),
    "metric": lambda seen, name: seen.state.metrics.get(name),
    "points": lambda seen, name: getattr(seen.state.points, name),
    "field": lambda seen, name: seen.state.fields.get(name),
    "review": lambda seen, name: seen.state.reviews.get(name),
    "number": lambda seen, _: seen.state.number,
    "status": lambda seen, _: seen.state.status,
}
