"""A small plugin that does everything right, and a program that uses it."""

from datetime import date
from fractions import Fraction
from pathlib import Path

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

PROGRAM = "\n" + Path(__file__).with_name("inn.toml").read_text("utf-8")
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
    return max(0, amount) // 100_00


def summer(day):
    """Whether a day is in the high season."""
    return day.month in {7, 8}


def half(number):
    """Return half of a number."""
    return number / 2


def spoken(word, plain):
    """Return a word as it is, or in capitals."""
    return word if plain else word.upper()


def fee(count):
    """Return one yuan for each, for a hundred at most."""
    return max(0, min(count, 100)) * 100


def third(count):
    """Return a third of a number."""
    return Fraction(count, 3)


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
        return {
            kind: {
                "name": {"en": "A stay"},
                "nights": {"type": "integer", "min": 1},
                "amount": "money",
                "arrival": arrival,
            }
        }

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
            Function(f"{name}_half", (DECIMAL,), DECIMAL, half, {"en": "half of {0}"}, least=-(10**15)),
            Function(f"{name}_word", (TEXT, BOOL), TEXT, spoken, {"en": "{0}, loud or not"}),
            Function(f"{name}_fee", (INTEGER,), MONEY, fee, {"en": "the fee for {0}"}, most=10**6),
            Function(f"{name}_third", (INTEGER,), DECIMAL, third, {"en": "a third of {0}"}, least=-(10**15)),
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
