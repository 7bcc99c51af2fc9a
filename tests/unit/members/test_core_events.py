"""Core events: their fields, their order, and replacements."""

import pytest

from loyalty.errors import Rejection
from loyalty.members import CORE, DECISIONS, core

AT = 1_709_258_400_000_000  # 2024-03-01T02:00Z
NEW_YEAR = 1_735_660_800_000_000  # 2025-01-01T00:00+08:00


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("enrol", {"surname": "王"}, (None, None, "王", None, "755", None)),
        ("enrol", {"surname": "王", "serial": 7, "birthday": "1970-01-02"}, (None, 7, "王", 1, "755", None)),
        ("update", {}, ((),)),
        ("update", {"region": "20", "surname": "李"}, (((0, "李"), (2, "20")),)),
        ("update", {"region": None}, (((2, None),),)),
        ("rejoin", {}, ((),)),
        ("rejoin", {"tax_id": "9144"}, (((3, "9144"),),)),
        ("approve", {"gate": "application"}, ("application", None, None, None, None, None)),
        (
            "approve",
            {"gate": "application", "tier": "vip", "by": "chen"},
            ("application", "vip", "chen", None, None, None),
        ),
        ("approve", {"of": "a1", "by": "chen", "role": "office"}, (None, None, "chen", None, "a1", "office")),
        ("reject", {"of": "a1", "by": "chen", "reason": "full"}, ("a1", "chen", None, "full")),
        ("withdraw", {"of": "a1"}, ("a1", None, None)),
        ("grant", {"tier": "vip", "until": "2025-01-01"}, ("vip", None, NEW_YEAR, None, None, None)),
        ("grant", {"tier": "vip", "until": "2024-12-31T16:00:00Z"}, ("vip", None, NEW_YEAR, None, None, None)),
        ("cancel", {"for_cause": True, "by": "chen"}, (None, "chen", True)),
        ("cancel", {}, (None, None, False)),
        ("pause", {"reason": "a year abroad"}, ("a year abroad",)),
        ("resume", {}, ()),
        ("consent", {"purpose": "letters"}, ("letters", True)),
        ("consent", {"purpose": "letters", "given": False}, ("letters", False)),
        ("merge", {"absorbs": "li"}, ("li",)),
        ("void", {"of": "p1", "reason": "typed twice"}, ("p1", "typed twice", None)),
        ("override", {"of": "p1"}, ("p1",)),
        ("adjust", {"points": -5, "reason": "goodwill"}, (-5, "goodwill", None, None)),
        ("adjust", {"points": 5, "expires": "2025-01-01"}, (5, None, None, NEW_YEAR)),
        ("refund", {"of": "p1"}, ("p1", None, None)),
        ("refund", {"of": "p1", "amount": "0.01", "restore": "r1"}, ("p1", 1, "r1")),
        ("restore", {"of": "r1"}, ("r1", None, None)),
        ("restore", {"of": "r1", "points": 5}, ("r1", 5, None)),
        ("restore", {"of": "u1", "quantity": 2}, ("u1", None, 2)),
        ("release", {"of": "h1"}, ("h1",)),
        ("redeem", {"points": 100, "order": "55.50"}, (100, 5_550)),
        ("reserve", {"points": 100, "until": "2025-01-01"}, (100, NEW_YEAR, None, None, None, None)),
        ("reserve", {"benefit": "tasting", "companions": 2}, (None, None, "tasting", None, None, 2)),
        ("waive", {"promise": "solution", "of": "e1"}, ("solution", "e1", None, None)),
        ("waive", {"of": "e1"}, (None, "e1", None, None)),
        ("waive", {"promise": "care", "of": "2024-Q1", "by": "chen"}, ("care", "2024-Q1", None, "chen")),
        ("commit", {"of": "h1", "points": 3}, ("h1", 3, None)),
        ("use", {"benefit": "tasting"}, ("tasting", None, None, None)),
        ("use", {"benefit": "tasting", "quantity": 2, "start": "2025-01-01"}, ("tasting", 2, NEW_YEAR, None)),
    ],
)
def test_values(reader, raw, kind, fields, expected):
    """Each kind has its values in a fixed order, and its phase."""
    event = reader.read(raw(kind, **fields))

    assert (expected, CORE[kind].phase) == (event.values, event.phase)


def test_every_kind_is_shown(reader):
    """The table above has every core kind, and the reader a shape for each."""
    marks = test_values.pytestmark[0].args[1]

    assert {kind for kind, _, _ in marks} == set(CORE)
    assert set(CORE) <= set(reader.shapes)


def test_positions():
    """The constants name the positions of the fields."""
    for kind in CORE.values():
        for position, field in enumerate(kind.fields):
            assert position == getattr(core, f"{kind.name}_{field.name}".upper())
            assert position == kind.position(field.name)


def test_a_field_that_is_not_there():
    """Asking for the position of an unknown field is a mistake of the caller."""
    with pytest.raises(KeyError):
        CORE["resume"].position("reason")


def test_decisions():
    """Decisions are what is taken once on what is known (clause 2)."""
    points = {"adjust", "redeem", "reserve", "commit", "restore", "release", "use"}

    assert points | {"approve", "reject", "withdraw", "grant", "waive"} == DECISIONS


@pytest.mark.parametrize(
    ("kind", "fields", "code", "field"),
    [
        ("enrol", {}, "missing-field", "surname"),
        ("enrol", {"surname": "王", "serial": 0}, "out-of-bounds", "serial"),
        ("enrol", {"surname": "王", "as": "company"}, "not-listed", "as"),
        ("update", {"surname": None}, "missing-field", "surname"),
        ("update", {"birthday": "soon"}, "wrong-type", "birthday"),
        ("update", {"serial": 7}, "unknown-field", "serial"),
        ("approve", {}, "missing-field", "gate"),
        ("approve", {"gate": ["application"]}, "wrong-type", "gate"),
        ("approve", {"gate": "application", "of": "a1"}, "wrong-type", "gate"),
        ("approve", {"gate": "application", "role": "office"}, "wrong-type", "role"),
        ("approve", {"of": "a1"}, "missing-field", "by"),
        ("reject", {"of": "a1", "by": "chen"}, "missing-field", "reason"),
        ("reject", {"of": "a1", "reason": "full"}, "missing-field", "by"),
        ("withdraw", {"by": "chen"}, "missing-field", "of"),
        ("reserve", {}, "missing-field", "points"),
        ("reserve", {"points": 5, "benefit": "tasting"}, "wrong-type", "points"),
        ("use", {}, "missing-field", "benefit"),
        ("use", {"benefit": "tasting", "quantity": 0}, "out-of-bounds", "quantity"),
        ("grant", {"tier": ""}, "missing-field", "tier"),
        ("grant", {"tier": "vip", "until": "2025-01-01T00:00:00"}, "naive-time", "until"),
        ("grant", {"tier": "vip", "until": "9999-12-31"}, "bad-time", "until"),
        ("grant", {"tier": "vip", "until": "2025"}, "wrong-type", "until"),
        ("cancel", {"for_cause": "yes"}, "wrong-type", "for_cause"),
        ("cancel", {"reason": 5}, "wrong-type", "reason"),
        ("pause", {"reason": "x" * 10_001}, "out-of-bounds", "reason"),
        ("resume", {"reason": "back"}, "unknown-field", "reason"),
        ("adjust", {"points": 0}, "out-of-bounds", "points"),
        ("adjust", {"points": 10**16}, "out-of-bounds", "points"),
        ("adjust", {"points": 1.0}, "wrong-type", "points"),
        ("refund", {"of": "p1", "amount": 0}, "out-of-bounds", "amount"),
        ("refund", {}, "missing-field", "of"),
        ("redeem", {"points": -1}, "out-of-bounds", "points"),
        ("redeem", {"points": True}, "wrong-type", "points"),
        ("redeem", {"points": 1, "order": 0}, "out-of-bounds", "order"),
        ("redeem", {"points": 1, "lines": []}, "unknown-field", "lines"),
        ("replace", {"of": "p1"}, "wrong-type", "with"),
        ("replace", {"with": {"kind": "visit"}}, "missing-field", "of"),
        ("replace", {"of": "e1", "with": {"kind": "visit"}}, "wrong-type", "of"),
        ("replace", {"of": "p1", "with": {"kind": "visit"}, "amount": 5}, "unknown-field", "amount"),
        ("replace", {"of": "p1", "with": {"kind": "visit", "id": "p2"}}, "unknown-field", "with.id"),
        ("replace", {"of": "p1", "with": {"kind": "visit", "member": "li"}}, "wrong-type", "with.member"),
        ("replace", {"of": "p1", "with": {"kind": "redeem", "points": 5}}, "no-decision-changes", "with.kind"),
        ("replace", {"of": "p1", "with": {"kind": "replace", "of": "p1"}}, "no-decision-changes", "with.kind"),
        ("replace", {"of": "p1", "with": {"kind": "purchase", "amount": 1.5}}, "wrong-type", "with.amount"),
        ("replace", {"of": "p1", "with": {"kind": "visit", "at": "2024-04-01T00:00:00Z"}}, "future", "with.at"),
    ],
)
def test_what_is_refused(reader, raw, kind, fields, code, field):
    """Mistakes in core events are told like those in declared ones."""
    found = reader.read_all(raw(kind, **fields))

    assert isinstance(found, Rejection)
    assert (code, field, "e1", "wang") == (found.code, found.field, found.event_id, found.member)


class TestMemberKinds:
    """Where kinds of members are declared."""

    def test_an_enrolment_names_its_kind(self, kinds_reader, raw):
        """The kind comes first among the values, and its needs are met."""
        event = kinds_reader.read(raw("enrol", surname="王", tax_id="9144", **{"as": "company"}))

        assert ("company", None, "王", None, "755", "9144") == event.values

    @pytest.mark.parametrize(
        ("fields", "code", "field"),
        [
            ({}, "missing-field", "as"),
            ({"as": "compani"}, "not-listed", "as"),
            ({"as": "company"}, "missing-field", "tax_id"),
            ({"as": ["company"]}, "wrong-type", "as"),
        ],
    )
    def test_what_is_refused(self, kinds_reader, raw, fields, code, field):
        """A kind must be named, be declared, and have the fields it needs."""
        found = kinds_reader.read(raw("enrol", surname="王", **fields))

        assert (code, field) == (found.code, found.field)


class TestRefundLines:
    """Refunds that name lines of the order."""

    def test_lines_count_from_one(self, reader, raw):
        """A line's number becomes a position, its amount is optional."""
        event = reader.read(raw("refund", of="p1", lines=[{"line": 2, "amount": "5"}, {"line": 1}]))

        assert (("p1", None, None), ((1, 500), (0, None))) == event[6:]

    def test_an_amount_that_agrees(self, reader, raw):
        """An amount beside the lines is their sum."""
        event = reader.read(raw("refund", of="p1", amount="5", lines=[{"line": 2, "amount": "5"}]))

        assert (("p1", None, None), ((1, 500),)) == event[6:]

    @pytest.mark.parametrize(
        ("fields", "code", "field"),
        [
            ({"lines": [{"line": 0}]}, "out-of-bounds", "lines[0].line"),
            ({"lines": [{"line": 1}, {"line": 1}]}, "wrong-type", "lines"),
            ({"lines": [{"amount": "5"}]}, "missing-field", "lines[0].line"),
            ({"lines": [{"line": 1, "amount": 0}]}, "out-of-bounds", "lines[0].amount"),
            ({"lines": 5}, "wrong-type", "lines"),
            ({"lines": [{"line": 1, "amount": 5}], "amount": 4}, "lines-do-not-add-up", "amount"),
            ({"lines": [{"line": 1}], "amount": 4}, "lines-do-not-add-up", "amount"),
        ],
    )
    def test_what_is_refused(self, reader, raw, fields, code, field):
        """Lines are numbered from 1, named once, and add up."""
        found = reader.read(raw("refund", of="p1", **fields))

        assert (code, field) == (found.code, found.field)


class TestReplacement:
    """A replacement is a void and a new event, linked by their ids."""

    def test_two_events(self, reader, raw):
        """The new event has the replacement's id, and the void says by what the old one is replaced."""
        inner = {"kind": "purchase", "at": "2024-02-01T10:00:00+08:00", "amount": "8"}
        void, new = reader.read_all(raw("replace", of="p1", reason="wrong till", **{"with": inner}))

        assert (AT, 2, "e1/void", "void", "wang", AT, ("p1", "wrong till", "e1"), ()) == void
        assert (AT - 29 * 86_400_000_000, "e1", "purchase", AT, (800, "store")) == (new.at, *new[2:4], *new[5:7])

    def test_at_the_same_instant(self, reader, raw):
        """Without a time of its own the new event happens when the replacement does."""
        void, new = reader.read_all(raw("replace", of="p1", **{"with": {"kind": "visit", "member": "wang"}}))

        assert void.at == new.at

    def test_stored_when_the_replacement_was(self, reader, raw):
        """Both are recorded with the replacement."""
        stored = "2024-03-05T10:00:00+08:00"
        events = reader.read_all(raw("replace", of="p1", recorded_at=stored, **{"with": {"kind": "visit"}}))

        assert [AT + 4 * 86_400_000_000] * 2 == [event.recorded_at for event in events]

    def test_its_id_leaves_room(self, reader, raw):
        """The void's id is an id as well."""
        inner = {"with": {"kind": "visit"}}

        assert 200 == len(reader.read_all(raw("replace", of="p1", **inner) | {"id": "x" * 195})[0].id)
        assert "out-of-bounds" == reader.read_all(raw("replace", of="p1", **inner) | {"id": "x" * 196}).code

    def test_read_is_for_one(self, reader, raw):
        """`read` refuses what stands for two events."""
        found = reader.read(raw("replace", of="p1", **{"with": {"kind": "visit"}}))

        assert ("wrong-type", "kind", "e1") == (found.code, found.field, found.event_id)
