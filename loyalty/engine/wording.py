"""The sentences of an explanation, in Chinese and English."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from loyalty.engine.effects import Rejected, TierLeft, TierReached
from loyalty.engine.evidence import Fact
from loyalty.engine.listed_words import names_of_words
from loyalty.engine.outlook import Gap, Keeping
from loyalty.engine.state import Lot, State
from loyalty.engine.values import decimal
from loyalty.lang import Typed, phrase
from loyalty.lang.voices import CHINESE, ENGLISH, plain
from loyalty.members.refusals import refusal
from loyalty.metrics.metric import Metric, Source
from loyalty.program import Parameter, Version
from loyalty.standards import Finding
from loyalty.tiers.ladder import NONE, Tier
from loyalty.tiers.steps import Steps
from loyalty.words import Names, label

Text = Mapping[str, str]
UNITS: Mapping[str, Mapping[str, str]] = {"CNY": {"zh": "元", "en": "yuan"}}
LABELS: Names = {"zh": "无等级", "en": "no tier"}
NUMBERS = frozenset({"integer", "decimal", "percent", "money"})


class Wording:
    """Speaks of one version, with the names that it gives its tiers, metrics and fields."""

    def __init__(self, version: Version) -> None:
        """Collect the names."""
        self.version = version
        self.labels: dict[str, Names] = {
            **{name: each.names for name, each in version.parameters.items() if each.names},
            **{name: each.names for name, each in version.tables.items() if each.names},
            **{field.name: field.names for kind in version.events.values() for field in kind.fields if field.names},
            **{field.name: field.names for field in version.fields if field.names},
            **{name: metric.names for name, metric in version.metrics.items() if metric.names},
            **{ladder.id: ladder.names for ladder in version.ladders.values() if ladder.names},
            **{tier.id: tier.names for ladder in version.ladders.values() for tier in ladder.tiers if tier.names},
            NONE: LABELS,
        }
        self.labels |= names_of_words(version)
        if "main" in self.labels:
            self.labels["tier"] = self.labels["main"]

    def name(self, of: str, language: str) -> str:
        """Return what something is called in a language; its own id when it has no name."""
        return label(self.labels.get(of, {}), language, of)

    def value(self, value: object, language: str) -> str:
        """Return a value as people call it: a listed word by its name."""
        return label(self.labels.get(f'"{value}"', {}), language, str(value)) if isinstance(value, str) else str(value)

    def condition(self, typed: Typed, language: str) -> str:
        """Return a condition as a sentence."""
        return phrase(typed, self.labels, language, self.unit(language))

    def requirement(self, typed: Typed, language: str) -> str:
        """Return a condition as a sentence, with the value of every parameter that it reads."""
        read = [each for name, each in self.version.parameters.items() if name in typed.names]
        valued = {each.name: self._valued(each, language) for each in read}
        labels: dict[str, Names | str] = {**self.labels, **{name: text for name, text in valued.items() if text}}
        return phrase(typed, labels, language, self.unit(language))

    def _valued(self, parameter: Parameter, language: str) -> str:
        """Return what a parameter is called and its value; empty where that is no number."""
        value = parameter.value
        if not isinstance(value, int | Fraction) or parameter.type not in NUMBERS:
            return ""
        text = plain(Fraction(value))
        if parameter.type == "percent":
            text = f"{plain(Fraction(value) * 100)}%"
        elif parameter.type == "money":
            text = f"{plain(Fraction(value) / 10**self.version.currency.exponent)} {self.unit(language)}"
        if language == "zh":
            return f"{self.name(parameter.name, language)}（{text}）"
        return f"{label(self.labels.get(parameter.name, {}), language, parameter.name.replace('_', ' '))} ({text})"

    def unit(self, language: str) -> str:
        """Return the word after amounts of money."""
        return UNITS.get(self.version.currency.code, {}).get(language, self.version.currency.code)

    def member(self, state: State) -> Text:
        """Head the explanation."""
        when = time_text(state.at)
        return {"zh": f"会员 {state.member}，{when}", "en": f"Member {state.member} at {when}"}

    def standing(self, steps: Steps, tier: str) -> Text:
        """Say where a member stands."""
        zh, en = (self.name(tier, language) for language in ("zh", "en"))
        return {"zh": f"{self.name(steps.id, 'zh')}：{zh}", "en": f"{self.name(steps.id, 'en')}: {en}"}

    def not_yet(self, steps: Steps, tier: Tier) -> Text:
        """Say that a tier is not reached."""
        zh, en = (self.name(tier.id, language) for language in ("zh", "en"))
        return {"zh": f"{self.name(steps.id, 'zh')}：尚未达到{zh}", "en": f"{self.name(steps.id, 'en')}: not yet {en}"}

    def change(self, effect: TierReached | TierLeft) -> Text:
        """Say when and by what the standing changed last."""
        when = time_text(effect.at)
        zh_cause = f"因事件 {effect.cause}" if effect.cause else "因时间届满"
        en_cause = f"by event {effect.cause}" if effect.cause else "by the passing of time"
        zh = f"{when} {zh_cause}，由{self.name(effect.before, 'zh')}变为{self.name(effect.tier, 'zh')}"
        en = f"{when} {en_cause}: from {self.name(effect.before, 'en')} to {self.name(effect.tier, 'en')}"
        return {"zh": zh, "en": en}

    def review(self, keep: Keeping) -> Text:
        """Say when the standing is examined next."""
        when = time_text(keep.until)
        zh = f"{'宽限期至' if keep.grace else '下次复核'} {when}，{'按现状可保级' if keep.holds else '按现状不能保级'}"
        kept = "kept" if keep.holds else "not kept"
        en = f"{'grace ends' if keep.grace else 'next review'} {when}: {kept} as things stand"
        return {"zh": zh, "en": en}

    def with_value(self, said: Text, value: object) -> Text:
        """Add the present value to a condition."""
        if value is None:
            return {"zh": f"{said['zh']}（目前无记录）", "en": f"{said['en']} (nothing yet)"}
        zh, en = ("是" if value else "否", "yes" if value else "no") if isinstance(value, bool) else (value, value)
        return {"zh": f"{said['zh']}（目前 {zh}）", "en": f"{said['en']} (now {en})"}

    def metric(self, metric: Metric, value: object, since: int | None, until: int | None) -> Text:
        """Say a metric's value and window."""
        zh, en = f"{self.name(metric.name, 'zh')} = {value}", f"{self.name(metric.name, 'en')} = {value}"
        zone = self.version.zone
        if metric.window.period is not None:
            period = metric.window.period
            zh, en = f"{zh}，最近 {CHINESE.period(period)}内", f"{en}, over the last {ENGLISH.period(period)}"
        if since is not None:
            zh, en = f"{zh}，自 {time_text(zone.local(since))} 起", f"{en}, since {time_text(zone.local(since))}"
        if until is not None:
            zh, en = (
                f"{zh}，{time_text(zone.local(until))} 起变化",
                f"{en}, changes by itself from {time_text(zone.local(until))}",
            )
        return {"zh": zh, "en": en}

    def fact(self, fact: Fact, metric: Metric) -> Text:
        """Say one event that counts in a metric."""
        when, value = time_text(self.version.zone.local(fact.at)), self.shown(metric.name, fact.value)
        return {"zh": f"{when} {fact.event}：{value}", "en": f"{when} {fact.event}: {value}"}

    def earlier(self, number: int) -> Text:
        """Say how many facts are not shown."""
        return {"zh": f"另有较早的 {number} 笔", "en": f"and {number} earlier ones"}

    def gap(self, gap: Gap) -> Text:
        """Say what is missing and by when."""
        zh_until = f"，须在 {time_text(gap.until)} 之前" if gap.until else ""
        en_until = f", before {time_text(gap.until)}" if gap.until else ""
        if gap.op in {">", ">="} and self._is_largest(gap.name) and (gap.missing is not None or gap.strict):
            return self._one(gap, zh_until, en_until)
        if gap.strict and gap.missing is None:
            return self._beyond(gap, zh_until, en_until)
        if not isinstance(gap.missing, (int, Decimal, Fraction)):
            return {"zh": f"须满足：{gap.text}{zh_until}", "en": f"needed: {gap.text}{en_until}"}
        more, missing = gap.op in (">", ">=", "==") and gap.missing >= 0, self.shown(gap.name, abs(gap.missing))
        threshold, value = self.shown(gap.name, gap.threshold), self.shown(gap.name, gap.value)
        zh_beyond, en_beyond = ("不止", "more than ") if gap.strict else ("", "")
        zh = (
            f"{self.name(gap.name, 'zh')}{'还差' if more else '超出'}{zh_beyond} {missing}"
            f"（须 {gap.op} {threshold}，目前 {value}）{zh_until}"
        )
        en = (
            f"{self.name(gap.name, 'en')}: {en_beyond}{missing} {'more' if more else 'less'} needed "
            f"({gap.op} {threshold}, now {value}){en_until}"
        )
        return {"zh": zh, "en": en}

    def _beyond(self, gap: Gap, zh_until: str, en_until: str) -> Text:
        """Say that the threshold is met, and has to be passed."""
        threshold, value = self.shown(gap.name, gap.threshold), self.shown(gap.name, gap.value)
        zh, en = ("超过", "more than") if gap.op == ">" else ("低于", "less than")
        return {
            "zh": f"{self.name(gap.name, 'zh')}：须{zh} {threshold}（目前 {value}）{zh_until}",
            "en": f"{self.name(gap.name, 'en')}: {en} {threshold} needed (now {value}){en_until}",
        }

    def shown(self, name: str, value: object) -> object:
        """Return a value as people read it: what is a percentage with its sign, a time to the minute."""
        if isinstance(value, datetime):
            return time_text(value)
        if not isinstance(value, (int, Decimal, Fraction)) or isinstance(value, bool) or not self._is_percent(name):
            return value
        percent = decimal(Fraction(value) * 100, 0)
        return f"{percent.normalize():f}%" if isinstance(percent, Decimal) else f"{percent}%"

    def _is_percent(self, name: str) -> bool:
        """Say whether a parameter or member field is a percentage, or whether all that a metric takes of events are."""
        metric, table = self.version.metrics.get(name), self.version.tables.get(name)
        if table is not None:
            return table.percent
        if metric is None:
            parameter = self.version.parameters.get(name)
            is_field = any(field.name == name and field.type == "percent" for field in self.version.fields)
            return is_field if parameter is None else parameter.type == "percent"
        if metric.operation not in {"sum", "max", "min", "last"}:
            return metric.unit == "percent"
        return bool(metric.sources) and all(self._source_type(source) == "percent" for source in metric.sources)

    def _source_type(self, source: Source) -> str:
        kind = self.version.events.get(source.kind)
        fields = () if kind is None else (kind.lines or ()) if source.per_line else kind.fields
        return next((field.type for field in fields if field.name == source.field), "")

    def _is_largest(self, name: str) -> bool:
        """Say whether a metric is the largest of several values: no smaller ones add up to what is missing."""
        return name in self.version.metrics and self.version.metrics[name].operation == "max"

    def _one(self, gap: Gap, zh_until: str, en_until: str) -> Text:
        """Say that one event has to be large enough."""
        zh, en = ("达到", "at least") if gap.op == ">=" else ("超过", "more than")
        threshold, value = self.shown(gap.name, gap.threshold), self.shown(gap.name, gap.value)
        return {
            "zh": f"{self.name(gap.name, 'zh')}：须有一笔{zh} {threshold}（目前 {value}）{zh_until}",
            "en": f"{self.name(gap.name, 'en')}: one of {en} {threshold} needed (now {value}){en_until}",
        }

    def way(self, number: int) -> Text:
        """Head one of several ways."""
        return {"zh": f"办法 {number}，须全部做到", "en": f"way {number}, all of it"}

    def gate(self, gate: str) -> Text:
        """Say that an approval is missing, or a request that is accepted."""
        names = next((each.names for each in self.version.requests if each.id == gate), {})
        return {
            "zh": f"尚缺审批：{label(names, 'zh', gate)}",
            "en": f"approval still missing: {label(names, 'en', gate)}",
        }

    def balance(self, accounts: Mapping[str, int]) -> Text:
        """Say the accounts of points: what was issued is what is left and where the rest went."""
        words = {
            "available": "可用", "pending": "待生效", "held": "冻结", "debt": "欠分",
            "issued": "累计发放", "spent": "已用", "lapsed": "已失效", "reversed": "已冲回",
        }  # fmt: skip
        shown = {name: value for name, value in accounts.items() if value or name == "available"}
        zh = "，".join(f"{words[name]} {value}" for name, value in shown.items())
        return {"zh": f"积分：{zh}", "en": "points: " + ", ".join(f"{name} {value}" for name, value in shown.items())}

    def rule(self, rule: str, points: int) -> Text:
        """Say what a rule gave."""
        rules = self.version.points.earn if self.version.points else ()
        names = next((each.names for each in rules if each.id == rule), {})
        return {"zh": f"{label(names, 'zh', rule)} 发放 {points} 分", "en": f"{label(names, 'en', rule)} gave {points}"}

    def lot(self, lot: Lot) -> Text:
        """Say a lot."""
        zh_from, en_from = (
            (f"来自 {lot.source}", f"from {lot.source}") if lot.source else ("较早所得", "earned earlier")
        )
        zh_end, en_end = ("长期有效", "never expires")
        if lot.expires_at:
            zh_end, en_end = f"{time_text(lot.expires_at)} 失效", f"expires {time_text(lot.expires_at)}"
        return {"zh": f"{lot.points} 分，{zh_from}，{zh_end}", "en": f"{lot.points} points {en_from}, {en_end}"}

    def standards(self, number: int) -> Text:
        """Say how many events did not keep a standard."""
        if not number:
            return {"zh": "各项标准均已达到", "en": "every standard is kept"}
        return {"zh": f"未达标准 {number} 处", "en": f"standards not kept: {number}"}

    def finding(self, found: Finding) -> Text:
        """Say which event did not keep a standard, and how."""
        about = f"{time_text(found.at)} {found.event}"
        return {"zh": f"{about}：{found.texts['zh']}", "en": f"{about}: {found.texts['en']}"}

    def rejection(self, effect: Rejected) -> Text:
        """Say why an event was refused."""
        return {
            "zh": f"事件 {effect.cause} 未被接受：{refusal(effect.code, 'zh')}（{effect.code}）",
            "en": f"event {effect.cause} rejected: {effect.message} ({effect.code})",
        }


def time_text(moment: datetime) -> str:
    """Return a time to the minute, or to the second where it has any."""
    return moment.strftime("%Y-%m-%d %H:%M") if moment.second == 0 else moment.strftime("%Y-%m-%d %H:%M:%S")
