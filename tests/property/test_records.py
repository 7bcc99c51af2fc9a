"""Consents and retention against a model that looks at the whole history at once."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.stories import at, shop

PROGRAM = shop("""
[roles.office]

[purposes.letters]
[purposes.study]

[member.fields]
mail = { type = "text", pii = true, seen_by = ["office"], purposes = ["letters", "study"], retain = "P3D" }
phone = { type = "text", pii = true, seen_by = ["office"] }
""")
KINDS = ("letters", "study", "no letters", "no study", "cancel", "rejoin", "rejoin with mail", "update")
START = at("2024-03-01")


@st.composite
def histories(draw):
    """A member's events, one an hour or day, some of them void."""
    rows = draw(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 60), st.booleans()), max_size=9))
    events, hours = [{"id": "e", "kind": "enrol", "member": "m", "at": START, "mail": "m0", "phone": "p"}], 0
    for number, (kind, later, void) in enumerate(rows, start=1):
        hours += later
        one = {"id": f"e{number}", "member": "m", "at": START + timedelta(hours=hours)}
        events.append({**one, **_body(kind, number)})
        if void and not draw(st.integers(0, 2)):
            events.append({**one, "id": f"v{number}", "kind": "void", "of": f"e{number}"})
    return events, START + timedelta(hours=hours + draw(st.integers(0, 100)))


def _body(kind, number):
    if kind in ("cancel", "rejoin"):
        return {"kind": kind}
    if kind in ("rejoin with mail", "update"):
        return {"kind": kind.partition(" ")[0], "mail": f"m{number}"}
    return {"kind": "consent", "purpose": kind.removeprefix("no "), "given": not kind.startswith("no ")}


def model(events, moment):
    """What must be seen of the mail and consented to, by the rules as they are printed."""
    void = {event["of"] for event in events if event["kind"] == "void"}
    mail, left, consents = None, None, set()
    for event in sorted(events, key=lambda each: (each["at"], each["kind"] == "consent", each["id"])):
        if event["id"] in void or event["kind"] == "void":
            continue
        if event["kind"] == "consent":
            consents = consents - {event["purpose"]} | ({event["purpose"]} if event["given"] else set())
        elif event["kind"] == "cancel" and left is None:
            left, consents = event["at"], set()
        elif event["kind"] == "rejoin" and left is not None:
            mail = event.get("mail", mail if event["at"] < left + timedelta(days=3) else None)
            left = None
        elif event["kind"] == "enrol" or (event["kind"] == "update" and left is None):
            mail = event["mail"]
    gone = left is not None and moment >= left + timedelta(days=3)
    return tuple(sorted(consents)), None if gone else mail, gone


@given(histories(), st.randoms(use_true_random=False))
def test_as_the_model(drawn, random):
    """Whatever the order of delivery, consents and what is seen are those of the model."""
    events, moment = drawn
    consents, mail, gone = model(events, moment)
    state = PROGRAM.fold(random.sample(events, len(events)), at=moment)
    lines = []

    assert consents == state.consents
    for purpose in ("letters", "study"):
        expected = "***" if mail is not None and purpose not in consents else mail
        assert expected == state.view("office", purpose=purpose, audit=lines.append)["mail"]
    assert "p" == state.view("office")["phone"]
    assert gone is ("mail" in lines[0].gone)


@given(histories(), st.integers(0, 10))
def test_at_any_cut(drawn, cut):
    """Saved, read and continued at any cut, it is the same state."""
    events, moment = drawn
    plain = [event for event in events if event["kind"] != "void"]
    before = plain[: cut + 1]
    state = PROGRAM.state(PROGRAM.fold(before, at=before[-1]["at"]).to_json())
    for event in plain[cut + 1 :]:
        state = PROGRAM.apply(state, event).state
    state = PROGRAM.at(state, moment)

    assert PROGRAM.fold(plain, at=moment).to_json() == state.to_json()
    assert PROGRAM.fold(plain, at=moment) == state
