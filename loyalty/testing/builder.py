"""Events for tests, written shortly: ids by themselves, local times, one line each."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo


class EventBuilder:
    """Makes the mappings that a program reads.

    >>> event = EventBuilder("wang", "Asia/Shanghai")
    >>> event.purchase("2024-03-01T10:00", amount="12.50")["at"].isoformat()
    '2024-03-01T10:00:00+08:00'
    >>> event("visit", "2024-03-02")["id"]
    'e2'

    Args:
        member: whose events they are, unless one says otherwise.
        timezone: the zone of times that are given without an offset.
        prefix: what ids begin with; a number follows.
    """

    def __init__(self, member: str = "member", timezone: str = "UTC", prefix: str = "e") -> None:
        """Begin to count ids at 1."""
        self._member = member
        self._zone = ZoneInfo(timezone)
        self._prefix = prefix
        self._numbers = count(1)

    def __call__(self, kind: str, at: str | datetime, **fields: Any) -> dict[str, Any]:
        """Return an event; `id`, `member` and `recorded_at` may be among the fields."""
        name = f"{self._prefix}{next(self._numbers)}"
        event = {"id": name, "member": self._member, "kind": kind, **fields, "at": self._moment(at)}
        if "recorded_at" in fields:
            event["recorded_at"] = self._moment(fields["recorded_at"])
        return event

    def __getattr__(self, kind: str) -> Callable[..., dict[str, Any]]:
        """Return a function for one kind: ``event.purchase(at, ...)`` is ``event("purchase", at, ...)``."""
        if kind.startswith("_"):
            raise AttributeError(kind)
        return lambda at, **fields: self(kind, at, **fields)

    def _moment(self, at: str | datetime) -> datetime:
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
        return moment if moment.tzinfo else moment.replace(tzinfo=self._zone)
