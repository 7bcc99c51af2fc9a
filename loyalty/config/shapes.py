"""Read values strictly: nothing is turned into something else, and what is wrong is said in the author's words."""

from collections.abc import Callable, Iterable, Mapping, Sized
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import attrs

from loyalty.config.findings import Finding, MistakeError, at_key, known, mistake, shown

MAX_NAMES = 500
"""The most entries of one table."""
MAX_TABLES = 200
"""The most tables of one list: tiers, earning rules."""
MAX_WORDS = 1000
"""The most items of one list of words."""
MAX_DIGITS = 30
"""More digits than this before or behind the point are no amount of anything."""

_LANGUAGE_MAX = 35
_LANGUAGES = frozenset({"zh", "en"})


def text(value: object, _: object = None) -> str:
    """Read a text."""
    if type(value) is str:
        return value
    raise _wrong("a text", value, f'`"{shown(value)}"`' if isinstance(value, int | Decimal | date) else "")


def flag(value: object, _: object = None) -> bool:
    """Read true or false."""
    if type(value) is bool:
        return value
    cure = {"true": "`true`", "yes": "`true`", "false": "`false`", "no": "`false`"}.get(str(value).lower(), "")
    raise _wrong("`true` or `false`", value, cure if isinstance(value, str) else "")


def switch(value: object, _: object = None) -> bool | str:
    """Read a truth value, or the name of a parameter."""
    if isinstance(value, (bool, str)):
        return value
    raise wrong_type("true or false", value)


def number(value: object, _: object = None) -> int | Decimal | str:
    """Read a number, or a text that may be a number or the name of a parameter."""
    if type(value) is str:
        return value
    if type(value) is int:
        if value.bit_length() > MAX_DIGITS * 3:
            raise mistake("LOY210", "this number has too many digits")
        return value
    if type(value) is Decimal:
        return _sized(value)
    raise _wrong("a number", value)


def whole(value: object, _: object = None) -> int | str:
    """Read a whole number, or the name of a parameter."""
    result = number(value)
    if isinstance(result, Decimal):
        raise mistake("LOY222", f"a whole number is wanted here, not {shown(value)}")
    return result


def moment(value: object, _: object = None) -> date | datetime | str:
    """Read a date, a time with its offset from UTC, or the name of a parameter."""
    if isinstance(value, datetime) and value.utcoffset() is None:
        raise mistake(
            "LOY228",
            "this time has no offset from UTC",
            f"`{value.date()}` for the midnight of the program's time zone, or an offset: `{value.isoformat()}+08:00`",
        )
    if isinstance(value, str | date):
        return value
    raise _wrong("a date", value)


def words(value: object, _: object = None) -> tuple[str, ...]:
    """Read one text or a list of texts."""
    if type(value) is str:
        return (value,)
    if type(value) is not list:
        raise _wrong("a text or a list of texts", value)
    bounded(value, MAX_WORDS)
    for place, item in enumerate(value):
        if type(item) is not str:
            raise mistake("LOY222", f"a text is wanted here, not {_what(item)}", path=(place,))
    return tuple(value)


def days(value: object, _: object = None) -> tuple[date, ...]:
    """Read a list of dates."""
    if type(value) is not list:
        raise _wrong("a list of dates", value, f"`[{value}]`" if type(value) is date else "")
    bounded(value, MAX_WORDS)
    for place, item in enumerate(value):
        if type(item) is not date:
            raise mistake("LOY222", f"a date is wanted here, not {_what(item)}", "`2024-01-31`", (place,))
    return tuple(value)


def open_days(value: object, _: object = None) -> tuple[date, ...] | Mapping[str, str]:
    """Read a list of dates, or a table of texts by date."""
    if type(value) is not dict:
        return days(value)
    bounded(value, MAX_NAMES)
    for key, item in value.items():
        if not _is_date(key):
            raise at_key("LOY228", f"`{shown(key)}` is not a date", "`2024-01-31`", (key,))
        if type(item) is not str:
            raise mistake("LOY222", f"a text is wanted here, not {_what(item)}", path=(key,))
    return value


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def names(value: object, _: object = None) -> Mapping[str, str]:
    """Read a name for people: a text, or a table with one text per language."""
    if type(value) is str:
        return {"": value}
    if type(value) is not dict:
        raise _wrong('a text, or a table such as { zh = "...", en = "..." }', value)
    bounded(value, MAX_NAMES)
    for tag, item in value.items():
        if type(item) is not str:
            raise mistake("LOY222", f"a text is wanted here, not {_what(item)}", path=(tag,))
        if tag in _LANGUAGES:
            continue
        if len(tag) > _LANGUAGE_MAX or not tag.replace("-", "").isascii() or not tag.replace("-", "").isalnum():
            raise at_key("LOY220", f"`{shown(tag)}` is not the tag of a language", "`zh`, `en`, `zh-TW`", (tag,))
    return value


def listed(value: object, _: object = None) -> tuple[str, ...] | Mapping[str, Mapping[str, str]]:
    """Read one text, a list of texts, or a table of names for people by text."""
    if type(value) is not dict:
        return words(value)
    bounded(value, MAX_WORDS)
    found = {}
    for word, item in value.items():
        try:
            found[word] = names(item)
        except MistakeError as error:
            finding = attrs.evolve(error.finding, path=(word, *error.finding.path))
            raise MistakeError(finding, error.mend) from None
    return found


def by_tier(value: object, _: object = None) -> int | Decimal | str | Mapping[str, int | Decimal | str]:
    """Read a number or a name, or a table of them."""
    return weights(value) if type(value) is dict else number(value)


def weights(value: object, _: object = None) -> Mapping[str, int | Decimal | str]:
    """Read a table of numbers."""
    if type(value) is not dict:
        raise _wrong("a table of numbers", value)
    bounded(value, MAX_NAMES)
    read = {}
    for name, item in value.items():
        if name == "note" and type(item) is str:
            continue
        if isinstance(item, bool) or not isinstance(item, int | Decimal | str):
            raise mistake("LOY222", f"a number is wanted here, not {_what(item)}", path=(name,))
        read[name] = number(item)
    return read


def spans(value: object, _: object = None) -> str | Mapping[str, str]:
    """Read a text, or a table of texts."""
    if type(value) is not dict:
        if type(value) is str:
            return value
        raise _wrong("a text", value)
    bounded(value, MAX_NAMES)
    for key, item in value.items():
        if type(item) is not str:
            raise mistake("LOY222", f"a text is wanted here, not {_what(item)}", path=(key,))
    return {key: item for key, item in value.items() if key != "note"}


def anything(value: object, _: object = None) -> object:
    """Read a single value of any type; tables and lists are never one."""
    if isinstance(value, dict | list | time):
        raise _wrong("a single value", value)
    return number(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def value(value: object, _: object = None) -> object:
    """Read a single value of any type, or a table of numbers."""
    return weights(value) if type(value) is dict else anything(value)


def setting(value: object, _: object = None) -> object:
    """Read a single value, a list of texts, or a table of single values."""
    if type(value) is list:
        return words(value)
    if type(value) is not dict:
        return anything(value)
    bounded(value, MAX_NAMES)
    read = {}
    for name, item in value.items():
        if isinstance(item, dict | list | time):
            raise mistake("LOY222", f"a single value is wanted here, not {_what(item)}", path=(name,))
        if name != "note":
            read[name] = anything(item)
    return read


def one_of(choices: Iterable[str]) -> Callable[[object, object], str]:
    """Return a reader of one word out of several."""
    listed = tuple(choices)
    accepted = frozenset(listed)

    def word(value: object, _: object) -> str:
        if type(value) is str and value in accepted:
            return value
        if type(value) is not str:
            raise _wrong(f"one of {', '.join(listed)}", value)
        advice = known(listed, value).replace("`", '"')
        raise mistake("LOY223", f'"{shown(value)}" is not one of the words for this', advice)

    return word


READERS: dict[str, Callable[[object, object], object]] = {
    "number": number,
    "whole": whole,
    "switch": switch,
    "text": text,
    "moment": moment,
    "words": words,
    "listed": listed,
    "days": days,
    "open_days": open_days,
    "names": names,
    "by_tier": by_tier,
    "spans": spans,
    "weights": weights,
    "anything": anything,
    "value": value,
    "setting": setting,
}
"""The reader of each `Shape`."""


def table(value: object) -> dict[str, Any]:
    """Return a table that is not too large."""
    if type(value) is not dict:
        raise wrong_type("a table", value)
    if len(value) > MAX_NAMES:
        bounded(value, MAX_NAMES)
    return value


def bounded(value: Sized, most: int) -> None:
    """See to it that looking at all of a table or list together takes no time worth speaking of."""
    if len(value) > most:
        message = f"there are {len(value)} entries here, and at most {most} are possible"
        raise MistakeError(Finding("LOY211", message, side="key"))


def wrong_type(wanted: str, value: object) -> Exception:
    """Return the error that `value` is not what is `wanted`."""
    single = "`[table]` once, with single brackets" if wanted == "a table" and isinstance(value, list) else ""
    return _wrong(wanted, value, single)


def _wrong(wanted: str, value: object, cure: str = "") -> Exception:
    return mistake("LOY222", f"{wanted} is wanted here, not {_what(value)}", cure)


def _what(value: object) -> str:
    kinds = {bool: "a truth value", dict: "a table", list: "a list", str: "a text", time: "a time of day"}
    if type(value) in kinds:
        return kinds[type(value)]
    if isinstance(value, datetime):
        return "a date and time"
    if isinstance(value, date):
        return "a date"
    return "a whole number" if isinstance(value, int) else "a number"


def _sized(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise mistake("LOY224", "infinity and `nan` are not numbers of a program", "a number")
    exponent = value.as_tuple().exponent
    if (value and abs(value.adjusted()) > MAX_DIGITS) or not isinstance(exponent, int) or abs(exponent) > MAX_DIGITS:
        raise mistake("LOY210", "this number has too many digits")
    return value
