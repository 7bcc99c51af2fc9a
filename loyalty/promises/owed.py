"""An obligation while a history is folded: a plain list, replaced and never changed, so that copies share it."""

from typing import Any

from loyalty.members.account import NEVER

Owed = list[Any]
"""[case, version, place, opened, due, last, earliest, ended, left, done, key, next, handed, problem, words]

- ``version`` and ``place`` say which promise of which version it is;
- ``due`` is the limit as it is shown, ``last`` the last instant at which it is kept, both NEVER without a limit, and
  before ``earliest`` is too early;
- ``ended`` is when it was breached, NEVER while it is open;
- ``left`` counts what is still to be done, and ``done`` has the places of the steps that were;
- ``key`` is what the field of ``match`` must hold;
- ``next`` is the next instant at which time does something to it;
- ``handed`` has the places of the escalations that were carried out;
- ``problem`` says why the limit is not known;
- ``words`` chose the limits, in the order of `limits.chosen`.
"""
CASE, VERSION, PLACE, OPENED, DUE, LAST, EARLIEST, ENDED, LEFT, DONE, KEY, NEXT, HANDED, PROBLEM, WORDS = range(15)


def is_open(owed: Owed) -> bool:
    """Say whether an obligation is open; else it is late."""
    return bool(owed[ENDED] >= NEVER)
