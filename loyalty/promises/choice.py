"""A value for everybody, or one that differs by tier, by severity or by kind of member (S35, S37, S40)."""

from collections.abc import Mapping
from typing import Generic, Literal, TypeVar

import attrs

Source = Literal["all", "tier", "kind", "member", "event"]
T = TypeVar("T")


@attrs.frozen
class Choice(Generic[T]):
    """Values by a word, and where the word comes from.

    `source` says what chooses: the standing on the ladder `name`, the kind of member, the member field `name`, or the
    field `name` of the opening event. Whoever has a word that is not listed has no value, and so not the promise.
    """

    values: Mapping[str, T]
    source: Source = "all"
    name: str = ""

    def of(self, word: str | None) -> T | None:
        """Return the value for a word; None when there is none.

        >>> Choice({"": "PT24H"}).of("gold")
        'PT24H'
        """
        return self.values.get("") if self.source == "all" else self.values.get(word or "")
