"""Random expressions: any tree at all, and trees that mean something."""

from fractions import Fraction

from hypothesis import strategies as st

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
from tests.unit.lang.scope import DAYS, PERIODS, SHOPS, TIERS

_whole = st.integers(0, 3) | st.integers(0, 10**6)
_decimals = st.builds(Fraction, st.integers(0, 10**4), st.sampled_from([10, 100, 1000])).map(
    lambda value: value.numerator if value.denominator == 1 else value
)
_cents = st.builds(Fraction, st.integers(0, 10**6), st.just(100)).map(
    lambda value: value.numerator if value.denominator == 1 else value
)


def _name(*names):
    return st.sampled_from(names).map(Name)


def _share(amount, of):
    """An amount by another one: never zero are the numbers of a table."""
    return Arithmetic("/", amount, Name(of)) if of == "wage" else Call("ratio", (amount, Name(of), Number(0)))


def _ratio(left, right, other, apart):
    """A quotient with one result for a zero divisor, or with another one for 0/0."""
    return Call("ratio", (left, right, other, Number(7)) if apart else (left, right, other))


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
        st.builds(_ratio, part, factors, part, st.booleans()),
    )


def _dates(depth):
    leaf = _name("born", "joined", "at") | st.builds(Day, DAYS)
    moved = st.builds(Arithmetic, st.sampled_from("+-"), leaf, st.builds(Span, PERIODS) | _name("gap"))
    given = st.builds(lambda other: Call("otherwise", (Name("last"), other)), leaf)
    return leaf | moved | given if depth else leaf


def plain_numbers(depth):
    """Whole numbers, decimals and what is calculated from them."""
    leaf = st.one_of(
        _name("visits", "streak", "rate", "weight", "party", "quota", "share"),
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
        st.builds(lambda name, other: Call("otherwise", (name, other)), _name("score", "bonus"), inner),
        st.builds(lambda x: Call("otherwise", (Call("days_since", (Name("last"),)), x)), inner),
        st.builds(
            lambda name, x: Call(name, (x,)),
            st.sampled_from(["days_since", "years_since", "month", "day", "weekday"]),
            dates,
        ),
        st.builds(lambda a, b: Call("days_between", (a, b)), dates, dates),
        st.builds(_share, money(depth - 1), st.sampled_from(["spend", "mean", "wage"])),
    )


def money(depth):
    """Amounts of money and what is calculated from them."""
    leaf = _name("spend", "年消费", "mean", "wage") | st.builds(Number, _cents).map(
        lambda x: Arithmetic("+", Name("spend"), x)
    )
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


def _joined(part):
    several = st.lists(part, min_size=2, max_size=3).map(tuple)
    return st.builds(Logic, st.sampled_from(["and", "or"]), several)


def logic(depth=3):
    """Conditions joined to the given depth, and negated here and there."""
    if not depth:
        return conditions(1)
    inner = logic(depth - 1)
    return _joined(inner | st.builds(Not, inner))


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
        _joined(inner),
        _chains(numbers),
        _chains(amounts),
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


_ANY_NAME = st.sampled_from(["a", "spend", "年消费", "P1", "x2", "_"]).map(Name)
_ANY_LEAF = st.one_of(
    _ANY_NAME,
    st.builds(Number, _whole | _decimals),
    _decimals.map(lambda value: Fraction(value, 100)).map(
        lambda value: Number(value.numerator if value.denominator == 1 else value, percent=True)
    ),
    st.builds(Text, st.sampled_from(["", "gold", "it's", 'say "x"', "（全角）", "a,b"])),
    st.builds(Truth, st.booleans()),
    st.builds(Day, DAYS),
    st.builds(Span, PERIODS),
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
