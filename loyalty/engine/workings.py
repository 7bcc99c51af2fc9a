"""How a formula or score came to its result: the calculation in words, and what went into it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from loyalty.engine.asking import Asking, given, type_of
from loyalty.engine.privacy import personal
from loyalty.engine.reason import LANGUAGES, Reason
from loyalty.engine.telling import where
from loyalty.engine.values import public
from loyalty.engine.wording import Text, Wording
from loyalty.lang import Table, Typed
from loyalty.lang.voices import CHINESE, ENGLISH, plain
from loyalty.members.writer import MASK
from loyalty.metrics.metric import Metric
from loyalty.words import label

VOICES = {"zh": CHINESE, "en": ENGLISH}
ROUNDED: Mapping[str, Mapping[str, str]] = {
    "half-up": {"zh": "四舍五入", "en": "rounded half up"},
    "half-even": {"zh": "四舍六入五成双", "en": "rounded half to even"},
    "down": {"zh": "向下取整", "en": "rounded down"},
    "up": {"zh": "向上取整", "en": "rounded up"},
}


def workings(asking: Asking, words: Wording, metric: Metric) -> tuple[Reason, ...]:
    """Return the calculation of a formula or score, then the tables, parameters and fields that it reads."""
    if metric.formula is None and not metric.weights:
        return ()
    said = {language: _said(asking, words, metric, language) for language in LANGUAGES}
    place = where(asking.version, (*metric.path, "formula" if metric.formula else "score"))
    inputs = _inputs(asking, words, metric.formula.typed) if metric.formula else ()
    return Reason("formula", said, place), *inputs


def _said(asking: Asking, words: Wording, metric: Metric, language: str) -> str:
    name = words.name(metric.name, language)
    if metric.formula is not None:
        calculated = words.condition(metric.formula.typed, language)
    else:
        calculated = _weighted(words, metric, language)
    limits = [*_least(metric, language), *_rounding(asking, metric, language)]
    joined = "，".join(limits) if language == "zh" else ", ".join(limits)
    if not joined:
        return f"{name} = {calculated}"
    return f"{name} = {calculated}（{joined}）" if language == "zh" else f"{name} = {calculated} ({joined})"


def _weighted(words: Wording, metric: Metric, language: str) -> str:
    """Return the weighted sum with the weights as written, and what they are brought to one by."""
    parts = [f"{plain(weight)} × {words.name(name, language)}" for name, weight in metric.weights]
    total = sum((weight for _, weight in metric.weights), Fraction(0))
    said = " + ".join(parts)
    if not metric.normalise or total == 1:
        return said
    return f"（{said}） ÷ {plain(total)}" if language == "zh" else f"({said}) ÷ {plain(total)}"


def _least(metric: Metric, language: str) -> Iterator[str]:
    if not metric.negative:
        yield "为负时按 0 计" if language == "zh" else "0 if negative"


def _rounding(asking: Asking, metric: Metric, language: str) -> Iterator[str]:
    if metric.digits is None or (metric.type.kind == "money" and not _divides(asking, metric)):
        return
    how = ROUNDED[metric.rounding][language]
    if metric.digits:
        yield f"{how}到 {metric.digits} 位小数" if language == "zh" else f"{how} to {metric.digits} decimals"
    else:
        yield how if language == "en" or metric.rounding != "half-up" else f"{how}取整"


def _divides(asking: Asking, metric: Metric) -> bool:
    """Say whether there is anything to round: an amount may be finer than the currency, or than the digits asked."""
    fine = metric.formula is not None and metric.formula.typed.type.fractional
    return fine or (metric.digits or 0) < asking.version.currency.exponent


def _inputs(asking: Asking, words: Wording, typed: Typed) -> Iterator[Reason]:
    """Yield what a formula reads beside metrics, which are explained on their own."""
    version = asking.version
    for table in typed.tables:
        yield _cell(asking, words, table, typed)
    looked_up = {table.by for table in typed.tables}
    for name in sorted(typed.names - version.metrics.keys() - looked_up - {"at"}):
        value = public(asking.value(name, typed), type_of(typed, name), version.zone)
        hidden = value is not None and personal(version, name)
        yield _input(words, name, MASK if hidden else words.shown(name, value))


def _cell(asking: Asking, words: Wording, table: Table, typed: Typed) -> Reason:
    """Return the number of a table, and the word that it was looked up by."""
    word = asking.value(table.by, typed)
    value = None if word is None else public(given(table.at(str(word)), table.type), table.type, asking.version.zone)
    shown = words.shown(table.name, value)
    if word is not None and personal(asking.version, table.by):
        return _input(words, table.name, MASK)
    text = {language: _looked_up(words, table, (word, shown), language) for language in LANGUAGES}
    return Reason("input", text, where(asking.version, table.path), facts={"name": table.name, "value": value})


def _looked_up(words: Wording, table: Table, found: tuple[object, object], language: str) -> str:
    """Say a number of a table and the word that it was looked up by."""
    word = _named(words, table.by, found[0], language)
    name, by = words.name(table.name, language), _called(words, table.by, language)
    return f"{name} = {found[1]}（{by}：{word}）" if language == "zh" else f"{name} = {found[1]} ({by}: {word})"


def _called(words: Wording, name: str, language: str) -> str:
    """Return what a name is called; the language has words of its own for the standing and the kind of member."""
    return words.name(name, language) if name in words.labels else VOICES[language].names.get(name, name)


def _named(words: Wording, by: str, word: object, language: str) -> str:
    """Return what the word is called by which a number was looked up."""
    if word is None:
        return {"zh": "未知", "en": "unknown"}[language]
    if by == "kind":
        names = {kind.name: kind.names for kind in words.version.member_kinds}
        return label(names.get(str(word), {}), language, str(word))
    quoted = f'"{word}"'
    return words.name(quoted if quoted in words.labels else str(word), language)


def _input(words: Wording, name: str, value: object) -> Reason:
    text: Text = {language: f"{_called(words, name, language)} = {value}" for language in LANGUAGES}
    return Reason("input", text, facts={"name": name, "value": value})
