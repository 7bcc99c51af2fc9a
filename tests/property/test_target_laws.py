"""Laws of targets: figures are those of a naive count, whatever the order; periods, groups and parts add up."""

import random
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import loyalty
from loyalty.targets.limits import bounds
from loyalty.targets.verdict import judged
from tests.oracle.targets import RIGHT, Rules, recount

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = """
[program]
id = "laws"
version = "1"
effective_from = 2023-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[member.fields]
region = { type = "text", values = ["north", "south"], required = true }

[events.visit]
[events.survey]
score = "decimal"
[events.purchase]
amount = "money"

[[promises]]
id = "care"
every = "month"
kept_by = "visit"
"""
FIGURES = {
    "start": '{ members = "start" }',
    "end": '{ members = "end" }',
    "joined": '{ members = "joined" }',
    "left": '{ members = "left" }',
    "ever": '{ members = "ever" }',
    "active": '{ members_with = "visit" }',
    "visits": '{ count = "visit" }',
    "spent": '{ sum = "purchase.amount" }',
    "scores": '{ count = "survey" }',
    "score": '{ sum = "survey.score" }',
    "mean": '{ mean = "survey.score" }',
    **{
        word: f'{{ promises = "care", outcome = "{word}" }}' for word in ("opened", "kept", "breached", "waived", "due")
    },
}
LISTED = "\n".join(f"figures.{name} = {figure}" for name, figure in FIGURES.items())


def table(name, period, more=""):
    """A target with every figure."""
    return (
        f'[[targets]]\nid = "{name}"\nperiod = "{period}"\n{LISTED}\n'
        f'value = "left / start"\nrequire = "value < 3.5%"\n{more}'
    )


PROGRAM = loyalty.loads(
    HEAD
    + "".join(table(name, name) for name in ("month", "quarter", "year"))
    + table("regions", "quarter", 'by = "region"\n')
)
AFTER = datetime(2025, 6, 1, tzinfo=ZONE)
QUARTER = (datetime(2024, 1, 1, tzinfo=ZONE), datetime(2024, 4, 1, tzinfo=ZONE))
MONTHS = [
    (datetime(2023, 12, 1, tzinfo=ZONE), QUARTER[0]),
    *pairwise(datetime(2024, month, 1, tzinfo=ZONE) for month in (1, 2, 3, 4, 5)),
]
EDGES = [
    datetime(2024, month, 1, tzinfo=ZONE) + timedelta(microseconds=step)
    for month in (1, 2, 3, 4)
    for step in (-1, 0, 1)
]
INSTANTS = sorted(EDGES + [datetime(2023, 11, 10, 9, tzinfo=ZONE) + timedelta(days=3 * step) for step in range(60)])
KINDS = ["visit", "visit", "survey", "purchase", "purchase", "cancel", "rejoin", "pause", "resume", "refund", "void"]
lives = st.lists(
    st.lists(
        st.tuples(st.integers(0, len(INSTANTS) - 1), st.sampled_from(KINDS), st.integers(1, 9)),
        max_size=9,
        unique_by=lambda act: act[0],
    ),
    min_size=1,
    max_size=5,
)


def stream(found):
    """The events of members from drawn lives: the first act enrols, and refunds and voids name earlier ones."""
    events = []
    for number, life in enumerate(found):
        mine = []
        for place, (instant, kind, size) in enumerate(sorted(life)):
            event = {"id": f"m{number}-{place}", "member": f"m{number}", "at": INSTANTS[instant]}
            named = [each["id"] for each in mine if kind == "void" or each["kind"] == "purchase"]
            if place == 0:
                event |= {"kind": "enrol", "region": "north" if size % 2 else "south"}
            elif kind in {"refund", "void"}:
                event |= {"kind": kind, "of": named[size % len(named)]} if named else {"kind": "visit"}
                event |= {"amount": size * 3} if event["kind"] == "refund" and size % 3 else {}
            else:
                event |= {"kind": kind}
                event |= {"amount": size * 10} if kind == "purchase" else {}
                event |= {"score": str(size)} if kind == "survey" else {}
            mine.append(event)
        events += [each for each in mine if each["kind"] != "void" or not each["of"].endswith("void")]
    return [each for each in events if each["kind"] != "void" or _may_be_voided(each, events)]


def _may_be_voided(void, events):
    """Whether what a void names is a fact: no void, and not a refund, whose going would change what others ask for."""
    return next(each["kind"] for each in events if each["id"] == void["of"]) not in {"void", "refund"}


def measured(events, period, target):
    """The results of one target."""
    return [each for each in PROGRAM.targets(events, at=AFTER, period=period) if each.target == target]


def figures(found):
    """The figures of a result as fractions, but for the mean."""
    return {name: Fraction(value) for name, value in found.figures.items() if name != "mean"}


def as_the_recount(found, rules=RIGHT):
    """The law: the figures are those of a naive count."""
    events = stream(found)
    (mine,) = measured(events, "2024-Q1", "quarter")
    wanted = recount(events, *QUARTER, rules, MONTHS)

    assert wanted == figures(mine)
    assert (wanted["score"] / wanted["scores"] if wanted["scores"] else None) == mine.figures["mean"]


def conserved(found):
    """The law: who was there or came, left or stayed."""
    (mine,) = measured(stream(found), "2024-Q1", "quarter")
    mine = mine.figures

    assert mine["start"] + mine["joined"] == mine["ever"] == mine["left"] + mine["end"]


def adds_up(found, names=("visits", "scores", "score", "opened", "kept", "breached", "waived", "due")):
    """The law: events of three months are those of the quarter, and who came and went in them did so in it.

    Money does so as long as nothing is given back in a later month, which a month that is over does not know.
    """
    events = stream(found)
    months = [figures(each) for month in ("01", "02", "03") for each in measured(events, f"2024-{month}", "month")]
    (quarter,) = map(figures, measured(events, "2024-Q1", "quarter"))
    names = names if any(each["kind"] == "refund" for each in events) else (*names, "spent")

    assert all(sum(each[name] for each in months) == quarter[name] for name in names)
    assert (months[0]["start"], months[-1]["end"]) == (quarter["start"], quarter["end"])
    assert sum(each["joined"] - each["left"] for each in months) == quarter["joined"] - quarter["left"]
    assert all(one["end"] == other["start"] for one, other in pairwise(months))


def groups_add_up(found, names=tuple(name for name in FIGURES if name != "mean")):
    """The law: the groups of a target are the whole, each member in one of them."""
    events = stream(found)
    (whole,) = measured(events, "2024-Q1", "quarter")
    groups = measured(events, "2024-Q1", "regions")

    assert all(sum((each.figures[name] or 0) for each in groups) == (whole.figures[name] or 0) for name in names)


def any_order(found, seed, results=lambda events: PROGRAM.targets(events, at=AFTER, period="2024-Q1")):
    """The law: the order of events and members means nothing, nor does a second delivery."""
    events = stream(found)
    other = [*events, *events[:2]]
    random.Random(seed).shuffle(other)  # noqa: S311 - any order will do

    assert results(events) == results(other)


def in_parts(found, part_of=lambda event: event["member"] in {"m0", "m2"}):
    """The law: a population that is added part after part gives what the whole gives."""
    events = stream(found)
    whole = PROGRAM.measuring(at=AFTER, period="2024-Q1")
    other = PROGRAM.measuring(at=AFTER, period="2024-Q1")
    whole.add([each for each in events if part_of(each)])
    other.add([each for each in events if not part_of(each)])
    whole.merge(other.sums)

    assert PROGRAM.targets(events, at=AFTER, period="2024-Q1") == whole.results()


VALUES = [
    "left / start",
    "(start - left) / start",
    "left * 2 - 3",
    "left - joined",
    "(left + joined) / (2 * start)",
    "-left / 7",
]
REQUIRES = ["value < {}", "value <= {}", "value > {}", "value >= {}", "value == {}"]
numbers = st.fixed_dictionaries({name: st.integers(0, 30) for name in ("left", "start", "joined")})


def enough(value, require, threshold, known, off=0):
    """The law: with a figure at its limit the requirement holds, and with one more or less it does not."""
    text = table("t", "year").replace("left / start", value).replace("value < 3.5%", require.format(threshold))
    (target,) = loyalty.loads(HEAD + text).versions[0].targets
    figures = {each.name: known.get(each.name, 0) for each in target.figures}
    for bound in bounds(target, figures, {}) if judged(target, figures, {}).state != "unknown" else ():
        step = {"<=": 1, ">=": -1, "==": 1}[bound.op]
        at_limit, beyond = ({**figures, bound.figure.name: int(bound.limit) + off + one} for one in (0, step))
        moved = judged(target, beyond, {}).state

        assert bound.kept is (judged(target, figures, {}).state == "met")
        assert ("met", "missed") == (judged(target, at_limit, {}).state, moved)


cases = st.tuples(st.sampled_from(VALUES), st.sampled_from(REQUIRES), st.integers(-3, 20), numbers)


@given(lives)
def test_as_the_recount(found):
    """Figures are those of a naive count over plain events."""
    as_the_recount(found)


@given(lives)
def test_conserved(found):
    """Who was there at the start or joined is who left or is there at the end."""
    conserved(found)


@given(lives)
def test_adds_up(found):
    """Three months are a quarter."""
    adds_up(found)


@given(lives)
def test_groups_add_up(found):
    """The groups are the whole."""
    groups_add_up(found)


@given(lives, st.integers(0, 99))
def test_any_order(found, seed):
    """Any order of events and members gives the same."""
    any_order(found, seed)


@given(lives)
def test_in_parts(found):
    """Parts that are merged give the whole."""
    in_parts(found)


@given(
    lives, st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 71)), max_size=3), st.integers(0, 99)
)
def test_merged(found, merges, seed):
    """Members who turn out to be one count once, in any order, and who came or stayed is still who left or is there."""
    events = stream(found)
    for number, (survivor, absorbed, instant) in enumerate(merges):
        event = {"id": f"u{number}", "member": f"m{survivor}", "kind": "merge", "absorbs": f"m{absorbed}"}
        events.append({**event, "at": INSTANTS[instant]})
    other = events[:]
    random.Random(seed).shuffle(other)  # noqa: S311 - any order will do
    one, two = (measured(each, "2024-Q1", "quarter")[0] for each in (events, other))
    alone = measured(stream(found), "2024-Q1", "quarter")[0].figures

    assert one == two
    assert one.figures["start"] + one.figures["joined"] == one.figures["left"] + one.figures["end"]
    assert one.figures["ever"] <= alone["ever"]


@settings(max_examples=60)
@given(cases)
def test_enough(case):
    """What is said to be enough is enough, and no less is."""
    enough(*case)


SEARCH = settings(
    max_examples=4_000,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def by_arrival(events):
    """Results of a bad measurement, which lets the first half of the stream stand for all members in it."""
    seen, first = set(), []
    for each in events:
        if each["id"] not in seen and len(first) < max(2, len(events) // 3):
            first.append(each)
        seen.add(each["id"])
    return PROGRAM.targets(first, at=AFTER, period="2024-Q1")


KNOWN_BAD = {
    **{
        f"a count in which {name} is so": (lives, lambda found, name=name: as_the_recount(found, Rules(**{name: True})))
        for name in (each.name for each in attrs.fields(Rules))
    },
    "members of months added up": (lives, lambda found: adds_up(found, ("ever",))),
    "money added up in spite of refunds": (lives, lambda found: adds_up(found, ("spent",))),
    "who was active in months added up": (lives, lambda found: adds_up(found, ("active",))),
    "means of groups added up": (lives, lambda found: groups_add_up(found, ("mean",))),
    "the order of arrival": (lives, lambda found: any_order(found, 1, by_arrival)),
    "members torn apart": (lives, lambda found: in_parts(found, lambda event: event["id"].endswith(("0", "2")))),
    "limits beside the mark": (cases, lambda case: enough(*case, off=1)),
}


@pytest.mark.parametrize("name", KNOWN_BAD)
def test_known_bad(name):
    """Each wrong reading has a counterexample, so the law that it breaks can fail."""
    drawn, law = KNOWN_BAD[name]

    @SEARCH
    @given(drawn)
    def check(case):
        law(case)

    with pytest.raises(AssertionError):
        check()
