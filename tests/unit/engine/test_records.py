"""Who sees personal data, what for and how long: roles, purposes, consents, retention, audit lines (decision 24)."""

import itertools
import pickle
from datetime import date

import pytest

import loyalty
from tests.unit.engine.stories import at, joined, names, shop, text_of, told

RECORDS = """
[roles.counter]
[roles.office]
[roles.marketing]

[purposes.service]
consent = false

[purposes.letters]
[purposes.study]

[records]
retain = "P1M"

[member.fields.surname]
type = "text"
required = true
pii = true
seen_by = ["office", "marketing"]
purposes = ["service", "letters"]

[member.fields]
phone = { type = "text", pii = true, seen_by = ["office"] }
birthday = { type = "date", pii = true, seen_by = ["office"], purposes = ["service"], retain = "P1Y" }
city = { type = "text", pii = true, default = "-", seen_by = ["counter"], retain = "P0D" }
region = "text"

[events.call]
"""
SHOP = shop(RECORDS)
WANG = {"surname": "Wang", "phone": "138", "birthday": "1990-06-15", "city": "Xi'an", "region": "north"}


def history(*rows, **fields):
    """The events of Wang, who joined on the last of January at ten."""
    return joined(*rows, time="2024-01-31T10:00", **{**WANG, **fields})


def state(*rows, time="2024-06-01", program=SHOP, **fields):
    """What is true of Wang at an instant."""
    return program.fold(history(*rows, **fields), at=at(time))


def consent(time, purpose="letters", **fields):
    """The row of a consent."""
    return (time, "consent", {"purpose": purpose, **fields})


@pytest.mark.parametrize(
    ("role", "purpose", "shown"),
    [
        (None, None, ()),
        (None, "service", ()),
        ("counter", None, ("city",)),
        ("counter", "service", ("city",)),
        ("office", None, ("phone",)),
        ("office", "service", ("birthday", "phone", "surname")),
        ("office", "letters", ("phone", "surname")),
        ("office", "study", ("phone",)),
        ("marketing", "service", ("surname",)),
        ("marketing", "letters", ("surname",)),
        ("marketing", None, ()),
    ],
)
def test_view(role, purpose, shown):
    """A role sees the fields that name it, for a purpose of the field that depends on no consent or has one."""
    lines = []
    view = state(consent("2024-02-01")).view(role, purpose=purpose, audit=lines.append)
    seen = {name for name in ("birthday", "city", "phone", "surname") if view[name] != "***"}

    assert set(shown) == seen
    assert [(role, purpose, "m", at("2024-06-01"))] == [(a.role, a.purpose, a.member, a.at) for a in lines]
    assert shown == lines[0].shown
    assert {"birthday", "city", "phone", "surname"} - seen == set(lines[0].withheld)


def test_view_without_consent():
    """A purpose that depends on a consent shows nothing of its fields before there is one."""
    view = state().view("marketing", purpose="letters")

    assert "***" == view["surname"]


def test_view_values():
    """What is shown is the value itself, and what is no personal data is always shown."""
    view = state().view("office", purpose="service")

    assert ("Wang", date(1990, 6, 15), "north", "***") == tuple(
        view[name] for name in ("surname", "birthday", "region", "city")
    )


def test_member_view():
    """A member is viewed like the state."""
    seen = state()
    lines = []
    view = SHOP.member(seen).view("office", purpose="service", audit=lines.append)

    assert seen.view("office", purpose="service") == view
    assert 1 == len(lines)


def test_an_audit_that_fails_gives_no_answer():
    """No personal data are answered without the line that says so."""

    def audit(_):
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        state().view("office", audit=audit)
    restored = SHOP.state(state().to_json())
    with pytest.raises(OSError, match="full"):
        restored.view("office", audit=audit)


def test_an_audit_that_fails_with_a_word_of_ours():
    """What the host's function raises is the host's, also over a saved state."""

    def audit(_):
        raise KeyError("host")

    with pytest.raises(KeyError, match="host"):
        SHOP.state(state().to_json()).view("office", audit=audit)


def test_access_is_a_value():
    """A line for an audit is frozen, equal to its like, and can be stored."""
    lines = []
    state().view("office", audit=lines.append)
    state().view("office", audit=lines.append)

    assert lines[0] == lines[1] == pickle.loads(pickle.dumps(lines[0]))  # noqa: S301 - our own
    assert 1 == len(set(lines))


def test_unknown_role():
    """A slip in a role is an error with the nearest name, and no refusal."""
    with pytest.raises(loyalty.LoyaltyError, match="no role `offic`") as caught:
        state().view("offic")

    assert ("unknown-role", "`office`") == (caught.value.code, caught.value.hint)


def test_unknown_purpose():
    """A slip in a purpose is an error with the nearest name, or all there are."""
    with pytest.raises(loyalty.LoyaltyError, match="no purpose `leters`") as caught:
        state().view("office", purpose="leters")

    assert ("unknown-purpose", "`letters`") == (caught.value.code, caught.value.hint)


def test_without_roles_every_word_is_one():
    """A program that declares no roles takes every word, as a role that sees nothing."""
    free = shop('[member.fields]\nphone = { type = "text", pii = true, seen_by = ["office"] }\n')
    seen = free.fold(joined(phone="138"), at=at("2024-02-01"))

    assert ("138", "***") == (seen.view("office")["phone"], seen.view("whoever")["phone"])


def test_without_purposes_no_word_is_one():
    """A program without purposes can be asked for none."""
    free = shop('[member.fields]\nphone = { type = "text", pii = true, seen_by = ["office"] }\n')

    with pytest.raises(loyalty.LoyaltyError, match="no purpose"):
        free.fold(joined(phone="138"), at=at("2024-02-01")).view("office", purpose="service")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], ()),
        ([consent("2024-02-01")], ("letters",)),
        ([consent("2024-02-01", "study"), consent("2024-02-01")], ("letters", "study")),
        ([consent("2024-02-01"), consent("2024-02-02", given=False)], ()),
        ([consent("2024-02-02"), consent("2024-02-01", given=False)], ("letters",)),
        ([consent("2024-02-01", given=False)], ()),
        ([consent("2024-02-01"), consent("2024-02-02"), consent("2024-02-03", given=False)], ()),
        ([consent("2024-02-01"), ("2024-02-02", "cancel")], ()),
        ([consent("2024-02-01"), ("2024-02-02", "cancel"), ("2024-02-03", "rejoin")], ()),
        ([("2024-02-02", "cancel"), consent("2024-02-02")], ("letters",)),
        ([("2024-02-02", "cancel"), consent("2024-02-02"), ("2024-02-03", "rejoin")], ("letters",)),
        ([consent("2024-02-01"), ("2024-02-02", "pause")], ("letters",)),
        ([("2024-02-01", "pause"), consent("2024-02-02")], ("letters",)),
        ([consent("2024-07-01")], ()),
    ],
)
def test_consents(rows, expected):
    """The last word counts; the end of the membership ends all consents, and one given after it counts."""
    assert expected == state(*rows).consents


def test_consent_with_the_enrolment():
    """A consent on the form of the enrolment, at the same instant, counts whatever the ids are."""
    form = {"id": "a", "member": "m", "kind": "consent", "at": at("2024-01-31T10:00"), "purpose": "letters"}

    assert ("letters",) == SHOP.fold([form, *history()], at=at("2024-02-01")).consents


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (consent("2024-02-01", "leters"), "unknown-purpose"),
        (consent("2024-02-01", "service"), "no-consent-asked"),
        (consent("2024-02-01", "service", given=False), "no-consent-asked"),
        (consent("2024-01-01"), "not-enrolled"),
    ],
)
def test_refused_consents(row, code):
    """A consent to nothing, to what depends on none, or of nobody is rejected."""
    replay = SHOP.replay(history(row), at=at("2024-06-01"))

    assert {"e1": code} == {name: one.code for name, one in replay.rejected.items()}


def test_consent_is_an_effect():
    """What somebody consented to stands among the effects, with its place in the program."""
    replay = SHOP.replay(history(consent("2024-02-01"), consent("2024-02-02", given=False)), at=at("2024-06-01"))
    given, withdrawn = replay.effects[1:]

    assert ["Consented", "Consented"] == names([given, withdrawn])
    assert (True, False) == (given.given, withdrawn.given)
    assert ("letters", "letters", "<program>:15") == (given.purpose, given.rule, given.where)


def test_a_late_withdrawal_is_never_put_aside():
    """However late it is recorded, a withdrawal counts from the instant at which it was said."""
    rows = [consent("2024-02-01"), consent("2024-02-02", given=False, recorded_at="2024-12-01")]

    assert () == state(*rows, time="2025-01-01").consents
    assert () == state(*rows, time="2024-02-02").consents


def test_a_void_consent_was_never_given():
    """A consent that is void leaves what was said before it."""
    rows = [consent("2024-02-01"), consent("2024-02-02", given=False), ("2024-02-03", "void", {"of": "e2"})]

    assert ("letters",) == state(*rows).consents


def test_consents_of_merged_members():
    """After a merge the last word of both histories counts."""
    mine = history(consent("2024-02-01", "study"), consent("2024-02-05", given=False))
    yours = [
        {**event, "id": f"n{event['id']}", "member": "n"}
        for event in history(consent("2024-02-02"), consent("2024-02-06", "study", given=False))
    ]
    merge = {"id": "x", "member": "m", "kind": "merge", "at": at("2024-03-01"), "absorbs": "n"}
    later = {"id": "y", "member": "n", "kind": "consent", "at": at("2024-02-07"), "purpose": "letters"}

    assert () == SHOP.fold([*mine, *yours, merge], at=at("2024-06-01")).consents
    assert ("letters",) == SHOP.fold([*mine, *yours, merge, later], at=at("2024-06-01")).consents


def test_a_merge_revives_no_consent():
    """What ended with the membership that is absorbed does not come back with the merge."""
    yours = [
        {**event, "id": f"n{event['id']}", "member": "n"}
        for event in history(consent("2024-02-02"), ("2024-02-03", "cancel"), consent("2024-02-04", "study"))
    ]
    merge = {"id": "x", "member": "m", "kind": "merge", "at": at("2024-03-01"), "absorbs": "n"}

    assert ("study",) == SHOP.fold([*history(), *yours, merge], at=at("2024-06-01")).consents


@pytest.mark.parametrize(
    ("field", "ended", "until"),
    [
        ("surname", "2024-03-31T10:00", "2024-04-30T10:00"),
        ("surname", "2024-02-29T23:59:59", "2024-03-29T23:59:59"),
        ("phone", "2024-05-31T00:00", "2024-06-30T00:00"),
        ("birthday", "2024-02-29T12:00", "2025-02-28T12:00"),
        ("city", "2024-03-31T10:00", "2024-03-31T10:00"),
    ],
)
def test_retention(field, ended, until):
    """Personal data are kept up to the calendar step from the instant of leaving, which is outside (half-open)."""
    events, role = history((ended, "cancel")), "counter" if field == "city" else "office"
    end = at(until)
    last = end.replace(microsecond=999999) - (at("2024-01-01T00:00:01") - at("2024-01-01"))
    for moment, gone in ((last, False), (end, True)):
        lines = []
        if moment < at(ended):
            continue
        value = SHOP.fold(events, at=moment).view(role, purpose="service", audit=lines.append)[field]

        assert gone is (value is None) is (field in lines[0].gone)
        assert gone is not (field in lines[0].shown)


def test_retention_is_counted_from_leaving_alone():
    """While there is a membership nothing is gone, paused or not, and what is no personal data stays."""
    later = state(("2024-02-01", "pause"), time="2034-01-01")
    left = state(("2024-02-01", "cancel"), time="2034-01-01")

    assert "138" == later.view("office")["phone"]
    assert ("north", None, None) == tuple(left.view("office")[name] for name in ("region", "phone", "city"))


def test_nothing_of_what_is_gone_is_shown_as_a_mask():
    """What is gone is gone for everybody, also where it would be masked."""
    assert {None} == {
        state(("2024-02-01", "cancel"), time="2030-01-01").fields[name] for name in ("surname", "phone", "birthday")
    }


def test_who_rejoins_in_time_keeps_everything():
    """Before the end, a rejoin finds what was there, but for what went earlier."""
    rows = [("2024-03-31T10:00", "cancel"), ("2024-04-30T09:59:59", "rejoin")]
    view = state(*rows, time="2034-01-01").view("office", purpose="service")

    assert ("Wang", "138", date(1990, 6, 15)) == (view["surname"], view["phone"], view["birthday"])
    assert "-" == state(*rows, time="2034-01-01").view("counter")["city"]


def test_who_rejoins_late_begins_anew():
    """From the end on, a rejoin finds nothing, gives what is required, and brings the rest if it likes."""
    rows = [("2024-03-31T10:00", "cancel"), ("2024-04-30T10:00", "rejoin", {"surname": "Li"})]
    view = state(*rows, time="2034-01-01").view("office", purpose="service")

    assert ("Li", None, date(1990, 6, 15)) == (view["surname"], view["phone"], view["birthday"])


def test_a_rejoin_without_what_is_required():
    """Who rejoins after the end without a required field is not taken in, and told which it is."""
    rows = [("2024-03-31T10:00", "cancel"), ("2024-04-30T10:00", "rejoin", {"phone": "139"})]
    replay = SHOP.replay(history(*rows), at=at("2024-06-01"))

    assert {"e2": "missing-field"} == {name: one.code for name, one in replay.rejected.items()}
    assert "kept no longer, and needed again: `surname`" == replay.rejected["e2"].message
    assert "cancelled" == replay.state.status


def test_a_rejoin_without_what_the_kind_needs():
    """What a kind of member needs is needed again."""
    kinds = shop(
        '[records]\nretain = "P1M"\n[member.fields]\ntax = { type = "text", pii = true, seen_by = ["office"] }\n'
        '[member.kinds.company]\nneeds = ["tax"]\n[member.kinds.person]\n'
    )
    rows = [("2024-03-31", "cancel"), ("2024-05-01", "rejoin")]
    codes = {
        kind: kinds.replay(joined(*rows, **{"as": kind, "tax": "7"}), at=at("2024-06-01")).state.status
        for kind in ("company", "person")
    }

    assert {"company": "cancelled", "person": "active"} == codes


def test_a_second_leaving_counts_anew():
    """After a rejoin, the time counts from the next leaving."""
    rows = [("2024-03-31", "cancel"), ("2024-04-15", "rejoin"), ("2024-06-30", "cancel")]

    assert "138" == state(*rows, time="2024-07-29T23:59").view("office")["phone"]
    assert None is state(*rows, time="2024-07-30").view("office")["phone"]


def test_a_void_leaving_never_was():
    """A cancellation that is void takes neither data nor consents."""
    rows = [consent("2024-02-01"), ("2024-02-02", "cancel"), ("2024-02-03", "void", {"of": "e2"})]
    seen = state(*rows, time="2030-01-01")

    assert (("letters",), "138") == (seen.consents, seen.view("office")["phone"])


def _versions(*retains):
    """One program in versions from 2024 on, one a year, each with its own time of keeping."""
    field = '[member.fields]\nphone = {{ type = "text", pii = true, seen_by = ["office"]{} }}\n'
    versions = []
    for number, retain in enumerate(retains):
        body = field.format(f', retain = "{retain}"' if retain else "")
        text = text_of(body, version=str(number + 1), since=f"{2024 + number}-01-01")
        versions.append(loyalty.loads(text).versions[0])
    return loyalty.Program(versions)


@pytest.mark.parametrize(
    ("retains", "gone"),
    [
        (("P3Y", "P3Y"), "2027-03-01"),
        (("P3Y", "P6M"), "2025-01-01"),
        (("P3Y", "P1Y"), "2025-03-01"),
        (("P6M", "P3Y"), "2024-09-01"),
        (("", "P6M"), "2025-01-01"),
        (("P3Y", ""), None),
        (("P3Y", "P6M", "P3Y"), "2025-01-01"),
        (("P6M", ""), "2024-09-01"),
        (("P9999Y",), None),
    ],
)
def test_retention_over_versions(retains, gone):
    """A later version may shorten the time, and brings nothing back."""
    program = _versions(*retains)
    events = joined(("2024-03-01", "cancel"), phone="138")
    instants = [at(f"{year}-{month:02}-01") for year, month in itertools.product(range(2024, 2029), range(1, 13))]
    first = next(
        (one for one in instants if one >= at("2024-03-01") and program.fold(events, at=one).fields["phone"] is None),
        None,
    )

    assert (at(gone) if gone else None) == first
    assert all(
        program.fold(events, at=one).fields["phone"] is None for one in instants if first is not None and one >= first
    )


@pytest.mark.parametrize("cut", range(9))
def test_any_cut(cut):
    """Saved and read at any cut, the rest gives the same as all at once, in answers and in text."""
    events = history(
        consent("2024-02-01"),
        consent("2024-02-02", "study"),
        ("2024-02-03", "cancel"),
        consent("2024-02-04", "study"),
        ("2024-05-01", "rejoin", {"surname": "Li", "city": "Lhasa"}),
        consent("2024-05-02"),
        consent("2024-05-03", "study", given=False),
        ("2024-06-01", "cancel", {"for_cause": True}),
    )
    end = at("2024-06-15")
    seen = SHOP.state(SHOP.fold(events[:cut], at=events[max(cut - 1, 0)]["at"]).to_json())
    for event in events[cut:]:
        seen = SHOP.apply(seen, event).state
        seen = SHOP.state(seen.to_json())
    seen, whole = SHOP.at(seen, end), SHOP.fold(events, at=end)

    assert whole == seen
    assert whole.to_json() == seen.to_json()
    assert whole.view("office", purpose="service") == seen.view("office", purpose="service")


def test_copies_share_no_consents():
    """A state that goes on does not change the one before."""
    before = state(consent("2024-02-01"))
    after = SHOP.apply(before, told(consent("2024-07-01", "study"), first=9)[0]).state

    assert (("letters",), ("letters", "study")) == (before.consents, after.consents)


def test_a_state_without_records_is_as_small_as_before():
    """Who has neither consented nor left has nothing more in the saved state."""
    whole = state()

    assert whole.to_json().rpartition(",")[0].endswith("null")
    assert len(whole.to_json()) < len(state(consent("2024-02-01")).to_json())


DESK = shop("""
[roles.office]
[roles.doctor]

[member.fields]
phone = { type = "text", pii = true, seen_by = ["office"] }

[events.exam]
illness = { type = "text", pii = true, seen_by = ["doctor"] }
ward = "text"
""")


@pytest.mark.parametrize(("role", "illness"), [(None, "***"), ("office", "***"), ("doctor", "flu")])
def test_view_of_an_event(role, illness):
    """An event is shown like a member: personal data to the roles that its field names."""
    (exam,) = told(("2024-02-01", "exam", {"illness": "flu", "ward": "3"}))
    shown = DESK.view(exam, role)

    assert (illness, "3") == (shown["illness"], shown["ward"])
    assert shown == DESK.view(DESK.event(exam), role)


def test_view_of_an_enrolment():
    """What is bound to a purpose is shown by the state alone, which knows the consents."""
    enrolment = SHOP.view(history()[0], "office")

    assert ("***", "138", "***") == (enrolment["surname"], enrolment["phone"], enrolment["birthday"])


def test_view_of_a_malformed_event():
    """An event that is refused is not shown, and an unknown role is an error."""
    (exam,) = told(("2024-02-01", "exam", {"illness": "flu", "ward": "3"}))

    with pytest.raises(loyalty.EventError):
        DESK.view({**exam, "ward": 3}, "doctor")
    with pytest.raises(loyalty.LoyaltyError, match="no role `docter`"):
        DESK.view(exam, "docter")
