"""Which of two lengths of time is certainly the longer one."""

import pytest

from loyalty.periods import Due
from loyalty.promises.choice import Choice
from loyalty.promises.spans import crossed, longer


def due(text):
    """A length of time, which may be none."""
    return Due.parse(text, zero=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PT2H", "PT30M"),
        ("P1D", "PT23H"),
        ("P32D", "P1M"),
        ("P1M", "P27D"),
        ("P367D", "P1Y"),
        ("P1Y", "P364D"),
        ("P13M", "P1Y"),
        ("3 working hours", "2 working hours"),
        ("PT0.000001S", "PT0S"),
    ],
)
def test_longer(one, other):
    """Longer on every day of the calendar; then the other one is not."""
    assert longer(due(one), due(other))
    assert not longer(due(other), due(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PT2H", "PT2H"),
        ("P31D", "P1M"),
        ("P30D", "P1M"),
        ("P366D", "P1Y"),
        ("P12M", "P1Y"),
        ("9 working hours", "1 working day"),
        ("P10D", "5 working days"),
        ("PT1H", "1 working hour"),
    ],
)
def test_what_depends_on_the_day(one, other):
    """Neither is longer for certain: a month may have 31 days, and working time is no time of the clock."""
    assert (False, False) == (longer(due(one), due(other)), longer(due(other), due(one)))


def test_crossed_by_word():
    """A length for everybody meets each of a table, and tables meet word by word."""
    hour, day = due("PT1H"), due("P1D")
    both = Choice({"gold": hour, "silver": day}, "tier", "main")

    assert [("gold", day, hour)] == list(crossed(both, Choice({"": day})))
    assert [("silver", day, hour)] == list(crossed(Choice({"": hour}), both))
    assert [("gold", day, hour)] == list(crossed(both, Choice({"gold": day, "silver": day}, "tier", "main")))
    assert [] == list(crossed(both, Choice({"gold": day}, "kind")))
    assert [] == [*crossed(None, both), *crossed(both, None)]
