"""A basket of 20 lines for a member with ten discounts: the program's price, and the same by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bench import basket_by_hand
from bench.bar import Bar, Equality, equality
from bench.timing import in_turn, ratio, typical

PROGRAM = Path(__file__).parent / "programs" / "boutique.toml"
ZONE = ZoneInfo("Asia/Shanghai")
BORN = date(1990, 6, 8)
DAY = datetime(2024, 6, 8, 12, tzinfo=ZONE)
LINES, BASKETS, ROUNDS = 20, 200, 31


def baskets() -> list[dict[str, Any]]:
    """Return baskets of 20 lines of every sort."""
    random = Random(5)  # noqa: S311 - cases, not secrets
    return [
        {"shop": random.choice(["online", "store"]), "lines": [line(random) for _ in range(LINES)]}
        for _ in range(BASKETS)
    ]


def line(random: Random) -> dict[str, Any]:
    """Return one line."""
    return {
        "amount": f"{random.randrange(1, 90_000) / 100:.2f}",
        "category": random.choice(["coat", "shoes", "hat", ""]),
        "quantity": random.choice([1, 1, 1, 3, 5]),
        "special_price": random.random() < 0.2,
    }


def member() -> Any:
    """Return a member on the gold tier, a student, on a birthday that is a member day: all ten discounts are there."""
    import loyalty  # noqa: PLC0415 - the bench measures imports elsewhere

    program = loyalty.load(PROGRAM)
    base = {"member": "m", "at": datetime(2024, 1, 2, tzinfo=UTC)}
    events = [
        {**base, "id": "e0", "kind": "enrol", "birthday": BORN, "student": True},
        {**base, "id": "e1", "kind": "purchase", "amount": 9_000},
    ]
    return program.member(program.fold(events, at=DAY))


def answer(basket: dict[str, Any], mine: Any) -> basket_by_hand.Priced:
    """Return what the plugin says, in the form of the one by hand."""
    from loyalty_clothing import price  # noqa: PLC0415 - as above

    order = price(basket, mine, DAY)
    return [(each.net, tuple((part.reason.benefit, part.amount) for part in each.parts)) for each in order.lines]


def compare() -> tuple[list[Bar], list[Equality]]:
    """Check every basket against the one by hand, then time the two in turn."""
    mine, given = member(), baskets()
    facts = {"tier": "gold", "birthday": BORN, "student": True}
    by_hand = [basket_by_hand.price(basket, facts, DAY) for basket in given]
    found = [answer(basket, mine) for basket in given]
    names = [str(place) for place in range(len(given))]
    same = equality("basket and by hand", dict(zip(names, by_hand, strict=True)), dict(zip(names, found, strict=True)))
    times = in_turn(
        {
            "program": each(partial(answer, mine=mine), given),
            "by hand": each(lambda basket: basket_by_hand.price(basket, facts, DAY), given),
        },
        repeats=ROUNDS,
    )
    took = {name: typical(times, name) / BASKETS for name in times}
    detail = f"{took['program']:.0f} µs with every reason, by hand {took['by hand']:.0f} µs without"
    return [Bar("basket of 20 lines, 10 benefits", ratio(times, "program", "by hand"), "x", 3, detail=detail)], [same]


def each(function: Callable[[Any], object], given: list[dict[str, Any]]) -> Callable[[], None]:
    """Return a function that answers for all baskets."""

    def ask() -> None:
        for basket in given:
            function(basket)

    return ask
