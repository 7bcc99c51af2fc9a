"""A saved state that contradicts itself: it is told as that, wherever it shows.

Its form is checked when it is read, and its checksum finds what was changed by accident. Somebody who wrote both anew
can still say what no history says: a lot of a policy that is not there, an instant outside of the calendar.
"""

from collections.abc import Callable
from functools import wraps
from typing import Protocol, TypeVar

from loyalty.errors import LoyaltyError, StateMismatch

FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    LoyaltyError,
)
"""What goes wrong with numbers, places and kinds of values that do not fit."""
OWN = frozenset({"out-of-range"})
"""Codes of our own exceptions that say nothing about the caller here."""


class Restored(Protocol):
    """What knows whether it was read from a text."""

    _restored: bool


Self = TypeVar("Self", bound=Restored)
Answer = TypeVar("Answer")


def is_damage(error: Exception) -> bool:
    """Say whether an exception about a state that was read from a text tells of the text, and not of the caller."""
    return not isinstance(error, LoyaltyError) or error.code in OWN


def damaged(error: Exception) -> StateMismatch:
    """Return what is told of a state that contradicts itself."""
    return StateMismatch(
        "not-a-state",
        f"the saved state contradicts itself ({type(error).__name__})",
        hint="fold the member's events again",
    )


def answered(state: Restored, question: Callable[[], Answer]) -> Answer:
    """Return the answer to a question about a state; a text that contradicts itself is told as that."""
    try:
        return question()
    except FAULTS as error:
        if not state._restored or not is_damage(error):  # noqa: SLF001 - the state is ours
            raise
        raise damaged(error) from error


def guarded(question: Callable[[Self], Answer]) -> Callable[[Self], Answer]:
    """Return a question to a state that tells of a text that contradicts itself."""

    @wraps(question)
    def asked(self: Self) -> Answer:
        return answered(self, lambda: question(self))

    return asked
