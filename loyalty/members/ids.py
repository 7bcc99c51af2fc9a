"""Names by which events and members are known."""

from loyalty.errors import LoyaltyError

ID_MAX = 200
"""The longest id, in characters."""


def identifier(raw: object, limit: int = ID_MAX) -> str:
    """Read an id: 1 to `limit` printable characters, without spaces at its ends.

    Raises:
        LoyaltyError: ``missing-field``, ``wrong-type`` or ``out-of-bounds``.
    """
    if raw is None or raw == "":
        raise LoyaltyError("missing-field", "the field is required")
    if not isinstance(raw, str):
        raise LoyaltyError("wrong-type", f"a text is wanted, not {type(raw).__name__}", hint="put it in quotes")
    if len(raw) > limit:
        raise LoyaltyError("out-of-bounds", f"at most {limit} characters are possible here")
    if not raw.isprintable() or raw != raw.strip():
        raise LoyaltyError("wrong-type", "printable characters are wanted, without spaces at the ends")
    return str.__str__(raw)


def known_id(raw: object) -> str:
    """The id if it is one, else an empty text: for saying which event was refused."""
    try:
        return identifier(raw)
    except LoyaltyError:
        return ""
