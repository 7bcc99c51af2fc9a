"""Untrusted events: from mappings to `Event` values, or to a `Rejection` that says what is wrong.

A mapping has the envelope ``id member kind at recorded_at`` and, beside it, the fields of its kind, flat. Nothing in it
is trusted: unknown fields, naive times, floats, NaN, truth values for numbers, numbers of any size and texts of any
length are answered with a rejection, in time that is bounded by the size of the input.

**Replacements.** ``{"id": "r1", "kind": "replace", "of": "p1", "with": {"kind": "purchase", ...}, "at": ...}`` is read
as two events (semantics 6): the new event, whose id is ``r1``, and a void of ``p1`` whose id is ``r1/void`` and whose
third value (`VOID_REPLACED_BY`) is ``r1``. The void happens at the replacement's own `at`; the new event at the `at` in
``with``, or else at the same instant. `member` and `recorded_at` are those of the replacement. Use `Reader.read_all`
for streams that may contain one.
"""

from collections.abc import Mapping

import attrs

from loyalty.errors import LoyaltyError, Rejection, dotted, nearest
from loyalty.members.core import CORE, CORRECTION, FIXED, REPLACE, VOID_OF, VOID_SUFFIX
from loyalty.members.core_reader import REFUND_LINES, CoreReaders
from loyalty.members.envelope import ENVELOPE, moment, word
from loyalty.members.event import Event
from loyalty.members.field import Field
from loyalty.members.ids import ID_MAX, known_id
from loyalty.members.kind import EventKind, MemberKind
from loyalty.members.rows import Raw, as_mapping, refuse_unknown, refused
from loyalty.members.shapes import Shape, core_shapes, declared_shapes
from loyalty.members.writer import Writer
from loyalty.periods import Period, Zone
from loyalty.quantities import Currency

UNREADABLE = "unreadable"
"""The code of an event whose own methods fail when it is read."""
PLAIN = "give plain values: dict, str, int, Decimal, and datetime with a standard time zone"
SKEW = Period(micros=300_000_000)


@attrs.frozen(eq=False)
class Reader:
    """Reads the events of one program version.

    Args:
        kinds: the declared event kinds by name.
        member_fields: the declared member fields, in order.
        member_kinds: the declared kinds of members.
        zone: the program's zone, in which a date stands for its first instant.
        currency: the program's currency.
        skew: how far `at` may lie after `recorded_at` (semantics 7), except for scheduled kinds.
        text: whether every value is text, as in CSV; an empty text is then missing and an empty unknown column allowed.
    """

    kinds: Mapping[str, EventKind]
    member_fields: tuple[Field, ...]
    member_kinds: tuple[MemberKind, ...]
    zone: Zone
    currency: Currency
    skew: Period = SKEW
    text: bool = False
    shapes: Mapping[str, Shape] = attrs.field(init=False, repr=False)
    _writer: Writer = attrs.field(init=False, repr=False)

    @shapes.default
    def _make_shapes(self) -> Mapping[str, Shape]:
        exponent = self.currency.exponent
        core = CoreReaders(self.member_fields, self.member_kinds, self.zone, exponent, self.text)
        return declared_shapes(self.kinds, exponent, self.zone, text=self.text) | core_shapes(core)

    @_writer.default
    def _make_writer(self) -> Writer:
        return Writer(self.kinds, self.member_fields, self.zone, self.currency.exponent, REFUND_LINES)

    def __reduce__(self) -> tuple[type["Reader"], tuple[object, ...]]:
        given = self.kinds, self.member_fields, self.member_kinds, self.zone, self.currency, self.skew, self.text
        return Reader, given

    def read(self, raw: object) -> Event | Rejection:
        """Read one event; a ``replace``, which stands for two, is refused (use `read_all`)."""
        found = self.read_all(raw)
        if isinstance(found, Rejection):
            return found
        if len(found) == 1:
            return found[0]
        hint = "read it with read_all"
        return Rejection(found[-1].id, found[-1].member, "wrong-type", "a replacement is two events", "kind", hint)

    def read_all(self, raw: object) -> tuple[Event, ...] | Rejection:
        """Read one mapping: one event, or a void and its new event for a ``replace``."""
        try:
            return self._all(raw)
        except Exception as error:  # noqa: BLE001 - a mapping, a time zone or a text may be of the caller's own class
            return Rejection("", "", UNREADABLE, f"reading the event fails with {type(error).__name__}", "", PLAIN)

    def _all(self, raw: object) -> tuple[Event, ...] | Rejection:
        try:
            body = raw if type(raw) is dict else as_mapping(raw)
        except LoyaltyError as error:
            return Rejection("", "", error.code, error.message)
        try:
            if body.get("kind") == REPLACE:
                return self._replacement(body)
            return (self._event(body),)
        except LoyaltyError as error:
            return _rejection(body, error)

    def body(self, event: Event, *, role: str | None = None, masked: bool = True) -> dict[str, object]:
        """Return the mapping that `read` would turn into this event, with values that JSON can hold.

        Money is text in major units, dates and times are ISO text. Personal data is written as `MASK` unless `role` is
        one that may see the field, or `masked` is false, which is for storing events and not for showing them.
        """
        return self._writer.body(event, role, masked=masked)

    def _event(self, raw: Raw) -> Event:
        """Read the envelope and the body."""
        event_id, member = word(raw, "id"), word(raw, "member")
        shape = self._shape(word(raw, "kind"))
        at = moment(raw, "at")
        recorded_at = at if raw.get("recorded_at") in (None, "") else moment(raw, "recorded_at")
        if not raw.keys() <= shape.known:
            refuse_unknown(raw, shape.known, text=self.text)
        if at > recorded_at and not shape.scheduled:
            self._refuse_future(at, recorded_at)
        values, lines = shape.read(raw)
        return Event(at, shape.phase, event_id, shape.name, member, recorded_at, values, lines)

    def _shape(self, name: str) -> Shape:
        shape = self.shapes.get(name)
        if shape is None:
            raise _unknown_kind(name, [*self.kinds, *CORE, REPLACE])
        return shape

    def _refuse_future(self, at: int, recorded_at: int) -> None:
        if at > self.zone.add(recorded_at, self.skew):
            hint = "declare the kind as scheduled if its events may lie in the future"
            raise LoyaltyError("future", "the event was recorded before it happened", ("at",), hint)

    def _replacement(self, raw: Raw) -> tuple[Event, ...]:
        """Read a ``replace``: the void of the old event first, then the new one."""
        known = {*ENVELOPE, "of", "with", "reason"}
        if not raw.keys() <= known:
            refuse_unknown(raw, known, text=self.text)
        name = word(raw, "id", ID_MAX - len(VOID_SUFFIX))
        outer = {key: value for key, value in raw.items() if key != "with"}
        void = self._event(outer | {"kind": "void", "replaced_by": name})
        if void.values[VOID_OF] == name:
            raise LoyaltyError("wrong-type", "an event cannot replace itself", ("of",), "give the replacement a new id")
        try:
            new = self._event(_inner(raw, void.member))
        except LoyaltyError as error:
            raise refused(error, "with") from None
        return void._replace(id=name + VOID_SUFFIX), new


def asked_at(raw: object, found: tuple[Event, ...] | Rejection) -> int | None:
    """Return when a raw event, read as `found`, says it happened; None when it does not say."""
    if not isinstance(found, Rejection):
        return min(event.at for event in found if event.phase != CORRECTION or len(found) == 1)
    try:
        return moment(dict(raw), "at") if isinstance(raw, Mapping) else None
    except Exception:  # noqa: BLE001 - see `Reader.read_all`
        return None


def _inner(raw: Raw, member: str) -> Raw:
    """The new event of a replacement as a mapping of its own."""
    inner = as_mapping(raw.get("with"))
    if inner.get("kind") in (REPLACE, *FIXED):
        raise LoyaltyError("no-decision-changes", "only facts are replaced", ("kind",))
    for key in ("id", "recorded_at"):
        if key in inner:
            raise LoyaltyError("unknown-field", "the replacement itself says this", (key,), "leave it out")
    if inner.get("member", member) != member:
        raise LoyaltyError("wrong-type", "the new event is of the same member", ("member",), "leave it out")
    stored = raw["at"] if raw.get("recorded_at") in (None, "") else raw["recorded_at"]
    return {"at": raw["at"], **inner, "id": raw["id"], "member": member, "recorded_at": stored}


def _unknown_kind(name: str, known: list[str]) -> LoyaltyError:
    near = nearest(name, known, 1)
    hint = f"write {near[0]}" if near else ""
    return LoyaltyError("unknown-kind", "the program has no such kind of event", ("kind",), hint)


def _rejection(raw: Raw, error: LoyaltyError) -> Rejection:
    event_id, member = known_id(raw.get("id")), known_id(raw.get("member"))
    return Rejection(event_id, member, error.code, error.message, dotted(error.path), error.hint)
