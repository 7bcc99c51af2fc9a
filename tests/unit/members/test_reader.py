"""Reading events that nobody has checked."""

import pickle
import time
from collections import OrderedDict
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import IntEnum, StrEnum
from types import MappingProxyType

import attrs
import pytest

from loyalty.errors import Rejection
from loyalty.members import Event, EventKind, Field, Reader

AT = 1_709_258_400_000_000  # 2024-03-01T02:00Z


def short(value):
    """A parameter as part of a test's name: some are far too large for that."""
    return value if isinstance(value, str) and len(value) < 40 and value.isprintable() else type(value).__name__


def test_a_purchase(reader, raw):
    """Money becomes minor units, a default fills what is missing, and the order has one line."""
    expected = Event(AT, 3, "e1", "purchase", "wang", AT, (12_850, "store"), ((12_850, None, 1, False),))

    assert expected == reader.read(raw("purchase", amount="128.50"))


def test_lines(reader, raw):
    """The order's amount is the sum of its lines, and each line has the values of the line fields in order."""
    lines = [{"amount": "80", "category": "tea"}, {"amount": "40.5", "quantity": 2, "special_price": True}]
    event = reader.read(raw("purchase", lines=lines, shop="online"))

    assert ((12_050, "online"), ((8_000, "tea", 1, False), (4_050, None, 2, True))) == event[6:]


def test_lines_and_amount_that_agree(reader, raw):
    """The event may give its amount beside its lines."""
    event = reader.read(raw("purchase", amount=120, lines=[{"amount": 80}, {"amount": 40}]))

    assert 12_000 == event.values[0]


@pytest.mark.parametrize("lines", [[], (), None])
def test_no_lines_at_all(reader, raw, lines):
    """An empty list of lines is as good as none."""
    assert reader.read(raw("purchase", amount=5)) == reader.read(raw("purchase", amount=5, lines=lines))


def test_lines_without_amount(reader, raw):
    """Lines of a kind without amount stand on their own; without lines there is one of defaults."""
    given = reader.read(raw("basket", lines=[{"weight": "0.5"}, {"fragile": True}]))

    assert ((500_000_000, False), (None, True)) == given.lines
    assert ((None, False),) == reader.read(raw("basket")).lines


def test_a_line_that_needs_more_than_an_amount(reader, raw):
    """An order without lines is refused when a line has a required field other than the amount."""
    found = reader.read(raw("parcel", amount=5))

    assert ("missing-field", "lines[0].sku") == (found.code, found.field)


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"amount": 12.5}, "wrong-type", "amount"),
        ({"amount": float("nan")}, "wrong-type", "amount"),
        ({"amount": float("inf")}, "wrong-type", "amount"),
        ({"amount": True}, "wrong-type", "amount"),
        ({"amount": Decimal("NaN")}, "wrong-type", "amount"),
        ({"amount": Decimal("sNaN")}, "wrong-type", "amount"),
        ({"amount": Decimal("Infinity")}, "wrong-type", "amount"),
        ({"amount": Decimal("1E+1000000")}, "out-of-bounds", "amount"),
        ({"amount": Decimal("1E-1000000")}, "too-precise", "amount"),
        ({"amount": 10**5000}, "out-of-bounds", "amount"),
        ({"amount": "9" * 10_000_000}, "wrong-type", "amount"),
        ({"amount": "12.505"}, "too-precise", "amount"),
        ({"amount": "-0.01"}, "out-of-bounds", "amount"),
        ({"amount": ""}, "wrong-type", "amount"),
        ({"amount": "1e3"}, "wrong-type", "amount"),
        ({"amount": "１２"}, "wrong-type", "amount"),
        ({"amount": {"yuan": 5}}, "wrong-type", "amount"),
        ({"amount": [[[[]]]]}, "wrong-type", "amount"),
        ({"amount": b"5"}, "wrong-type", "amount"),
        ({}, "missing-field", "amount"),
        ({"amount": None}, "missing-field", "amount"),
        ({"amount": 5, "shop": "instore"}, "not-listed", "shop"),
        ({"amount": 5, "shop": 7}, "wrong-type", "shop"),
        ({"amount": 5, "shop": "\ud800"}, "wrong-type", "shop"),
        ({"amount": 5, "shops": "store"}, "unknown-field", "shops"),
        ({"amount": 5, "a" * 1_000_000: 1}, "unknown-field", "a" * 60),
        ({"amount": 5, 7: 1}, "unknown-field", ""),
        ({"amount": 5, None: 1}, "unknown-field", ""),
        ({"amount": 5, "lines": "tea"}, "wrong-type", "lines"),
        ({"amount": 5, "lines": {"amount": 5}}, "wrong-type", "lines"),
        ({"amount": 5, "lines": False}, "wrong-type", "lines"),
        ({"amount": 5, "lines": 0}, "wrong-type", "lines"),
        ({"lines": [5]}, "wrong-type", "lines[0]"),
        ({"lines": [{"amount": 5}, {}]}, "missing-field", "lines[1].amount"),
        ({"lines": [{"amount": 5}, {"amount": -1}]}, "out-of-bounds", "lines[1].amount"),
        ({"lines": [{"amount": 5, "colour": "red"}]}, "unknown-field", "lines[0].colour"),
        ({"lines": [{"amount": 5, "quantity": 0}]}, "out-of-bounds", "lines[0].quantity"),
        ({"lines": [{"amount": 5, "quantity": "2"}]}, "wrong-type", "lines[0].quantity"),
        ({"lines": [{"amount": 5, "quantity": 2.0}]}, "wrong-type", "lines[0].quantity"),
        ({"lines": [{"amount": 5, "quantity": True}]}, "wrong-type", "lines[0].quantity"),
        ({"lines": [{"amount": 5, "special_price": 1}]}, "wrong-type", "lines[0].special_price"),
        ({"lines": [{"amount": 5}] * 10_001}, "out-of-bounds", "lines"),
        ({"amount": 6, "lines": [{"amount": 5}]}, "lines-do-not-add-up", "amount"),
    ],
    ids=short,
)
def test_what_is_refused(reader, raw, fields, code, field):
    """Each mistake has a code and a place, and no text or number is too large to be refused at once."""
    began = time.process_time()
    found = reader.read(raw("purchase") | fields)

    assert (code, field, "e1", "wang") == (found.code, found.field, found.event_id, found.member)
    assert time.process_time() - began < 1


def test_ten_thousand_lines(reader, raw):
    """An order may have ten thousand lines."""
    event = reader.read(raw("purchase", lines=[{"amount": "0.01"}] * 10_000))

    assert (10_000, 10_000) == (event.values[0], len(event.lines))


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("ratio", "0.5", 500_000_000),
        ("ratio", Decimal("-0.000000001"), -1),
        ("ratio", 1, 10**9),
        ("share", 20, 200_000_000),
        ("share", "20%", 200_000_000),
        ("share", "12.5 %", 125_000_000),
        ("count", 10, 10),
        ("code", "abcd", "abcd"),
        ("passed", False, False),
        ("fee", "100.00", 10_000),
        ("on", "1970-01-02", 1),
        ("on", date(1969, 12, 31), -1),
        ("on", "9999-12-31", 2_932_896),
    ],
    ids=short,
)
def test_values(reader, raw, field, value, expected):
    """Each type has its own unit."""
    event = reader.read(raw("measured", **{field: value}))

    assert [expected] == [value for value in event.values if value is not None]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("ratio", "1.000000001", "out-of-bounds"),
        ("ratio", "0.0000000001", "too-precise"),
        ("ratio", 0.5, "wrong-type"),
        ("share", "20 percent", "wrong-type"),
        ("share", 0.2, "wrong-type"),
        ("share", 10**30, "out-of-bounds"),
        ("count", 11, "out-of-bounds"),
        ("count", -1, "out-of-bounds"),
        ("count", 10**6000, "out-of-bounds"),
        ("count", Decimal(3), "wrong-type"),
        ("code", "a", "out-of-bounds"),
        ("code", "abcde", "out-of-bounds"),
        ("code", "a\0b", "wrong-type"),
        ("code", "x" * 10_000_000, "out-of-bounds"),
        ("passed", "true", "wrong-type"),
        ("passed", 1, "wrong-type"),
        ("fee", "100.01", "out-of-bounds"),
        ("on", "2024-02-30", "wrong-type"),
        ("on", "20240201", "wrong-type"),
        ("on", "2024-W05-3", "wrong-type"),
        ("on", "２０２４-01-01", "wrong-type"),
        ("on", 20240201, "wrong-type"),
        ("on", datetime(2024, 1, 1, tzinfo=UTC), "wrong-type"),
    ],
    ids=short,
)
def test_values_that_are_refused(reader, raw, field, value, code):
    """Bounds are those the program declares, and a type is never guessed."""
    found = reader.read(raw("measured", **{field: value}))

    assert (code, field) == (found.code, found.field)


@pytest.mark.parametrize(
    "at",
    [
        "2024-03-01T10:00:00+08:00",
        "2024-03-01T02:00:00Z",
        "2024-03-01T02:00Z",
        "2024-03-01 02:00:00.000000+00:00",
        datetime(2024, 3, 1, 2, tzinfo=UTC),
        datetime(2024, 3, 1, 10, tzinfo=timezone(timedelta(hours=8))),
    ],
    ids=short,
)
def test_times(reader, raw, at):
    """An instant may be written with any offset."""
    assert AT == reader.read(raw("visit", at=at)).at


class Broken(tzinfo):
    """A zone that knows nothing."""


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("2024-03-01T10:00:00", "naive-time"),
        ("2024-03-01", "naive-time"),
        (datetime(2024, 3, 1), "naive-time"),  # noqa: DTZ001 - that is what is refused
        ("yesterday", "bad-time"),
        ("2024-02-30T10:00:00Z", "bad-time"),
        ("2024-03-01T10:00:00+99:00", "bad-time"),
        ("9999-12-31T23:59:59-23:59", "bad-time"),
        ("0001-01-01T00:00:00+23:59", "bad-time"),
        ("1899-12-31T23:59:59Z", "bad-time"),
        ("2200-01-01T00:00:00Z", "bad-time"),
        ("2" * 10_000_000, "bad-time"),
        ("\ud800", "bad-time"),
        (1_709_258_400, "bad-time"),
        (1.5, "bad-time"),
        (date(2024, 3, 1), "bad-time"),
        (datetime(2024, 3, 1, tzinfo=Broken()), "bad-time"),
        ({}, "bad-time"),
        (None, "missing-field"),
        ("", "missing-field"),
    ],
    ids=short,
)
def test_times_that_are_refused(reader, raw, at, code):
    """A time needs an offset and a year between 1900 and 2199."""
    found = reader.read(raw("visit", at=at))

    assert (code, "at") == (found.code, found.field)


@pytest.mark.parametrize(
    ("kind", "recorded_at", "code"),
    [
        ("visit", "2024-03-01T09:55:00+08:00", None),
        ("visit", "2024-03-01T09:54:59+08:00", "future"),
        ("booking", "2023-03-01T09:00:00+08:00", None),
        ("visit", "2025-03-01T09:00:00+08:00", None),
        ("visit", "soon", "bad-time"),
    ],
    ids=short,
)
def test_the_future(reader, raw, kind, recorded_at, code):
    """An event is recorded at most five minutes before it happens, unless its kind is scheduled (clause 7)."""
    fields = {"starts": "2024-03-01"} if kind == "booking" else {}
    found = reader.read(raw(kind, recorded_at=recorded_at, **fields))

    assert code == (found.code if isinstance(found, Rejection) else None)


@pytest.mark.parametrize("key", ["id", "member", "kind"])
@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "missing-field"),
        ("", "missing-field"),
        (7, "wrong-type"),
        (["e1"], "wrong-type"),
        ("x" * 201, "out-of-bounds"),
        ("x" * 10_000_000, "out-of-bounds"),
        ("a\nb", "wrong-type"),
        ("\ud800", "wrong-type"),
        (" e1", "wrong-type"),
        ("\u202ee1", "wrong-type"),
    ],
    ids=short,
)
def test_ids_that_are_refused(reader, raw, key, value, code):
    """Ids and kinds are short printable texts."""
    found = reader.read(raw("visit") | {key: value})

    assert (code, key) == (found.code, found.field)


@pytest.mark.parametrize("value", [None, 5, "visit", [], [("id", "e1")], float("nan"), b"{}"])
def test_what_is_not_a_mapping(reader, value):
    """Anything but a mapping is refused without naming an event."""
    assert ("", "", "wrong-type") == attrs.astuple(reader.read(value))[:3]


@pytest.mark.parametrize("make", [OrderedDict, MappingProxyType])
def test_other_mappings(reader, raw, make):
    """Any mapping will do."""
    assert isinstance(reader.read(make(raw("visit"))), Event)


def test_subclasses_become_plain(reader, raw):
    """Enumerations of texts and of numbers are read as what they stand for."""
    shop = StrEnum("shop", {"online": "online"}).online
    count = IntEnum("count", {"two": 2}).two
    event = reader.read(raw("purchase", shop=shop, lines=[{"amount": 1, "quantity": count}]))

    assert [str, int] == [type(event.values[1]), type(event.lines[0][2])]


def test_an_unknown_kind_has_a_hint(reader, raw):
    """The nearest kind is named."""
    assert ("unknown-kind", "write purchase") == attrs.astuple(reader.read(raw("purchace")))[2::3]


def test_hints_name_the_nearest_words(reader, raw):
    """A misspelt field or word is answered with the nearest one."""
    field = reader.read(raw("purchase", amount=1, shopp="store"))
    word = reader.read(raw("purchase", amount=1, shop="stor"))

    assert ("write shop", "write store") == (field.hint, word.hint)


def test_the_first_mistake_in_the_order_of_the_fields(reader, raw):
    """Of several mistakes the same one is told, whatever the order of the keys."""
    fields = {"shop": "nowhere", "amount": 1.5}
    forwards = reader.read(raw("purchase") | fields)
    backwards = reader.read(dict(reversed((raw("purchase") | fields).items())))

    assert forwards == backwards
    assert "amount" == forwards.field


class TestText:
    """Events from CSV."""

    def test_every_type(self, csv_reader, raw):
        """Numbers, truth values and dates are written as text."""
        fields = {"ratio": "0.5", "share": "5", "count": "3", "passed": "true", "fee": "1", "on": "1970-01-02"}
        event = csv_reader.read(raw("measured", code="", **fields))

        assert (500_000_000, 50_000_000, 3, None, True, 100, 1) == event.values

    def test_what_is_empty_is_missing(self, csv_reader, raw):
        """An empty text is no value, and an empty column of another kind is no field."""
        event = csv_reader.read(raw("purchase", amount="5", shop="", ratio="", lines="", recorded_at="", surname=None))

        assert (500, "store") == event.values

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"count": "3.5"}, "too-precise"),
            ({"count": "three"}, "wrong-type"),
            ({"count": "9" * 5_000}, "wrong-type"),
            ({"passed": "yes"}, "wrong-type"),
            ({"passed": 1}, "wrong-type"),
            ({"ratio": "-"}, "wrong-type"),
            ({"surname": "x"}, "unknown-field"),
            ({None: ["x"]}, "unknown-field"),
        ],
        ids=short,
    )
    def test_what_is_refused(self, csv_reader, raw, fields, code):
        """What is not empty must be right."""
        assert code == csv_reader.read(raw("measured") | fields).code

    def test_a_required_field(self, csv_reader, raw):
        """An empty text is not enough for a required field."""
        found = csv_reader.read(raw("enrol", surname=""))

        assert ("missing-field", "surname") == (found.code, found.field)

    def test_an_update_cannot_clear(self, csv_reader, raw):
        """An empty column says nothing about a member's field."""
        assert (((2, "20"),),) == csv_reader.read(raw("update", region="20", tax_id="", surname="")).values

    def test_core_values(self, csv_reader, raw):
        """Core events are read from text as well."""
        cancel = csv_reader.read(raw("cancel", for_cause="true", reason=""))
        adjust = csv_reader.read(raw("adjust", points="-5", expires="2025-01-01"))

        assert (None, None, True) == cancel.values
        assert (-5, None, None, 1_735_660_800_000_000) == adjust.values


def test_repr_shows_no_values(reader, raw):
    """Personal data is neither in an event's repr nor in a refusal."""
    event = reader.read(raw("enrol", surname="Zhuge", birthday="1990-06-15"))
    refused = reader.read(raw("enrol", surname="Zhuge\0", birthday="Zhuge"))

    assert "Zhuge" not in repr(event) + repr(refused) + str(refused)
    assert "<Event enrol 'e1' of 'wang' at 1709258400000000>" == repr(event)


def test_readers_of_two_currencies(reader, raw):
    """What one reader remembers of a price is its own."""
    yen = attrs.evolve(reader, currency=type(reader.currency)("JPY"))
    assert isinstance(yen, Reader)

    assert [500, 5] == [r.read(raw("purchase", amount="5")).values[0] for r in (reader, yen)]


def test_a_reader_travels(reader, raw):
    """A reader can be sent to another process."""
    there = pickle.loads(pickle.dumps(reader))  # noqa: S301 - our own bytes

    assert reader.read(raw("purchase", amount=5)) == there.read(raw("purchase", amount=5))


@pytest.mark.parametrize(
    ("field", "value", "hint"),
    [
        ("ratio", 2, "at least -1 and at most 1"),
        ("count", 11, "at least 0 and at most 10"),
        ("fee", 101, "at most 100.00"),
    ],
)
def test_hints_name_the_bounds(reader, raw, field, value, hint):
    """A value out of bounds is answered with the bounds, in the units of events."""
    assert hint == reader.read(raw("measured", **{field: value})).hint


@pytest.mark.parametrize(
    ("lines", "code"), [([{"amount": 60}, {"amount": 40}], None), ([{"amount": 101}], "out-of-bounds")]
)
def test_a_sum_within_bounds(reader, raw, lines, code):
    """An amount that is the sum of its lines is held against the bounds of the amount."""
    amount = Field("amount", "money", max=10_000)
    kinds = {"order": EventKind("order", (amount,), (Field("amount", "money"),))}
    found = attrs.evolve(reader, kinds=kinds).read(raw("order", lines=lines))

    assert code == (found.code if isinstance(found, Rejection) else None)


def test_a_core_kind_cannot_be_declared_away(reader, raw):
    """A declared kind never stands in for a core kind."""
    hidden = attrs.evolve(reader, kinds={"redeem": EventKind("redeem")})

    assert "missing-field" == hidden.read(raw("redeem")).code
