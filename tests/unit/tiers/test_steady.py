"""Reviews that cannot change anything are passed over, and nobody can tell."""

import time

import pytest

import loyalty
from loyalty.engine.machine import Machine
from tests.unit.engine.stories import PURCHASE, at, bought, joined, text_of, told

TEXT = (
    PURCHASE
    + """
[member.fields]
vip = {{ type = "bool", default = false }}

[metrics]
spend = {{ sum = "purchase.amount" }}
double = {{ formula = "spend * 2" }}
year = {{ sum = "purchase.amount", window = "year" }}

[ladders.main]
review = "{review}"
grace = "P20D"

[[tiers]]
id = "silver"
enter = "double >= 200 or vip"

[[tiers]]
id = "gold"
enter = "spend >= 1_000"
keep = "{keep}"

[lifecycle]
pause = {{ review = false }}
"""
)


def program(review, keep="spend >= 500"):
    """A shop whose ladder is reviewed, in two versions."""
    body = TEXT.format(review=review, keep=keep)
    later = body.replace('"gold"', '"jade"').replace("spend >= 500", "spend >= 99_000")
    return loyalty.loads(text_of(body), text_of(later, version="2", since="2031-03-03"))


HISTORY = [
    *joined(bought("2024-02-01", 1200), ("2025-03-01", "refund", {"of": "e1", "amount": 800})),
    *told(
        bought("2026-02-01", 2000),
        ("2026-05-05", "pause"),
        ("2027-05-06", "resume"),
        ("2028-01-01", "grant", {"tier": "gold", "until": "2029-01-01", "reason": "r", "by": "x"}),
        first=5,
    ),
]
WHENS = ["2024-12-31", "2025-03-05", "2025-03-25", "2026-12-31", "2027-06-01", "2028-06-01", "2031-03-02", "2035-01-01"]


@pytest.mark.parametrize("keep", ["spend >= 500", "year >= 500"])
@pytest.mark.parametrize("review", ["day", "week", "month", "year", "P1D", "P1M", "P13D", "P1Y"])
def test_the_same_with_every_review(review, keep, monkeypatch):
    """Standing, reviews and effects are those of carrying out each review."""
    quick = [seen(program(review, keep), when) for when in WHENS]
    monkeypatch.setattr(
        Machine, "_tiers_until", lambda self, account, at, _until, out: self.tiers_due(account, at, out)
    )

    assert [seen(program(review, keep), when) for when in WHENS] == quick


def seen(known, when):
    """What can be seen of tiers at an instant; the effects but for their programs."""
    replay = known.replay(HISTORY, at=at(when))
    return replay.state.to_json(), replay.state.reviews, [repr(each) for each in replay.effects]


@pytest.mark.parametrize("review", ["day", "P1D"])
def test_centuries_take_no_time(review):
    """Two centuries of daily reviews are passed over at once, by the fold and by asking later."""
    known = program(review)
    state = known.fold(HISTORY[:2], at=at("2024-03-01"))
    started = time.process_time()

    assert "silver" == known.at(state, at("2199-12-01")).tier
    assert time.process_time() - started < 0.5
