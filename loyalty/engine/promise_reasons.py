"""Why the house owes something, and what became of what it owed: an explanation's part on promises."""

from collections.abc import Mapping, Sequence

from loyalty.engine.effects import Effect
from loyalty.engine.machine import Machine
from loyalty.engine.owing import Owing
from loyalty.engine.reason import LANGUAGES, Reason
from loyalty.engine.trails import Trail, trails
from loyalty.members.account import Account
from loyalty.periods import written
from loyalty.words import label

SAY: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "promises: {counts}",
        "none": "promises: nothing was promised yet",
        "elsewhere": "promises: none for {case}; there are {cases}",
        "open": "{n} open",
        "late": "{n} of them late",
        "kept": "{n} kept",
        "breached": "{n} breached",
        "missed": "{n} missed",
        "waived": "{n} waived",
        "comma": ", ",
        "trail": "{promise} for {case}: {steps}",
        "opened": "opened {at}",
        "due": "due by {at}",
        "done": "{step} done",
        "ended": "{outcome} {at}",
        "over": "{outcome}",
        "early": "{outcome} {at} because it was too early",
        "escalated": "handed over to {to}",
        "performed": "performed {at}",
        "dropped": "dropped {at}",
    },
    "zh": {
        "title": "承诺：{counts}",
        "none": "承诺：尚未作出",
        "elsewhere": "承诺：{case} 没有；有 {cases}",
        "open": "{n} 项待履行",
        "late": "其中 {n} 项逾期",
        "kept": "{n} 项已履行",
        "breached": "{n} 项违约",
        "missed": "{n} 项未达",
        "waived": "{n} 项已免除",
        "comma": "，",
        "trail": "{promise}（{case}）：{steps}",
        "opened": "{at} 产生",
        "due": "期限 {at}",
        "done": "{step} 已完成",
        "ended": "{at} {outcome}",
        "over": "{outcome}",
        "early": "{at} {outcome}，因做得过早",
        "escalated": "已移交 {to}",
        "performed": "{at} 补做",
        "dropped": "{at} 撤销",
    },
}
CASES_MAX = 5
"""How many cases are named where another one was asked for."""
OUTCOMES: Mapping[str, Mapping[str, str]] = {
    "en": {"kept": "kept", "breached": "breached", "missed": "missed", "waived": "waived"},
    "zh": {"kept": "已履行", "breached": "违约", "missed": "未达", "waived": "已免除"},
}


class PromiseReasons:
    """Explains the obligations of one account, with the effects that led to it."""

    def __init__(self, machine: Machine, account: Account, effects: Sequence[Effect]) -> None:
        """Gather what is owed and what became of the rest."""
        self.owed = Owing(machine).listed((account,))
        self.trails = trails(effects)
        versions = machine.layout.versions
        self.names = {promise.id: promise.names for version in versions for promise in version.promises}
        self.done = {each.id: each.keeping.steps for version in versions for each in version.promises}
        self.roles = {role.id: role.names for version in versions for role in version.roles.values()}

    def told(self, case: str | None = None, promise: str | None = None) -> Reason:
        """Return what is owed under a line that counts all; with a case or a promise, what became of it."""
        if case is not None or promise is not None:
            found = [each for each in self.trails if case in (None, each.case) and promise in (None, each.promise)]
            counted = self._elsewhere(case) if case and self.trails and not found else self._counted(found)
            return Reason("promises", counted, children=tuple(map(self._trail, found)))
        lines = [
            Reason(
                "promise", each.texts, each.where, holds=False if each.state == "late" else None,
                facts={"promise": each.promise, "case": each.case, "due": each.due_at},
            )
            for each in self.owed
        ]  # fmt: skip
        return Reason("promises", self._counted(self.trails), children=tuple(lines))

    def _elsewhere(self, case: str) -> Mapping[str, str]:
        """Name the latest cases that there are, since the one asked for is none of them."""
        cases = list(dict.fromkeys(each.case for each in self.trails))[-CASES_MAX:]
        return {word: SAY[word]["elsewhere"].format(case=case, cases=", ".join(cases)) for word in LANGUAGES}

    def _counted(self, found: Sequence[Trail]) -> Mapping[str, str]:
        about = {(each.promise, each.case) for each in found}
        late = sum(each.state == "late" and (each.promise, each.case) in about for each in self.owed)
        counts = {"open": 0, "kept": 0, "waived": 0, "missed": 0, "breached": 0, "late": late}
        for each in found:
            counts[each.outcome] += 1
        return {language: _count(counts, SAY[language]) for language in LANGUAGES}

    def _trail(self, trail: Trail) -> Reason:
        text = {language: self._steps(trail, SAY[language], language) for language in LANGUAGES}
        holds = {"kept": True, "breached": False, "missed": False}.get(trail.outcome)
        return Reason("promise", text, trail.where, holds, {"promise": trail.promise, "case": trail.case})

    def _steps(self, trail: Trail, say: Mapping[str, str], language: str) -> str:
        steps = [say["opened"].format(at=written(trail.opened))]
        steps += [say["due"].format(at=written(trail.due))] if trail.due else []
        listed = self.done.get(trail.promise)
        done = [step if listed is None else listed.called(step, language) for step in trail.steps]
        steps += [say["done"].format(step=step) for step in done]
        if trail.ended is not None:
            word = say["early" if trail.early else "over" if trail.ran_out else "ended"]
            steps.append(word.format(outcome=OUTCOMES[language][trail.outcome], at=written(trail.ended)))
        called = [label(self.roles.get(to, {}), language, to) for to in trail.escalated]
        steps += [say["escalated"].format(to=to) for to in called]
        steps += [say["performed"].format(at=written(trail.performed))] if trail.performed else []
        steps += [say["dropped"].format(at=written(trail.dropped))] if trail.dropped else []
        name = label(self.names.get(trail.promise, {}), language, trail.promise)
        return say["trail"].format(promise=name, case=trail.case, steps=say["comma"].join(steps))


def _count(counts: Mapping[str, int], say: Mapping[str, str]) -> str:
    parts = [say[word].format(n=n) for word, n in counts.items() if n]
    return say["title"].format(counts=say["comma"].join(parts)) if parts else say["none"]
