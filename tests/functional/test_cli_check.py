"""`loyalty check`: every mistake at its place, and codes that a build can rely on."""

import json
from textwrap import dedent

import pytest

WRONG = """\
[program]
id = "wrong"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[events.purchase]
amount = "money"

[metrics]
spend = { sum = "purchase.amount" }

[[tiers]]
id = "gold"
name = { zh = "黄金", en = "Gold" }
enter = "spent >= 10_000"
"""


@pytest.fixture
def wrong(here):
    """A directory with the program `wrong.toml`."""
    (here / "wrong.toml").write_text(WRONG, "utf-8")
    return here


def test_a_good_program(said, shop):
    """Notes are no reason to fail, and the last line sums up."""
    expected = dedent("""\
        shop.toml:29:1: LOY320 note: no tier, rule or metric reads `tea`
           29 | tea = { sum = "purchase.amount", where = "category == 'tea'" }
              | ^^^
           why: it is calculated for nobody
           write: use it, or remove it
        shop.toml:31:1: LOY320 note: no tier, rule or metric reads `mean`
           31 | mean = { formula = "spend / visits", zero_division = 0, digits = 1 }
              | ^^^^
           why: it is calculated for nobody
           write: use it, or remove it
        shop.toml: 2 notes
    """)

    assert (0, expected) == said("check", "shop.toml")


def test_a_mistake(said, wrong):
    """A mistake is shown with its line, why it matters and what to write."""
    code, text = said("check", "wrong.toml")

    expected = dedent("""\
        wrong.toml:17:10: LOY130 error: there is no `spent` here
           17 | enter = "spent >= 10_000"
              |          ^^^^^
    """)

    assert (1, expected) == (code, "".join(text.splitlines(keepends=True)[:3]))
    assert text.endswith("wrong.toml: 1 error\n")


def test_json(said, wrong):
    """The same as one document."""
    code, text = said("check", "wrong.toml", "--format", "json")
    document = json.loads(text)
    (one,) = document.pop("diagnostics")

    assert (1, {"files": ["wrong.toml"], "errors": 1, "warnings": 0, "notes": 0}) == (code, document)
    assert ("error", "wrong.toml", 17, 10, 15, ["tiers", 0, "enter"]) == (
        one["severity"],
        one["file"],
        one["line"],
        one["column"],
        one["end_column"],
        one["path"],
    )


def test_warnings_are_findings_when_strict(said, shop):
    """A warning fails a build only where that is asked for."""
    arguments = ("check", "shop.toml", "--set", "gold_from=100.00")

    assert [0, 1] == [said(*arguments)[0], said(*arguments, "--strict")[0]]


@pytest.mark.parametrize(
    ("given", "summary"),
    [
        ("gold_from=3000", "shop.toml: 2 notes"),
        ("gold_from=3000.00", "shop.toml: 2 notes"),
        ('gold_from="3000.00"', "shop.toml: 2 notes"),
        ("gold_from=3000.005", "shop.toml: 1 error"),
        ("gold_from=much", "shop.toml: 1 error"),
        ("gold_frm=3000", "shop.toml: 1 error"),
        ("gold_from=3000\ngold_to=5", "shop.toml: 1 error"),
    ],
)
def test_parameters_are_set(said, shop, given, summary):
    """A value is read as TOML, or else as text; the program says what is wrong with it."""
    assert summary == said("check", "shop.toml", "--set", given)[1].splitlines()[-1]


def test_parameters_from_a_file(said, shop):
    """`--set` wins over `--values`."""
    (shop / "values.toml").write_text('gold_from = "100.00"\n')
    arguments = ("check", "shop.toml", "--strict", "--values", "values.toml")

    assert [1, 0] == [said(*arguments)[0], said(*arguments, "--set", "gold_from=3000")[0]]


def test_a_setting_needs_a_value(said, shop):
    """NAME alone is a slip of the command line."""
    expected = dedent("""\
        Usage: loyalty check [OPTIONS] PROGRAM...
        Try 'loyalty check --help' for help.

        Error: Invalid value for '--set': 'gold_from' is not NAME=VALUE
    """)

    assert (2, expected) == said("check", "shop.toml", "--set", "gold_from")


def test_no_such_file(said, here):
    """A program that is not there is a mistake like others."""
    code, text = said("check", "no.toml")

    assert (1, "no.toml: LOY200 error: the file cannot be read: No such file or directory") == (
        code,
        text.splitlines()[0],
    )


def test_the_plan(said, shop):
    """The Python function that a program was compiled into can be read."""
    import loyalty

    plan = loyalty.load("shop.toml").plan_source()
    code, text = said("check", "shop.toml", "--show-plan")

    assert (0, True) == (code, text.endswith(f"{plan.rstrip()}\nshop.toml: 2 notes\n"))
    assert plan == json.loads(said("check", "shop.toml", "--show-plan", "--format", "json")[1])["plan"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "bad.toml"),
        ("run", "bad.toml", "events.jsonl"),
        ("explain", "bad.toml", "events.jsonl", "--member", "w"),
    ],
)
def test_mistakes_in_chinese(said, shop, arguments):
    """Whichever command reads the program: headline, reason and cure in the language that was asked for."""
    (shop / "bad.toml").write_text(
        (shop / "shop.toml").read_text("utf-8").replace("spend >= 500", "spend => 500"), "utf-8"
    )
    _, text = said(*arguments, "--language", "zh")

    assert "bad.toml:46:16: LOY119 错误：`=>` 不是可用的运算符\n" in text
    assert "   原因：每件事只有一种写法，条件读起来才一致\n   改法：`>=`\n" in text
    assert "1 个错误" in text


def test_a_scenario_file_with_mistakes_in_chinese(said, shop):
    """The mistakes of scenario files too."""
    (shop / "a.scenario.toml").write_text('program = "shop.toml"\n[[scenario]]\nname = "空"\nexpect = []\n', "utf-8")
    code, text = said("test", "--language", "zh")

    assert 1 == code
    assert "LOY911 错误：这个场景没有预期\n" in text
    assert "   原因：什么都不预期的场景不可能失败\n" in text


def test_json_in_chinese(said, shop):
    """A document says it in one language, and has no field for another."""
    (shop / "bad.toml").write_text("[program]\n", "utf-8")
    _, text = said("check", "bad.toml", "--format", "json", "--language", "zh")
    first = json.loads(text)["diagnostics"][0]

    assert "`[program]` 需要 `id`" == first["message"]
    assert "message_zh" not in first


def test_all_is_well_in_chinese(said, shop):
    """A program without a mistake is answered in the language too."""
    program = (shop / "shop.toml").read_text("utf-8")
    (shop / "shop.toml").write_text(
        "\n".join(line for line in program.split("\n") if not line.startswith(("tea", "mean", "visits")))
    )

    assert (0, "shop.toml: 没有问题\n") == said("check", "shop.toml", "--language", "zh")
