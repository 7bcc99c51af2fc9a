"""What can go wrong, as exceptions for programmers and as values for authors.

```
LoyaltyError                 code, message, path, hint
├── ProgramError             the TOML of a program has mistakes: .diagnostics
├── PluginError              a plugin did what no plugin must do: .plugin, .hook
├── EventError               an event was refused where only an accepted one will do: .rejection
├── Conflict                 the same event id came with another body (clause 4)
├── HistoryNeeded            a late fact, a void or a merge cannot be applied without the history (clause 5)
├── StateMismatch            a saved state belongs to another program or another layout
├── NotOfficial              working time in a year without official holidays (clause 15)
└── MissingExtra             an optional dependency is not installed
```

An author's mistake is a `Diagnostic` and a refused event is a `Rejection`: both are values, collected
and returned together. They become exceptions only where a caller asked for a result that cannot exist.
"""

from loyalty.errors.containing import contained, contained_silently, guarded, refuse_inside
from loyalty.errors.diagnostic import Diagnostic, Rejection, Severity
from loyalty.errors.exceptions import (
    Conflict,
    EventError,
    HistoryNeeded,
    LoyaltyError,
    MissingExtra,
    NotOfficial,
    PluginError,
    ProgramError,
    StateMismatch,
)
from loyalty.errors.paths import Path, PathPart, dotted, nearest

__all__ = [
    "Conflict",
    "Diagnostic",
    "EventError",
    "HistoryNeeded",
    "LoyaltyError",
    "MissingExtra",
    "NotOfficial",
    "Path",
    "PathPart",
    "PluginError",
    "ProgramError",
    "Rejection",
    "Severity",
    "StateMismatch",
    "contained",
    "contained_silently",
    "dotted",
    "guarded",
    "nearest",
    "refuse_inside",
]
