"""Identity, order, corrections and late facts."""

from datetime import datetime

import pytest

from loyalty.members import History
from loyalty.periods import Period, zone

ZONE = zone("Asia/Shanghai")
P90D = Period(days=90)


@pytest.fixture(name="of", scope="module")
def of_():
    """Return the history of events as of a day, or after all of them."""

    def of(*events, day=None):
        return History.of(events, ZONE, P90D, None if day is None else int(day * 86_400_000_000))

    return of


def ids(events):
    """The ids of events."""
    return [event.id for event in events]


def codes(history):
    """What was rejected, and why."""
    return [(rejection.event_id, rejection.code) for rejection in history.rejections]


def replacement(event, name, of, day, at):
    """The void and the new event of a replacement made on `day` for a visit `at` another."""
    void = event(f"{name}/void", day, "void", of, None, name)
    return void, event(name, at, recorded=day)


class TestOrder:
    """Clause 3."""

    def test_by_time_phase_and_id(self, of, event):
        """At one instant the phase decides, then the id."""
        expected = [
            event("z", 1),
            event("e", 2, "enrol"),
            event("a", 2),
            event("b", 2),
            event("0", 2, "redeem", 5, None),
        ]

        assert expected == list(of(*reversed(expected)).events)

    def test_up_to_an_instant(self, of, event):
        """What happens later is no history yet; what happens at that instant is."""
        assert ["a", "b"] == ids(of(event("a", 1), event("c", 2.5), event("b", 2), day=2).events)

    def test_nothing(self, of):
        """No events make an empty history."""
        assert History(()) == of()


class TestIdentity:
    """Clause 4."""

    def test_a_duplicate_changes_nothing(self, of, event):
        """The same event delivered again is the same event."""
        assert of(event("a", 1), event("b", 2)) == of(event("b", 2), event("a", 1), event("b", 2))

    def test_a_duplicate_stored_later(self, of, event):
        """When it was stored is no part of the body; the earliest counts."""
        assert of(event("a", 1, recorded=2)) == of(event("a", 1, recorded=3), event("a", 1, recorded=2))

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({"recorded": 2}, {"recorded": 3, "day": 1.5}),
            ({"recorded": 2, "values": (None,)}, {"recorded": 3, "values": (7,)}),
            ({"recorded": 2, "values": (7,)}, {"recorded": 3, "values": ("7",)}),
            ({"recorded": 2, "day": 1.5}, {"recorded": 3, "of": "li"}),
        ],
    )
    def test_a_conflict(self, of, event, first, second):
        """Of two bodies under one id the one stored first stays, whichever is delivered first."""
        one, other = (
            event("a", spec.pop("day", 1), "visit", *spec.pop("values", ()), **spec)
            for spec in (dict(first), dict(second))
        )
        history = of(other, one)

        assert history == of(one, other)
        assert ((one,), [("a", "conflict")]) == (history.events, codes(history))

    def test_bodies_stored_at_the_same_time(self, of, event):
        """When both were stored at once the body decides, whatever types it has."""
        one, other = event("a", 1, "visit", None), event("a", 1, "visit", 7)

        assert of(one, other) == of(other, one)

    def test_each_other_body_is_a_conflict(self, of, event):
        """Three bodies are two conflicts, however often they are delivered."""
        bodies = [event("a", 1, "visit", number) for number in (1, 2, 3)]

        assert [("a", "conflict")] * 2 == codes(of(*bodies, *bodies))

    def test_a_conflict_is_settled_for_all_times(self, of, event):
        """A body that lost does not come back when its time is asked for."""
        winner, loser = event("a", 5, recorded=5), event("a", 1, recorded=6)

        assert () == of(winner, loser, day=2).events


class TestVoids:
    """Clause 6."""

    def test_never_happened(self, of, event):
        """What is voided is not among the events, nor is the void."""
        void = event("v", 3, "void", "a", None, None)
        history = of(event("a", 1), event("b", 2), void)

        assert (["b"], ((event("a", 1), void),), []) == (ids(history.events), history.voided, codes(history))

    def test_from_its_own_time_on(self, of, event):
        """Before the void is made its event stands."""
        events = event("a", 1), event("v", 3, "void", "a", None, None)

        assert [["a"], []] == [ids(of(*events, day=day).events) for day in (2.9, 3)]

    def test_an_unknown_event(self, of, event):
        """A void that comes before its event waits for it."""
        void = event("v", 1, "void", "a", None, None)

        assert (void,) == of(void).waiting
        assert ((), ()) == (of(void, event("a", 2)).events, of(void, event("a", 2)).waiting)

    @pytest.mark.parametrize(
        ("kind", "values"),
        [("void", ("a", None, None)), ("override", ("a",)), ("redeem", (5, None)), ("adjust", (5, None, None, None))],
    )
    def test_what_cannot_be_voided(self, of, event, kind, values):
        """Decisions and corrections stay."""
        history = of(event("a", 1), event("d", 2, kind, *values), event("v", 3, "void", "d", None, None))

        assert [("v", "no-decision-changes")] == codes(history)

    def test_a_void_of_itself(self, of, event):
        """A void cannot name itself."""
        assert [("v", "no-decision-changes")] == codes(of(event("v", 3, "void", "v", None, None)))

    def test_twice(self, of, event):
        """A second void of the same event changes nothing."""
        voids = [event(name, 3, "void", "a", None, None) for name in ("v", "w")]

        assert ((event("a", 1), voids[0]),) == of(event("a", 1), *voids).voided


class TestReplacements:
    """Clause 6."""

    def test_instead(self, of, event):
        """From the replacement on there is the new event, at its own time, and not the old."""
        events = event("a", 2), *replacement(event, "r", "a", 5, 1)

        assert [["a"], ["r"]] == [ids(of(*events, day=day).events) for day in (4.9, 5)]

    def test_later_than_the_limit(self, of, event):
        """A replacement is no late fact, however long ago its event happened."""
        events = event("a", 2), *replacement(event, "r", "a", 200, 1)

        assert ["r"] == ids(of(*events).events)

    def test_of_a_replacement(self, of, event):
        """What was replaced once is corrected by replacing the replacement."""
        events = event("a", 1), *replacement(event, "r", "a", 5, 1), *replacement(event, "s", "r", 6, 1)

        assert [["r"], ["s"]] == [ids(of(*events, day=day).events) for day in (5, 6)]

    def test_only_once(self, of, event):
        """A second replacement of the same event is refused as a whole, or the event would count twice."""
        events = event("a", 1), *replacement(event, "r", "a", 5, 1), *replacement(event, "s", "a", 6, 1)
        history = of(*events)

        assert (["r"], [("s", "conflict")]) == (ids(history.events), codes(history))

    def test_of_a_decision(self, of, event):
        """A decision is not replaced, and what should have come instead does not count."""
        history = of(event("d", 1, "redeem", 5, None), *replacement(event, "r", "d", 5, 1))

        assert (["d"], [("r", "no-decision-changes")]) == (ids(history.events), codes(history))

    def test_of_what_was_voided(self, of, event):
        """An event that was voided may still be replaced: it never happened, and another did."""
        events = event("a", 1), event("v", 3, "void", "a", None, None), *replacement(event, "r", "a", 5, 1)

        assert ["r"] == ids(of(*events).events)

    def test_voided(self, of, event):
        """To void the replacement leaves neither."""
        events = event("a", 1), *replacement(event, "r", "a", 5, 1), event("v", 6, "void", "r", None, None)

        assert [] == ids(of(*events).events)

    def test_a_void_that_only_names_another_event(self, of, event):
        """A void is a replacement's only if its id says so."""
        events = event("a", 1), event("b", 1), event("v", 5, "void", "a", None, "b")

        assert ["b"] == ids(of(*events, day=5).events)
        assert ["a", "b"] == ids(of(*events, day=4).events)


class TestLateFacts:
    """Clause 5."""

    def test_ninety_days(self, of, event):
        """A fact may be stored up to ninety days after it happened, and no microsecond later."""
        history = of(event("a", 1, recorded=91), event("b", 1, recorded=91.001))

        assert (["a"], ["b"], [("b", "late")]) == (ids(history.events), ids(history.quarantined), codes(history))

    def test_days_are_calendar_days(self, event):
        """Across a change of clocks ninety days are an hour more."""
        berlin = zone("Europe/Berlin")
        day = berlin.from_local(datetime(2024, 9, 1)) / 86_400_000_000  # noqa: DTZ001 - a wall clock
        events = [event("a", day, recorded=day + 90 + 1 / 24), event("b", day, recorded=day + 90 + 1.1 / 24)]

        assert ["a"] == ids(History.of(events, berlin, P90D).events)

    @pytest.mark.parametrize(
        ("kind", "values"),
        [("redeem", (5, None)), ("adjust", (5, None, None, None)), ("merge", ("li",)), ("approve", ("g", None, None))],
    )
    def test_what_is_never_late(self, of, event, kind, values):
        """Decisions and corrections are not facts."""
        assert ["a"] == ids(of(event("a", 1, kind, *values, recorded=500)).events)

    def test_override(self, of, event):
        """From the override on the late fact counts."""
        late, override = event("a", 1, recorded=100), event("o", 101, "override", "a")

        assert [["a"], []] == [ids(of(late, override, day=day).quarantined) for day in (100, 101)]
        assert ((late, override),) == of(late, override).overridden
        assert [] == codes(of(late, override))

    def test_an_override_of_what_is_not_late(self, of, event):
        """An override of an ordinary fact changes nothing."""
        history = of(event("a", 1), event("o", 2, "override", "a"))

        assert (["a"], (), ()) == (ids(history.events), history.overridden, history.waiting)

    def test_an_override_that_waits(self, of, event):
        """An override may come before its fact."""
        override = event("o", 2, "override", "a")

        assert (override,) == of(override).waiting

    def test_void_of_a_late_fact(self, of, event):
        """A late fact that was voided is not put aside: it is gone."""
        history = of(event("a", 1, recorded=100), event("v", 101, "void", "a", None, None))

        assert ((), (), []) == (history.events, history.quarantined, codes(history))

    def test_no_limit_worth_the_name(self, event):
        """With a limit of nothing every fact must be stored when it happens."""
        events = [event("a", 1), event("b", 1, recorded=1.5)]

        assert ["b"] == ids(History.of(events, ZONE, Period()).quarantined)


def test_a_stream_is_read_once(event):
    """Any iterable will do, also when two bodies under one id cannot be compared."""
    events = [event("a", 1, "visit", None), event("a", 1, "visit", 7)]

    assert History.of(events, ZONE, P90D) == History.of(iter(events), ZONE, P90D)
