"""Rejections counted by code, with a few examples that do not depend on the order of reading."""

import heapq
from typing import NamedTuple

EXAMPLES = 3


class Example(NamedTuple):
    """One rejected event, and where it stands; the message names fields, never personal data."""

    event: str
    place: str
    message: str


class Tally:
    """How many events were rejected for each reason, and the first examples by event id and place."""

    def __init__(self) -> None:
        """Count nothing yet."""
        self.counts: dict[str, int] = {}
        self.examples: dict[str, list[Example]] = {}

    def add(self, code: str, example: Example, count: int = 1) -> None:
        """Count one rejection and keep its example if it is among the first."""
        self.counts[code] = self.counts.get(code, 0) + count
        held = self.examples.setdefault(code, [])
        if len(held) < EXAMPLES or example < held[-1]:
            self.examples[code] = heapq.nsmallest(EXAMPLES, [*held, example])

    def merge(self, other: "Tally") -> None:
        """Add what another part counted."""
        for code, count in other.counts.items():
            self.counts[code] = self.counts.get(code, 0) + count
            kept = [*self.examples.get(code, []), *other.examples[code]]
            self.examples[code] = heapq.nsmallest(EXAMPLES, kept)

    @property
    def total(self) -> int:
        """All rejections together."""
        return sum(self.counts.values())
