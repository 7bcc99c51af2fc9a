"""What a scenario says about requests: what became of each application, and what an open one waits for."""

from collections.abc import Mapping
from typing import Any

from loyalty.engine.effects import (
    RequestAccepted,
    RequestApproved,
    RequestEffect,
    RequestExpired,
    RequestOpened,
    RequestOpposed,
    RequestRefused,
    RequestRejected,
    RequestWithdrawn,
)
from loyalty.engine.reason import Reason
from loyalty.testing.comparing import same, shown
from loyalty.testing.look import Look, Words
from loyalty.testing.scenario import Want
from loyalty.testing.seeing import Seen

ENDS: Mapping[type[RequestEffect], str] = {
    RequestAccepted: "accepted",
    RequestRefused: "refused",
    RequestRejected: "rejected",
    RequestWithdrawn: "withdrawn",
    RequestExpired: "expired",
}
OUTCOMES = frozenset({"open", *ENDS.values()})
"""What may have become of a request."""
KEYS = frozenset({"outcome", "request", "opened", "expires", "ended", "missing", "reasons", "by", "reason"})
"""What a scenario may say of one."""
EXACT = frozenset({"missing", "reasons"})
"""Keys whose value is compared whole."""

Figures = dict[str, Any]


def requests(seen: Seen) -> Mapping[str, Figures]:
    """Return the figures of every request, by the event that opened it."""
    found: dict[str, Figures] = {}
    for effect in seen.replay.effects:
        if isinstance(effect, RequestOpened):
            found[effect.request] = {
                "outcome": "open",
                "request": effect.rule,
                "opened": effect.at,
                "expires": effect.expires,
                "missing": dict(effect.missing),
            }
        elif isinstance(effect, RequestApproved | RequestOpposed):
            found[effect.request]["missing"] = dict(effect.missing)
        elif isinstance(effect, RequestEffect):
            found[effect.request] |= _ended(effect)
    return found


def _ended(effect: RequestEffect) -> Figures:
    figures: Figures = {"outcome": ENDS[type(effect)], "ended": effect.at}
    if isinstance(effect, RequestRefused):
        figures["reasons"] = [each.code for each in effect.reasons]
    if isinstance(effect, RequestRejected):
        figures |= {"by": effect.by, "reason": effect.reason}
    return figures


def request(want: Want, seen: Seen, say: Words) -> Look:
    """Compare what became of one request, or its figures; without a name, nothing may wait for a decision."""
    found = requests(seen)
    if want.value is None:
        waiting = {name: dict(one["missing"]) for name, one in found.items() if one["outcome"] == "open"}
        return Look(say["nothing open"], shown(waiting), not waiting)
    mine = found.get(want.name, {})
    if not isinstance(want.value, Mapping):
        return Look(shown(want.value), shown(mine.get("outcome")), want.value == mine.get("outcome", "none"))
    actual = {key: mine.get(key) for key in want.value}
    met = all(
        value == actual[key] if key in EXACT else same(value, actual[key], seen.zone)
        for key, value in want.value.items()
    )
    return Look(shown(want.value), shown(actual), met)


def why_request(want: Want, seen: Seen) -> Reason:
    """Say what became of a request, or what it waits for."""
    return seen.explainer().requests(event=want.name)
