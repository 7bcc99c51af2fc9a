"""What a scenario says about benefits and prices, looked up and explained."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from loyalty.benefits.bill import Bill
from loyalty.engine.reason import Reason
from loyalty.errors import LoyaltyError
from loyalty.testing.comparing import same, shown
from loyalty.testing.look import Look, Words
from loyalty.testing.scenario import Want
from loyalty.testing.seeing import Seen

PRICE_KEYS = ("net", "gross", "discount", "lines", "parts", "skipped")


def bill(want: Want, seen: Seen) -> Bill:
    """Return the price of the basket that is wanted."""
    return seen.program.member(seen.state).price(want.asked)


def granted(want: Want, seen: Seen, _: Words) -> Look:
    """Compare everything that is granted, in any order."""
    actual = [each.id for each in seen.benefits(want.asked).granted]
    expected = list(want.value) if isinstance(want.value, Sequence) else []
    return Look(shown(expected), shown(actual), sorted(map(str, expected)) == sorted(actual))


def price(want: Want, seen: Seen, _: Words) -> Look:
    """Compare one figure of a priced basket."""
    try:
        actual = figures(bill(want, seen))[want.name]
    except LoyaltyError as error:
        return Look(shown(want.value), str(error), met=False)
    if want.name in {"parts", "skipped"}:
        met = isinstance(want.value, Mapping) and same(want.value, actual, seen.zone) and len(want.value) == len(actual)
        return Look(shown(want.value), shown(actual), met)
    if want.name == "lines":
        expected = want.value if isinstance(want.value, list) else []
        met = len(expected) == len(actual) and all(map(lambda a, b: same(a, b, seen.zone), expected, actual))
        return Look(shown(expected), shown(actual), met)
    return Look(shown(want.value), shown(actual), same(want.value, actual, seen.zone))


def figures(found: Bill) -> Mapping[str, Any]:
    """Return what a scenario may say of a priced basket."""
    priced = found.priced
    return {
        "net": found.money(priced.net),
        "gross": found.money(priced.gross),
        "discount": found.money(priced.discount),
        "lines": [found.money(line.net) for line in priced.lines],
        "parts": {name: found.money(amount) for name, amount in priced.parts},
        "skipped": {each.id: each.code for each in priced.left},
    }


def why_granted(want: Want, seen: Seen) -> Reason:
    """Say of each benefit that is expected and not granted, or the other way round, what became of it."""
    wanted = want.value if isinstance(want.value, list) else []
    actual = {each.id for each in seen.benefits(want.asked).granted}
    lines = [
        line for line in _told(want, seen) if (line.facts["benefit"] in actual) != (line.facts["benefit"] in wanted)
    ]
    return Reason("benefits", {"zh": "权益", "en": "benefits"}, children=tuple(lines))


def why_asked(want: Want, seen: Seen) -> Reason:
    """Say what became of one benefit in answer to a request, and the figures that decided."""
    return next(line for line in _told(want, seen) if line.facts["benefit"] == want.name)


def _told(want: Want, seen: Seen) -> list[Reason]:
    """Return a sentence for each benefit, below its id and the word that a scenario has for it."""
    return [
        Reason(
            "benefit",
            _same(f"{line.facts['benefit']}: {seen.benefit(str(line.facts['benefit']), want.asked)[0]}"),
            facts=line.facts,
            children=(line,),
        )
        for line in seen.explainer().benefits(seen.benefits(want.asked)).children
    ]


def why_price(want: Want, seen: Seen) -> Reason:
    """Say what each discount took off each line, and which took nothing."""
    found = bill(want, seen)
    lines = [
        Reason(
            "line",
            _same(f"{found.money(line.gross)} -> {found.money(line.net)}"),
            children=tuple(
                Reason("rule", _same(f"{name}: {found.money(amount)}"), found.granted[name].where)
                for name, amount in line.parts
            ),
        )
        for line in found.priced.lines
    ]
    for each in found.priced.left:
        by = f" ({each.by})" if each.by else ""
        lines.append(Reason("rule", _same(f"{each.id}: {each.code}{by}"), found.granted[each.id].where))
    return Reason("basket", {"zh": "商品", "en": "basket"}, children=tuple(lines))


def _same(text: str) -> Mapping[str, str]:
    """Return a text that is the same in every language: ids, codes and figures."""
    return {"": text}


LOOKS: Mapping[str, Callable[[Want, Seen, Words], Look]] = {"granted": granted, "price": price}
TELLS: Mapping[str, Callable[[Want, Seen], Reason]] = {"granted": why_granted, "price": why_price}
