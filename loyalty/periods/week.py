"""Days of the week as authors write them: one, or from one to another."""

from loyalty.errors import LoyaltyError, nearest

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MEANT = {
    "weekday weekdays workdays 工作日": "monday-friday",
    "weekend weekends 周末": "saturday-sunday",
    "daily everyday always 每天": "monday-sunday",
}


def parse_weekdays(text: str) -> tuple[int, ...]:
    """Read days of the week, Monday 0.

    >>> parse_weekdays("monday-wednesday")
    (0, 1, 2)

    Raises:
        LoyaltyError: `bad-weekdays`, with what to write instead in the hint.
    """
    first, dash, last = text.partition("-")
    for word in (first, last) if dash else (first,):
        if word not in WEEKDAYS:
            raise LoyaltyError("bad-weekdays", f"`{text[:40]}` is no day of the week", hint=_hint(text, word))
    start, end = WEEKDAYS.index(first), WEEKDAYS.index(last if dash else first)
    if dash and start >= end:
        message = f"`{text}` does not go forward from Monday to Sunday"
        raise LoyaltyError("bad-weekdays", message, hint="a line for each day or stretch, such as `saturday-sunday`")
    return tuple(range(start, end + 1))


def _hint(text: str, word: str) -> str:
    for words, meant in _MEANT.items():
        if text.lower() in words.split():
            return f"`{meant}`"
    best = nearest(word.lower(), WEEKDAYS, 1)
    return f"`{text.replace(word, best[0], 1)}`" if best and word else "`monday`, or `monday-friday`"
