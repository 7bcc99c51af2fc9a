"""A finding: an event that does not keep a standard."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from loyalty.standards.standard import Severity
from loyalty.words import Names


@attrs.frozen(kw_only=True)
class Finding:
    """An event did not keep a standard.

    Attributes:
        standard: the id of the standard.
        event: the id of the event, and `member` whose it is.
        at: when it happened, in the program's zone.
        severity: ``advisory``, ``minor``, ``major`` or ``critical``.
        facts: what was measured: the fields that the condition reads, personal data masked.
        texts: the finding as a sentence, by language (``zh``, ``en``).
        where: ``file:line`` of the condition.
    """

    standard: str
    event: str
    member: str
    at: datetime
    severity: Severity
    facts: Mapping[str, object] = attrs.field(factory=dict)
    texts: Names = attrs.field(factory=dict, repr=False)
    where: str = ""
