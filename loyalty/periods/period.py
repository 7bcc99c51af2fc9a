"""A period as authors write it: ISO 8601, `P1Y2M10DT2H30M`."""

from typing import NoReturn

import attrs

from loyalty.errors import LoyaltyError
from loyalty.periods.instants import DAY, SECOND

LENGTH_MAX = 64
DECIMALS_MAX = 6
CALENDAR_MAX = 4_000_000
MICROS_MAX = CALENDAR_MAX * DAY
_HOUR, _MINUTE = 3600 * SECOND, 60 * SECOND
_MEAN_MONTH = 146_097 * DAY // (400 * 12)
_DATE_PARTS = {"Y": ("years", 1), "M": ("months", 1), "W": ("days", 7), "D": ("days", 1)}
_TIME_PARTS = {"H": ("micros", _HOUR), "M": ("micros", _MINUTE), "S": ("micros", SECOND)}
_WORDS = {
    "years year yrs yr y 年": "P{}Y",
    "months month mon 个月 月": "P{}M",
    "weeks week wk w 周 星期 个星期": "P{}W",
    "days day d 天 日": "P{}D",
    "hours hour hrs hr h 小时 个小时": "PT{}H",
    "minutes minute mins min m 分钟 分": "PT{}M",
    "seconds second secs sec s 秒 秒钟": "PT{}S",
}


def _bounded(_period: "Period", attribute: "attrs.Attribute[int]", value: int) -> None:
    most = MICROS_MAX if attribute.name == "micros" else CALENDAR_MAX
    if type(value) is not int or not 0 <= value <= most:
        raise LoyaltyError("bad-period", f"{attribute.name} of a period must be a whole number from 0 to {most}")


@attrs.frozen
class Period:
    """A length of time in calendar parts and elapsed time.

    Calendar parts (years, months, days; a week is seven days) are counted in local time, the rest
    elapses. Periods have no order: a month is not longer or shorter than 30 days (clause 11).
    """

    years: int = attrs.field(default=0, validator=_bounded)
    months: int = attrs.field(default=0, validator=_bounded)
    days: int = attrs.field(default=0, validator=_bounded)
    micros: int = attrs.field(default=0, validator=_bounded)

    @property
    def months_total(self) -> int:
        """Years and months together, in months."""
        return self.years * 12 + self.months

    @property
    def is_calendar(self) -> bool:
        """Whether any part is counted in local time."""
        return bool(self.years or self.months or self.days)

    @property
    def is_zero(self) -> bool:
        """Whether the period has no length at all."""
        return not (self.is_calendar or self.micros)

    @property
    def average(self) -> int:
        """The mean length in microseconds over 400 years of the calendar; an estimate, never a rule."""
        return self.months_total * _MEAN_MONTH + self.days * DAY + self.micros

    @classmethod
    def parse(cls, text: object) -> "Period":
        """Read an ISO 8601 period, in one pass over at most `LENGTH_MAX` characters.

        Whole numbers only, except that seconds may have up to six decimals; no sign. `P2W` is `P14D`.

        Raises:
            LoyaltyError: `bad-period`, with what to write instead in the hint.
        """
        if not isinstance(text, str) or len(text) > LENGTH_MAX or not text.startswith("P"):
            _fail(text)
        if text[-1] in "YMD" and text[1:-1].isdecimal() and text.isascii():
            name, size = _DATE_PARTS[text[-1]]
            return cls(**{name: int(text[1:-1]) * size})
        date_text, has_time, time_text = text[1:].partition("T")
        if not (date_text or time_text) or (has_time and not time_text):
            _fail(text)
        parts = {"years": 0, "months": 0, "days": 0, "micros": 0}
        _read(date_text, _DATE_PARTS, parts, text)
        _read(time_text, _TIME_PARTS, parts, text)
        return cls(**parts)

    def __str__(self) -> str:
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        day_text = "".join(f"{number}{letter}" for number, letter in parts if number)
        clock = _clock(self.micros)
        return f"P{day_text}T{clock}" if clock else f"P{day_text or '0D'}"


def _clock(micros: int) -> str:
    hours, rest = divmod(micros, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    seconds, fraction = divmod(rest, SECOND)
    last = f"{seconds}.{fraction:06}".rstrip("0") if fraction else str(seconds or "")
    return (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + (f"{last}S" if last else "")


def _read(text: str, letters: dict[str, tuple[str, int]], parts: dict[str, int], whole: str) -> None:
    """Read number and letter in turn; each letter once, in order."""
    waiting = list(letters)
    number = ""
    for char in text:
        if char in "0123456789.":
            number += char
        elif char in waiting and number:
            del waiting[: waiting.index(char) + 1]
            name, size = letters[char]
            parts[name] += _amount(number, size, whole)
            number = ""
        else:
            _fail(whole)
    if number:
        _fail(whole)


def _amount(number: str, size: int, whole: str) -> int:
    units, point, decimals = number.partition(".")
    if not units or (point and (size != SECOND or not decimals.isdigit() or len(decimals) > DECIMALS_MAX)):
        _fail(whole)
    return int(units) * size + (int(decimals.ljust(6, "0")) if point else 0)


_NUMERALS = {**dict(zip("一二三四五六七八九", "123456789", strict=True)), "两": "2", "十": "10"}
"""Chinese numerals, as far as periods of one are written with them."""


def _fail(text: object) -> NoReturn:
    raise LoyaltyError("bad-period", "this is not a period", hint=f"write {_suggestion(text)}")


def _suggestion(text: object) -> str:
    """The period probably meant by `30 days`, `1年` or `p30d`; else examples."""
    plain = text.strip().lower() if isinstance(text, str) and len(text) <= LENGTH_MAX else ""
    plain = _NUMERALS.get(plain[:1], plain[:1]) + plain[1:]
    digits = len(plain) - len(plain.lstrip("0123456789"))
    number, word = plain[:digits], plain[digits:].strip()
    if number and isinstance(text, str) and text.strip().endswith("M") and word == "m":
        return f'"P{int(number)}M"'
    for words, pattern in _WORDS.items():
        if number and word in words.split():
            return f'"{pattern.format(int(number))}"'
    if plain.startswith("p") and isinstance(text, str) and text != plain.upper():
        try:
            return f'"{Period.parse(plain.upper())}"'
        except LoyaltyError:
            pass
    return 'it as in ISO 8601: "P1Y", "P30D" or "PT30M"'
