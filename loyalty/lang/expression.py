"""An expression as an author wrote it, with its typed tree and its place in the file."""

import attrs

from loyalty.lang.typed import Typed
from loyalty.words import Path


@attrs.frozen(eq=False)
class Expression:
    """A condition or a formula of a program: its text, its meaning and where it stands."""

    text: str
    typed: Typed
    path: Path
