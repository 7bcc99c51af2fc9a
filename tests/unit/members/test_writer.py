"""Events written as mappings again."""

import json

import pytest

from loyalty.members import MASK


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("purchase", {"amount": "128.50", "shop": "online"}),
        ("purchase", {"lines": [{"amount": "80", "category": "茶"}, {"amount": "0.05", "special_price": True}]}),
        ("purchase", {"amount": 5, "recorded_at": "2024-03-05T00:00:00.000001Z"}),
        ("visit", {"at": "2024-03-01T02:00:00.000001Z"}),
        ("booking", {"starts": "2031-01-01"}),
        ("measured", {"ratio": "-0.000000001", "share": "12.5%", "count": 0, "passed": False, "fee": "-3.10"}),
        ("measured", {"ratio": 1, "share": 100, "on": "0001-01-01", "code": "ab"}),
        ("basket", {"lines": [{"weight": "100"}, {}]}),
        ("enrol", {"surname": "王", "birthday": "1990-06-15", "serial": 243}),
        ("update", {"region": None, "birthday": "1990-06-15"}),
        ("rejoin", {"surname": "王"}),
        ("grant", {"tier": "gold", "until": "2025-01-01"}),
        ("cancel", {"for_cause": True}),
        ("adjust", {"points": -5, "expires": "2025-01-01"}),
        ("refund", {"of": "p1", "restore": "r1", "lines": [{"line": 3, "amount": "1"}, {"line": 1}]}),
        ("redeem", {"points": 5, "order": "10.50"}),
        ("merge", {"absorbs": "li"}),
        ("resume", {}),
    ],
)
def test_there_and_back(reader, raw, kind, fields):
    """Reading what was written, through JSON, gives the same event."""
    event = reader.read(raw(kind, **fields))
    written = json.loads(json.dumps(reader.body(event, masked=False)))

    assert event == reader.read(written)


def test_a_replacement_there_and_back(reader, raw):
    """The two events of a replacement are stored and read apart."""
    events = reader.read_all(raw("replace", of="p1", **{"with": {"kind": "visit"}}))

    assert events == tuple(reader.read(reader.body(event)) for event in events)


def test_public_values(reader, raw):
    """Money is in major units, times are local to the program."""
    event = reader.read(raw("purchase", amount=12, at="2024-03-01T02:00:00Z"))
    expected = {
        "id": "e1",
        "member": "wang",
        "kind": "purchase",
        "at": "2024-03-01T10:00:00+08:00",
        "amount": "12.00",
        "shop": "store",
        "lines": [{"amount": "12.00", "quantity": 1, "special_price": False}],
    }

    assert expected == reader.body(event)


def test_decimals_have_no_idle_zeros(reader, raw):
    """A decimal is written as short as it is exact."""
    body = reader.body(reader.read(raw("measured", ratio="-0.5", share=20)))

    assert ("-0.5", "20%") == (body["ratio"], body["share"])


@pytest.mark.parametrize(("role", "surname"), [(None, MASK), ("counter", MASK), ("office", "王")])
@pytest.mark.parametrize("kind", ["enrol", "update"])
def test_personal_data(reader, raw, kind, role, surname):
    """Personal data is masked unless the role may see that field."""
    event = reader.read(raw(kind, surname="王", birthday="1990-06-15", region="20"))
    body = reader.body(event, role=role)

    assert (surname, MASK, "20") == (body["surname"], body["birthday"], body["region"])


def test_what_is_unknown_needs_no_mask(reader, raw):
    """That a personal field was cleared is not personal."""
    assert None is reader.body(reader.read(raw("update", birthday=None)))["birthday"]
