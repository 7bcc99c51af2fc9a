"""One row of the tables of diagnostics."""

import attrs

from loyalty.config.findings import Severity


@attrs.frozen
class Entry:
    """A kind of mistake: its title, why it matters, the general cure, and how severe it is."""

    title: str
    why: str
    cure: str
    severity: Severity = "error"
