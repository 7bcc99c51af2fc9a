"""The working state of one member while a history is folded.

Everything is an integer, a text or a list of those, so that the state is saved as it stands. Nothing here knows a
rule: the rooms `metrics`, `points` and `tiers` change it, and only the engine creates one.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NEVER = 10**18
"""An instant that no event reaches; what has it as its end does not end."""

NOBODY, ACTIVE, PAUSED, CANCELLED, EXPELLED = range(5)
"""Standing of the membership itself: not enrolled, active, paused, cancelled, cancelled for cause."""

STATUS = ("none", "active", "paused", "cancelled", "cancelled")

Lot = list[Any]  # [priority, expires_at, earned_at, source event, policy, points left, spendable_at - earned_at]
PRIORITY, EXPIRES, EARNED, SOURCE, POLICY, LEFT, WAIT = range(7)

Waiting = list[Any]  # [spendable_at or NEVER, earned_at, source event, points, policy]
DUE, W_EARNED, W_SOURCE, W_POINTS, W_POLICY = range(5)

Record = list[Any]  # what a purchase did, as long as it may be refunded; see `loyalty.members.records`
AT, KIND, LINES, PARTS, RATES, COUNTED, LOOSE, DONE, VALUES, BY_LINE, GROUPS = range(11)


Usage = list[Any]
"""[benefit, at, quantity, until, reserved, occasion, credited, given].

`until` is NEVER once it is used, else the end of the reservation; `reserved` is 1 while it is reserved, `credited` the
points of one use, and `given` how many of the quantity are uses that remedies gave: these count in no period.
"""
BENEFIT, USED_AT, QUANTITY, USED_UNTIL, RESERVED, OCCASION, CREDITED, GIVEN = range(8)

Asked = list[Any]
"""[request, at, member, who asks, NEVER or the instant it expires, roles that must approve, votes]."""
REQUEST, ASKED_AT, ASKED_OF, ASKED_BY, ENDS, ROLES, VOTES = range(7)


class Standing:
    """Where a member stands on one ladder; `rank` is what counts, the higher of `organic` and the manual grants.

    `review` and `grace` are instants or NEVER; `following` holds ``[rank, instant]`` of tiers that begin later, `gates`
    ``[rank, gate]`` of approvals and `grants` ``[rank, until]``. `held` is the rank that the member had when the
    membership was cancelled, `fitting` in grace the rank that fitted at the review.
    """

    __slots__ = ("entered", "fitting", "following", "gates", "grace", "grants", "held", "organic", "rank", "review")

    def __init__(self) -> None:
        """Stand below every tier."""
        self.rank = self.organic = 0
        self.entered = -NEVER
        self.review = self.grace = NEVER
        self.held = self.fitting = 0
        self.following: list[list[int]] = []
        self.gates: list[list[Any]] = []
        self.grants: list[list[int]] = []

    def copy(self) -> "Standing":
        """Return an equal standing that shares nothing with this one."""
        new = Standing.__new__(Standing)
        new.rank, new.organic, new.entered, new.held = self.rank, self.organic, self.entered, self.held
        new.review, new.grace, new.fitting = self.review, self.grace, self.fitting
        new.following = [following[:] for following in self.following] if self.following else []
        new.gates = [gate[:] for gate in self.gates] if self.gates else []
        new.grants = [grant[:] for grant in self.grants] if self.grants else []
        return new


class Account:
    """A member's state while it is folded: membership, fields, metrics, points and standings.

    `position` is the last event heard (instant, phase, id), whether it was folded or refused, and `recent` has the
    events of its instant; see `loyalty.engine.recent`. `refused` has ``(instant, id, code)`` of a fold's last
    rejections. `due` is the earliest instant at which time alone changes something; it may be too early, never too
    late. Metrics have forgotten everything before `cleared`. `pinned` has the verdicts on decisions while a history is
    folded again.

    `available` is what can be spent now; pending and held points are apart (semantics 18). `stock` has settled lots
    that come before all of `lots`; see `loyalty.points.stock`. `holds` has reservations by event, ``[points, until,
    parts of lots]``, and `spends` redemptions, ``[at, points, parts of lots]``. `owing` has ``[owner, event, points]``
    that lots could not cover, oldest first, and `limits` ``[used, end of the period]``.
    `active_at`, `idle` and `ended` say by policy when the member was last active, when points lapse by inactivity, and
    when all of them lapsed (at the end of `ended`, those without a policy); they are empty until there is something to
    say. `usage` has the uses and reservations of benefits by event. `requests` has the requests by event that
    nobody has decided. `voids` names events on which a correction bears
    that came before them; `still` says that a pause holds back the ends of points. `waiting` has the refunds that came
    before their purchase, by purchase, and `early` the purchases that had not come when the event came for which their
    points wait. `promises` has what is owed, in the order in which it was opened (`loyalty.promises.owed`), `looked` is
    the last instant at which time opened some of it, or from which it may, and `given` how many uses of benefits
    remedies ever gave.

    `ceased` is when the membership ended, NEVER while there is one, and `consents` has the purposes that the member has
    consented to, in alphabetical order.

    `purchases` has what is kept of each purchase that may still be refunded, in one of the three forms that
    `loyalty.members.records` describes; `open` makes a record of the others. No purchase can be refunded later than
    `horizon` after it. `unit` is 1,000,000 as long as all instants are whole seconds, those of the events in `folded`
    not yet looked at, else 1. Records, redemptions, lots and pending points are replaced, never changed, so that copies
    of an account share them; `shared` says that `purchases` itself is that of another account too.
    """

    __slots__ = (
        "active_at", "available", "ceased", "cleared", "consents", "debt", "due", "early", "ended", "fields",
        "folded", "given", "holds", "horizon", "idle", "issued", "joined", "kind", "lapsed", "limits", "looked",
        "lots", "m", "member", "number", "open", "owing", "paused_at", "pending", "pinned", "position", "promises",
        "purchases", "recent", "refused", "requests", "reversed", "serial", "shared", "spends", "spent", "standings",
        "status", "still", "stock", "unit", "usage", "voids", "waiting",
    )  # fmt: skip

    def __init__(self, member: str, fields: int, metrics: list[Any], ladders: int, limits: int) -> None:
        """Begin empty: not enrolled, no facts."""
        self.member = member
        self.position: tuple[int, int, str] = (-NEVER, 0, "")
        self.recent: list[Any] = []
        self.refused: list[tuple[int, str, str]] = []
        self.status = NOBODY
        self.joined = NEVER
        self.paused_at = NEVER
        self.cleared = -NEVER
        self.ceased = NEVER
        self.consents: list[str] = []
        self.kind: str | None = None
        self.serial: int | None = None
        self.number: str | None = None
        self.fields: list[Any] = [None] * fields
        self.m = metrics
        self.standings = [Standing() for _ in range(ladders)]
        self.due = NEVER
        self.available = self.debt = self.issued = self.spent = self.lapsed = self.reversed = 0
        self.lots: list[Lot] = []
        self.stock: Any = None
        self.pending: list[Waiting] = []
        self.holds: dict[str, list[Any]] = {}
        self.spends: dict[str, list[Any]] = {}
        self.owing: list[list[Any]] = []
        self.active_at: list[int] = []
        self.idle: list[int] = []
        self.limits: list[list[int]] = [[0, 0] for _ in range(limits)]
        self.shared = False
        self.purchases: dict[str, Any] = {}
        self.waiting: dict[str, list[Any]] = {}
        self.early: list[str] = []
        self.ended: list[int] = []
        self.still = False
        self.voids: list[str] = []
        self.usage: dict[str, Usage] = {}
        self.promises: list[list[Any]] = []
        self.looked = -NEVER
        self.given: dict[str, int] = {}
        self.requests: dict[str, Asked] = {}
        self.horizon = NEVER
        self.open: Callable[[Any], Record] = list
        self.unit = 1_000_000
        self.folded: Sequence[Any] = ()
        self.pinned: dict[str, str | None] | None = None

    def own(self) -> None:
        """Have `purchases` alone, before one of them is added, changed or forgotten."""
        if self.shared:
            self.purchases, self.shared = self.purchases.copy(), False
