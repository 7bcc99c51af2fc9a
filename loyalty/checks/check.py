"""Run all families of checks over a program."""

from collections.abc import Callable, Iterable

from loyalty.checks.benefits import benefits
from loyalty.checks.conditions import conditions
from loyalty.checks.earning import earning
from loyalty.checks.foreign import foreign
from loyalty.checks.lifetimes import lifetimes
from loyalty.checks.logic import Logic, logic
from loyalty.checks.personal import personal
from loyalty.checks.promises import promises
from loyalty.checks.pump import pump
from loyalty.checks.requests import requests
from loyalty.checks.tiers import tiers
from loyalty.checks.unused import unused
from loyalty.checks.weights import weights
from loyalty.config.build.plugins import placed
from loyalty.config.findings import Finding
from loyalty.config.reading import reported
from loyalty.config.source import Source
from loyalty.errors import Diagnostic
from loyalty.program.version import Version

Family = Callable[[Logic], Iterable[Finding]]

FAMILIES: tuple[Family, ...] = (
    tiers,
    earning,
    benefits,
    promises,
    requests,
    pump,
    conditions,
    lifetimes,
    weights,
    personal,
    unused,
)
"""The families; each looks at one program and reports what is allowed but doubtful."""


def check(version: Version) -> tuple[Diagnostic, ...]:
    """Return what the core and plugins doubt about a program that could be read, without what it waives by name.

    Nothing that is found here keeps a program from loading. ``waive = ["LOY311"]`` under ``[program]`` silences a
    warning or a note; errors cannot be waived.
    """
    about = logic(version)
    waived = _waived(version)
    said = [finding for family in FAMILIES for finding in family(about)] + list(foreign(version))
    found = [placed(version.vocabulary, finding) for finding in said if finding.code not in waived]
    return reported(found, {"program": Source(version.text.replace("\r\n", "\n"), version.file)})


def _waived(version: Version) -> frozenset[str]:
    program = version.document.get("program")
    waive = program.get("waive", ()) if isinstance(program, dict) else ()
    return frozenset([waive] if isinstance(waive, str) else waive)
