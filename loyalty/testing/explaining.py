"""Why something is not what a scenario expects."""

from collections.abc import Callable, Mapping

from loyalty.config.chinese.translating import refused
from loyalty.engine.reason import Reason
from loyalty.errors import LoyaltyError, Rejection
from loyalty.members.refusals import refusal
from loyalty.testing import aimed, owed
from loyalty.testing.entitled import TELLS, why_asked
from loyalty.testing.requested import why_request
from loyalty.testing.scenario import Want
from loyalty.testing.seeing import Seen
from loyalty.testing.viewed import why_view


def explanation(want: Want, seen: Seen, language: str) -> str:
    """Return the reason of the difference as text; empty where there is nothing to tell."""
    if want.subject == "view":
        told = why_view(want, seen)
        return told.render(language) if told.children else ""
    if want.subject == "rejected":
        return why_refused(seen.refused.get(want.name), language)
    tell = TELL.get(want.subject)
    try:
        return "" if tell is None else tell(want, seen).render(language)
    except LoyaltyError:
        # The version in force at this instant does not know the name: that it is not met says everything.
        return ""


def why_refused(found: Rejection | None, language: str) -> str:
    """Return why an event was not accepted; empty where it was."""
    if found is None or language != "zh":
        return str(found or "")
    said = refused(found.message)
    meaning = refusal(found.code, "zh") if said == found.message else said
    return f"事件 {found.event_id} 未受理：{found.field and f'{found.field}: '}{meaning}（{found.code}）"


def _tier(want: Want, seen: Seen) -> Reason:
    """Say what the expected tier asks for; when none is expected, why the member has one."""
    explainer = seen.explainer()
    if want.value == "none":
        return explainer.about("why", seen.state.tiers.get(want.name, seen.state.tier))
    return explainer.about("why-not", str(want.value))


def _missing(want: Want, seen: Seen) -> Reason:
    return seen.explainer().about("why-not", want.name or None)


def _metric(want: Want, seen: Seen) -> Reason:
    explainer = seen.explainer()
    return explainer.metric(explainer.version.metrics[want.name])


def _points(_: Want, seen: Seen) -> Reason:
    return seen.explainer().points()


def _benefit(want: Want, seen: Seen) -> Reason:
    if want.asked:
        return why_asked(want, seen)
    return seen.explainer().about("why", want.name)


def _finding(_: Want, seen: Seen) -> Reason:
    return seen.explainer().standards()


TELL: Mapping[str, Callable[[Want, Seen], Reason]] = {
    "tier": _tier,
    "missing": _missing,
    "benefit": _benefit,
    "finding": _finding,
    "request": why_request,
    "metric": _metric,
    "points": _points,
    "lots": _points,
    "target": aimed.why,
    **TELLS,
    **owed.TELLS,
}
