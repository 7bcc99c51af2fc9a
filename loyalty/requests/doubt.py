"""A term that an application does not fulfil, as the engine has it, before it is told in words."""

from collections.abc import Mapping
from typing import Any

import attrs

from loyalty.words import Path


@attrs.frozen
class Doubt:
    """Which term it is (see `Objection`), where it stands, and the figures in it."""

    code: str
    path: Path
    facts: Mapping[str, Any] = attrs.field(factory=dict)
