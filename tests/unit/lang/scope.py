"""The names that tests read, their types, and random values for them."""

from datetime import date, timedelta
from fractions import Fraction

import attrs
from hypothesis import strategies as st

from loyalty.lang import (
    BOOL,
    DATE,
    DECIMAL,
    INSTANT,
    INTEGER,
    MONEY,
    PERIOD,
    TEXT,
    Table,
    enum_type,
    tier_type,
)
from loyalty.periods import Period

HELD = 10**9
SHOPS = ("online", "store", "电话")
TIERS = ("silver", "gold", "diamond")
SCOPE = {
    "visits": INTEGER,
    "streak": INTEGER,
    "spend": MONEY,
    "年消费": MONEY,
    "mean": attrs.evolve(MONEY, fractional=True),
    "rate": DECIMAL,
    "weight": DECIMAL.scaled(HELD),
    "vip": BOOL,
    "special": BOOL,
    "shop": enum_type(SHOPS),
    "city": TEXT,
    "born": DATE,
    "joined": DATE,
    "at": INSTANT,
    "tier": tier_type("main", TIERS),
    "service": tier_type("service", ("a", "b")),
    "gap": PERIOD,
    "party": INTEGER.never_zero(),
    "score": INTEGER.optional(),
    "last": DATE.optional(),
    "deposit": MONEY.optional(),
    "grade": enum_type(("a", "b")).optional(),
}
TABLES = {
    table.name: table
    for table in (
        Table("quota", "shop", INTEGER, {"online": 0, "store": 3, "电话": -2}),
        Table("wage", "service", MONEY.never_zero(), {"none": 1, "a": 30_000, "b": 50_000}),
        Table("share", "tier", DECIMAL, {"none": 0, "silver": Fraction(1, 10), "gold": Fraction(1, 8), "diamond": 2}),
        Table("bonus", "grade", INTEGER, {"a": 100, "b": 7}),
    )
}
"""Numbers by an enumeration, by ladders, and by what may be missing."""

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PERIODS = st.builds(Period, st.integers(0, 30), st.integers(0, 30), st.integers(0, 400))


_integers = st.integers(-3, 3) | st.integers(-(10**6), 10**6) | st.integers(-(10**15), 10**15)
_fractions = st.builds(Fraction, st.integers(-(10**6), 10**6), st.integers(1, 1000)) | _integers
_maybe_days = st.none() | DAYS

VALUES = st.fixed_dictionaries(
    {
        "visits": _integers,
        "streak": _integers,
        "spend": _integers,
        "年消费": _integers,
        "mean": _fractions,
        "rate": _fractions,
        "weight": st.integers(-(10**12), 10**12).map(lambda held: Fraction(held, HELD)),
        "vip": st.booleans(),
        "special": st.booleans(),
        "shop": st.sampled_from(SHOPS),
        "city": st.sampled_from(["北京", "O'Hare", "Paris"]),
        "born": DAYS,
        "joined": DAYS,
        "at": st.integers(-(10**15), 4 * 10**15),
        "tier": st.sampled_from(("none", *TIERS)),
        "service": st.sampled_from(("none", "a", "b")),
        "gap": PERIODS,
        "party": st.integers(1, 12) | st.integers(-5, -1),
        "score": st.none() | _integers,
        "last": _maybe_days,
        "deposit": st.none() | _integers,
        "grade": st.sampled_from((None, "a", "b")),
    }
)
"""A value for every name of `SCOPE`, in the form that `evaluate` takes."""


def held(values):
    """Return the values as generated code finds them in its slots."""
    inside = {}
    for name, value in values.items():
        kind = SCOPE[name]
        if kind.kind == "date" and value is not None:
            inside[name] = (value - date(1970, 1, 1)) // timedelta(days=1)
        elif kind.kind == "tier":
            inside[name] = kind.rank(value)
        else:
            inside[name] = int(value * kind.scale) if kind.scale > 1 else value
    return inside
