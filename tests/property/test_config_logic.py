"""What the checks say about conditions is true of all values."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from loyalty.checks.logic import logic
from loyalty.config import read
from loyalty.lang import evaluate
from tests.unit.config.programs import HEAD, PURCHASE

PROGRAM = (
    HEAD
    + '[parameters]\nlow = { type = "money", value = 3 }\n[member.fields]\n'
    + 'region = { type = "text", values = ["a", "b", "c"], default = "a" }\n'
    + 'staff = { type = "bool", default = false }\n'
    + 'rate = { type = "decimal", default = 1, min = -2, max = 5 }\n'
    + PURCHASE
    + '[metrics]\nspend = { sum = "purchase.amount" }\nvisits = { count = "purchase" }\n'
    + '[[tiers]]\nid = "x"\nenter = "ONE"\n[[tiers]]\nid = "y"\nenter = "OTHER"\n'
)
OP = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
NUMBER = st.integers(0, 6).map(str)
LEAF = (
    st.tuples(st.sampled_from(["spend", "visits", "rate"]), OP, NUMBER).map(" ".join)
    | st.tuples(NUMBER, OP, st.sampled_from(["spend", "visits", "rate"])).map(" ".join)
    | st.tuples(st.sampled_from(["spend"]), OP, st.sampled_from(["low", "low * 2", "0.5", "2.5"])).map(" ".join)
    | st.tuples(st.just("rate"), OP, st.sampled_from(["0.5", "2.5"])).map(" ".join)
    | st.tuples(NUMBER, NUMBER).map(lambda two: f"{two[0]} <= visits < {two[1]}")
    | st.tuples(st.sampled_from(["==", "!="]), st.sampled_from("abc")).map(lambda two: f"region {two[0]} '{two[1]}'")
    | st.sampled_from(["staff", "region in ('a', 'b')", "region not in ('b', 'c')", "tier >= 'x'", "tier != 'y'"])
    | st.tuples(OP, NUMBER).map(lambda two: f"visits * 2 - 1 {two[0]} {two[1]}")
    | st.tuples(OP).map(lambda one: f"visits + rate {one[0]} rate * 2")
)
CONDITION = st.recursive(
    LEAF,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda x: f"({x[0]} {x[1]} {x[2]})")
        | inner.map(lambda x: f"not ({x})")
    ),
    max_leaves=5,
)
VALUES = st.fixed_dictionaries(
    {
        "spend": st.integers(0, 700),
        "visits": st.integers(0, 7),
        "rate": st.integers(-4, 10).map(lambda half: Fraction(half, 2)),
        "region": st.sampled_from("abc"),
        "staff": st.booleans(),
        "tier": st.sampled_from(["none", "x", "y"]),
        "low": st.just(300),
    }
)


@given(CONDITION, CONDITION, st.lists(VALUES, min_size=20, max_size=20))
def test_each_yes_is_true_of_all_values(one, other, many):
    """No value contradicts never, always or implies."""
    version, diagnostics = read(PROGRAM.replace("ONE", one).replace("OTHER", other))
    assert diagnostics == ()
    about = logic(version)
    first, second = (tier.enter.typed for tier in version.ladders["main"].tiers)
    never, always, implies = about.never(first), about.always(first), about.implies(first, second)
    for values in many:
        holds, follows = evaluate(first, values), evaluate(second, values)

        assert not (never and holds)
        assert not (always and not holds)
        assert not (implies and holds and not follows)
