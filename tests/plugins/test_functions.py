"""Functions of plugins in every place of a program give what the language's own words give there."""

from datetime import datetime, timedelta
from fractions import Fraction
from itertools import count

import pytest

import loyalty
from loyalty.plugin import BOOL, DATE, DECIMAL, INTEGER, MONEY, TEXT, Function, hook

TEXT_OF = """
[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
{plugins}

[parameters]
one = {{ type = "money", value = "1.00" }}

[member.fields]
born = "date"

[events.purchase]
amount = "money"
city = {{ type = "text", default = "north" }}
rate = {{ type = "decimal", default = "1.5" }}
bought = {{ type = "date", required = true }}
[events.purchase.lines]
amount = "money"
special = {{ type = "bool", default = false }}

[metrics]
spend = {{ sum = "purchase.amount", where = "{larger}" }}
late = {{ count = "purchase", where = "{weekend}" }}
plain = {{ sum = "purchase.lines.amount", where = "{ordinary}" }}
mean = {{ formula = "{half} + late", digits = 2 }}

[points]
redeem = {{ points = 1, worth = "0.01" }}

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1
where = "{northern}"

[[points.earn]]
id = "twice"
on = "purchase"
times = 2
where = "{weekend}"

[[tiers]]
id = "silver"
enter = "{whole} >= 100 or {age} >= 30"

[[tiers]]
id = "gold"
enter = "{whole} >= 500"
keep = "{whole} >= 300"
review = "month"

[[benefits]]
id = "price"
kind = "discount"
percent = 10
when = "{grown}"
where = "{ordinary}"
"""
OWN = {
    "plugins": "",
    "larger": "amount * 2 >= 20 and rate > 1",
    "weekend": "weekday(bought) >= 6",
    "ordinary": "not special and amount < 1_000",
    "half": "spend / one / 200",
    "northern": "city in ('north', 'east')",
    "whole": "floor(spend / one)",
    "age": "otherwise(years_since(born), 0)",
    "grown": "late > 0",
}
ADDED = {
    "plugins": 'plugins = ["sums"]',
    "larger": "twice(amount) >= 20 and above(rate, 1)",
    "weekend": "weekend(bought)",
    "ordinary": "usual(amount, special or amount >= 1_000)",
    "half": "half(spend)",
    "northern": "near(city)",
    "whole": "yuan(spend)",
    "age": "otherwise(age_at(born, at), 0)",
    "grown": "positive(late)",
}


class Sums:
    """Functions that say what the language can say as well."""

    @hook
    def loyalty_functions(self):
        """Declare them."""
        return [
            Function("twice", (MONEY,), MONEY, lambda amount: max(0, amount * 2)),
            Function("above", (DECIMAL, DECIMAL), BOOL, lambda one, other: one > other),
            Function("weekend", (DATE,), BOOL, lambda day: day.isoweekday() >= 6),
            Function("usual", (MONEY, BOOL), BOOL, lambda amount, special: not special and amount >= 0),
            Function("half", (MONEY,), DECIMAL, divided),
            Function("near", (TEXT,), BOOL, lambda city: city in {"north", "east"}),
            Function("yuan", (MONEY,), INTEGER, lambda amount: max(0, amount) // 100),
            Function("age_at", (DATE, DATE), INTEGER, years),
            Function("positive", (INTEGER,), BOOL, lambda number: number > 0),
        ]


def divided(amount):
    """Return the two hundredth part of an amount, as a number."""
    return max(Fraction(0), Fraction(amount, 20_000))


def years(born, day):
    """Return the full years between two days."""
    birthday = (born.month, 28 if (born.month, born.day) == (2, 29) and day.year % 4 else born.day)
    return max(0, day.year - born.year - ((day.month, day.day) < birthday))


@pytest.fixture(scope="module")
def programs():
    """The same program in both words."""
    own = loyalty.loads(TEXT_OF.format(**OWN))
    return own, loyalty.loads(TEXT_OF.format(**ADDED), plugins={"sums": Sums()})


def history(seed):
    """Purchases of some months, different for each seed."""
    numbers = count(1)
    first = datetime.fromisoformat("2024-01-05T09:00:00+08:00")
    born = f"{1984 + seed}-0{1 + seed % 9}-1{seed % 9}"
    yield {"id": "0", "member": "li", "kind": "enrol", "at": first.isoformat(), **({"born": born} if seed % 3 else {})}
    for step in range(12):
        at = first + timedelta(days=3 + 11 * step + seed)
        amounts = [f"{(7 * step + seed) % 13 * 9}.50", f"{(step * seed) % 5 * 300}.00"]
        total = f"{sum(map(float, amounts)):.2f}"
        yield {
            "id": str(next(numbers)),
            "member": "li",
            "kind": "purchase",
            "at": at.isoformat(),
            "amount": total,
            "bought": at.date().isoformat(),
            "city": ("north", "south", "east")[(step + seed) % 3],
            "rate": ("0.5", "1.25")[step % 2],
            "lines": [{"amount": amount, "special": bool((step + place) % 2)} for place, amount in enumerate(amounts)],
        }


def seen(program, events, at):
    """What a program says of a history."""
    state = program.fold(events, at=at)
    answer = program.benefits(state)
    return state.tiers, state.points, dict(state.metrics), [each.id for each in answer.granted], state.reviews


@pytest.mark.parametrize("seed", range(12))
def test_functions_in_every_place(seed, programs):
    """Metrics, formulas, rates, multipliers, tiers and benefits read functions as they read everything else."""
    events = list(history(seed))
    own, added = programs
    for month in (2, 4, 6):
        at = datetime.fromisoformat(f"2024-0{month}-20T12:00:00+08:00")

        assert seen(own, events, at) == seen(added, events, at)


@pytest.mark.parametrize("seed", range(4))
def test_prices_read_functions_of_lines(seed, programs):
    """Conditions about lines may be functions."""
    at = datetime.fromisoformat("2024-06-20T12:00:00+08:00")
    lines = [{"amount": "100.00"}, {"amount": "80.00", "special": True}, {"amount": "1200.00"}]
    basket = {"lines": lines, "bought": "2024-06-20", "amount": "1380.00"}
    own, added = (one.member(one.fold(list(history(seed)), at=at)).price(basket) for one in programs)

    assert (own.priced.net, own.priced.parts) == (added.priced.net, added.priced.parts)


def test_plan_has_no_word_of_the_functions(programs):
    """Generated code finds a function in its table, under a name of ours."""
    assert "weekend" not in programs[1].plan_source()


def test_decisions_call_functions():
    """The quickest question calls them too."""
    text = """
    [program]
    id = "shop"
    version = "1"
    effective_from = 2024-01-01
    timezone = "UTC"
    currency = "CNY"
    plugins = ["sums"]

    [events.purchase]
    amount = "money"
    city = "text"

    [metrics]
    spend = { sum = "purchase.amount" }

    [points]

    [[points.earn]]
    id = "base"
    on = "purchase"
    per = "1.00"
    points = 1
    where = "near(otherwise(city, ''))"

    [[tiers]]
    id = "gold"
    enter = "yuan(spend) >= 500"
    """
    decide = loyalty.loads(text, plugins={"sums": Sums()}).decision("purchase")
    facts = dict.fromkeys(decide.inputs, 0) | {"spend": 50_000, "eligible:base": 1_200, "amount": 1_200}

    assert ("gold", 12) == decide({**facts, "city": "north"})[:2]
    assert ("none", 0) == decide({**facts, "city": None, "spend": 49_999})[:2]
