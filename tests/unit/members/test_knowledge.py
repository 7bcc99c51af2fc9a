"""What was known when a decision was taken."""

import pytest

from loyalty.members import History, in_order_of_knowledge, known
from loyalty.periods import Period, zone

ZONE = zone("Asia/Shanghai")


@pytest.fixture(name="doubted", scope="module")
def doubted_():
    """Return the ids of the decisions to be taken again on what was known."""

    def doubted(*events, day=None):
        at = None if day is None else int(day * 86_400_000_000)
        return [event.id for event in in_order_of_knowledge(History.of(events, ZONE, Period(days=90), at))]

    return doubted


def ids(events):
    """The ids of events."""
    return [event.id for event in events]


def test_all_in_order(doubted, event):
    """When everything was stored as it happened, the fold itself is right."""
    assert [] == doubted(event("a", 1), event("d", 2, "redeem", 5, None), event("b", 3, recorded=4))


def test_a_fact_that_came_later(doubted, event):
    """A decision is doubted when something that happened before it was stored after it."""
    events = event("a", 1, recorded=3), event("d", 2, "redeem", 5, None), event("e", 4, "redeem", 5, None)

    assert ["d"] == doubted(*events)
    assert ["d"] == ids(known(events, events[1]))


def test_stored_at_the_same_instant(doubted, event):
    """What was stored with the decision and happened before it was known."""
    events = event("a", 1, recorded=2), event("d", 2, "redeem", 5, None)

    assert [] == doubted(*events)
    assert ["a", "d"] == ids(known(events, events[1]))


def test_a_decision_stored_later(doubted, event):
    """A decision that was itself stored late knows what was stored until then."""
    assert [] == doubted(event("a", 1, recorded=3), event("d", 2, "redeem", 5, None, recorded=3))


def test_an_id_taken_by_what_happens_later(doubted, event):
    """A body refused as a conflict was never known, although the event that has its id stands after the decision."""
    decision = event("d", 2, "redeem", 5, None, recorded=4)
    events = event("a", 3, recorded=1), event("a", 1, recorded=2), decision

    assert [] == doubted(*events)
    assert ["d"] == ids(known(events, decision))


def test_facts_are_never_doubted(doubted, event):
    """Facts may come in any order."""
    assert [] == doubted(event("a", 1, recorded=3), event("b", 2))


class TestVoids:
    """A decision taken on an event that was voided later stays as it was."""

    def test_voided_after_the_decision(self, doubted, event):
        """The decision is doubted, and knew the event."""
        events = event("a", 1), event("d", 2, "redeem", 5, None), event("v", 3, "void", "a", None, None)

        assert ["d"] == doubted(*events)
        assert ["a", "d"] == ids(known(events, events[1]))

    def test_voided_before_the_decision(self, doubted, event):
        """The decision was taken without the event."""
        assert [] == doubted(event("a", 1), event("v", 2, "void", "a", None, None), event("d", 3, "redeem", 5, None))

    def test_asked_before_the_void(self, doubted, event):
        """As long as the event stands there is nothing to doubt."""
        events = event("a", 1), event("d", 2, "redeem", 5, None), event("v", 3, "void", "a", None, None)

        assert [] == doubted(*events, day=2.5)

    def test_an_event_after_the_decision(self, doubted, event):
        """What happened after the decision has no part in it."""
        assert [] == doubted(event("a", 3), event("d", 2, "redeem", 5, None), event("v", 4, "void", "a", None, None))

    def test_replaced(self, doubted, event):
        """The same holds for what was replaced: the decision knew the old event only."""
        new = event("r", 1, recorded=3)
        events = event("a", 1), event("d", 2, "redeem", 5, None), event("r/void", 3, "void", "a", None, "r"), new

        assert ["d"] == doubted(*events)
        assert ["a", "d"] == ids(known(events, events[1]))

    def test_replaced_at_a_later_time(self, doubted, event):
        """A new event from before the decision is known only where its replacement was made before the decision."""
        late = event("r", 1, recorded=3), event("r/void", 3, "void", "a", None, "r")
        events = event("a", 1), event("d", 2, "redeem", 5, None, recorded=4), *late

        assert [] == doubted(*events, day=2)
        assert ["a", "d"] == ids(known(events, events[1]))


def test_let_in_after_the_decision(doubted, event):
    """A late fact is known only from its override on."""
    late, override = event("a", 1, recorded=100), event("o", 102, "override", "a")
    before, after = event("d", 101, "redeem", 5, None), event("e", 103, "redeem", 5, None)

    assert ["d"] == doubted(late, override, before, after)


class TestMerges:
    """Decisions before a merge keep their verdicts (clause 29)."""

    def test_before_and_after(self, doubted, event):
        """A decision recorded before the merge is doubted, one after it is not."""
        events = (
            event("a", 1, of="li"),
            event("d", 2, "redeem", 5, None),
            event("m", 3, "merge", "li"),
            event("e", 4, "redeem", 5, None),
        )

        assert ["d"] == doubted(*events)

    def test_recorded_after(self, doubted, event):
        """A decision from before the merge did not know of it, although it was itself stored later."""
        events = event("a", 1, of="li"), event("d", 2, "redeem", 5, None, recorded=4), event("m", 3, "merge", "li")

        assert ["d"] == doubted(*events)
        assert ["d"] == ids(known(events, events[1]))

    def test_what_each_knew(self, event):
        """Before the merge a decision knew its own member's events only."""
        events = (
            event("a", 1, of="li"),
            event("b", 1),
            event("c", 1.5, "redeem", 5, None, of="li"),
            event("d", 2, "redeem", 5, None),
            event("m", 3, "merge", "li"),
            event("e", 4, "redeem", 5, None),
        )

        assert ["b", "d"] == ids(known(events, events[3]))
        assert ["a", "c"] == ids(known(events, events[2]))
        assert ["a", "b", "c", "d", "m", "e"] == ids(known(events, events[5]))
