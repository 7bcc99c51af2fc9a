"""Members whose histories are one because of a merge (semantics 29): they must be folded together."""

from collections.abc import Iterable


class Kin:
    """Families of merged members; each has the smallest of its ids as its head."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        """Join every pair."""
        self._heads: dict[str, str] = {}
        for one, other in pairs:
            self.join(one, other)

    def __bool__(self) -> bool:
        """Whether anybody was merged."""
        return bool(self._heads)

    def head(self, member: str) -> str:
        """Return the head of a member's family, who is the member alone when nobody was merged."""
        head = member
        while self._heads.get(head, head) != head:
            head = self._heads[head]
        if head != member:
            self._heads[member] = head
        return head

    def join(self, one: str, other: str) -> None:
        """Make two families one."""
        first, second = sorted((self.head(one), self.head(other)))
        self._heads[first] = first
        self._heads[second] = first

    def members(self) -> list[str]:
        """Return everybody who was merged with somebody."""
        return sorted(self._heads)
