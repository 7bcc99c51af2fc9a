"""Standards: which events are measured, what is found, and how it is told."""

import pytest

import loyalty
from tests.unit.engine.stories import at, joined, shop, text_of

TEXT = """
[parameters]
loudest = { type = "decimal", value = 70 }

[member.fields]
surname = { type = "text", pii = true }

[events.inspection]
volume = { type = "decimal", name = { zh = "音量", en = "volume" }, required = true }
note_of = { type = "text", pii = true, required = false }
formal = { type = "bool", default = true }
amount = "money"

[[standards]]
id = "volume"
name = { zh = "音量", en = "Volume" }
on = "inspection"
where = "formal"
require = "60 <= volume <= loudest"

[[standards]]
id = "cost"
on = "inspection"
require = "amount < 100"
severity = "critical"

[[standards]]
id = "noted"
on = "inspection"
require = "known(note_of)"
severity = "advisory"
"""
PROGRAM = shop(TEXT)


def inspected(time, volume, amount=1, **fields):
    """The row of an inspection."""
    return (time, "inspection", {"volume": volume, "amount": amount, "note_of": "x", **fields})


def found(*rows, time="2024-12-01", program=PROGRAM):
    """The (event, standard) pairs of a member's findings."""
    return [(each.event, each.standard) for each in program.findings(joined(*rows), at=at(time))]


@pytest.mark.parametrize(
    ("volume", "expected"),
    [("59.9", ["volume"]), (60, []), (70, []), ("70.1", ["volume"])],
)
def test_boundaries(volume, expected):
    """The thresholds belong to the range, as they are written."""
    assert [("e1", standard) for standard in expected] == found(inspected("2024-02-01", volume))


@pytest.mark.parametrize(("amount", "expected"), [("99.99", []), (100, [("e1", "cost")])])
def test_strict(amount, expected):
    """A strict threshold leaves its number out."""
    assert expected == found(inspected("2024-02-01", 65, amount))


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ("2024-02-01T00:00:00.000001+08:00", []),
        ("2024-02-01T00:00:00+08:00", [("e1", "next")]),
        (None, [("e1", "next")]),
    ],
)
def test_the_instant_of_the_event(following, expected):
    """A standard may ask when the event happened."""
    program = shop("""
[events.visit]
next = { type = "instant", required = false }

[[standards]]
id = "next"
on = "visit"
require = "known(next) and next > at"
""")

    rows = [("2024-02-01", "visit", {"next": following} if following else {})]

    assert expected == found(*rows, program=program)
    for finding in program.findings(joined(*rows), at=at("2024-12-01")):
        assert finding.texts["zh"].startswith("next：应为已有 next，且 next 晚于那一刻，")
        assert finding.texts["en"].startswith("next: required next is known, and next is after that moment; ")


def test_where():
    """What the condition leaves out is not measured."""
    assert [] == found(inspected("2024-02-01", 90, formal=False))


def test_several():
    """Findings come by event, then by standard."""
    rows = [inspected("2024-02-02", 90), inspected("2024-02-01", 10, 500)]

    assert [("e2", "cost"), ("e2", "volume"), ("e1", "volume")] == found(*rows)


def test_what_does_not_count():
    """Void, rejected and later events are not measured."""
    rows = [
        inspected("2023-12-01", 90),
        inspected("2024-02-01", 90),
        ("2024-02-02", "void", {"of": "e2"}),
        inspected("2024-05-01", 90),
    ]

    assert [] == found(*rows, time="2024-04-30")


def test_told():
    """A finding says what is required and what was measured, in both languages, without personal data."""
    volume, noted = PROGRAM.findings(
        joined(("2024-02-01", "inspection", {"volume": 75, "amount": 1})), at=at("2024-03-01")
    )[::-1]

    assert ("major", {"volume": 75}) == (volume.severity, dict(volume.facts))
    assert "音量：应为音量不低于 60 且音量不超过 loudest（70），实测音量 75" == volume.texts["zh"]
    assert (
        "Volume: required volume is at least 60 and volume is at most loudest (70); measured volume 75"
        == volume.texts["en"]
    )
    assert "<program>:25" == volume.where
    assert ("advisory", {"note_of": None}) == (noted.severity, dict(noted.facts))
    assert "noted：应为已有 note_of，实测note_of 未知" == noted.texts["zh"]
    assert "noted: required note of is known; measured note_of unknown" == noted.texts["en"]


def test_personal_data_is_masked():
    """What is personal stays out of findings."""
    program = shop(TEXT.replace('require = "known(note_of)"', """require = 'known(note_of) and note_of == "y"'"""))
    (finding,) = program.findings(joined(inspected("2024-02-01", 65)), at=at("2024-03-01"))

    assert {"note_of": "***"} == dict(finding.facts)


def test_explained():
    """The explanation of everything says what is not kept, or that all is."""
    good, bad = (
        PROGRAM.explain(joined(inspected("2024-02-01", volume)), at=at("2024-03-01")).children[-1]
        for volume in (65, 90)
    )

    assert (True, "every standard is kept") == (good.holds, good.text["en"])
    assert (False, "未达标准 1 处", "finding") == (bad.holds, bad.text["zh"], bad.children[0].kind)
    assert bad.children[0].text["zh"].startswith("2024-02-01 00:00 e1：音量：应为")
    assert bad.children[0].text["en"].startswith("2024-02-01 00:00 e1: Volume: required")


def test_the_version_in_force():
    """An event is held against the standards of its own time."""
    program = loyalty.loads(
        text_of(TEXT), text_of(TEXT.replace("value = 70", "value = 80"), version="2", since="2024-07-01")
    )

    assert [("e1", "volume")] == found(inspected("2024-06-30", 75), inspected("2024-07-01", 75), program=program)


def test_the_order_of_tables_means_nothing():
    """However the standards are ordered, the program is the same."""
    head, *tables = TEXT.split("[[standards]]")
    other = shop("[[standards]]".join([head, *tables[::-1]]))

    assert PROGRAM.hash == other.hash
    assert PROGRAM.hash == loyalty.loads(PROGRAM.dump()).hash


@pytest.mark.parametrize(
    ("declared", "chinese", "english"),
    [
        ('{ type = "percent", value = "3.5" }', "低于 limit_of（3.5%），", "limit of (3.5%)"),
        ('{ type = "integer", value = 3, name = { zh = "上限", en = "Limit" } }', "低于上限（3），", "Limit (3)"),
        ('{ type = "decimal", value = "-0.5" }', "低于 limit_of（-0.5），", "limit of (-0.5)"),
    ],
)
def test_parameters_have_their_values(declared, chinese, english):
    """What is required names a parameter with its value, so that nobody has to look it up."""
    program = shop(f"""
[parameters]
limit_of = {declared}

[events.inspection]
volume = "decimal"

[[standards]]
id = "volume"
on = "inspection"
require = "volume < limit_of"
""")
    (finding,) = program.findings(joined(("2024-02-01", "inspection", {"volume": 90})), at=at("2024-03-01"))

    assert chinese in finding.texts["zh"]
    assert f"less than {english};" in finding.texts["en"]
