"""The envelope: what every event carries, whatever its kind."""

from loyalty.errors import LoyaltyError
from loyalty.members.ids import ID_MAX, identifier
from loyalty.members.moments import instant
from loyalty.members.rows import Raw, refused

ENVELOPE = ("id", "member", "kind", "at", "recorded_at")


def word(raw: Raw, key: str, limit: int = ID_MAX) -> str:
    """Read an id or a name of the envelope; a refusal's path is `key`."""
    value = raw.get(key)
    if type(value) is str and 0 < len(value) <= limit and value.isprintable() and value.strip() == value:
        return value
    try:
        return identifier(value, limit)
    except LoyaltyError as error:
        raise refused(error, key) from None


def moment(raw: Raw, key: str) -> int:
    """Read a time of the envelope; a refusal's path is `key`."""
    value = raw.get(key)
    if value is None or value == "":
        raise LoyaltyError("missing-field", "the time is required", (key,))
    try:
        return instant(value)
    except LoyaltyError as error:
        raise refused(error, key) from None
