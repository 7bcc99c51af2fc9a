"""What a scenario says about promises, looked up and explained."""

from collections.abc import Callable, Mapping
from typing import Any

from loyalty.engine.reason import Reason
from loyalty.promises import Obligation
from loyalty.testing.comparing import same, same_all, shown
from loyalty.testing.look import Look, Words
from loyalty.testing.scenario import Want
from loyalty.testing.seeing import Seen

UNOPENED = "none"
OUTCOMES = ("open", "kept", "breached", "missed", "waived", UNOPENED)
"""What may have become of a promise in a case; the last: it was not opened."""
FIGURES = (
    "outcome", "opened", "due", "earliest", "ended", "early", "performed", "dropped", "escalated", "points", "benefit",
    "steps",
)  # fmt: skip
"""What a scenario may say of one obligation."""
OWED_KEYS = ("promise", "case", "due", "state", "owner", "escalated", "left", "times")
"""What a scenario may say of what is owed."""


def figures(want: Want, seen: Seen) -> Mapping[str, object]:
    """Return what became of a promise in a case, the one that was opened last; empty where none was opened."""
    found = [each for each in seen.trails if (each.promise, each.case) == (want.name, want.asked)]
    if not found:
        return {"outcome": UNOPENED}
    return {key: _plain(getattr(found[-1], key)) for key in FIGURES}


def promise(want: Want, seen: Seen, _: Words) -> Look:
    """Compare what became of a promise in a case, in a word or by figures."""
    actual = figures(want, seen)
    if not isinstance(want.value, Mapping):
        return Look(shown(want.value), shown(actual["outcome"]), same(want.value, actual["outcome"], seen.zone))
    found = {key: actual.get(key) for key in want.value}
    return Look(shown(_listed(want.value)), shown(found), same(_listed(want.value), found, seen.zone))


def promises(want: Want, seen: Seen, say: Words) -> Look:
    """Compare that nothing was promised at all."""
    found = [{"promise": each.promise, "case": each.case} for each in seen.trails]
    return Look(say["nothing promised"], shown(found), found == (want.value or []))


def owed(want: Want, seen: Seen, _: Words) -> Look:
    """Compare everything that is owed, in due order."""
    expected = [_listed(each) for each in want.value] if isinstance(want.value, list) else []
    actual = [_owed(each) for each in seen.program.promises(seen.state)]
    keys = dict.fromkeys(key for each in expected for key in each) or dict.fromkeys(OWED_KEYS[:3])
    told = [{key: each.get(key) for key in keys} for each in actual]
    return Look(shown(expected), shown(told), same_all(expected, actual, seen.zone))


def _owed(one: Obligation) -> Mapping[str, object]:
    return {
        "promise": one.promise, "case": one.case, "due": one.due_at, "state": one.state, "owner": one.owner,
        "escalated": list(one.escalated_to), "left": list(one.left), "times": one.times,
    }  # fmt: skip


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _listed(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a table where a single role or step may be written without a list."""
    lists = {"escalated", "steps", "left"}
    return {key: [each] if key in lists and isinstance(each, str) else each for key, each in value.items()}


def why(want: Want, seen: Seen) -> Reason:
    """Say what happened to the obligations of a case, and what is owed."""
    return seen.explainer().promises(want.asked if want.subject == "promise" else None)


LOOKS: Mapping[str, Callable[[Want, Seen, Words], Look]] = {"promise": promise, "promises": promises, "owed": owed}
TELLS: Mapping[str, Callable[[Want, Seen], Reason]] = {"promise": why, "promises": why, "owed": why}
