"""`loyalty test`: scenarios that pass, scenarios that must fail, and what is said about them."""

import json
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest

GOOD = """\
program = "shop.toml"

[[scenario]]
name = "满五百元是银卡"
marks = ["boundary"]
member = { surname = "王" }
events = [{ at = 2024-03-01T10:00, purchase = { amount = 500 } }]
expect = [{ at = 2024-03-01T10:00, tier = "silver" }]

[[scenario]]
name = "one fen less is not"
events = [{ at = 2024-03-01T10:00, purchase = { amount = 499.99 } }]
expect = [{ at = 2024-03-01T10:00, tier = "none", missing = { silver = { spend = 0.01 } } }]
"""

BAD = """\
program = "shop.toml"

[[scenario]]
name = "差一分也是银卡"
events = [{ at = 2024-03-01T10:00, purchase = { amount = 499.99 } }]
expect = [{ at = 2024-03-01T10:01, tier = "silver", points = { available = 500 } }]
"""

FAILED = """\
差一分也是银卡
bad.scenario.toml:6:43: tier at 2024-03-01T10:01
    6 | expect = [{ at = 2024-03-01T10:01, tier = "silver", points = { available = 500 } }]
      |                                           ^^^^^^^^
   expected: silver
   actual:   none
   because:
"""


@pytest.fixture
def scenarios(shop):
    """The shop with a file of scenarios that pass, and one of a scenario that fails."""
    (shop / "good.scenario.toml").write_text(GOOD, "utf-8")
    (shop / "bad.scenario.toml").write_text(BAD, "utf-8")
    return shop


def test_all_pass(said, scenarios):
    """Nothing is said about what is well, but how much it was."""
    assert (0, "2 passed\n") == said("test", "good.scenario.toml")


def test_a_failure(said, scenarios):
    """A failure has its line, what was expected, what came out, and why."""
    code, text = said("test")

    assert (1, True) == (code, text.startswith(FAILED))
    assert text.endswith("1 failed, 2 passed\n")


def test_reasons(said, scenarios):
    """The reasons are those of the program, in the language asked for."""
    text = said("test", "bad.scenario.toml", "--language", "zh")[1]

    assert "spend还差 0.01（须 >= 500.00，目前 499.99）" in text
    assert "累计发放 499" in text.split("积分 available")[1]


def test_verbose(said, scenarios):
    """With `-v` every scenario is named."""
    expected = dedent("""\
        good.scenario.toml
          ok   满五百元是银卡
          ok   one fen less is not
        2 passed
    """)

    assert (0, expected) == said("test", "good.scenario.toml", "-v")


@pytest.mark.parametrize(
    ("arguments", "code", "last"),
    [
        (["-k", "银卡", "good.scenario.toml"], 0, "1 passed"),
        (["-k", "FEN"], 0, "1 passed"),
        (["-k", "good.scenario"], 0, "2 passed"),
        (["-k", "fen", "-k", "差一分"], 1, "1 failed, 1 passed"),
        (["-m", "boundary"], 0, "1 passed"),
        (["-m", "boundary", "-k", "fen"], 2, "Error: no scenario was chosen"),
    ],
)
def test_choosing(said, scenarios, arguments, code, last):
    """Scenarios are chosen by words in their names and files, and by marks."""
    found, text = said("test", *arguments)

    assert (code, last) == (found, text.splitlines()[-1])


def test_json(said, scenarios):
    """One document names every scenario and every failure."""
    code, text = said("test", "--format", "json")
    document = json.loads(text)
    (failed,) = (one for one in document["scenarios"] if not one["passed"])
    first = failed["failures"][0]

    assert (1, ["bad.scenario.toml", "good.scenario.toml"], 2, 1) == (
        code,
        document["files"],
        document["passed"],
        document["failed"],
    )
    assert ("bad.scenario.toml", 6, 43, "tier at 2024-03-01T10:01", "silver", "none") == (
        first["file"],
        first["line"],
        first["column"],
        first["what"],
        first["expected"],
        first["actual"],
    )


def test_junit(said, scenarios):
    """Build servers get a JUnit report; a file with mistakes is an error in it."""
    (scenarios / "wrong.scenario.toml").write_text('program = "shop.toml"\n[[scenario]]\nname = "x"\n')
    code, _ = said("test", "--junit", "report.xml")
    suite = ET.parse("report.xml").getroot()[0]  # noqa: S314 - our own file
    counts = {"name": "loyalty", "tests": "4", "failures": "1", "errors": "1", "skipped": "0"}

    assert (1, counts) == (code, suite.attrib)
    assert [
        ("差一分也是银卡", ["failure", "failure"]),
        ("满五百元是银卡", []),
        ("one fen less is not", []),
        ("wrong.scenario.toml", ["error"]),
    ] == [(case.get("name"), [child.tag for child in case]) for case in suite]


def test_mistakes_in_a_scenario_file(said, scenarios):
    """A scenario file is checked like a program: all mistakes at once, names of the program included."""
    wrong = dedent("""\
        program = "shop.toml"

        [[scenario]]
        name = "x"
        events = [{ at = 2024-03-01T10:00, purchase = { amount = 500 } }]
        expect = [
          { at = 2024-03-02, tier = "silvr", tiers = { mian = "gold" }, metrics = { spent = 1, spend = 500 } },
          { at = 2024-03-02, points = { availble = 1 }, missing = { glod = {} }, rejected = { e7 = "late" } },
          { at = 2024-03-02, status = "gone", fields = { surname = "王" }, lots = [{ point = 1 }] },
        ]
    """)
    (scenarios / "wrong.scenario.toml").write_text(wrong, "utf-8")
    code, text = said("test", "wrong.scenario.toml")
    expected = [
        "wrong.scenario.toml:7:29: LOY908 error: there is no tier `silvr`",
        "wrong.scenario.toml:7:48: LOY908 error: there is no ladder `mian`",
        "wrong.scenario.toml:7:77: LOY909 error: there is no metric `spent`",
        "wrong.scenario.toml:8:33: LOY909 error: there is no account of points `availble`",
        "wrong.scenario.toml:8:61: LOY908 error: there is no tier `glod`",
        "wrong.scenario.toml:8:87: LOY906 error: there is no event `e7`",
        "wrong.scenario.toml:9:31: LOY909 error: there is no status `gone`",
        "wrong.scenario.toml:9:50: LOY909 error: there is no field without personal data `surname`",
        "wrong.scenario.toml:9:77: LOY901 error: there is no key `point` of lots",
        "9 errors in scenario files, 0 passed",
    ]

    assert (1, expected) == (code, [line for line in text.splitlines() if "error" in line])


def test_a_program_that_does_not_load(said, scenarios):
    """The mistakes of the program are shown, and the code is that of a program that does not load."""
    (scenarios / "shop.toml").write_text("[program]\n")
    code, text = said("test", "good.scenario.toml")

    assert (3, True) == (code, text.startswith("good.scenario.toml:1:11: LOY912 error: the program does not load"))
    assert "shop.toml:1:2: LOY" in text


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (["no.scenario.toml"], 4, "Error: no.scenario.toml: there is no such file or directory\n"),
        (["empty"], 4, "Error: there is no *.scenario.toml here\n"),
        (["shop.toml"], 1, "LOY902 error: this is a program, not a file of scenarios about one"),
    ],
)
def test_what_cannot_be_run(said, scenarios, arguments, code, text):
    """Each failure has its code."""
    (scenarios / "empty").mkdir()
    found, printed = said("test", *arguments)

    assert (code, True) == (found, text in printed)


def test_the_same_file_twice(said, scenarios):
    """A file named twice is run once."""
    assert (0, "2 passed\n") == said("test", "good.scenario.toml", "good.scenario.toml")


def test_a_tier_by_its_name(said, shop):
    """Whoever expects the name that people see is told the id."""
    lines = [
        'program = "shop.toml"',
        "[[scenario]]",
        'name = "a"',
        "member = {}",
        "events = [{ at = 2024-03-01T10:00, purchase = { amount = 500 } }]",
        'expect = [{ at = 2024-03-01T09:00, tier = "无" }, { at = 2024-03-01T11:00, tier = "银卡" }]',
    ]
    (shop / "names.scenario.toml").write_text("\n".join(lines), "utf-8")
    code, text = said("test", "--language", "zh")

    assert 1 == code
    assert "LOY908 错误：没有等级 `银卡`" in text
    assert "改法：`silver`：写等级的 `id`，而不是名称" in text
    assert "改法：`none`：写等级的 `id`，而不是名称" in text
    assert text.endswith("2 个错误（场景文件），0 通过\n")


def test_a_case_that_is_not_there(here, said):
    """Who expects something of another case is told which cases there are."""
    head = '[program]\nid = "house"\nversion = "1"\neffective_from = 2024-01-01\n'
    place = 'timezone = "Asia/Shanghai"\ncurrency = "CNY"\n'
    promise = '[[promises]]\nid = "answer"\non = "enrol"\ndue = "PT1H"\nkept_by = "call"\n'
    (here / "house.toml").write_text(f"{head}{place}[events.call]\n{promise}", "utf-8")
    (here / "house.scenario.toml").write_text(
        'program = "house.toml"\n[[scenario]]\nname = "a"\nmember = { joined = 2024-03-01 }\n'
        'expect = [{ at = 2024-03-02, promises = { enrol = { answer = "breached" } } }]\n',
        "utf-8",
    )

    assert "promises: none for enrol; there are +enrol\n" in said("test", "house.scenario.toml")[1]
    assert "承诺：enrol 没有；有 +enrol\n" in said("test", "house.scenario.toml", "--language", "zh")[1]
