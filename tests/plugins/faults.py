"""Sixteen ways in which a plugin can be wrong, and plugins that are."""

import random
import time
from datetime import date, datetime
from decimal import Decimal

import attrs

import loyalty
from loyalty.plugin import (
    DECIMAL,
    INTEGER,
    BenefitKind,
    Check,
    Command,
    Doubt,
    Function,
    RequestKind,
    Whole,
    hook,
)
from tests.plugins.inn import Inn

HOOKS = (
    "loyalty_benefit_kinds",
    "loyalty_event_kinds",
    "loyalty_request_kinds",
    "loyalty_functions",
    "loyalty_checks",
    "loyalty_terms",
    "loyalty_commands",
)
TINY = """
[program]
id = "tiny"
version = "1"
effective_from = 2024-01-01
timezone = "UTC"
currency = "CNY"
"""


def exits():
    """Leave the interpreter."""
    raise SystemExit(1)


def interrupts():
    """Pretend that the user has pressed Ctrl-C."""
    raise KeyboardInterrupt


def fails():
    """Raise."""
    raise RuntimeError("no room")


def reenters():
    """Call the core."""
    return loyalty.loads(TINY)


def hides():
    """Call the core, and hide that it refused."""
    try:
        loyalty.loads(TINY)
    except loyalty.LoyaltyError:
        return


RAISING = {
    "raise": (fails, "raised RuntimeError: no room"),
    "SystemExit": (exits, "raised SystemExit: 1"),
    "KeyboardInterrupt": (interrupts, "raised KeyboardInterrupt"),
    "re-enters the engine": (reenters, "called `loyalty.loads` while it was called"),
    "re-enters and hides it": (hides, "called `loyalty.loads` while it was called"),
}
"""Faults of any call, and what is said about them."""
ODD = {
    "wrong type": (object(), "value of type object"),
    "NaN": (float("nan"), "value of type float"),
    "NaN, decimal": (Decimal("NaN"), "value of type Decimal"),
    "negative": (-1, "value of type int"),
    "huge": (10**400, "value of type int"),
}
"""Values that no hook may give, and what is said about them."""
UNSEEN = {
    "global state": lambda: next(COUNTER),
    "random": lambda: random.randrange(10**6),  # noqa: S311 - not to be guessed is not its purpose
    "reads the clock": lambda: time.time_ns() % 10**6,
}
"""Faults that show only when one asks twice: the conformance suite does."""
COUNTER = iter(range(10**9))


class Hooked(Inn):
    """An inn whose one hook is replaced."""

    def __init__(self, name, hook_name, call):
        """Put a call in the place of a hook."""
        super().__init__(name)

        @hook
        def replaced():
            return call()

        setattr(self, hook_name, replaced)


def too_many(hook_name):
    """Return far more declarations than anybody reads."""
    numbers = range(100_000)
    return {
        "loyalty_benefit_kinds": lambda: [BenefitKind(f"bad.k{n}", Plain, {}) for n in numbers],
        "loyalty_event_kinds": lambda: {f"e{n}": {} for n in numbers},
        "loyalty_request_kinds": lambda: [RequestKind(f"bad.r{n}", ("gift",)) for n in numbers],
        "loyalty_functions": lambda: [Function(f"f{n}", (), INTEGER, int) for n in numbers],
        "loyalty_checks": lambda: [Check(f"bad.c{n}", "a", "b", "c", list) for n in numbers],
        "loyalty_terms": lambda: {f"t{n}": {"en": "word"} for n in numbers},
        "loyalty_commands": lambda: [Command(f"c{n}", "a:b", "help") for n in numbers],
    }[hook_name]


@attrs.frozen(eq=False, kw_only=True)
class Plain:
    """Settings with nothing special."""

    level: Whole = 1


def declaring(hook_name, odd):
    """Return a declaration that is right but for one odd value inside it."""
    return {
        "loyalty_benefit_kinds": lambda: [BenefitKind("bad.upgrade", Plain, {"en": odd})],
        "loyalty_event_kinds": lambda: {"bad_stay": {"nights": odd}},
        "loyalty_request_kinds": lambda: [RequestKind("bad.room", ("gift",), (odd,))],
        "loyalty_functions": lambda: [Function("bad_nights", (INTEGER,), INTEGER, abs, most=odd)],
        "loyalty_checks": lambda: [Check("bad.empty", "a", odd, "c", list)],
        "loyalty_terms": lambda: {"bad-suite": {"en": odd}},
        "loyalty_commands": lambda: [Command("rooms", odd, "Rooms.")],
    }[hook_name]


def function(call, result=INTEGER, parameters=(DECIMAL,)):
    """Return a plugin whose one function is `call`."""
    return Hooked("bad", "loyalty_functions", lambda: [Function("bad_rate", parameters, result, call)])


def check(call):
    """Return a plugin whose one check is `call`."""
    return Hooked("bad", "loyalty_checks", lambda: [Check("bad.look", "a look", "why", "cure", call)])


def settings(act):
    """Return a plugin whose settings class does something when it is made."""

    @attrs.frozen(eq=False, kw_only=True)
    class Acting:
        level: Whole = 1

        def __attrs_post_init__(self):
            act(self)

    return Hooked("bad", "loyalty_benefit_kinds", lambda: [BenefitKind("bad.upgrade", Acting, {"en": "Upgrade"})])


def changes_fraction(number):
    """Write into an argument."""
    number._numerator = 7
    return 1


def changes_version(version):
    """Write into the program that is looked at."""
    version.metrics.clear()
    return [Doubt("all metrics are gone")]


def changes_deeply(version):
    """Write into something frozen, deep in the program that is looked at."""
    object.__setattr__(next(iter(version.ladders.values())).tiers[0], "id", "eagle")
    return []


PLAIN_DATES = (date(2024, 2, 29), datetime.fromisoformat("2024-09-01T00:00:00+00:00"))
