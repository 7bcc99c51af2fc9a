"""What became of what a member applied for: an explanation's part on requests."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from loyalty.engine.effects import (
    Effect,
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
from loyalty.engine.machine import Machine
from loyalty.engine.reason import Reason
from loyalty.engine.requests import open_requests
from loyalty.engine.wording import time_text
from loyalty.members.account import Account
from loyalty.words import label

Text = Mapping[str, str]
SHOWN_MAX = 12
"""Requests that are told one by one: the latest."""
ENDED: Mapping[type[Effect], Text] = {
    RequestAccepted: {"zh": "已批准", "en": "accepted"},
    RequestRefused: {"zh": "未予受理", "en": "refused"},
    RequestRejected: {"zh": "已驳回", "en": "rejected"},
    RequestWithdrawn: {"zh": "已撤回", "en": "withdrawn"},
    RequestExpired: {"zh": "已失效", "en": "expired"},
}


class RequestReasons:
    """Tells the requests of one member from the effects of his history."""

    def __init__(self, machine: Machine, account: Account, effects: Sequence[Effect]) -> None:
        """Sort the effects by the request that they are about."""
        self.machine = machine
        self.waiting = {one.id: one for one in open_requests(machine.core, account)}
        self.steps: dict[str, list[RequestEffect]] = {}
        for effect in effects:
            if isinstance(effect, RequestEffect):
                self.steps.setdefault(effect.request, []).append(effect)

    def told(self, request: str = "", event: str = "") -> Reason:
        """Say how many wait, and what became of the latest: of all, of those under one declaration, or of one."""
        mine = [
            name
            for name, steps in self.steps.items()
            if request in ("", steps[0].rule) and event in ("", name) and isinstance(steps[0], RequestOpened)
        ]
        count = sum(name in self.waiting for name in mine)
        return Reason("requests", _title(count), children=tuple(map(self._one, mine[-SHOWN_MAX:])))

    def _one(self, name: str) -> Reason:
        steps = self.steps[name]
        votes = tuple(_vote(each) for each in steps if isinstance(each, RequestApproved | RequestOpposed))
        last = steps[-1]
        said = self.waiting[name].texts if name in self.waiting else _end(last)
        reasons = tuple(
            Reason("refusal", each.texts, each.where, holds=False, facts=each.facts)
            for each in (last.reasons if isinstance(last, RequestRefused) else ())
        )
        facts = {"request": name}
        return Reason("request", self._named(steps[0], said), steps[0].where, facts=facts, children=(*votes, *reasons))

    def _named(self, opened: RequestEffect, said: Text) -> Text:
        rules = [rule for version in self.machine.layout.versions for rule in version.requests]
        names = next((rule.names for rule in reversed(rules) if rule.id == opened.rule), {})
        zh, en = (label(names, language, opened.rule) for language in ("zh", "en"))
        return {"zh": f"{zh}（{opened.request}）：{said['zh']}", "en": f"{en} ({opened.request}): {said['en']}"}


def _title(waiting: int) -> Text:
    if not waiting:
        return {"zh": "没有待批的申请", "en": "no request waits for a decision"}
    return {"zh": f"待批的申请 {waiting} 项", "en": f"requests that wait for a decision: {waiting}"}


def _end(effect: RequestEffect) -> Text:
    """Say how it ended, when, and why if somebody said so."""
    words, when = ENDED[type(effect)], time_text(_at(effect))
    why = effect.reason if isinstance(effect, RequestRejected) else ""
    zh, en = (f"（{why}）", f" ({why})") if why else ("", "")
    return {"zh": f"{when} {words['zh']}{zh}", "en": f"{words['en']} {when}{en}"}


def _vote(effect: RequestApproved | RequestOpposed) -> Reason:
    when, yes = time_text(_at(effect)), isinstance(effect, RequestApproved)
    said = {
        "zh": f"{when} {effect.by}（{effect.role}）{'同意' if yes else '反对'}",
        "en": f"{when} {effect.by} ({effect.role}): {'yes' if yes else 'no'}",
    }
    return Reason("vote", said, holds=yes, facts={"by": effect.by, "role": effect.role})


def _at(effect: RequestEffect) -> datetime:
    return effect.at
