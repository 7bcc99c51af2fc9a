"""One table of a scenario file, read key by key; what nobody asked for is unknown."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from loyalty.config.findings import known, shown
from loyalty.errors import LoyaltyError
from loyalty.periods import end_of
from loyalty.testing.mistakes import Mistakes
from loyalty.testing.scenario import Moment
from loyalty.words import Path

T = TypeVar("T")
END_OF = "end of "


class Section:
    """A table and its path. Asking for a key with the wrong type notes a mistake and answers as if it were missing."""

    def __init__(self, data: Mapping[str, Any], path: Path, mistakes: Mistakes) -> None:
        """Take the parsed table, where it stands, and where mistakes go."""
        self.data = data
        self.path = path
        self.mistakes = mistakes
        self._asked: set[str] = {"note"}

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text, or an empty one."""
        value = self._get(key, required=required)
        return value if isinstance(value, str) else self._wrong(key, value, "a text", "")

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a text or a list of texts as a tuple."""
        value = self._get(key, required=required)
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        return self._wrong(key, value, "a text or a list of texts", ())

    def whole(self, key: str, otherwise: int, *, least: int = 1) -> int:
        """Return a whole number above 0, or from 0 on."""
        value = self._get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        return self._wrong(key, value, "a whole number above 0" if least else "a whole number from 0 on", otherwise)

    def moment(self, key: str, *, required: bool = False) -> Moment | None:
        """Return a date, a date with a time, or the last moment of a period: ``"end of 2024-03"``."""
        value = self._get(key, required=required)
        if isinstance(value, str) and value.startswith(END_OF):
            try:
                return end_of(value.removeprefix(END_OF))
            except LoyaltyError as error:
                self.mistakes.add("LOY902", error.message, (*self.path, key), error.hint)
                return None
        return value if isinstance(value, date) else self._wrong(key, value, "a date, or a date and time,", None)

    def table(self, key: str) -> dict[str, Any]:
        """Return a table as it is, or an empty one."""
        value = self._get(key)
        return value if isinstance(value, dict) else self._wrong(key, value, "a table", {})

    def sections(self, key: str, *, required: bool = False) -> "list[Section]":
        """Return a list of tables as sections."""
        value = self._get(key, required=required)
        if not isinstance(value, list):
            return self._wrong(key, value, "a list of tables", [])
        for at, item in enumerate(value):
            if not isinstance(item, dict):
                message = f"a table is wanted here, not {what(item)}"
                self.mistakes.add("LOY902", message, (*self.path, key, at))
        tables = [(at, item) for at, item in enumerate(value) if isinstance(item, dict)]
        return [Section(item, (*self.path, key, at), self.mistakes) for at, item in tables]

    def raw(self, key: str) -> Any:
        """Return a value of any type; None when the key is not written."""
        return self._get(key)

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self.data

    def rest(self) -> list[str]:
        """Return the keys that nobody has asked for."""
        return [key for key in self.data if key not in self._asked]

    def refuse_rest(self) -> None:
        """Note every key that nobody has asked for, with the nearest known one."""
        for key in self.rest():
            cure = known(sorted(self._asked), key)
            self.mistakes.add("LOY901", f"there is no key `{shown(key)}` here", (*self.path, key), cure, "key")

    def _get(self, key: str, *, required: bool = False) -> Any:
        self._asked.add(key)
        if required and key not in self.data:
            self.mistakes.add("LOY903", f"`{key}` is missing", self.path, f"{key} = ...", "key")
        return self.data.get(key)

    def _wrong(self, key: str, value: object, wanted: str, otherwise: T) -> T:
        if key in self.data:
            self.mistakes.add("LOY902", f"{wanted} is wanted here, not {what(value)}", (*self.path, key))
        return otherwise


def what(value: object) -> str:
    """Return what kind of value this is, in an author's words.

    >>> what([]), what("x"), what(True)
    ('a list', 'a text', 'a truth value')
    """
    kinds = {bool: "a truth value", dict: "a table", list: "a list", str: "a text", time: "a time of day"}
    kinds |= {datetime: "a date and time", date: "a date", Decimal: "a number"}
    return kinds.get(type(value), "a whole number")
