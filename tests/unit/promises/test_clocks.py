"""When obligations are due: equal to the limit is kept, a microsecond later is breached (semantics 11, 15)."""

import pytest

from tests.unit.promises.house import ends, happened, house, promise

START = "2024-03-01T10:00:00"


def outcome(words: dict[str, object], kept: str, *, start: str = START, zone: str = "Asia/Shanghai") -> str:
    """Return what became of the one obligation that a problem opened and a solution answered."""
    said = ends(house(promise(**words), zone=zone), happened((start, "problem"), (kept, "solution")))
    return said[0].split()[1]


@pytest.mark.parametrize(
    ("words", "last", "after"),
    [
        ({"due": "PT24H"}, "2024-03-02T10:00:00", "2024-03-02T10:00:00.000001"),
        ({"due": "PT24H", "strict": True}, "2024-03-02T09:59:59.999999", "2024-03-02T10:00:00"),
        ({"due": "P1M"}, "2024-04-01T10:00:00", "2024-04-01T10:00:00.000001"),
        ({"due": "2 working hours"}, "2024-03-01T12:00:00", "2024-03-01T12:00:00.000001"),
        ({"due": "8 working hours"}, "2024-03-04T10:00:00", "2024-03-04T10:00:00.000001"),
        ({"due": "5 working days"}, "2024-03-08T23:59:59.999999", "2024-03-09T00:00:00"),
        ({"due": "5 working days", "strict": True}, "2024-03-08T23:59:59.999999", "2024-03-09T00:00:00"),
    ],
)
def test_the_limit_itself_is_kept_and_what_follows_is_not(words: dict[str, object], last: str, after: str) -> None:
    """Equal is kept unless strict; working days end with their midnight."""
    assert (outcome(words, last), outcome(words, after)) == ("Kept", "Breached")
