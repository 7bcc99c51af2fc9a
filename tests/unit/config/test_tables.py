"""Parameters whose value is a table: where their numbers come from, and what they mean."""

from fractions import Fraction

import pytest

import loyalty
from loyalty.config import read, read_versions
from tests.unit.config.programs import HEAD

STARS = '\n[member.fields]\nstars = { type = "text", values = ["one", "two"], required = true }\n'
TABLE = HEAD + '[parameters]\nbase = { type = "money" }\n' + STARS
FILLED = TABLE.replace('"money"', '"money", value = { by = "stars", one = 300, two = "400.50" }')


def test_units_and_defaults():
    """Amounts are in minor units, percents are fractions, and a table goes by tier when nothing is said."""
    text = (
        HEAD
        + """
[parameters]
base = { type = "money", value = { none = 0, gold = "400.50" } }
share = { type = "percent", value = { by = "service", none = 1, a = "12.5" } }

[events.purchase]
amount = "money"

[metrics]
spend = { sum = "purchase.amount" }

[[tiers]]
id = "gold"
enter = "spend >= base"

[[tiers]]
id = "a"
ladder = "service"
enter = "spend * share > 5"
"""
    )
    version, diagnostics = read(text)
    base, share = version.tables["base"], version.tables["share"]

    assert () == diagnostics
    assert ("tier", {"none": 0, "gold": 40_050}) == (base.by, base.values)
    assert ("service", {"none": Fraction(1, 100), "a": Fraction(1, 8)}) == (share.by, share.values)
    assert (False, True) == (base.percent, share.percent)


@pytest.mark.parametrize("source", ["values", "call"])
def test_a_table_may_be_given_from_outside(source):
    """What the source leaves blank is given as a table as well as by a single value."""
    given = {"base": {"by": "stars", "one": 1, "two": 2}}
    version, diagnostics = read(TABLE, **{"values": {"values": given}, "call": {"parameters": given}}[source])

    assert () == diagnostics
    assert {"one": 100, "two": 200} == version.tables["base"].values
    assert {} == read(TABLE, parameters={"base": "3"})[0].tables


def test_a_mistake_in_a_table_of_a_values_file_is_shown_there(tmp_path):
    """A word that is not there, or lacks, is reported in the file that has the table."""
    file = tmp_path / "values.toml"
    file.write_text('base = { by = "stars", one = 300, tow = 1 }\n', encoding="utf-8")
    _, diagnostics = read(TABLE, values=file)

    assert [("LOY500", str(file), 1, 35)] == [(one.code, one.file, one.line, one.column) for one in diagnostics]
    assert "`two`" in diagnostics[0].cure


def test_a_mistake_in_a_table_of_the_call_is_told_at_the_parameter():
    """The call has no line of its own."""
    _, diagnostics = read(TABLE, parameters={"base": {"by": "stars", "tow": 1}})

    assert [("LOY500", 8)] == [(one.code, one.line) for one in diagnostics]
    assert "`stars` is never `tow` (given from outside)" == diagnostics[0].message


BENEFIT = (
    HEAD
    + """
[parameters]
rate = { type = "percent", value = { gold = 5, platinum = "12.5" } }
worth_of = { type = "money", value = { by = "region", north = 20, south = 0 } }

[member.fields]
region = { type = "text", values = ["north", "south", "west"], default = "west" }

[events.purchase]
amount = "money"

[metrics]
spend = { sum = "purchase.amount" }

[[tiers]]
id = "silver"
enter = "spend >= 1"

[[tiers]]
id = "gold"
enter = "spend >= 10"

[[tiers]]
id = "platinum"
enter = "spend >= 100"

[[benefits]]
id = "price"
kind = "discount"
percent = "rate"

[[benefits]]
id = "package"
kind = "voucher"
tiers = "all"
worth = "worth_of"
"""
)


def test_a_benefit_may_name_a_table():
    """It is for those whom the table lists with more than nothing, as if the table stood there itself."""
    named = read(BENEFIT)[0]
    there = read(
        BENEFIT.replace('"rate"', '{ gold = 5, platinum = "12.5" }').replace(
            '"worth_of"', '{ by = "region", north = 20 }'
        )
    )[0]
    (package, price), (own_package, own_price) = named.benefits, there.benefits

    assert {"gold": Fraction(1, 20), "platinum": Fraction(1, 8)} == {t: s.percent for t, s in price.values.items()}
    assert {"north": 2000} == {word: settings.worth for word, settings in package.values.items()}
    assert (price.by, price.who.tiers) == (own_price.by, own_price.who.tiers)
    assert (package.by, package.who.tiers) == (own_package.by, own_package.who.tiers)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("money", ["LOY264"]), ("integer", []), ("decimal", [])],
)
def test_a_table_in_a_benefit_has_to_fit(kind, codes):
    """A number of a table is used as what it is, like every parameter."""
    text = BENEFIT.replace(
        'type = "percent", value = { gold = 5, platinum = "12.5" }',
        f'type = "{kind}", value = {{ gold = 1 }}',
    )
    _, diagnostics = read(text)

    assert codes == [one.code for one in diagnostics]
    assert all("`rate` is of type money" in one.message for one in diagnostics)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"by": ["stars"], "one": 1, "two": 2},
        {"by": "stars", "one": [1], "two": {}},
        {"by": "stars", "one": None, "two": 1.5},
        {"by": "stars", 1: 2, "two": 3},
        {"by": "stars", "one": 10**400, "two": "1e9999"},
        {"by": "tier", "one": True},
    ],
)
def test_whatever_is_given_is_told_and_not_a_traceback(given):
    """A table from outside has not been read as TOML."""
    for version, diagnostics in (read(TABLE, parameters={"base": given}), read(TABLE, values={"base": given})):
        assert version is None
        assert {one.code for one in diagnostics} <= {"LOY235", "LOY262", "LOY500"}
        assert all(one.cure for one in diagnostics)


def test_the_numbers_belong_to_the_meaning():
    """The hash follows the numbers of a table and not how they are written; what is dumped has them."""
    program = loyalty.loads(FILLED)
    same = loyalty.loads(FILLED.replace("one = 300", 'one = "300.00"'))
    other = loyalty.loads(FILLED.replace("one = 300", "one = 301"))

    assert program.hash == same.hash
    assert program.hash != other.hash
    assert program.hash == loyalty.loads(program.dump()).hash
    assert program.hash == loyalty.loads(TABLE, parameters={"base": {"by": "stars", "one": 300, "two": "400.5"}}).hash


def test_a_newer_version_has_a_number_for_the_words_of_the_older():
    """Who has a word of the older version would have no number in the newer one."""
    newer = FILLED.replace('version = "1"', 'version = "2"').replace("2024-01-01", "2024-07-01")
    dropped = newer.replace('["one", "two"]', '["two"]').replace("one = 300, ", "")
    versions, diagnostics = read_versions([FILLED, dropped])

    assert versions is None
    assert ["LOY293"] == [one.code for one in diagnostics]
    assert "`one`" in diagnostics[0].message
    assert read_versions([FILLED, newer])[0] is not None


@pytest.mark.parametrize(
    ("quota", "per"), [('"bunches"', "lifetime"), ('{ count = "bunches", per = "month" }', "month")]
)
def test_a_quota_by_a_table(quota, per):
    """How many is what the table says, for those whom it lists, and the period stands beside it."""
    text = (
        HEAD
        + f"""
[parameters]
bunches = {{ type = "integer", value = {{ by = "kind", person = 1, company = 3, guest = 0 }} }}
[member.kinds.person]
[member.kinds.company]
[member.kinds.guest]
[[benefits]]
id = "flowers"
kind = "gift"
item = "flowers"
quota = {quota}
"""
    )
    version, diagnostics = read(text)

    assert () == diagnostics
    assert ({"person": 1, "company": 3}, per) == (dict(version.benefits[0].quota.tiers), version.benefits[0].quota.per)
