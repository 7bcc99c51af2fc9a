"""Checks that a plugin adds to those of the core: what is allowed in a program but doubtful in its domain."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

import attrs

from loyalty.words import Path


@attrs.frozen
class Doubt:
    """One doubtful place.

    Attributes:
        message: what is doubtful, in a sentence without a full stop.
        path: where: keys and list positions as in the file, for example ``("benefits", 0, "capacity")``.
        cure: what to write instead; empty for the cure of the check.
    """

    message: str
    path: Path = ()
    cure: str = ""


@attrs.frozen(eq=False)
class Check:
    """A check of a plugin.

    Attributes:
        code: ``plugin.word``; ``waive`` may name it.
        title: what it finds, as in a table of contents.
        why: why that matters.
        cure: the general advice.
        call: gets a copy of the `Version`, and gives what is doubtful about it. It is pure.
        severity: a warning, or a note that is worth knowing.
        plugin: who declares it.
    """

    code: str
    title: str
    why: str
    cure: str
    call: Callable[[Any], Iterable[Doubt]]
    severity: Literal["warning", "note"] = "warning"
    plugin: str = ""
