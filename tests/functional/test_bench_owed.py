"""The bench of what is owed: five promises for each member, in due order."""

from bench import owed


def test_five_for_each_member() -> None:
    """A case opens four, and the month one; what is listed is in due order."""
    listed, read = owed.bars(members=40, rounds=1)

    assert listed.detail.startswith("200 of 40 members, ")
    assert (listed.limit, listed.met, read.limit) == (1, True, None)
