"""Bringing together on disk what must be folded together: merged members, and members that use the same id."""

from collections.abc import Iterable
from pathlib import Path

from loyalty_cli.population.keeping import IDS, MEMBERS
from loyalty_cli.population.kin import Kin
from loyalty_cli.population.row import MEMBER
from loyalty_cli.population.spread import Spread, part_of, rows

_MOVED = "moved"


def sharing(folder: Path, part: int) -> list[tuple[str, str]]:
    """Return the pairs of members that use the same event id, among the ids of one part.

    Such ids are conflicts (semantics 4), and which event stays can only be told with both in hand.
    """
    return pairs((name, member) for name, member in rows(folder / IDS, part))


def pairs(owned: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs of members that use the same id, from ids and whose they are."""
    owners: dict[str, str] = {}
    found = set()
    for name, member in owned:
        first = owners.setdefault(name, member)
        if first != member:
            found.add((first, member))
    return sorted(found)


def gather(folder: Path, parts: int, kin: Kin) -> None:
    """Move the rows of every family to the part of its head."""
    lost = {part_of(one, parts) for one in kin.members() if part_of(one, parts) != part_of(kin.head(one), parts)}
    moved = Spread(folder / MEMBERS, parts, _MOVED)
    for part in sorted(lost):
        old = [path for path in (folder / MEMBERS).glob(f"{part}-*") if not path.name.endswith(_MOVED)]
        stay = Spread(folder / MEMBERS, parts, "stay")
        for one in rows(folder / MEMBERS, part, without=_MOVED):
            head = kin.head(one[MEMBER])
            (stay if part_of(head, parts) == part else moved).add(one, head)
        for path in old:
            path.unlink()
        stay.flush()
    moved.flush()
