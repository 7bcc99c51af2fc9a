"""The pytest plugin: scenario files as tests, and fixtures for integrators."""

import subprocess
import sys
from textwrap import dedent

import pytest

SHOP = """\
[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[parameters]
gold_from = { type = "money", value = 500 }

[events.purchase]
amount = "money"

[metrics]
spend = { sum = "purchase.amount" }

[[tiers]]
id = "gold"
enter = "spend >= gold_from"
"""

SCENARIOS = """\
program = "shop.toml"

[[scenario]]
name = "满五百元升金卡"
marks = ["boundary", "金卡"]
events = [{ at = 2024-03-01T10:00, purchase = { amount = 500 } }]
expect = [{ at = 2024-03-01T10:00, tier = "gold" }]

[[scenario]]
name = "差一分不升"
events = [{ at = 2024-03-01T10:00, purchase = { amount = 499.99 } }]
expect = [{ at = 2024-03-01T10:00, tier = "none" }]
"""

FAILED = """\
差一分也升
bad.scenario.toml:6:43: tier at 2024-03-01T10:00
    6 | expect = [{ at = 2024-03-01T10:00, tier = "gold" }]
      |                                           ^^^^^^
   expected: gold
   actual:   none
   because:
     ✗ main: not yet gold  [shop.toml:17]
       ✗ spend is at least gold from  [shop.toml:19]
         ✗ spend of at least 500 yuan (now 499.99)
           spend = 499.99  [shop.toml:15]
             2024-03-01 10:00 e1: 499.99
       ✗ spend: 0.01 more needed (>= 500.00, now 499.99)
"""


@pytest.fixture
def shop(pytester):
    """A directory with a program and its scenarios, where pytest is strict about marks."""
    (pytester.path / "shop.toml").write_text(SHOP, "utf-8")
    (pytester.path / "shop.scenario.toml").write_text(SCENARIOS, "utf-8")
    pytester.makeini(
        "[pytest]\naddopts = --strict-markers --strict-config -p no:cacheprovider\nfilterwarnings = error\n"
    )
    return pytester


def bad(shop):
    """Add a scenario that fails."""
    text = SCENARIOS[SCENARIOS.rindex("[[scenario]]") :].replace("不升", "也升").replace("none", "gold")
    (shop.path / "bad.scenario.toml").write_text('program = "shop.toml"\n\n' + text, "utf-8")


def test_scenarios_are_tests(shop):
    """Each scenario is an item under its own name."""
    result = shop.runpytest("-v")
    result.assert_outcomes(passed=2)

    result.stdout.fnmatch_lines(
        ["shop.scenario.toml::满五百元升金卡 PASSED*", "shop.scenario.toml::差一分不升 PASSED*"]
    )


def test_a_failure_is_short(shop):
    """A failure shows what `loyalty test` shows, and no traceback."""
    bad(shop)
    result = shop.runpytest("bad.scenario.toml")
    result.assert_outcomes(failed=1)
    text = result.stdout.str()

    assert FAILED in text
    assert "Traceback" not in text
    assert "runner.py" not in text


def test_the_language_is_a_setting(shop):
    """Explanations come in the language of the project."""
    shop.makeini("[pytest]\nloyalty_language = zh\n")
    bad(shop)
    result = shop.runpytest("bad.scenario.toml")

    assert "预期：gold\n   实际：none\n   原因：" in result.stdout.str()


def test_a_language_there_is_not(shop):
    """A slip in the setting is said before anything is run."""
    shop.makeini("[pytest]\nloyalty_language = fr\n")
    result = shop.runpytest()

    assert "loyalty_language = fr: write zh or en" in result.stdout.str() + result.stderr.str()
    assert "Traceback" not in result.stdout.str()


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [(["-k", "满五百"], 1), (["-m", "boundary"], 1), (["-m", "金卡"], 1), (["-m", "not boundary"], 1)],
)
def test_choosing(shop, arguments, passed):
    """`-k` and `-m` choose scenarios; their marks need no registration."""
    shop.runpytest(*arguments).assert_outcomes(passed=passed, deselected=2 - passed)


def test_one_scenario_by_its_name(shop):
    """A scenario is run by its node id."""
    shop.runpytest("shop.scenario.toml::差一分不升").assert_outcomes(passed=1)


def test_junit(shop):
    """JUnit reports name the scenario and hold the failure."""
    bad(shop)
    shop.runpytest("--junit-xml", "report.xml")
    report = (shop.path / "report.xml").read_text("utf-8")

    assert 'name="满五百元升金卡"' in report
    assert "expected: gold" in report


def test_mistakes_are_a_collection_error(shop):
    """A scenario file with mistakes is not run; all of them are listed."""
    text = SCENARIOS.replace('tier = "gold"', 'teir = "gold"').replace('tier = "none"', 'tier = "non"')
    (shop.path / "shop.scenario.toml").write_text(text, "utf-8")
    result = shop.runpytest()
    result.assert_outcomes(errors=1)
    text = result.stdout.str()

    assert "shop.scenario.toml:7:36: LOY901 error: there is no key `teir` here" in text
    assert "Traceback" not in text


def test_a_program_that_does_not_load(shop):
    """Mistakes of the program are listed with those of the file."""
    (shop.path / "shop.toml").write_text(SHOP.replace("spend >=", "spent >="), "utf-8")
    result = shop.runpytest()
    result.assert_outcomes(errors=1)

    result.stdout.fnmatch_lines(
        ["shop.scenario.toml:1:11: LOY912 error: *", "*shop.toml:19:10: LOY130 error: *`spent`*"]
    )


def test_the_plugin_imports_nothing_of_the_sdk():
    """Pytest loads the plugin before coverage starts, so what it imports would not be measured."""
    code = "import sys, loyalty.testing.plugin; print(sorted(m for m in sys.modules if m.startswith('loyalty')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "['loyalty', 'loyalty.testing', 'loyalty.testing.plugin']\n" == done.stdout


def test_fixtures(shop):
    """Integrators load programs, build events and run single scenarios without an import."""
    shop.makepyfile(
        test_shop=dedent("""
            from datetime import datetime, timezone

            import pytest

            AT = datetime(2024, 6, 1, tzinfo=timezone.utc)


            def test_program(loyalty_program, event_builder):
                event = event_builder("wang", "Asia/Shanghai")
                events = [event.enrol("2024-03-01T10:00"), event.purchase("2024-03-01T10:00", amount="400.00")]

                assert loyalty_program("shop.toml").fold(events, at=AT).tier == "none"
                assert loyalty_program("shop.toml", gold_from="400.00").fold(events, at=AT).tier == "gold"


            def test_text(loyalty_program):
                with pytest.raises(Exception, match="LOY"):
                    loyalty_program("[program]\\nid = 'x'\\n")


            def test_scenario(loyalty_scenario):
                assert len(loyalty_scenario("shop.scenario.toml")) == 2
                assert loyalty_scenario("shop.scenario.toml", "差一分不升")[0].passed


            def test_failing_scenarios(loyalty_scenario):
                with pytest.raises(AssertionError, match="expected: gold"):
                    loyalty_scenario("bad.scenario.toml")
                with pytest.raises(AssertionError, match="there is no scenario 'x'"):
                    loyalty_scenario("shop.scenario.toml", "x")
                with pytest.raises(AssertionError, match="LOY200"):
                    loyalty_scenario("no.scenario.toml")
        """)
    )
    bad(shop)

    shop.runpytest("test_shop.py").assert_outcomes(passed=4)
