"""Who is asked about: a member, brought to the instant of the question."""

from datetime import datetime

from loyalty import LoyaltyError, Member


def asked(member: Member, at: datetime) -> Member:
    """Return the member at an instant.

    Raises:
        LoyaltyError: `wrong-type`, when it is a state without its program; `out-of-range`, when the instant lies before
            the last event of the state.
    """
    if not isinstance(member, Member):
        message = f"a member is wanted, not {type(member).__name__}"  # type: ignore[unreachable] # callers may be untyped
        raise LoyaltyError("wrong-type", message, hint="program.member(state)")
    return member.at(at)
