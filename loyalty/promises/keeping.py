"""What keeps a promise: events of a kind, so many of them, or steps by role (S05, S15, S40)."""

from collections.abc import Mapping

import attrs

from loyalty.lang.expression import Expression
from loyalty.words import Names, label


@attrs.frozen(eq=False)
class Steps:
    """What must be done once each, named by the text field `field` of the keeping events.

    With `in_order`, a step counts only when all before it are done. `words` says what they are called.
    """

    names: tuple[str, ...]
    field: str
    in_order: bool = True
    words: Mapping[str, Names] = attrs.field(factory=dict)

    def called(self, name: str, language: str) -> str:
        """Return what a step is called in a language; itself when it has no name."""
        return label(self.words.get(name, {}), language, name)


@attrs.frozen(eq=False)
class Keeping:
    """Which events keep a promise.

    Attributes:
        kinds: their kinds.
        when: what must hold for them.
        match: their field that names the case: it holds what the opening event has in its field of that name, or the
            opening event's id where that has no such field. Without it the oldest open obligation is meant.
        times: how many are needed.
        steps: the steps that are needed instead.
    """

    kinds: tuple[str, ...]
    when: Expression | None = None
    match: str | None = None
    times: int = 1
    steps: Steps | None = None
