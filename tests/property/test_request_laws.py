"""Requests on random histories: against a second implementation, and by laws that hold whatever happens.

A law is a function of an engine and of what is drawn, and raises AssertionError where the engine breaks it; each has
an engine that is wrong on purpose, for which it must.
"""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loyalty
from loyalty.engine import effects as e
from loyalty.engine.state import State
from tests.functional.test_known_bad import counterexample
from tests.oracle import asking_broken as broken
from tests.oracle.moments import local
from tests.property.strategies import asking, compared
from tests.property.test_engine_laws import applied, recorded

DAY = 86_400_000_000
DECIDES = ("approve", "reject")


def examples(count):
    """So many examples of each 100 that the hypothesis profile in use asks for."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(max_examples=max(1, count * settings().max_examples // 100), suppress_health_check=checks)


def story(data, size=12):
    """A program, a history and an instant."""
    text, zone = data.draw(asking.texts())
    events, when = data.draw(asking.stories(zone, size=size))
    return loyalty.loads(text), events, when


def as_the_oracle(look, data):
    """An engine says of requests, rejections and tiers what the oracle says."""
    program, events, when = story(data)
    one, other = look(program, events, when), asking.of_oracle(program, events, when)

    assert other == one, compared.differences(one, other)


def merged_as_the_oracle(look, data):
    """The same of two histories that become one."""
    text, zone = data.draw(asking.texts())
    events, when = data.draw(asking.merges(zone))
    program = loyalty.loads(text)
    one, other = (each(program, events, when, "m") for each in (look, asking.of_oracle))
    kept = ("requests", "tiers", "status")

    assert [other[key] for key in kept] == [one[key] for key in kept]


def versions_as_the_oracle(look, data):
    """The same where a new version begins somewhere in the history."""
    text, zone = data.draw(asking.texts())
    newer, _zone = data.draw(asking.texts(zone))
    events, when = data.draw(asking.stories(zone, size=8))
    decided = [event["at"][:10] for event in events if event["kind"] in DECIDES]
    since = data.draw(st.sampled_from(decided or ["2024-03-01"]))
    newer = newer.replace('version = "1"', 'version = "2"').replace("2020-01-01", since)
    program = loyalty.loads(text, newer)
    one, other = look(program, events, when), asking.of_oracle(program, events, when)

    assert other == one, compared.differences(one, other)


def ends_once(look, data):
    """Every application that counts is open or has ended exactly once, whatever happens to the member."""
    program, events, when = story(data)
    view = look(program, events, when)
    gone = {event["of"] for event in events if event["kind"] == "void" and compared.parsed(event["at"]) <= when}
    made = [event for event in events if event["kind"] in asking.APPLICATIONS and compared.parsed(event["at"]) <= when]
    count = {event["id"] for event in made} - gone - view["rejected"].keys()
    ended, waiting = view["requests"]["ended"], view["requests"]["open"]

    assert not ended.keys() & waiting.keys()
    assert count == ended.keys() | waiting.keys()
    assert all(len(each) == 1 for each in ended.values())


def applicants_decide_nothing(look, data):
    """Without the decisions of those who applied, everything comes out the same."""
    program, events, when = story(data)
    by = {event["id"]: {event.get("by"), event["member"]} for event in events if event["kind"] in asking.APPLICATIONS}
    own = [event["id"] for event in events if event["kind"] in DECIDES and event["by"] in by.get(event.get("of"), ())]
    rest = [event for event in events if event["id"] not in own]

    assert look(program, rest, when)["requests"] == look(program, events, when)["requests"]


def once_each(look, data):
    """A decision of a person who has decided before changes nothing."""
    program, events, when = story(data)
    view = look(program, events, when)
    twice = [event["id"] for event in events if event["kind"] in DECIDES and "of" in event]
    first = {}
    for name in sorted(twice, key=lambda name: _time(events, name)):
        event = next(each for each in events if each["id"] == name)
        if name not in view["rejected"] and first.setdefault((event["of"], event["by"]), name) != name:
            raise AssertionError(name)


def _time(events, name):
    event = next(each for each in events if each["id"] == name)
    return compared.parsed(event["at"]), name


def any_order(look, data):
    """Delivering the same events in any order, some of them twice, gives the same."""
    program, events, when = story(data)
    mixed = data.draw(st.permutations(events + events[:2]))

    assert look(program, events, when) == look(program, mixed, when)


def by_arrival(program, events, when, member=None):
    """A bad engine: events count in the order in which they come."""
    late, moved = 0, []
    for event in {event["id"]: event for event in events}.values():
        late = max(late, compared.parsed(event["at"]))
        at = local(late, compared.zone_of(program)).isoformat()
        moved.append({**event, "at": at, "recorded_at": at})
    return asking.of_oracle(program, moved, max(when, late), member)


def expires_by_itself(look, data):
    """Long after the last event nothing is open that has an end."""
    program, events, when = story(data)
    rules = {rule.on: rule for rule in program.versions[0].requests}
    kinds = {event["id"]: event["kind"] for event in events}
    last = max(when, *(compared.parsed(event["at"]) for event in events))
    waiting = look(program, events, last + 30 * DAY)["requests"]["open"]

    assert not [name for name in waiting if rules[kinds[name]].expires or rules[kinds[name]].until_start]


def void_is_never(look, data):
    """An application that is void has never been there."""
    program, events, when = story(data)
    of = [event["id"] for event in events if event["kind"] in asking.APPLICATIONS]
    name = data.draw(st.sampled_from(of)) if of else "nobody"
    last = max(when, *(compared.parsed(event["at"]) for event in events)) + DAY
    at = local(last, compared.zone_of(program)).isoformat()
    void = {"id": "never", "member": "m", "kind": "void", "at": at, "of": name}
    rest = [event for event in events if event["id"] != name and event.get("of") != name]

    assert look(program, rest, last)["requests"] == look(program, [*events, void], last)["requests"]


def answers_stay(look, data):
    """What was answered to a decision is answered for ever, whatever is recorded later."""
    program, events, when = story(data)
    by_time = sorted(events, key=lambda event: compared.parsed(event.get("recorded_at", event["at"])))
    cut = data.draw(st.integers(0, len(by_time)))
    known, last = by_time[:cut], max(when, *(compared.parsed(event["at"]) for event in events))
    early, late = (look(program, some, last)["rejected"] for some in (known, events))
    decided = [event["id"] for event in known if event["kind"] in (*DECIDES, "withdraw")]

    assert [early.get(name) for name in decided] == [late.get(name) for name in decided]


LAWS = {
    "as the oracle": (as_the_oracle, broken.CountsTwice),
    "merged as the oracle": (merged_as_the_oracle, broken.Forgets),
    "versions as the oracle": (versions_as_the_oracle, broken.TodaysTerms),
    "ends once: twice": (ends_once, broken.EndsAgain),
    "ends once: never": (ends_once, broken.Forgets),
    "applicants decide nothing": (applicants_decide_nothing, broken.ApplicantsDecide),
    "once each": (once_each, broken.CountsTwice),
    "expires by itself": (expires_by_itself, broken.ExpiresByJob),
    "void is never": (void_is_never, broken.NeverVoid),
    "answers stay": (answers_stay, broken.JudgesAgain),
}


@pytest.mark.parametrize(
    "law", [any_order, *dict.fromkeys(law for law, _ in LAWS.values())], ids=lambda law: law.__name__
)
def test_law(law):
    """The engine keeps it."""

    @examples(60)
    @given(st.data())
    def check(data):
        law(asking.of_engine, data)

    check()


@pytest.mark.parametrize("name", LAWS)
def test_known_bad(name):
    """An engine that is wrong in the way that the law forbids is found."""
    law, teller = LAWS[name]

    assert counterexample(law, partial(asking.of_oracle, teller=teller))


def test_known_bad_order():
    """So is one that counts events as they come."""
    assert counterexample(any_order, by_arrival)


def reloaded(program, state):
    """A state that was written and read."""
    return program.state(state.to_json())


def without_votes(program, state):
    """A state that lost, when it was written, who has voted."""
    account = program.state(state.to_json())._give()
    account.requests = {name: [*record[:-1], []] for name, record in account.requests.items()}
    return State(program._machine, account, state._asked)


def saved_after_every_event(reload, data):
    """A snapshot at any cut, written, read and applied event by event as they are recorded, is the fold of all."""
    program, mappings, when = story(data)
    events = sorted(program.events(mappings)[0], key=recorded)
    state = program.fold(events[:1], at=compared.moment(events[0].at, program))
    for number, event in enumerate(events[1:], start=1):
        state = applied(program, reload(program, state), event, events[:number])
    last = max(when, *(event.at for event in events))
    for later in (last, last + 30 * DAY):
        at = compared.moment(later, program)

        assert program.fold(events, at=at) == program.at(state, at)
        assert program.requests(program.fold(events, at=at)) == program.requests(program.at(state, at))


@examples(60)
@given(st.data())
def test_saved(data):
    """Cut anywhere, saved and restored, it goes on the same."""
    saved_after_every_event(reloaded, data)


def test_known_bad_saved():
    """A state that forgets who has voted is found."""
    assert counterexample(saved_after_every_event, without_votes)


@examples(60)
@given(st.data())
def test_effects_tell_it(data):
    """Effects and open requests tell the same: opened, then at most one end, and votes only while it is open."""
    program, events, when = story(data)
    replay = program.replay(events, at=compared.moment(when, program))
    waiting = set()
    for effect in replay.effects:
        if isinstance(effect, e.RequestOpened):
            assert effect.request not in waiting
            waiting.add(effect.request)
        elif isinstance(effect, e.RequestEffect):
            assert effect.request in waiting
            waiting -= {effect.request} if type(effect) in asking.ENDS else set()

    assert waiting == {one.id for one in program.requests(replay.state)}
