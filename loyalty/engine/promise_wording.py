"""An obligation in words, Chinese and English: what is owed, for what, until when, and by which rule."""

from collections.abc import Iterator, Mapping

from loyalty.members.account import NEVER
from loyalty.periods import written, written_until
from loyalty.promises.limits import Chosen, chosen
from loyalty.promises.owed import (
    CASE,
    DONE,
    DUE,
    EARLIEST,
    ENDED,
    HANDED,
    LAST,
    LEFT,
    OPENED,
    PROBLEM,
    WORDS,
    Owed,
)
from loyalty.promises.term import Term
from loyalty.words import label

LANGUAGES = ("zh", "en")
SAY: Mapping[str, Mapping[str, str]] = {
    "en": {
        "about": "{name} for {case}",
        "open": "due by {due}",
        "late": "late since {due}",
        "early": "breached at {ended}: it was done too early",
        "free": "without a limit",
        "problem": "the limit is not known, {problem}",
        "due": "within {length}",
        "before": "{length} ahead",
        "then": "by that very moment",
        "strict": "strictly {rule}",
        "every": "every {unit}",
        "earliest": "not before {earliest}",
        "times": "{left} more times",
        "steps": "still to do: {steps}",
        "handed": "handed over to {roles}",
        "opened": "open since {opened}",
        "should": "it should, not must, be done",
        "comma": ", ",
        "part": "; ",
        "rule": "{limit} ({rule})",
        "whole": "{about}: {rest}",
    },
    "zh": {
        "about": "{name}（{case}）",
        "open": "应在 {due} 前完成",
        "late": "自 {due} 起逾期",
        "early": "{ended} 违约：做得过早",
        "free": "不限期",
        "problem": "期限未知，{problem}",
        "due": "{length}内",
        "before": "提前 {length}",
        "then": "到那一刻为止",
        "strict": "严格{rule}",
        "every": "每{unit}",
        "earliest": "不早于 {earliest}",
        "times": "还差 {left} 次",
        "steps": "尚未完成：{steps}",
        "handed": "已移交 {roles}",
        "opened": "始于 {opened}",
        "should": "尽量完成，不作强制",
        "comma": "、",
        "part": "；",
        "rule": "{limit}（{rule}）",
        "whole": "{about}：{rest}",
    },
}
UNITS: Mapping[str, str] = {
    "day": "日", "working-day": "工作日", "week": "周", "month": "月", "quarter": "季度", "half-year": "半年",
    "year": "年",
}  # fmt: skip


class Texts(Mapping[str, str]):
    """The sentences of one obligation, made when somebody reads them."""

    __slots__ = ("_owed", "_term")

    def __init__(self, term: Term, owed: Owed) -> None:
        """Tell of an obligation."""
        self._term = term
        self._owed = owed

    def __getitem__(self, language: str) -> str:
        """Return the sentence in a language."""
        return sentence(self._term, self._owed, SAY[language], language)

    def __iter__(self) -> Iterator[str]:
        """Return the languages."""
        return iter(LANGUAGES)

    def __len__(self) -> int:
        """Return how many languages there are."""
        return len(LANGUAGES)


def sentence(term: Term, owed: Owed, say: Mapping[str, str], language: str) -> str:
    """Return what is owed as a sentence."""
    name = label(term.promise.names, language, term.id)
    about = say["about"].format(name=name, case=owed[CASE])
    parts = [_limit(term, owed, say, language), *_rest(term, owed, say, language)]
    return say["whole"].format(about=about, rest=say["part"].join(parts))


def _limit(term: Term, owed: Owed, say: Mapping[str, str], language: str) -> str:
    if owed[PROBLEM]:
        return say["problem"].format(problem=_problem(owed, language))
    if owed[ENDED] < NEVER and owed[ENDED] < owed[DUE]:
        limit = say["early"].format(ended=_shown(term, owed[ENDED]))
    elif owed[DUE] >= NEVER:
        limit = say["free"]
    else:
        limit = say["open" if owed[ENDED] >= NEVER else "late"].format(due=_until(term, owed))
    rule = _rule(term, owed, say, language)
    return say["rule"].format(limit=limit, rule=rule) if rule else limit


def _problem(owed: Owed, language: str) -> str:
    """Return why a limit is not known."""
    from loyalty.config.chinese.translating import refused  # noqa: PLC0415 - only where there is a problem

    said: str = owed[PROBLEM].partition(": ")[2]
    return refused(said) if language == "zh" else said


def _rule(term: Term, owed: Owed, say: Mapping[str, str], language: str) -> str:
    """Return the length of time, or the period, by which the limit was counted."""
    every = term.promise.clock.every
    if every is not None:
        unit = next((each for each in every.values.values() if _is_case(each, owed[CASE])), "")
        return say["every"].format(unit=UNITS[unit] if language == "zh" else unit.replace("-", " ")) if unit else ""
    lengths = lengths_of(term, owed)
    length = lengths.due if lengths.before is None else lengths.before
    if length is None:
        return ""
    word = "then" if not length.roughly else "due" if lengths.before is None else "before"
    rule = say[word].format(length=length.phrase(language))
    return say["strict"].format(rule=rule) if term.promise.clock.strict else rule


def _rest(term: Term, owed: Owed, say: Mapping[str, str], language: str) -> Iterator[str]:
    if owed[EARLIEST] > -NEVER:
        yield say["earliest"].format(earliest=_shown(term, owed[EARLIEST]))
    steps = term.promise.keeping.steps
    if steps is not None:
        left = [steps.called(name, language) for place, name in enumerate(steps.names) if place not in owed[DONE]]
        yield say["steps"].format(steps=say["comma"].join(left))
    elif owed[LEFT] > 1:
        yield say["times"].format(left=owed[LEFT])
    if owed[HANDED]:
        handed = [term.promise.escalations[place].to for place in owed[HANDED]]
        roles = [label(term.roles.get(role, {}), language, role) for role in handed]
        yield say["handed"].format(roles=say["comma"].join(roles))
    if term.promise.strength == "should":
        yield say["should"]
    yield say["opened"].format(opened=_shown(term, owed[OPENED]))


def lengths_of(term: Term, owed: Owed) -> Chosen:
    """Return the lengths of time by which an obligation's limits were counted."""
    return chosen(term.promise.clock, owed[WORDS] or (None, None, None)) or Chosen()


def _shown(term: Term, instant: int) -> str:
    return written(term.zone.local(instant))


def _until(term: Term, owed: Owed) -> str:
    return written_until(term.zone.local(owed[DUE]), inclusive=owed[LAST] == owed[DUE])


def _is_case(unit: str, case: str) -> bool:
    forms = {"day": 10, "working-day": 10, "week": 8, "month": 7, "quarter": 7, "half-year": 7, "year": 4}
    marks = {"week": "W", "quarter": "Q", "half-year": "H"}
    return len(case) == forms[unit] and (marks[unit] in case if unit in marks else not set(case) & set("WQH"))
