"""A shop's event kinds and member fields, and short ways to write its events."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from loyalty.members import Event, EventKind, Field, MemberKind, Reader
from loyalty.members.core import CORE
from loyalty.periods import zone
from loyalty.quantities import Currency

LINES = (
    Field("amount", "money"),
    Field("category", "text"),
    Field("quantity", "integer", default=1, min=1),
    Field("special_price", "bool", default=False),
)
KINDS = {
    "purchase": EventKind(
        "purchase",
        (Field("amount", "money"), Field("shop", "text", values=("online", "store"), default="store")),
        LINES,
    ),
    "visit": EventKind("visit"),
    "booking": EventKind("booking", (Field("starts", "date", required=True),), scheduled=True),
    "measured": EventKind(
        "measured",
        (
            Field("ratio", "decimal", min=-(10**9), max=10**9),
            Field("share", "percent"),
            Field("count", "integer", min=0, max=10),
            Field("code", "text", min=2, max=4),
            Field("passed", "bool"),
            Field("fee", "money", max=10_000),
            Field("on", "date"),
        ),
    ),
    "basket": EventKind("basket", (), (Field("weight", "decimal"), Field("fragile", "bool", default=False))),
    "parcel": EventKind(
        "parcel", (Field("amount", "money"),), (Field("amount", "money"), Field("sku", "text", required=True))
    ),
}
MEMBER_FIELDS = (
    Field("surname", "text", required=True, pii=True, seen_by=("office",)),
    Field("birthday", "date", pii=True),
    Field("region", "text", default="755"),
    Field("tax_id", "text"),
)


@pytest.fixture(name="reader", scope="session")
def reader_() -> Reader:
    """A reader of the shop's events, in yuan, in Shanghai."""
    return Reader(KINDS, MEMBER_FIELDS, (), zone("Asia/Shanghai"), Currency("CNY"))


@pytest.fixture(name="csv_reader", scope="session")
def csv_reader_(reader: Reader) -> Reader:
    """The same for events of which every value is text."""
    return attrs.evolve(reader, text=True)


@pytest.fixture(name="kinds_reader", scope="session")
def kinds_reader_(reader: Reader) -> Reader:
    """The same where persons and companies are told apart."""
    return attrs.evolve(reader, member_kinds=(MemberKind("person"), MemberKind("company", ("tax_id",))))


@pytest.fixture(name="raw", scope="session")
def raw_() -> Callable[..., dict[str, Any]]:
    """Return a function that writes a raw event with an ordinary envelope."""

    def write(kind: str, **fields: Any) -> dict[str, Any]:
        return {"id": "e1", "member": "wang", "kind": kind, "at": "2024-03-01T10:00:00+08:00"} | fields

    return write


@pytest.fixture(name="event", scope="session")
def event_() -> Callable[..., Event]:
    """Return a function that makes an event at a whole number of days, recorded when it happened unless said."""

    def make(name: str, day: float, kind: str = "visit", *values: Any, recorded: float | None = None, of: str = "wang"):
        at = int(day * 86_400_000_000)
        phase = CORE[kind].phase if kind in CORE else 3
        stored = at if recorded is None else int(recorded * 86_400_000_000)
        return Event(at, phase, name, kind, of, stored, values)

    return make
