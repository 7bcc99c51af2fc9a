"""A state as JSON text with a checksum at its end, and back."""

from zlib import crc32

import msgspec

from loyalty.engine.form import FORMAT
from loyalty.engine.machine import Machine
from loyalty.engine.saving import restore, save
from loyalty.engine.settling import settle
from loyalty.errors import StateMismatch
from loyalty.members.account import NEVER, Account
from loyalty.members.moments import FIRST, LAST

_dumps = msgspec.json.Encoder(order="deterministic").encode
_loads = msgspec.json.Decoder().decode


def meaning(machine: Machine, account: Account, at: int) -> str:
    """Return what of an account matters at an instant, settled, as text; the account is used up."""
    account.position, account.recent, account.due = (at, 0, ""), [], at
    account.unit, account.folded = 1, ()
    account.looked = max(account.looked, at) if account.looked > -NEVER else -NEVER
    settle(machine, account, at)
    return _dumps(save(machine, account)).decode()


def dumps(machine: Machine, account: Account, at: int) -> str:
    """Return the state as JSON text, a list whose last entry is the checksum of the rest; the account is used up.

    Keys are sorted and the checksum is that of the values, so that a database may lay out the text in another way.
    """
    settle(machine, account, min(account.position[0], at))
    return _sealed(_dumps([FORMAT, machine.fingerprint, at, *save(machine, account)]))


def _sealed(text: bytes) -> str:
    body = text[:-1]
    return f"{body.decode()},{crc32(body)}]"


def loads(machine: Machine, text: str) -> tuple[Account, int, str]:
    """Return (account, asked instant, text as `dumps` writes it) from JSON text.

    Raises:
        StateMismatch: it is not a state, not whole, or one of another program or version.
    """
    try:
        body, _, checksum = text.rpartition(",")
        if checksum != f"{crc32(body.encode())}]":
            text = _laid_out(text)
        if not text.startswith(machine.seal):
            raise _of_another(text)
        account, at = restore(machine, machine.read(text))
        _check_instants(at, account)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise StateMismatch("not-a-state", "this text is not a saved state") from error
    return account, at, text


def _check_instants(at: int, account: Account) -> None:
    """Refuse instants between which an endless time would pass."""
    if not FIRST <= at < LAST or not (FIRST <= account.joined < LAST or account.joined == NEVER):
        raise StateMismatch("not-a-state", "the saved state has instants outside of the years 1900 to 2199")


def _laid_out(text: str) -> str:
    """Return a text that was laid out in another way as `dumps` wrote it."""
    *whole, checksum = _loads(text)
    plain = _sealed(_dumps(whole))
    if not plain.endswith(f",{checksum}]"):
        raise StateMismatch("not-a-state", "this text is not a saved state, or it was changed since")
    return plain


def _of_another(text: str) -> StateMismatch:
    """Return what is wrong with a whole text that does not begin like a state of the program."""
    if not text.startswith("[") or not isinstance(_loads(text), list):
        return StateMismatch("not-a-state", "this text is not a saved state")
    return StateMismatch(
        "other-program", "the state was saved under another program", hint="fold the member's events again"
    )
