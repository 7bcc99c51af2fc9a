"""Plugins that are wrong in a way that the core cannot see."""

import os
import random
import time
from datetime import date, datetime
from pathlib import Path

from loyalty.plugin import INTEGER, TEXT, BenefitKind, Check, Command, Doubt, Function, hook
from tests.plugins.faults import Plain
from tests.plugins.inn import Inn

COUNT = []
INN_PROGRAM = Path(__file__).with_name("inn.toml")


class Calculating(Inn):
    """An inn with one function, which has names."""

    def __init__(self, call, result=INTEGER):
        """Take the function."""
        super().__init__()
        self.call, self.result = call, result

    @hook
    def loyalty_functions(self):
        """Declare the function."""
        return [Function("inn_rate", (INTEGER,), self.result, self.call, {"en": "the rate of {0}"})]


class Checking(Inn):
    """An inn with one check."""

    def __init__(self, call):
        """Take the check."""
        super().__init__()
        self.call = call

    @hook
    def loyalty_checks(self):
        """Declare the check."""
        return [Check("inn.look", "a look", "why", "cure", self.call)]


class Declaring(Inn):
    """An inn with one other hook."""

    def __init__(self, hook_name, call):
        """Replace a hook."""
        super().__init__()
        setattr(self, hook_name, hook(lambda: call()))  # noqa: PLW0108 - a method cannot be marked


def counting(_):
    """Count the calls."""
    COUNT.append(1)
    return len(COUNT)


def remembering(number):
    """Answer by what was asked before."""
    LAST.append(abs(number) % 100)
    return LAST[-2]


LAST = [0]


def hashing(number):
    """Answer by the hash seed."""
    return hash(str(number)) % 1000


def zoned(number):
    """Answer by the time zone of the machine."""
    return datetime.fromtimestamp(abs(number) % 10**9).hour  # noqa: DTZ006 - that is the fault


def marked(version):
    """Doubt on some days only."""
    return [Doubt(f"it is {date.today()}")] if version else []  # noqa: DTZ011 - that is the fault


def strict(number):
    """Fail for one number."""
    return 100 // abs(number - 7)


RANDOM = Calculating(lambda _: random.randrange(10**6))  # noqa: S311 - that is the fault
COUNTING = Calculating(counting)
REMEMBERING = Calculating(remembering)
HASHING = Calculating(hashing)
ZONED = Calculating(zoned)
TIMED = Calculating(lambda _: int(time.time()) * 0)
DATED = Calculating(lambda _: datetime.now().year * 0)  # noqa: DTZ005 - that is the fault
CHECKING = Checking(marked)
LOOKING = Calculating(lambda _: len(os.environ.get("HOME", "")) * 0)
READING = Calculating(lambda _: len(Path(__file__).read_text("utf-8")) * 0)
DRAWING = Calculating(lambda _: os.urandom(1)[0] * 0)
FAILING = Calculating(strict)
FLOATING = Calculating(lambda number: number / 2)
NEGATIVE = Calculating(lambda number: number - 1)
WORDY = Calculating(lambda number: "x" * min(abs(number), 10**4), TEXT)
BLIND = Checking(lambda version: [Doubt("")] if version else [])
HOOKED = Declaring("loyalty_terms", lambda: {f"word-{counting(0)}": {"en": "Word"}})
WATCHING = Declaring("loyalty_terms", lambda: {"word": {"en": f"Word {time.time() * 0:.0f}"}})
UNMARKED = Declaring("loyalty_terms", lambda: {"word": "Word"})
NAMELESS = Declaring("loyalty_functions", lambda: [Function("inn_rate", (INTEGER,), INTEGER, strict)])
SILENT = Calculating(lambda number: max(0, number))
TIMED_BY_LAMBDA = TIMED
LOST = Declaring("loyalty_commands", lambda: [Command("rooms", "tests.plugins.inn:Inn", "Rooms.")])
KIND = Declaring("loyalty_benefit_kinds", lambda: [BenefitKind("inn.upgrade", Plain, {"zh": "升级"})])

AGAIN, ORDER = "test_it_answers_the_same_again", "test_it_answers_the_same_in_another_order"
ELSEWHERE, READS = "test_it_answers_the_same_in_another_process", "test_it_reads_nothing_but_its_arguments"
ALWAYS, NAMED = "test_it_answers_everything_that_its_types_allow", "test_everything_has_a_name_and_an_explanation"
WRONG = {
    "RANDOM": (AGAIN, "inn_rate("),
    "COUNTING": (AGAIN, "inn_rate("),
    "REMEMBERING": (ORDER, "inn_rate("),
    "HOOKED": (AGAIN, "what it declares"),
    "HASHING": (ELSEWHERE, "inn_rate("),
    "ZONED": (ELSEWHERE, "inn_rate("),
    "TIMED": (READS, "reads the clock (time.time)"),
    "DATED": (READS, "reads the clock (datetime.now)"),
    "CHECKING": (READS, "reads the clock (date.today)"),
    "WATCHING": (READS, "reads the clock (time.time)"),
    "LOOKING": (READS, "looks into the environment"),
    "READING": (READS, "opens a file"),
    "DRAWING": (READS, "draws lots"),
    "FAILING": (ALWAYS, "inn_rate(7): fault: `inn_rate` of the plugin `inn` raised ZeroDivisionError"),
    "FLOATING": (ALWAYS, "gives a value of type float"),
    "NEGATIVE": (ALWAYS, "gives a number out of its bounds"),
    "WORDY": (ALWAYS, "gives another text than it declares"),
    "BLIND": (ALWAYS, "inn.look of program 0: fault: "),
    "UNMARKED": ("test_it_is_registered_without_a_fault", "gives a value of type str"),
    "NAMELESS": (NAMED, "inn_rate"),
    "SILENT": (NAMED, "inn_rate"),
    "KIND": (NAMED, "inn.upgrade"),
    "TIMED_BY_LAMBDA": ("test_it_goes_to_other_processes", "it cannot be pickled"),
    "LOST": ("test_its_commands_are_commands", "rooms"),
}
"""By control: the test that finds it, and what that says."""
