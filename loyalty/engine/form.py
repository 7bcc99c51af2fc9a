"""The form that a saved account must have, as types: what is read is checked while it is read.

What every account has stands first; the rest follows in one list, without what is empty at its end, or not
at all.
"""

from types import GenericAlias
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Raw

from loyalty.engine.layout import Layout
from loyalty.metrics.journal import Steps
from loyalty.metrics.slots import Slot

Scalar = int | str | bool | None
Pair = Annotated[list[int], Meta(min_length=2, max_length=2)]
Triple = Annotated[list[int], Meta(min_length=3, max_length=3)]
Whole = Annotated[int, Meta(ge=0)]
Flag = Annotated[int, Meta(ge=0, le=1)]
Decoder = msgspec.json.Decoder[Any]
FORMAT = 10


class Lots(msgspec.Struct, array_like=True, gc=False, forbid_unknown_fields=True):
    """Lots by column. `sources` has those of the last lots, from the first that has one.

    `policies`, `priorities` and `waits` are left out when all of them are zero.
    """

    ends: list[int] = []
    earned: list[int] = []
    left: list[int] = []
    sources: list[str] = []
    policies: list[int] = []
    priorities: list[int] = []
    waits: list[int] = []


class Gates(msgspec.Struct, array_like=True, gc=False, forbid_unknown_fields=True):
    """What of a standing is mostly empty."""

    held: int
    following: list[Pair]
    gates: list[list[int | str]]
    grants: list[Pair]
    fitting: int


class Owing(msgspec.Struct, array_like=True, gc=False, forbid_unknown_fields=True):
    """An obligation; see `loyalty.promises.owed`. `before` is how long before its limit it is kept for the last time.

    `next` is left out where nothing happens to it before it is breached.
    """

    case: str
    version: Whole
    place: Whole
    opened: int
    due: int | None = None
    before: Flag = 0
    left: Whole = 1
    key: Scalar = None
    next: int | None = None
    words: tuple[str | None, ...] = ()
    earliest: int | None = None
    ended: int | None = None
    handed: tuple[Whole, ...] = ()
    done: tuple[Whole, ...] = ()
    problem: str = ""


class Rest(msgspec.Struct, array_like=True, gc=False, forbid_unknown_fields=True):
    """What few accounts have; see `loyalty.members.account`."""

    kind: str | None = None
    serial: int | None = None
    number: str | None = None
    paused_at: int | None = None
    cleared: int | None = None
    pending: list[Annotated[list[Any], Meta(min_length=5, max_length=5)]] = []
    holds: dict[str, tuple[int, int, Lots]] = {}
    spends: dict[str, tuple[int, int, Lots]] = {}
    owing: list[Annotated[list[Any], Meta(min_length=3, max_length=3)]] = []
    active_at: list[int] = []
    idle: list[int] = []
    waiting: dict[str, list[Annotated[list[Any], Meta(min_length=7, max_length=7)]]] = {}
    early: list[str] = []
    ended: list[int] = []
    still: bool = False
    voids: list[str] = []
    gates: list[Gates] = []
    usage: dict[str, tuple[str, int, Whole, int, Flag, str, Whole, Whole]] = {}
    promises: list[Owing] = []
    looked: int | None = None
    given: dict[str, Whole] = {}
    requests: dict[str, tuple[str, int, str, str | None, int, list[str], list[tuple[str, str, Flag]]]] = {}
    ceased: int | None = None
    consents: list[str] = []


def form(layout: Layout) -> Decoder:
    """Return what reads a whole state: format, program, instant asked for, account, checksum."""
    ladders = range(len(layout.ladders))
    account: tuple[Any, ...] = (
        str, int, int, list[tuple[str, int, str]], Annotated[int, Meta(ge=0, le=4)], int, int, int,
        int, int, int, int, int, int,
        _tuple_of([_metric(slot) for slot in layout.slots]),
        _tuple_of([_standing(len(layout.ranks[ladder])) for ladder in ladders]),
        tuple[Raw, list[tuple[int, int, int, str]], Lots | None], list[str], list[Raw],
        _list_of(Pair, len(layout.limits)), _list_of(Scalar, len(layout.fields)), Rest | None,
    )  # fmt: skip
    return msgspec.json.Decoder(_tuple_of([int, str, int, *account, int]))


def _tuple_of(kinds: list[Any]) -> Any:
    return GenericAlias(tuple, tuple(kinds))


def _list_of(kind: Any, count: int) -> Any:
    return Annotated[list[kind], Meta(min_length=count, max_length=count)]


def _standing(ranks: int) -> Any:
    rank = Annotated[int, Meta(ge=0, le=ranks)]
    return tuple[rank, rank, int, int, int]


def _metric(slot: Slot) -> Any:
    if slot.steps is not None:
        return _journal(slot.steps)
    return {"rolling": tuple[int, list[int], list[int]], "period": Pair, "entry": Triple, "plain": int}[slot.form]


def _journal(steps: Steps) -> Any:
    value: Any = list[Scalar] | Scalar
    results: dict[str, Any] = {"streak": Pair | None, "distinct": list[Scalar] | None, "last": Scalar}
    result: Any = results.get(steps.kind, int | None)
    return tuple[result, list[tuple[int, str, value, int]], result, int]
