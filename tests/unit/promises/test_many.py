"""A member to whom much is owed: an event looks at what it may be about, and at nothing else."""

import pytest

from loyalty.engine.promising import Promising
from loyalty.promises.owed import Owed
from loyalty.promises.term import Term
from tests.unit.promises.house import at, happened, house, promise

MANY = 200


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the promises that are looked up from now on, each as often as it is."""
    found: list[str] = []
    plain = Promising.term

    def counted(self: Promising, owed: Owed) -> Term:
        found.append(plain(self, owed).id)
        return plain(self, owed)

    monkeypatch.setattr(Promising, "term", counted)
    return found


def test_cases_are_closed_one_by_one(asked: list[str]) -> None:
    """To close a case costs no look at each of the others that are open."""
    program = house(promise(due="P90D", match="ticket"), promise("other", due="P90D", kept_by="withdrawal"))
    rows = [("2024-03-01T10:00", "problem", {"ticket": str(number)}) for number in range(MANY)]
    rows += [("2024-03-02T10:00", "solution", {"ticket": str(number)}) for number in reversed(range(MANY))]
    state = program.fold(happened(*rows), at=at("2024-03-03T00:00"))

    assert ["other"] * MANY == [each.promise for each in program.promises(state)]
    assert len(asked) < 10 * MANY
