"""The words in which expressions are read aloud, in Chinese and English.

Chinese follows the convention of legal drafting: 达到 and 不低于 include the number, 超过 and 低于 do not.
"""

from collections.abc import Mapping
from fractions import Fraction

import attrs

from loyalty.lang.unparse import decimal
from loyalty.periods import Period

_PERIOD_UNITS = ("years", "months", "days", "hours", "minutes", "seconds")


@attrs.frozen
class Voice:
    """A language: how comparisons, operations and functions are worded.

    A template's ``{}`` are filled in order; `comparing` is by kind of value, `words` by operation.
    """

    comparing: Mapping[str, Mapping[str, str]]
    words: Mapping[str, str]
    units: tuple[str, ...]
    brackets: tuple[str, str]
    quotes: tuple[str, str]
    comma: str
    names: Mapping[str, str]

    def fill(self, template: str, *parts: str) -> str:
        """Return a template with its gaps filled, a space between Chinese and Latin where they meet."""
        pieces = template.split("{}")
        text = pieces[0]
        for part, piece in zip(parts, pieces[1:], strict=True):
            text = _glued(_glued(text, part), piece)
        return text

    def say(self, word: str, *parts: str) -> str:
        """Return an operation in words."""
        return self.fill(self.words[word], *parts)

    def bracketed(self, text: str) -> str:
        """Return a text in brackets."""
        return f"{self.brackets[0]}{text}{self.brackets[1]}"

    def quoted(self, text: str) -> str:
        """Return a word in quotes."""
        return f"{self.quotes[0]}{text}{self.quotes[1]}"

    def period(self, period: Period) -> str:
        """Return a period such as ``1 年 2 个月``."""
        minutes, micros = divmod(period.micros, 60_000_000)
        hours, minutes = divmod(minutes, 60)
        seconds = Fraction(micros, 1_000_000)
        amounts: tuple[int | Fraction, ...] = (period.years, period.months, period.days, hours, minutes, seconds)
        parts = [self._amount(amount, place) for place, amount in enumerate(amounts) if amount]
        return " ".join(parts) or self._amount(0, _PERIOD_UNITS.index("days"))

    def _amount(self, amount: int | Fraction, place: int) -> str:
        plural = "s" if self is ENGLISH and amount != 1 else ""
        return f"{plain(amount)} {self.units[place]}{plural}"


def plain(value: int | Fraction) -> str:
    """Return a number for readers: ``10,000.5``, or ``1/3`` where no decimals end."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return str(value)
    size = value if value >= 0 else -value
    return ("-" if value < 0 else "") + decimal(size).replace("_", ",")


def _glued(left: str, right: str) -> str:
    """Return two texts joined, with a space where Chinese meets letters or digits."""
    if left and right and _is_han(left[-1]) is not _is_han(right[0]) and _is_word(left[-1]) and _is_word(right[0]):
        return f"{left} {right}"
    return left + right


def _is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿"


def _is_word(char: str) -> bool:
    return char.isalnum() or char in "-%"


CHINESE = Voice(
    comparing={
        "reach": {">=": "{}达到{}", ">": "{}超过{}", "<=": "{}不超过{}", "<": "{}低于{}"},
        "number": {
            ">=": "{}不低于{}",
            ">": "{}超过{}",
            "<=": "{}不超过{}",
            "<": "{}低于{}",
            "==": "{}等于{}",
            "!=": "{}不等于{}",
        },
        "date": {
            ">=": "{}不早于{}",
            ">": "{}晚于{}",
            "<=": "{}不晚于{}",
            "<": "{}早于{}",
            "==": "{}是{}",
            "!=": "{}不是{}",
        },
        "tier": {
            ">=": "{}不低于{}",
            ">": "{}高于{}",
            "<=": "{}不高于{}",
            "<": "{}低于{}",
            "==": "{}是{}",
            "!=": "{}不是{}",
        },
        "text": {"==": "{}是{}", "!=": "{}不是{}"},
        "bool": {"==": "{}与{}一致", "!=": "{}与{}不一致"},
    },
    words={
        "and": "{}，且{}",
        "or": "{}，或{}",
        "not": "并非{}",
        "bound": "{}且{}",
        "in": "{}是{}之一",
        "not in": "{}不是{}中的任何一个",
        "item": "{}、{}",
        "last item": "{}、{}",
        "true": "恒成立",
        "false": "恒不成立",
        "no": "非{}",
        "known": "已有{}",
        "missing": "没有{}",
        "otherwise": "{}（没有时按{}计）",
        "otherwise true": "{}（没有时视为成立）",
        "otherwise false": "{}（没有时视为不成立）",
        "neg": "负的{}",
        "add": "{} + {}",
        "sub": "{} − {}",
        "mul": "{} × {}",
        "div": "{} ÷ {}",
        "ratio": "{} ÷ {}（除数为零时按{}计）",
        "ratio apart": "{} ÷ {}（零除以零按{}计，除数为零的其他情形按{}计）",
        "plus": "{}加{}",
        "minus": "{}减{}",
        "min": "{}中的最小者",
        "max": "{}中的最大者",
        "abs": "{}的绝对值",
        "floor": "{}（向下取整）",
        "ceil": "{}（向上取整）",
        "round": "{}（四舍五入取整）",
        "round to": "{}（四舍五入到 {} 位小数）",
        "days_since": "距{}的天数",
        "days_between": "从{}到{}的天数",
        "years_since": "{}至今的周年数",
        "month": "{}的月份",
        "day": "{}在当月的第几日",
        "weekday": "{}的星期（1 为星期一）",
    },
    units=("年", "个月", "天", "小时", "分钟", "秒"),
    brackets=("（", "）"),
    quotes=("“", "”"),
    comma="、",
    names={"tier": "等级", "at": "那一刻", "day of at": "当天", "kind": "会员类型", "none": "无"},
)

ENGLISH = Voice(
    comparing={
        "reach": {
            ">=": "{} of at least {}",
            ">": "{} of more than {}",
            "<=": "{} of at most {}",
            "<": "{} of less than {}",
            "==": "{} of exactly {}",
            "!=": "{} other than {}",
        },
        "number": {
            ">=": "{} is at least {}",
            ">": "{} is more than {}",
            "<=": "{} is at most {}",
            "<": "{} is less than {}",
            "==": "{} is exactly {}",
            "!=": "{} is not {}",
        },
        "date": {
            ">=": "{} is on or after {}",
            ">": "{} is after {}",
            "<=": "{} is on or before {}",
            "<": "{} is before {}",
            "==": "{} is {}",
            "!=": "{} is not {}",
        },
        "tier": {
            ">=": "{} is {} or above",
            ">": "{} is above {}",
            "<=": "{} is {} or below",
            "<": "{} is below {}",
            "==": "{} is {}",
            "!=": "{} is not {}",
        },
        "text": {"==": "{} is {}", "!=": "{} is not {}"},
        "bool": {"==": "{} exactly when {}", "!=": "either {} or {} but not both"},
    },
    words={
        "and": "{}, and {}",
        "or": "{}, or {}",
        "not": "not {}",
        "bound": "{} and {}",
        "in": "{} is one of {}",
        "not in": "{} is none of {}",
        "item": "{}, {}",
        "last item": "{} and {}",
        "true": "always",
        "false": "never",
        "no": "not {}",
        "known": "{} is known",
        "missing": "{} is missing",
        "otherwise": "{} (or {} if there is none)",
        "otherwise true": "{} (counts as met if there is none)",
        "otherwise false": "{} (counts as not met if there is none)",
        "neg": "minus {}",
        "add": "{} + {}",
        "sub": "{} − {}",
        "mul": "{} × {}",
        "div": "{} ÷ {}",
        "ratio": "{} ÷ {} (or {} if the divisor is zero)",
        "ratio apart": "{} ÷ {} ({} for 0/0, or {} if only the divisor is zero)",
        "plus": "{} plus {}",
        "minus": "{} minus {}",
        "min": "the smallest of {}",
        "max": "the largest of {}",
        "abs": "the size of {}",
        "floor": "{} (rounded down)",
        "ceil": "{} (rounded up)",
        "round": "{} (rounded)",
        "round to": "{} (rounded to {} decimals)",
        "days_since": "days since {}",
        "days_between": "days from {} to {}",
        "years_since": "full years since {}",
        "month": "month of {}",
        "day": "day of the month of {}",
        "weekday": "weekday of {} (1 is Monday)",
    },
    units=("year", "month", "day", "hour", "minute", "second"),
    brackets=("(", ")"),
    quotes=('"', '"'),
    comma=", ",
    names={"tier": "tier", "at": "that moment", "day of at": "the day", "kind": "kind of member"},
)
