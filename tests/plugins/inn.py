"""A small plugin that does everything right, and a program that uses it."""

from datetime import date
from fractions import Fraction

import attrs

import loyalty
from loyalty.plugin import (
    BOOL,
    DATE,
    DECIMAL,
    INTEGER,
    MONEY,
    TEXT,
    BenefitKind,
    Check,
    Command,
    Doubt,
    Function,
    RequestKind,
    Whole,
    hook,
)

PROGRAM = """
[program]
id = "inn"
version = "1"
effective_from = 2024-01-01
timezone = "UTC"
currency = "CNY"
plugins = ["inn"]

[member.fields]
born = "date"

[metrics]
spend = { sum = "stay.amount" }
summers = { sum = "stay.nights", where = "inn_summer(arrival)" }

[[tiers]]
id = "swallow"
enter = "inn_nights(spend) >= 3 or summers >= 2"

[[benefits]]
id = "better-room"
kind = "inn.upgrade"
tiers = ["swallow"]
classes = 2
"""
STAY = {"id": "2", "member": "lin", "kind": "stay", "at": "2024-08-01T12:00:00Z"}
EVENTS = (
    {"id": "1", "member": "lin", "kind": "enrol", "at": "2024-02-01T00:00:00Z"},
    {**STAY, "nights": 1, "amount": "320.00", "arrival": "2024-08-01"},
)


@attrs.frozen(eq=False, kw_only=True)
class Upgrade:
    """A better room: so many classes up."""

    classes: Whole = 1


def nights(amount):
    """Return the nights that an amount pays."""
    return amount // 100_00


def summer(day):
    """Whether a day is in the high season."""
    return day.month in {7, 8}


def empty(version):
    """Doubt a program without benefits."""
    return [] if version.benefits else [Doubt("nobody gets a room", ("program", "plugins"))]


class Inn:
    """Everything a plugin can declare, once; `name` is the name under which it is listed."""

    def __init__(self, name="inn"):
        self.name = name

    @hook
    def loyalty_benefit_kinds(self):
        """Declare the upgrade."""
        return [BenefitKind(f"{self.name}.upgrade", Upgrade, {"en": "Room upgrade", "zh": "客房升级"})]

    @hook
    def loyalty_event_kinds(self):
        """Declare a stay."""
        kind = "stay" if self.name == "inn" else f"stay_{self.name}"
        arrival = {"type": "date", "default": date(2024, 1, 1)}
        return {kind: {"nights": {"type": "integer", "min": 1}, "amount": "money", "arrival": arrival}}

    @hook
    def loyalty_request_kinds(self):
        """Declare the request for a room."""
        return (RequestKind(f"{self.name}.room", (f"{self.name}.upgrade",), ("start",), {"en": "A room"}),)

    @hook
    def loyalty_functions(self):
        """Declare one function for each kind of value."""
        name = self.name
        return (
            Function(f"{name}_nights", (MONEY,), INTEGER, nights, {"en": "the nights in {0}"}),
            Function(f"{name}_summer", (DATE,), BOOL, summer, {"en": "{0} is in summer"}),
            Function(f"{name}_half", (DECIMAL,), DECIMAL, lambda number: number / 2),
            Function(f"{name}_word", (TEXT, BOOL), TEXT, lambda word, plain: word if plain else word.upper()),
            Function(f"{name}_fee", (INTEGER,), MONEY, lambda count: count * 100, most=10**6),
            Function(f"{name}_third", (INTEGER,), DECIMAL, lambda count: Fraction(count, 3)),
        )

    @hook
    def loyalty_checks(self):
        """Declare a check."""
        return [Check(f"{self.name}.empty", "a program without benefits", "it gives nothing", "a benefit", empty)]

    @hook
    def loyalty_terms(self):
        """Declare a word."""
        return {f"{self.name}-suite": {"en": "Suite", "zh": "套房"}}

    @hook
    def loyalty_commands(self):
        """Declare a command."""
        return [Command("rooms", "tests.plugins.inn_command:rooms", "List the rooms.")]


def load(plugin=None, text=PROGRAM):
    """Load the program with a plugin in the place of the inn."""
    return loyalty.loads(text, plugins={"inn": plugin or Inn()})
