"""Laws of baskets, from the file to the price: the order of tables is nothing, one benefit more never costs."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty import loads

HEAD = """
[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "UTC"
currency = "CNY"
plugins = ["clothing"]
[events.purchase]
amount = "money"
[events.purchase.lines]
amount = "money"
goods = { type = "text", default = "" }
special_price = { type = "bool", default = false }
"""
TABLES = {
    "member": 'kind = "clothing.discount"\npercent = 12\nexcept = "special_price"',
    "birthday": 'kind = "discount"\npercent = 20\nreplaces = ["member"]\nexcept = "goods == \'hat\'"',
    "coats": 'kind = "discount"\npercent = 35\nwhere = "goods == \'coat\'"\ncap = 20\n'
    'replaces = ["member", "birthday"]',
    "hats": 'kind = "clothing.discount"\namount = 3\nwhere = "goods == \'hat\'"\npriority = 1',
    "coupon": 'kind = "discount"\namount = 7\nat_least = 30\ngroup = "coupon"\npriority = 200',
    "better": 'kind = "discount"\npercent = 11\nat_least = 50\ngroup = "coupon"\npriority = 200',
    "third": 'kind = "discount"\npercent = "33.3"\nbase = "initial"\nwhere = "special_price"',
}
AT = datetime(2024, 2, 1, tzinfo=ZoneInfo("UTC"))
names = st.lists(st.sampled_from(sorted(TABLES)), unique=True)
baskets = st.lists(
    st.fixed_dictionaries(
        {
            "amount": st.integers(0, 9_999).map(lambda cents: f"{cents // 100}.{cents % 100:02}"),
            "goods": st.sampled_from(["coat", "hat", ""]),
            "special_price": st.booleans(),
        }
    ),
    max_size=6,
)


@cache
def member(tables):
    """A member of the program with these tables, in this order; what names one that is not there names nothing."""
    text = "".join(f'[[benefits]]\nid = "{name}"\n{told(name, tables)}\n' for name in tables)
    program = loads(HEAD + text)
    return program.member(program.fold([{"id": "e", "member": "m", "kind": "enrol", "at": AT}], at=AT))


def told(name, tables):
    """A table without the names of others that are not there."""
    text = TABLES[name]
    for other in TABLES:
        if other not in tables:
            text = text.replace(f'"{other}", ', "").replace(f', "{other}"]', "]").replace(f'["{other}"]', "[]")
    return text


@settings(max_examples=150)
@given(names, st.randoms(use_true_random=False), baskets)
def test_the_order_of_tables_is_nothing(tables, random, basket):
    """Line by line and part by part."""
    turned = random.sample(tables, len(tables))

    assert member(tuple(tables)).price(basket).priced == member(tuple(turned)).price(basket).priced


@settings(max_examples=150)
@given(names, baskets)
def test_one_benefit_more_never_costs(tables, basket):
    """Nor is anything below nothing or above its price, and the lines add up."""
    fewer, more = (member(tuple(each)).price(basket).priced for each in (tables[1:], tables))

    assert more.net <= fewer.net
    assert all(0 <= line.net <= line.gross for line in more.lines)
    assert (more.net, more.gross) == (sum(line.net for line in more.lines), sum(line.gross for line in more.lines))
