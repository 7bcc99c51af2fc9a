"""Random expressions: any tree at all, trees that mean something, and values for their names."""

from datetime import date, timedelta
from fractions import Fraction

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
    enum_type,
    money_type,
    tier_type,
)
from loyalty.lang.nodes import (
    Arithmetic,
    Call,
    Comparison,
    Day,
    Logic,
    Membership,
    Name,
    Negative,
    Not,
    Number,
    Span,
    Text,
    Truth,
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
    "mean": money_type(2).__class__("money", fractional=True),
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
}

_whole = st.integers(0, 3) | st.integers(0, 10**6)
_decimals = st.builds(Fraction, st.integers(0, 10**4), st.sampled_from([10, 100, 1000])).map(
    lambda value: value.numerator if value.denominator == 1 else value
)
_cents = st.builds(Fraction, st.integers(0, 10**6), st.just(100)).map(
    lambda value: value.numerator if value.denominator == 1 else value
)
_days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
_periods = st.builds(Period, st.integers(0, 30), st.integers(0, 30), st.integers(0, 400))


def _name(*names):
    return st.sampled_from(names).map(Name)


def _sums(part, factors):
    """Calculations that keep the unit of `part`; `factors` are plain numbers."""
    return st.one_of(
        st.builds(Arithmetic, st.sampled_from("+-"), part, part),
        st.builds(Arithmetic, st.just("*"), part, factors),
        st.builds(lambda left, by: Arithmetic("/", left, Number(by)), part, st.integers(1, 60)),
        st.builds(lambda left: Arithmetic("/", left, Name("party")), part),
        st.builds(Negative, part),
        st.builds(
            lambda name, parts: Call(name, tuple(parts)),
            st.sampled_from(["min", "max"]),
            st.lists(part, min_size=2, max_size=3),
        ),
        st.builds(lambda name, x: Call(name, (x,)), st.sampled_from(["abs", "floor", "ceil", "round"]), part),
        st.builds(lambda x, digits: Call("round", (x, Number(digits))), part, st.integers(0, 3)),
        st.builds(lambda a, b, other: Call("ratio", (a, b, other)), part, factors, part),
    )


def _dates(depth):
    leaf = _name("born", "joined", "at") | st.builds(Day, _days)
    moved = st.builds(Arithmetic, st.sampled_from("+-"), leaf, st.builds(Span, _periods) | _name("gap"))
    given = st.builds(lambda other: Call("otherwise", (Name("last"), other)), leaf)
    return leaf | moved | given if depth else leaf


def plain_numbers(depth):
    """Whole numbers, decimals and what is calculated from them."""
    leaf = st.one_of(
        _name("visits", "streak", "rate", "weight", "party"),
        st.builds(Number, _whole),
        st.builds(Number, _decimals),
        _decimals.map(lambda value: Fraction(value, 100)).map(
            lambda value: Number(value.numerator if value.denominator == 1 else value, percent=True)
        ),
    )
    if not depth:
        return leaf
    inner, dates = plain_numbers(depth - 1), _dates(depth - 1)
    return st.one_of(
        leaf,
        _sums(inner, inner),
        st.builds(lambda other: Call("otherwise", (Name("score"), other)), inner),
        st.builds(lambda x: Call("otherwise", (Call("days_since", (Name("last"),)), x)), inner),
        st.builds(
            lambda name, x: Call(name, (x,)),
            st.sampled_from(["days_since", "years_since", "month", "day", "weekday"]),
            dates,
        ),
        st.builds(lambda a, b: Call("days_between", (a, b)), dates, dates),
        st.builds(lambda a, b: Call("ratio", (a, b, Number(0))), money(depth - 1), _name("spend", "mean")),
    )


def money(depth):
    """Amounts of money and what is calculated from them."""
    leaf = _name("spend", "年消费", "mean") | st.builds(Number, _cents).map(lambda x: Arithmetic("+", Name("spend"), x))
    if not depth:
        return leaf
    inner = money(depth - 1)
    given = st.builds(lambda other: Call("otherwise", (Name("deposit"), other)), inner)
    return leaf | _sums(inner, plain_numbers(depth - 1)) | given


_UP, _DOWN = ["<", "<="], [">", ">="]


def _chains(part):
    pairs = st.builds(
        lambda a, b, op: Comparison((a, b), (op,)), part, part, st.sampled_from([*_UP, *_DOWN, "==", "!="])
    )
    ops = st.sampled_from([_UP, _DOWN]).flatmap(lambda ways: st.tuples(st.sampled_from(ways), st.sampled_from(ways)))
    return pairs | st.builds(lambda a, b, c, two: Comparison((a, b, c), two), part, part, part, ops)


def _lists(needle, item):
    return st.builds(
        lambda x, items, no: Membership(x, tuple(items), no),
        needle,
        st.lists(item, min_size=1, max_size=3),
        st.booleans(),
    )


def _words(depth):
    shops, tiers = st.sampled_from(SHOPS).map(Text), st.sampled_from(("none", *TIERS)).map(Text)
    ordered = st.sampled_from([*_UP, *_DOWN, "==", "!="])
    return st.one_of(
        st.builds(lambda op, x: Comparison((Name("shop"), x), (op,)), st.sampled_from(["==", "!="]), shops),
        st.builds(lambda op, x: Comparison((Name("tier"), x), (op,)), ordered, tiers),
        st.builds(lambda x: Comparison((Name("service"), x), (">=",)), st.sampled_from(["none", "a", "b"]).map(Text)),
        _lists(_name("shop"), shops),
        _lists(_name("tier"), tiers),
        _lists(_name("city"), st.builds(Text, st.sampled_from(["北京", "O'Hare", "a“b"])) | _name("city")),
    )


def conditions(depth):
    """Conditions over everything in `SCOPE`."""
    leaf = st.one_of(
        _name("vip", "special"),
        st.builds(Truth, st.booleans()),
        st.builds(lambda x: Call("known", (x,)), _name("score", "last", "deposit", "visits")),
        _words(depth),
    )
    if not depth:
        return leaf
    inner = conditions(depth - 1)
    literal = st.builds(Number, _cents)
    numbers, amounts = plain_numbers(depth - 1), money(depth - 1)
    return st.one_of(
        leaf,
        _chains(numbers),
        _chains(amounts),
        _chains(_dates(depth - 1)),
        st.builds(
            lambda x, op, n: Comparison((x, n), (op,)), amounts, st.sampled_from([*_UP, *_DOWN, "==", "!="]), literal
        ),
        st.builds(
            lambda x, op, n: Comparison((n, x), (op,)),
            numbers,
            st.sampled_from([*_UP, *_DOWN, "==", "!="]),
            st.builds(Number, _decimals),
        ),
        st.builds(
            lambda a, x, b: Comparison((a, x, b), ("<=", "<")),
            st.builds(Number, _decimals),
            numbers,
            st.builds(Number, _decimals),
        ),
        _lists(numbers, st.builds(Number, _decimals)),
        _lists(amounts, literal),
        _lists(numbers, numbers),
        st.builds(Not, inner),
        st.builds(
            lambda op, parts: Logic(op, tuple(parts)),
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=2, max_size=3),
        ),
        st.builds(
            lambda x: Logic("and", (Call("known", (Name("score"),)), Comparison((Name("score"), x), (">=",)))), numbers
        ),
        st.builds(
            lambda x: Logic("or", (Not(Call("known", (Name("deposit"),))), Comparison((Name("deposit"), x), ("<",)))),
            amounts,
        ),
        st.builds(lambda a, b: Comparison((a, b), ("==",)), inner, inner),
        st.builds(lambda x, other: Call("otherwise", (Comparison((Name("score"), x), (">",)), other)), numbers, inner),
    )


def expressions(depth=3):
    """Trees with a meaning, of any type."""
    return conditions(depth) | plain_numbers(depth) | money(depth) | _dates(depth)


_integers = st.integers(-3, 3) | st.integers(-(10**6), 10**6) | st.integers(-(10**15), 10**15)
_fractions = st.builds(Fraction, st.integers(-(10**6), 10**6), st.integers(1, 1000)) | _integers
_maybe_days = st.none() | _days

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
        "born": _days,
        "joined": _days,
        "at": st.integers(-(10**15), 4 * 10**15),
        "tier": st.sampled_from(("none", *TIERS)),
        "service": st.sampled_from(("none", "a", "b")),
        "gap": _periods,
        "party": st.integers(1, 12) | st.integers(-5, -1),
        "score": st.none() | _integers,
        "last": _maybe_days,
        "deposit": st.none() | _integers,
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


_ANY_NAME = st.sampled_from(["a", "spend", "年消费", "P1", "x2", "_"]).map(Name)
_ANY_LEAF = st.one_of(
    _ANY_NAME,
    st.builds(Number, _whole | _decimals),
    _decimals.map(lambda value: Fraction(value, 100)).map(
        lambda value: Number(value.numerator if value.denominator == 1 else value, percent=True)
    ),
    st.builds(Text, st.sampled_from(["", "gold", "it's", 'say "x"', "（全角）", "a,b"])),
    st.builds(Truth, st.booleans()),
    st.builds(Day, _days),
    st.builds(Span, _periods),
)


def _grown(part):
    several = st.lists(part, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Negative, part),
        st.builds(Not, part),
        st.builds(Arithmetic, st.sampled_from("+-*/"), part, part),
        _chains(part),
        st.builds(Membership, part, several, st.booleans()),
        st.builds(
            lambda op, parts: Logic(op, tuple(parts)),
            st.sampled_from(["and", "or"]),
            st.lists(part, min_size=2, max_size=3),
        ),
        st.builds(
            Call, st.sampled_from(["min", "round", "known", "otherwise", "nothing", "days_since", "ratio"]), several
        ),
    )


TREES = st.recursive(_ANY_LEAF, _grown, max_leaves=25)
"""Any tree that the grammar can produce, whether it means something or not."""
