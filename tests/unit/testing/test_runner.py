"""Running scenarios: instants, members, merges, and what nobody expected."""

from textwrap import dedent

import pytest

from loyalty.testing.runner import run
from loyalty.testing.suite import suite

SHOP = """\
[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
[parameters]
gold_from = { type = "money" }
[member.fields]
region = { type = "text", required = true }
[events.purchase]
amount = "money"
[metrics]
spend = { sum = "purchase.amount" }
[[tiers]]
id = "gold"
enter = "spend >= gold_from and region == 'north'"
"""


@pytest.fixture
def cases(tmp_path):
    """A function that returns the cases of a scenario file, which must have no mistakes."""
    (tmp_path / "shop.toml").write_text(SHOP)

    def read(text):
        path = tmp_path / "a.scenario.toml"
        path.write_text('program = "shop.toml"\nparameters = { gold_from = 500 }\n' + dedent(text))
        found = suite(path, "a.scenario.toml")
        assert found.diagnostics == ()
        return found.cases

    return read


def outcome(cases):
    """Return what came of the only case."""
    (case,) = cases
    return run(case.scenario, case.program)


def test_instants_are_taken_in_order(cases):
    """Expectations are checked in the order of time, and failures told in the order of the file."""
    found = outcome(
        cases("""
            [[scenario]]
            name = "x"
            member = { region = "north" }
            events = [{ at = 2024-03-01, purchase = { amount = 500 } }]
            expect = [{ at = 2024-04-01, tier = "none" }, { at = 2024-02-01, tier = "gold" }]
        """)
    )

    assert [("none", "gold", 8), ("gold", "none", 8)] == [
        (one.expected, one.actual, one.line) for one in found.failures
    ]
    assert 2 == found.checked


def test_enrolment_is_at_the_earliest_instant(cases):
    """A member without `joined` is enrolled when the scenario begins, before the events of that instant."""
    assert (
        outcome(
            cases("""
            [[scenario]]
            name = "x"
            member = { region = "north" }
            events = [{ at = 2024-03-01T10:00, id = "!", purchase = { amount = 500 } }]
            expect = [
              { at = 2024-03-01T09:59:59, status = "none" },
              { at = 2024-03-01T10:00, status = "active", tier = "gold" },
            ]
        """)
        )
        .failures[0]
        .actual
        == "active"
    )


def test_a_member_who_cannot_be_enrolled(cases):
    """An enrolment that is refused is a failure, at the member."""
    found = outcome(
        cases("""
            [[scenario]]
            name = "x"
            expect = [{ at = 2024-03-01, tier = "none" }]
        """)
    )

    assert [("event +enrol was rejected, which no expectation says", "missing-field")] == [
        (one.what, one.actual) for one in found.failures
    ]


def test_refusals_can_be_expected(cases):
    """A refusal that some expectation names is no surprise, and is there at every later instant."""
    assert outcome(
        cases("""
            [[scenario]]
            name = "x"
            members = { wang = { region = "north" }, li = { joined = false } }
            events = [{ at = 2024-03-01, member = "li", purchase = { amount = 500 } }]
            expect = [
              { at = 2024-03-02, member = "li", status = "none", rejected = { e1 = "not-enrolled" } },
              { at = 2024-03-03, member = "wang", tier = "none", rejected = { e1 = "not-enrolled" } },
            ]
        """)
    ).passed


def test_series(cases):
    """A series counts from its first event: three months from 31 January end in March."""
    assert outcome(
        cases("""
            [[scenario]]
            name = "x"
            member = { region = "north" }
            events = [{ at = 2024-01-31T10:00, every = "P1M", times = 3, purchase = { amount = 1 } }]
            expect = [
              { at = 2024-02-29T09:59:59, metrics = { spend = 1 } },
              { at = 2024-02-29T10:00, metrics = { spend = 2 } },
              { at = 2024-03-31T09:59:59, metrics = { spend = 2 } },
              { at = 2024-03-31T10:00, metrics = { spend = 3 } },
            ]
        """)
    ).passed


def test_words_are_missing_as_such(cases):
    """What is missing and no number is the value it takes."""
    assert outcome(
        cases("""
            [[scenario]]
            name = "x"
            member = { region = "south" }
            events = [{ at = 2024-03-01, purchase = { amount = 100 } }]
            expect = [{ at = 2024-03-01, missing = { gold = { spend = 400, region = "north" } } }]
        """)
    ).passed


def test_nothing_is_folded_twice_over(cases):
    """Scenarios with the same parameters share a program, others have their own."""
    found = cases("""
        [[scenario]]
        name = "a"
        member = { region = "north" }
        expect = [{ at = 2024-03-01, tier = "none" }]
        [[scenario]]
        name = "b"
        member = { region = "north" }
        expect = [{ at = 2024-03-01, tier = "none" }]
        [[scenario]]
        name = "c"
        member = { region = "north" }
        parameters = { gold_from = 600 }
        expect = [{ at = 2024-03-01, tier = "none" }]
    """)

    assert found[0].program is found[1].program
    assert found[0].program.hash != found[2].program.hash


@pytest.mark.parametrize("at", ["0001-01-01", "9999-12-31T23:59:59"])
def test_times_outside_every_calendar(tmp_path, at):
    """A time that no calendar has is a mistake at its place."""
    (tmp_path / "shop.toml").write_text(SHOP)
    path = tmp_path / "a.scenario.toml"
    header = 'program = "shop.toml"\nparameters = { gold_from = 5 }\n[[scenario]]\nname = "x"\n'
    path.write_text(f'{header}expect = [{{ at = {at}, tier = "none" }}]\n')
    found = suite(path)

    assert (found.diagnostics == ()) == at.startswith("9999")
