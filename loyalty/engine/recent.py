"""The events of a state's last instant: it knows them when they come again (semantics 4).

An entry is the event itself, or ``(id, digest, code)``; the code says why it was rejected, if it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

import msgspec

from loyalty.errors import Conflict
from loyalty.members.account import Account
from loyalty.members.event import Event

Packed = tuple[str, int, str]
Entry = Event | Packed
NAME, DIGEST, CODE = range(3)
_pack = msgspec.msgpack.Encoder().encode
_dumps = msgspec.json.Encoder().encode
"""For bodies with numbers beyond 64 bits."""


def digest(event: Event) -> int:
    """Return a number that tells an event from others with its id; when it was stored does not matter."""
    at, phase, _name, kind, member, _recorded, values, lines = event
    body = at, phase, kind, member, values, lines
    try:
        return crc32(_pack(body))
    except OverflowError:
        return crc32(_dumps(body))


def packed(entry: Entry) -> Packed:
    """Return an entry as it is saved."""
    return (entry.id, digest(entry), "") if isinstance(entry, Event) else entry


def entries(events: Iterable[Event], codes: Mapping[str, str]) -> list[Entry]:
    """Return the entries of events, of which some were rejected."""
    return [(event.id, digest(event), codes[event.id]) if event.id in codes else event for event in events]


def hear(account: Account, event: Event, code: str = "") -> None:
    """Remember an event that follows all others, with the code of its rejection."""
    before = account.recent if event.at == account.position[0] else []
    account.position = event[:3]
    account.recent = [*before, (event.id, digest(event), code) if code else event]


def recalled(account: Account, events: Sequence[Event]) -> list[Packed] | None:
    """Return what is remembered of events that were all heard before; None when one of them is new.

    Raises:
        Conflict: one was heard with another body.
    """
    if not account.recent:
        return None
    found = [_recalled(account, event) for event in events]
    return None if None in found else [known for known in found if known is not None]


def _recalled(account: Account, event: Event) -> Packed | None:
    for entry in account.recent:
        if (entry[2] if isinstance(entry, Event) else entry[NAME]) != event.id:
            continue
        known = packed(entry)
        if known[DIGEST] != digest(event):
            raise conflict(event)
        return known
    return None


def conflict(event: Event) -> Conflict:
    """Return the exception for an event whose id is taken."""
    return Conflict("conflict", f"another event has the id `{event.id}`", hint="an id is given once per program")
