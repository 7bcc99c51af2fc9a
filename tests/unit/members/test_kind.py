"""Declared kinds and where their fields stand."""

import pytest

from loyalty.members import EventKind, Field

ORDER = EventKind("order", (Field("shop", "text"), Field("amount", "money")), (Field("sku", "text"),))


def test_positions():
    """Fields of the event and of its lines have places of their own."""
    assert (1, 0) == (ORDER.position("amount"), ORDER.line_position("sku"))


@pytest.mark.parametrize("kind", [ORDER, EventKind("visit")])
def test_a_field_that_is_not_there(kind):
    """Asking for an unknown field is a mistake of the caller."""
    with pytest.raises(KeyError):
        kind.position("colour")
    with pytest.raises(KeyError):
        kind.line_position("colour")


@pytest.mark.parametrize(
    ("field", "expected"),
    [(Field("amount", "money"), True), (Field("amount", "integer"), False), (Field("price", "money"), False)],
)
def test_refundable(field, expected):
    """Only an event with money called amount can be refunded (clause 19)."""
    assert expected is EventKind("order", (field,)).refundable
