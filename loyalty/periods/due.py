"""How long something may take, as authors write it: `2 working hours`, `5 working days`, `PT30M`."""

from collections.abc import Mapping
from typing import Literal

import attrs

from loyalty.errors import LoyaltyError
from loyalty.periods.instants import DAY, SECOND
from loyalty.periods.period import LENGTH_MAX, Period
from loyalty.periods.working import HOUR, WorkingCalendar
from loyalty.periods.zone import Zone

MOST = 10_000
MINUTE = 60 * SECOND
HINT = '`"2 working hours"`, `"5 working days"`, or a period such as `"PT30M"`'
_PLAIN = {"en": ("year", "month", "day", "hour", "minute", "second"), "zh": ("年", "个月", "天", "小时", "分钟", "秒")}
Unit = Literal["period", "working-minutes", "working-hours", "working-days"]
_WORKING: Mapping[Unit, tuple[str, str]] = {
    "working-minutes": ("working minute", "个工作分钟"),
    "working-hours": ("working hour", "个工作小时"),
    "working-days": ("working day", "个工作日"),
}


@attrs.frozen
class Due:
    """A length of time that runs by the clock, or only while the house is open.

    `count` working minutes, hours or days; for the unit ``period`` the length is `period`.
    """

    unit: Unit
    count: int = 0
    period: Period = attrs.field(factory=Period)

    @classmethod
    def parse(cls, text: object, *, zero: bool = False) -> "Due":
        """Read a length of time, longer than nothing unless `zero`.

        >>> Due.parse("5 working days").count
        5

        Raises:
            LoyaltyError: `bad-due`, with what to write instead in the hint.
        """
        if not isinstance(text, str) or len(text) > LENGTH_MAX:
            raise _bad(HINT)
        number, _, words = text.partition(" ")
        for unit, (singular, _) in _WORKING.items():
            if words in (singular, f"{singular}s") and number.isascii() and number.isdigit():
                return cls._counted(unit, int(number), singular)
        try:
            period = Period.parse(text)
        except LoyaltyError as error:
            raise _bad(_meant(text) or (HINT if error.hint.startswith("write it as") else error.hint)) from None
        if period.is_zero and not zero:
            raise _bad("a period longer than nothing")
        return cls.of(period)

    @classmethod
    def of(cls, period: Period) -> "Due":
        """Return the length of a period, which runs by the clock."""
        return cls("period", period=period)

    @classmethod
    def _counted(cls, unit: Unit, count: int, singular: str) -> "Due":
        if not 1 <= count <= MOST:
            raise _bad(f"from 1 to {MOST} {singular}s")
        return cls(unit, count)

    @property
    def roughly(self) -> int:
        """About how many microseconds it takes; an estimate, never a rule."""
        if self.unit == "period":
            return self.period.average
        return self.count * {"working-minutes": MINUTE, "working-hours": HOUR, "working-days": DAY}[self.unit]

    @property
    def is_working(self) -> bool:
        """Whether it takes a working calendar to tell its end."""
        return self.unit != "period"

    def after(self, instant: int, zone: Zone, calendar: WorkingCalendar | None = None) -> int:
        """The instant at which the time is up, counted from another.

        Raises:
            NotOfficial: that needs public holidays that are not known.
            LoyaltyError: `no-calendar` for working time without a calendar, `out-of-range`.
        """
        if self.unit == "period":
            return zone.add(instant, self.period, end=True)
        if calendar is None:
            raise self._uncounted()
        if self.unit == "working-days":
            return calendar.add_working_days(instant, self.count)
        return calendar.add_working_time(instant, self._open_time)

    def ahead(self, instant: int, zone: Zone, calendar: WorkingCalendar | None = None) -> int:
        """The instant that lies so long before another; working days are whole ones that lie in between.

        Raises:
            NotOfficial: that needs public holidays that are not known.
            LoyaltyError: `no-calendar` for working time without a calendar, `out-of-range`.
        """
        if self.unit == "period":
            return zone.add(instant, self.period, -1, end=True)
        if calendar is None:
            raise self._uncounted()
        if self.unit == "working-days":
            return calendar.back_working_days(instant, self.count)
        return calendar.back_working_time(instant, self._open_time)

    @property
    def _open_time(self) -> int:
        """The length in microseconds with the house open."""
        return self.count * (MINUTE if self.unit == "working-minutes" else HOUR)

    def _uncounted(self) -> LoyaltyError:
        message = f"{self} cannot be counted without opening hours"
        return LoyaltyError("no-calendar", message, hint="`[calendar]` with `hours`")

    def phrase(self, language: str = "en") -> str:
        """The length in words.

        >>> Due.parse("2 working hours").phrase("zh")
        '2 个工作小时'
        """
        chinese = language.partition("-")[0] == "zh"
        if self.unit == "period":
            return _in_words(self.period, "zh" if chinese else "en")
        english, word = _WORKING[self.unit]
        return f"{self.count} {word}" if chinese else _counted(self.count, english)

    def __str__(self) -> str:
        return str(self.period) if self.unit == "period" else self.phrase()


def _in_words(period: Period, language: str) -> str:
    seconds, micros = divmod(period.micros, 1_000_000)
    minutes, seconds = divmod(seconds, 60)
    clock = (minutes // 60, minutes % 60, seconds)
    numbers: list[int | str] = [period.years, period.months, period.days, *clock]
    if micros:
        numbers[-1] = f"{seconds}.{micros:06}".rstrip("0")
    pairs = [(number, unit) for number, unit in zip(numbers, _PLAIN[language], strict=True) if number]
    pairs = pairs or [(0, _PLAIN[language][-2])]
    if language == "zh":
        return " ".join(f"{number} {unit}" for number, unit in pairs)
    return " ".join(_counted(number, unit) for number, unit in pairs)


def _counted(number: int | str, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _meant(text: str) -> str:
    """What `2 Working Hours`, `2个工作小时` or `5 business days` probably mean."""
    plain = text.strip().lower()
    digits = plain[: len(plain) - len(plain.lstrip("0123456789"))]
    rest = plain[len(digits) :].strip().removeprefix("个")
    if not digits.isascii() or not digits.strip("0"):
        return ""
    for unit, words in {
        "working minute": ("工作分钟", "working minute", "working-minute", "business minute", "office minute"),
        "working day": ("工作日", "working day", "working-day", "workday", "business day"),
        "working hour": ("工作小时", "工作时", "working hour", "working-hour", "business hour", "office hour"),
    }.items():
        if rest.removesuffix("s") in words:
            return f'`"{_counted(int(digits), unit)}"`'
    return ""


def _bad(hint: str) -> LoyaltyError:
    return LoyaltyError("bad-due", "this is not a length of time", hint=hint)
