"""The event builder: events for tests in one line each."""

from datetime import UTC, datetime

import pytest

from loyalty.testing.builder import EventBuilder


def test_events_are_numbered():
    """Ids count up, and times without an offset are local."""
    event = EventBuilder("wang", "Asia/Shanghai")
    events = [event.enrol("2024-01-05T09:00", surname="王"), event.purchase("2024-01-05", amount="12.50")]
    expected = [
        ("e1", "wang", "enrol", "2024-01-05T09:00:00+08:00", {"surname": "王"}),
        ("e2", "wang", "purchase", "2024-01-05T00:00:00+08:00", {"amount": "12.50"}),
    ]
    envelope = {"id", "member", "kind", "at"}

    assert expected == [
        (e["id"], e["member"], e["kind"], e["at"].isoformat(), {k: v for k, v in e.items() if k not in envelope})
        for e in events
    ]


def test_whatever_is_given_wins():
    """Ids, members and offsets may be given."""
    event = EventBuilder(prefix="x-")
    one = event("visit", "2024-01-05T09:00+02:00", id="mine", member="li", recorded_at="2024-01-06T00:00")

    assert ("mine", "li", datetime(2024, 1, 5, 7, tzinfo=UTC), datetime(2024, 1, 6, tzinfo=UTC)) == (
        one["id"],
        one["member"],
        one["at"],
        one["recorded_at"],
    )
    assert "x-2" == event("visit", one["at"])["id"]


def test_private_names_are_no_kinds():
    """What Python asks objects for is not mistaken for a kind of event."""
    with pytest.raises(AttributeError):
        EventBuilder()._repr_html_()
