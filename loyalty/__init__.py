"""Loyalty programs as one static TOML file: members, points, tiers and benefits, exact at any instant, with reasons."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loyalty.api import Program
    from loyalty.config.chinese import in_chinese
    from loyalty.engine.access import Access
    from loyalty.engine.effects import Effect, Rejected
    from loyalty.engine.reason import Reason
    from loyalty.engine.results import Applied, Replay
    from loyalty.engine.state import Lot, Points, State
    from loyalty.errors import (
        Conflict,
        Diagnostic,
        EventError,
        HistoryNeeded,
        LoyaltyError,
        MissingExtra,
        NotOfficial,
        PluginError,
        ProgramError,
        Rejection,
        StateMismatch,
    )
    from loyalty.loading import check, load, loads
    from loyalty.member import Member
    from loyalty.members.event import Event

_HOMES = {
    "loyalty.api": ("Program",),
    "loyalty.config.chinese": ("in_chinese",),
    "loyalty.engine.access": ("Access",),
    "loyalty.engine.effects": ("Effect", "Rejected"),
    "loyalty.engine.reason": ("Reason",),
    "loyalty.engine.results": ("Applied", "Replay"),
    "loyalty.engine.state": ("Lot", "Points", "State"),
    "loyalty.errors": (
        "Conflict", "Diagnostic", "EventError", "HistoryNeeded", "LoyaltyError", "MissingExtra", "NotOfficial",
        "PluginError", "ProgramError", "Rejection", "StateMismatch",
    ),
    "loyalty.loading": ("check", "load", "loads"),
    "loyalty.member": ("Member",),
    "loyalty.members.event": ("Event",),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Access",
    "Applied",
    "Conflict",
    "Diagnostic",
    "Effect",
    "Event",
    "EventError",
    "HistoryNeeded",
    "Lot",
    "LoyaltyError",
    "Member",
    "MissingExtra",
    "NotOfficial",
    "PluginError",
    "Points",
    "Program",
    "ProgramError",
    "Reason",
    "Rejected",
    "Rejection",
    "Replay",
    "State",
    "StateMismatch",
    "check",
    "in_chinese",
    "load",
    "loads",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that importing the package costs next to nothing."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'loyalty' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return list(__all__)
