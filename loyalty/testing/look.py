"""What was found for one expectation."""

from collections.abc import Mapping

import attrs

Words = Mapping[str, str]


@attrs.frozen
class Look:
    """What was found for one want, in words, and whether it is what was wanted."""

    expected: str
    actual: str
    met: bool
