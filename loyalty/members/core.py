"""The kinds of events that every program has, with their phases and the order of their values.

The values of a core event follow `CoreKind.fields`; the constants below name the positions. Three kinds carry
member fields as well:

- ``enrol``: ``(as, serial, *member fields in declared order)``;
- ``update`` and ``rejoin``: one value, a tuple of ``(position of the member field, value)`` pairs in rising order, with
  only the fields that the event gives. A pair with None makes the field unknown; a field without a pair stays as it is.

``replace`` has no events of its own: reading one gives a ``void`` and the new event (see `loyalty.members.reader`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import attrs

from loyalty.members.field import Value

CoreType = Literal["id", "name", "text", "points", "credit", "serial", "money", "bool", "instant"]
Role = Literal["fact", "decision", "correction"]


@attrs.frozen
class CoreField:
    """A field of a core kind.

    - ``id``: the id of another event or member; ``name``: a short word such as a gate, a tier or a person's role;
    - ``points``: a whole number above 0; ``credit``: a whole number other than 0; ``serial``: a number from 1;
    - ``money``: minor units above 0; ``instant``: microseconds since 1970 (UTC), given as a time with offset, or as a
      date, which means its first instant in the program's zone.
    """

    name: str
    type: CoreType
    required: bool = False
    default: Value = None


@attrs.frozen
class CoreKind:
    """A core event kind.

    `role` says how time treats it (semantics 2): a ``fact`` may come late and be quarantined, a ``decision`` is taken
    once on what is known then, a ``correction`` changes which events count. `member_fields` is ``"all"`` when the
    values go on with every member field, ``"changed"`` when the only value is a tuple of pairs.
    """

    name: str
    phase: int
    role: Role
    fields: tuple[CoreField, ...] = ()
    member_fields: Literal["all", "changed"] | None = None

    def position(self, name: str) -> int:
        """Return the place of the field `name` in the event's values; KeyError when the kind does not have it."""
        for position, field in enumerate(self.fields):
            if field.name == name:
                return position
        raise KeyError(name)


ENROLMENT, MEMBERSHIP, EXPIRY, CORRECTION, CREDIT, REFUND, RESTORE, REDEEM = range(-1, 7)
"""The phases of semantics 3: events at the same instant are folded in this order. Declared kinds are credits.

Of the events of a membership, enrolling comes first: where only the day is known, all of them have one instant.
"""

ENROL_AS, ENROL_SERIAL, ENROL_FIELDS = 0, 1, 2
UPDATE_CHANGES = 0
REJOIN_CHANGES = 0
APPROVE_GATE, APPROVE_TIER, APPROVE_BY, APPROVE_SERIAL, APPROVE_OF, APPROVE_ROLE = 0, 1, 2, 3, 4, 5
REJECT_OF, REJECT_BY, REJECT_ROLE, REJECT_REASON = 0, 1, 2, 3
WITHDRAW_OF, WITHDRAW_BY, WITHDRAW_REASON = 0, 1, 2
GRANT_TIER, GRANT_LADDER, GRANT_UNTIL, GRANT_REASON, GRANT_BY, GRANT_SERIAL = 0, 1, 2, 3, 4, 5
CANCEL_REASON, CANCEL_BY, CANCEL_FOR_CAUSE = 0, 1, 2
PAUSE_REASON = 0
MERGE_ABSORBS = 0
CONSENT_PURPOSE, CONSENT_GIVEN = 0, 1
VOID_OF, VOID_REASON, VOID_REPLACED_BY = 0, 1, 2
OVERRIDE_OF = 0
ADJUST_POINTS, ADJUST_REASON, ADJUST_BY, ADJUST_EXPIRES = 0, 1, 2, 3
REFUND_OF, REFUND_AMOUNT, REFUND_RESTORE = 0, 1, 2
REFUND_LINE_NUMBER, REFUND_LINE_AMOUNT = 0, 1
RESTORE_OF, RESTORE_POINTS, RESTORE_QUANTITY = 0, 1, 2
RELEASE_OF = 0
REDEEM_POINTS, REDEEM_ORDER = 0, 1
RESERVE_POINTS, RESERVE_UNTIL = 0, 1
RESERVE_BENEFIT, RESERVE_QUANTITY, RESERVE_START, RESERVE_COMPANIONS = 2, 3, 4, 5
COMMIT_OF, COMMIT_POINTS, COMMIT_QUANTITY = 0, 1, 2
USE_BENEFIT, USE_QUANTITY, USE_START, USE_COMPANIONS = 0, 1, 2, 3
WAIVE_PROMISE, WAIVE_OF, WAIVE_REASON, WAIVE_BY = 0, 1, 2, 3
ASKED_QUANTITY, ASKED_START, ASKED_COMPANIONS = 1, 2, 3
"""Where, counted from the benefit, ``use`` and ``reserve`` have what is asked for."""

_OF = CoreField("of", "id", required=True)
_REASON = CoreField("reason", "text")
_BY = CoreField("by", "name")
_POINTS = CoreField("points", "points", required=True)
_QUANTITY = CoreField("quantity", "points")
_ASKED = (_QUANTITY, CoreField("start", "instant"), CoreField("companions", "points"))

_KINDS = (
    CoreKind("enrol", ENROLMENT, "fact", (CoreField("as", "name"), CoreField("serial", "serial")), "all"),
    CoreKind("update", MEMBERSHIP, "fact", (), "changed"),
    CoreKind(
        "approve",
        MEMBERSHIP,
        "decision",
        (
            CoreField("gate", "name"),
            CoreField("tier", "name"),
            _BY,
            CoreField("serial", "serial"),
            CoreField("of", "id"),
            CoreField("role", "name"),
        ),
    ),
    CoreKind(
        "reject",
        MEMBERSHIP,
        "decision",
        (
            _OF,
            CoreField("by", "name", required=True),
            CoreField("role", "name"),
            CoreField("reason", "text", required=True),
        ),
    ),
    CoreKind("withdraw", MEMBERSHIP, "decision", (_OF, _BY, _REASON)),
    CoreKind(
        "grant",
        MEMBERSHIP,
        "decision",
        (
            CoreField("tier", "name", required=True),
            CoreField("ladder", "name"),
            CoreField("until", "instant"),
            _REASON,
            _BY,
            CoreField("serial", "serial"),
        ),
    ),
    CoreKind("cancel", MEMBERSHIP, "fact", (_REASON, _BY, CoreField("for_cause", "bool", default=False))),
    CoreKind("pause", MEMBERSHIP, "fact", (_REASON,)),
    CoreKind("resume", MEMBERSHIP, "fact"),
    CoreKind("rejoin", MEMBERSHIP, "fact", (), "changed"),
    CoreKind("merge", MEMBERSHIP, "correction", (CoreField("absorbs", "id", required=True),)),
    CoreKind(
        "consent",
        CREDIT,
        "fact",
        (CoreField("purpose", "name", required=True), CoreField("given", "bool", default=True)),
    ),
    CoreKind("void", CORRECTION, "correction", (_OF, _REASON, CoreField("replaced_by", "id"))),
    CoreKind("override", CORRECTION, "correction", (_OF,)),
    CoreKind(
        "adjust",
        CREDIT,
        "decision",
        (CoreField("points", "credit", required=True), _REASON, _BY, CoreField("expires", "instant")),
    ),
    CoreKind("refund", REFUND, "fact", (_OF, CoreField("amount", "money"), CoreField("restore", "id"))),
    CoreKind("restore", RESTORE, "decision", (_OF, CoreField("points", "points"), _QUANTITY)),
    CoreKind("release", RESTORE, "decision", (_OF,)),
    CoreKind("redeem", REDEEM, "decision", (_POINTS, CoreField("order", "money"))),
    CoreKind(
        "reserve",
        REDEEM,
        "decision",
        (CoreField("points", "points"), CoreField("until", "instant"), CoreField("benefit", "name"), *_ASKED),
    ),
    CoreKind("commit", REDEEM, "decision", (_OF, CoreField("points", "points"), _QUANTITY)),
    CoreKind("use", REDEEM, "decision", (CoreField("benefit", "name", required=True), *_ASKED)),
    CoreKind("waive", REDEEM, "decision", (CoreField("promise", "name"), _OF, _REASON, _BY)),
)

CORE: Mapping[str, CoreKind] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""Every core kind by name."""

REPLACE = "replace"
"""The one core word that is not a kind: it is read as a ``void`` and a new event."""

DECISIONS = frozenset(kind.name for kind in _KINDS if kind.role == "decision")
"""Kinds that are taken once, against what was known then (semantics 2)."""

VOID_SUFFIX = "/void"
"""The void that belongs to the replacement ``r1`` has the id ``r1/void``."""

FIXED = DECISIONS | {"void", "override"}
"""Kinds that a ``void`` cannot undo: ``no-decision-changes``."""

CORRECTIONS = frozenset(kind.name for kind in _KINDS if kind.role == "correction")
"""Kinds that change which events count, or to whom they belong."""

TIMELESS = frozenset(kind.name for kind in _KINDS if kind.role != "fact") | {"consent"}
"""Kinds that are never quarantined for coming late.

Semantics 5 is about facts that move points and tiers; a consent moves none, and a withdrawal must not wait.
"""

RESERVED = frozenset({"id", "member", "kind", "at", "recorded_at", "lines", "as", "serial"})
"""Words of an event's envelope, which no declared field may take."""
