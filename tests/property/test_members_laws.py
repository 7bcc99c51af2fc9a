"""Laws of reading events, of their identity and order, of serials and of merges.

Every law is run once with the code it is about and once with a plausible mistake, which it must catch.
"""

import json
import random
import time
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from loyalty.errors import Rejection
from loyalty.members import (
    CORE,
    Event,
    EventKind,
    Field,
    History,
    NumberFormat,
    Population,
    Reader,
    assign,
    in_order_of_knowledge,
    known,
)
from loyalty.periods import Period, zone
from loyalty.quantities import Currency

LAWS = settings(database=None, max_examples=3 * settings().max_examples)
CONTROLS = settings(
    deadline=None,
    database=None,
    max_examples=3000,
    derandomize=True,
    phases=[Phase.generate],
    report_multiple_bugs=False,
)
DAY = 86_400_000_000
ZONE = zone("Asia/Shanghai")
P90D = Period(days=90)
FIELDS = (Field("region", "text"),)
NUMBER = NumberFormat("{region} {serial:05}", "region")

Law = Callable[[], None]
Of = Callable[[Iterable[Event], int | None], History]
Group = Callable[[Iterable[Event], int | None], Population]
Assign = Callable[[Sequence[Event]], tuple[Event, ...]]

NAMES = ("a", "b", "c", "d", "e", "r", "s")
VALUES: dict[str, st.SearchStrategy[tuple[Any, ...]]] = {
    "visit": st.sampled_from([(), (None,), (7,)]),
    "redeem": st.just((5, None)),
    "void": st.tuples(st.sampled_from(NAMES), st.none(), st.sampled_from([None, "r", "s"])),
    "override": st.tuples(st.sampled_from(NAMES)),
    "merge": st.tuples(st.sampled_from(["wang", "li", "zhao"])),
    "enrol": st.tuples(st.none(), st.sampled_from([None, None, 2]), st.sampled_from(["755", "20", None])),
}


@st.composite
def events(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(VALUES), members: tuple[str, ...] = ("wang",)) -> Event:
    """An event with few possible ids, times and bodies, so that all of them collide."""
    kind = draw(st.sampled_from(kinds))
    at = draw(st.integers(1, 5)) * DAY
    values = draw(VALUES[kind])
    name = f"{values[2]}/void" if kind == "void" and values[2] else draw(st.sampled_from(NAMES))
    stored = at + draw(st.sampled_from([0, 0, 0, 1, 2, 91, 120])) * DAY
    phase = CORE[kind].phase if kind in CORE else 3
    return Event(at, phase, name, kind, draw(st.sampled_from(members)), stored, values)


streams = st.lists(events(), max_size=9)
populations = st.lists(events(members=("wang", "li", "zhao")), max_size=9)
instants = st.one_of(st.none(), st.integers(0, 6).map(lambda day: day * DAY))


def history(stream: Iterable[Event], at: int | None) -> History:
    """The history itself."""
    return History.of(stream, ZONE, P90D, at)


def first_come(stream: Iterable[Event], at: int | None) -> History:
    """A mistake: of two bodies under one id, keep the one delivered first."""
    kept: dict[str, Event] = {}
    for event in stream:
        kept.setdefault(event.id, event)
    return history(kept.values(), at)


def voids_as_they_come(stream: Iterable[Event], at: int | None) -> History:
    """A mistake: a void takes away only what was delivered before it."""
    known: dict[str, Event] = {}
    for event in stream:
        if event.kind == "void":
            known.pop(event.values[0], None)
        else:
            known[event.id] = event
    return history(known.values(), at)


def every_delivery(stream: Iterable[Event], at: int | None) -> History:
    """A mistake: duplicates count."""
    found = list(stream)
    kept = sorted(found, key=lambda event: event[:3])
    return attrs.evolve(history(found, at), events=tuple(event for event in kept if at is None or event.at <= at))


def any_order_law(of: Of, how: settings) -> Law:
    """Delivering the same events in any order gives the same history (clause 3)."""

    @how
    @given(streams, instants, st.randoms(use_true_random=False))
    def law(stream: list[Event], at: int | None, chance: random.Random) -> None:
        other = chance.sample(stream, len(stream))

        assert of(stream, at) == of(other, at)
        assert in_order_of_knowledge(of(stream, at)) == in_order_of_knowledge(of(other, at))

    return law


def once_law(of: Of, how: settings) -> Law:
    """Delivering an event again changes nothing (clause 4)."""

    @how
    @given(st.lists(events(), min_size=1, max_size=9), instants, st.data())
    def law(stream: list[Event], at: int | None, data: st.DataObject) -> None:
        again = data.draw(st.lists(st.sampled_from(stream), max_size=4))

        assert of(stream, at) == of(stream + again, at)

    return law


def accounted_law(of: Of, how: settings) -> Law:
    """Every id is counted, voided, put aside, refused or a correction, and none counts twice."""

    @how
    @given(streams, instants)
    def law(stream: list[Event], at: int | None) -> None:
        found = of(stream, at)
        counted = [event.id for event in found.events]
        gone = {event.id for event, _ in found.voided} | {event.id for event in found.quarantined}

        assert len(set(counted)) == len(counted)
        assert gone.isdisjoint(counted)
        assert list(found.events) == sorted(found.events, key=lambda event: event[:3])
        assert all(at is None or event.at <= at for event in found.events)
        assert not any(event.kind in ("void", "override") for event in found.events)
        if at is None:
            refused = {rejection.event_id for rejection in found.rejections}
            corrections = {event.id for event in stream if event.kind in ("void", "override")}

            assert {event.id for event in stream} <= gone.union(counted, refused, corrections)

    return law


@pytest.mark.parametrize("law", [any_order_law, once_law, accounted_law])
def test_history(law: Callable[[Of, settings], Law]) -> None:
    """A history depends on which events there are, and on nothing else."""
    law(history, LAWS)()


@pytest.mark.parametrize(
    ("law", "mistake"),
    [
        (any_order_law, first_come),
        (any_order_law, voids_as_they_come),
        (once_law, every_delivery),
        (accounted_law, every_delivery),
    ],
)
def test_history_control(law: Callable[[Of, settings], Law], mistake: Of) -> None:
    """The laws of histories catch a mistake."""
    with pytest.raises(AssertionError):
        law(mistake, CONTROLS)()


Doubt = Callable[[History], tuple[Event, ...]]


def later_records(found: History) -> tuple[Event, ...]:
    """A mistake: doubt a decision only for what came late, forgetting what was voided or let in since."""
    return in_order_of_knowledge(attrs.evolve(found, reaches=()))


def knowledge_law(doubt: Doubt, how: settings) -> Law:
    """Where a decision is not doubted, the fold has before it exactly the events known when it was taken (clause 2).

    A replacement (r, s) is stored at one instant with its void, as the reader makes it.
    """

    @how
    @given(st.lists(events(kinds=("visit", "redeem", "void", "override")), max_size=9), instants)
    def law(stream: list[Event], at: int | None) -> None:
        stored = {"r": 6 * DAY, "s": 7 * DAY}
        stream = [e._replace(recorded_at=stored.get(e.id.removesuffix("/void"), e.recorded_at)) for e in stream]
        found = history(stream, at)
        doubted = doubt(found)
        for decision in found.events:
            if decision.kind == "redeem" and decision not in doubted:
                then = history(known(stream, decision), decision.at).events
                now = found.events[: found.events.index(decision) + 1]

                assert now == then[: len(now)]

    return law


def test_knowledge() -> None:
    """Verdicts are taken with what was known."""
    knowledge_law(in_order_of_knowledge, LAWS)()


def test_knowledge_control() -> None:
    """The law of knowledge catches a mistake."""
    with pytest.raises(AssertionError):
        knowledge_law(later_records, CONTROLS)()


def in_delivered_order(stream: Iterable[Event], at: int | None) -> Population:
    """A mistake: merges are followed as they are delivered, and only for what is delivered afterwards."""
    survivors: dict[str, str] = {}
    members: dict[str, list[Event]] = {}
    for event in stream:
        if event.kind == "merge" and (at is None or event.at <= at):
            survivors[event.values[0]] = event.member
        members.setdefault(survivors.get(event.member, event.member), []).append(event)
    return Population({name: tuple(sorted(members[name], key=str)) for name in sorted(members)})


def members_law(group: Group, how: settings) -> Law:
    """Grouping does not depend on delivery, loses nothing but what is refused, and leaves no absorbed member behind."""

    @how
    @given(populations, instants, st.randoms(use_true_random=False))
    def law(stream: list[Event], at: int | None, chance: random.Random) -> None:
        found = group(stream, at)
        kept = {event.id for grouped in found.members.values() for event in grouped}

        assert found == group(chance.sample(stream, len(stream)), at)
        assert {event.id for event in stream} == kept | found.merges.refused
        assert set(found.merges.survivors).isdisjoint(found.members)
        assert set(found.merges.survivors).isdisjoint(found.merges.survivors.values())

    return law


def test_population() -> None:
    """Merges unite histories whatever the order of delivery."""
    members_law(Population.of, LAWS)()


def test_population_control() -> None:
    """The law of grouping catches a mistake."""
    with pytest.raises(AssertionError):
        members_law(in_delivered_order, CONTROLS)()


def serials(stream: Sequence[Event]) -> tuple[Event, ...]:
    """The assignment itself."""
    return assign(stream, NUMBER, FIELDS)


def as_they_come(stream: Sequence[Event]) -> tuple[Event, ...]:
    """A mistake: serials in the order of delivery."""
    return tuple(e._replace(values=(e.values[0], n, e.values[2])) for n, e in enumerate(stream, 1))


def serials_law(give: Assign, how: settings) -> Law:
    """Every enrolment gets one serial, different in its scope, whatever the order of delivery; given ones stay."""

    @how
    @given(st.lists(events(kinds=("enrol",)), max_size=9), st.randoms(use_true_random=False))
    def law(stream: list[Event], chance: random.Random) -> None:
        found = give(stream)
        fresh = {(e.id, e.at, e.values) for e, old in zip(found, stream, strict=True) if old.values[1] is None}

        assert sorted(map(repr, map(tuple, found))) == sorted(
            map(repr, map(tuple, give(chance.sample(stream, len(stream)))))
        )
        assert len({(values[2], values[1]) for *_, values in fresh}) == len(fresh)
        assert all(old.values[1] in (None, new.values[1]) for old, new in zip(stream, found, strict=True))

    return law


def test_serials() -> None:
    """Numbers are facts that no delivery changes."""
    serials_law(serials, LAWS)()


def test_serials_control() -> None:
    """The law of serials catches a mistake."""
    with pytest.raises(AssertionError):
        serials_law(as_they_come, CONTROLS)()


KINDS = {
    "purchase": EventKind(
        "purchase",
        (Field("amount", "money"), Field("shop", "text", values=("online", "store"), default="store")),
        (
            Field("amount", "money"),
            Field("category", "text"),
            Field("quantity", "integer", default=1, min=1, max=99),
            Field("special", "bool", default=False),
        ),
    ),
    "survey": EventKind("survey", (Field("score", "decimal"), Field("share", "percent"), Field("on", "date"))),
}
MEMBER_FIELDS = (Field("surname", "text", required=True, pii=True), Field("born", "date"), Field("fee", "money"))
READER = Reader(KINDS, MEMBER_FIELDS, (), ZONE, Currency("CNY"))
TEXT_READER = attrs.evolve(READER, text=True)
GOOD: tuple[dict[str, Any], ...] = tuple(
    {"id": "e1", "member": "wang", "at": "2024-03-01T10:00:00+08:00"} | body
    for body in (
        {"kind": "purchase", "amount": "12.50", "shop": "online"},
        {"kind": "purchase", "lines": [{"amount": "80", "category": "tea"}, {"amount": 3, "quantity": 2}]},
        {"kind": "survey", "score": "0.5", "share": "20%", "on": "2024-02-29"},
        {"kind": "enrol", "surname": "王", "born": "1990-06-15", "serial": 5},
        {"kind": "update", "fee": "3.10"},
        {"kind": "adjust", "points": -5, "reason": "goodwill", "expires": "2025-01-01"},
        {"kind": "grant", "tier": "gold", "until": "2025-01-01T00:00:00Z"},
        {"kind": "refund", "of": "p1", "lines": [{"line": 1, "amount": 1}]},
        {"kind": "redeem", "points": 100, "order": "10"},
        {"kind": "void", "of": "p1", "reason": "typed twice", "recorded_at": "2024-03-02T00:00:00Z"},
        {"kind": "replace", "of": "p1", "with": {"kind": "purchase", "amount": "8"}},
    )
)


def nested(depth: int) -> Any:
    """Lists in lists."""
    found: Any = []
    for _ in range(depth):
        found = [found]
    return found


JUNK: tuple[Any, ...] = (
    None, "", " ", "0", "-1", "1e9", "NaN", "１２", "\ud800", "\0", "\u202e", "x" * 300, "9" * 5_000, "é" * 50_000,
    "2024-03-01T10:00:00", "2024-02-30", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "+" * 30,
    0, -1, 1, 10**15, 10**15 + 1, -(10**20), 10**10_000, True, False, 0.1, float("nan"), float("-inf"), 1e308,
    Decimal("1E+1000000"), Decimal("-1E-1000000"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"),
    Decimal("0.001"), b"x", (), [], {}, [[]], {"amount": 1}, [{"amount": 1}], [{}] * 10_001, {1: 2}, nested(100),
    object(), 1j, range(9),
)  # fmt: skip
KEYS: tuple[Any, ...] = (
    "id", "member", "kind", "at", "recorded_at", "amount", "shop", "lines", "with", "of", "points", "reason", "until",
    "surname", "born", "as", "serial", "score", "share", "on", "Amount", "", "\ud800", "x" * 100_000, 7, None, 1.5,
    ("a",), b"id", float("nan"),
)  # fmt: skip


def mutated(raw: Any, chance: random.Random) -> Any:
    """The event with one to three things wrong with it, or by luck with none."""
    for _ in range(chance.randint(1, 3)):
        raw = spoilt(raw, chance)
    return raw


def spoilt(raw: Any, chance: random.Random) -> Any:
    """One thing changed: a value, a key, or something further in."""
    if isinstance(raw, dict) and raw and chance.random() < 0.95:
        inside = [key for key, value in raw.items() if isinstance(value, dict | list) and value]
        if inside and chance.random() < 0.4:
            key = chance.choice(inside)
            return raw | {key: spoilt(raw[key], chance)}
        if chance.random() < 0.2:
            gone = chance.choice(list(raw))
            return {key: value for key, value in raw.items() if key is not gone}
        key = chance.choice([*raw, *raw, *KEYS])
        return raw | {key: chance.choice([*JUNK, *["purchase", "enrol", "replace"]])}
    if isinstance(raw, list) and 0 < len(raw) < 100:
        place = chance.randrange(len(raw))
        return [*raw[:place], spoilt(raw[place], chance), *raw[place + 1 :]]
    return chance.choice(JUNK)


def sound(found: object) -> bool:
    """Whether an answer is a rejection with a code, or events in plain values of the engine."""
    if isinstance(found, Rejection):
        return bool(found.code) and len(str(found)) < 2_000 and str(found).encode(errors="strict") != b""
    return isinstance(found, tuple) and all(type(event) is Event and plain(tuple(event)) for event in found)


def plain(value: object) -> bool:
    """Whether a value is made of bounded integers, texts, truth values and None only."""
    if type(value) is tuple:
        return all(map(plain, value))
    if type(value) is int:
        return abs(value) <= 10**18
    if type(value) is str:
        return len(value) <= 10_000 and "\0" not in value and value.encode().decode() == value
    return value is None or type(value) is bool


def hostile(reader: Reader, rounds: int, limit: float) -> tuple[int, int]:
    """Read mutated events; how many were refused and how many accepted, each in `limit` seconds and soundly."""
    chance = random.Random(20_240_301)  # noqa: S311 - the same junk every time
    refused = 0
    for number in range(rounds):
        raw = mutated(GOOD[number % len(GOOD)], chance)
        began = time.perf_counter()
        found = reader.read_all(raw)

        assert time.perf_counter() - began < limit
        assert sound(found)
        refused += isinstance(found, Rejection)
    return refused, rounds - refused


@pytest.mark.parametrize("reader", [READER, TEXT_READER], ids=["values", "text"])
def test_hostile_events(reader: Reader) -> None:
    """Twenty thousand mutated events are answered: none raises, none takes long, and not all are refused."""
    refused, accepted = hostile(reader, 20_000, limit=1)

    assert refused > 5_000
    assert accepted > 200


@attrs.frozen
class Trusting:
    """A mistake: believe numbers as they come."""

    def read_all(self, raw: Any) -> object:
        """Turn the amount into minor units the short way."""
        return (Event(0, 3, raw["id"], raw["kind"], raw["member"], 0, (int(Decimal(raw.get("amount", 0)) * 100),)),)


def test_hostile_events_control() -> None:
    """A reader that believes what it reads does not get far."""
    with pytest.raises((AssertionError, ArithmeticError, LookupError, TypeError, ValueError)):
        hostile(Trusting(), 200, limit=1)  # type: ignore[arg-type]


def forgetful(event: Event) -> dict[str, object]:
    """A mistake: times to the second."""
    body = READER.body(event, masked=False)
    return body | {"at": str(body["at"]).split(".", maxsplit=1)[0] + "+08:00" * ("." in str(body["at"]))}


def written_law(write: Callable[[Event], dict[str, object]], how: settings) -> Law:
    """Reading what was written, through JSON, gives the same event."""
    texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
    lines = st.fixed_dictionaries(
        {"amount": st.decimals(0, 10**6, places=2).map(str)},
        optional={"category": texts, "quantity": st.integers(1, 99), "special": st.booleans()},
    )
    surveys = st.fixed_dictionaries(
        {},
        optional={
            "score": st.decimals(-(10**9), 10**9, places=9, allow_nan=False),
            "share": st.integers(-(10**6), 10**6),
            "on": st.dates().map(str),
        },
    )

    @how
    @given(st.one_of(st.lists(lines, min_size=1, max_size=4), surveys), st.integers(-(2 * 10**15), 7 * 10**15))
    def law(fields: Any, at: int) -> None:
        body = {"kind": "purchase", "lines": fields} if isinstance(fields, list) else {"kind": "survey", **fields}
        event = READER.read({"id": "e1", "member": "m", "at": ZONE.local(at), **body})

        assert isinstance(event, Event)
        assert event == READER.read(json.loads(json.dumps(write(event))))

    return law


def test_written() -> None:
    """No event loses anything when it is written and read again."""
    written_law(lambda event: READER.body(event, masked=False), LAWS)()


def test_written_control() -> None:
    """The law of writing catches a mistake."""
    with pytest.raises(AssertionError):
        written_law(forgetful, CONTROLS)()
