"""Every mistake has its code, its place and its cure."""

import pytest

from loyalty.lang import BOOL, DATE, INTEGER, MONEY, PERIOD, TEXT, Table, check, money_type, parse, tier_type
from loyalty.lang.problems import CATALOGUE
from tests.unit.lang.scope import SCOPE, TABLES

AWAY = Table("away", "route", INTEGER, {"north": 1})
PARTLY = Table("partly", "tier", INTEGER, {"silver": 1, "gold": 2})
ALL_TABLES = {**TABLES, "away": AWAY, "partly": PARTLY}

MISTAKES = [
    # text, code, the characters concerned, a part of the cure
    ("", "LOY100", "", "spend >= 10_000"),
    ("  ", "LOY100", "  ", "spend >= 10_000"),
    ("spend >= ¥10", "LOY101", "¥", "plain numbers"),
    ("$spend > 3", "LOY101", "$", "without `$`"),
    ("vip # a note", "LOY101", "#", "note"),
    ("spend >=", "LOY102", "", "after `>=`"),
    ("vip and", "LOY102", "", "after `and`"),
    ("shop in", "LOY102", "", "after `in`"),
    ("min(visits,", "LOY102", "", "after `,`"),
    ("-", "LOY102", "", "after `-`"),
    (">= 3", "LOY103", ">=", "before `>=`"),
    ("vip or or special", "LOY103", "or", "before `or`"),
    ("()", "LOY103", ")", "between the brackets"),
    ("visits streak", "LOY104", "streak", "and"),
    ("visits > 3, streak > 3", "LOY104", ",", "`and` or `or`"),
    ("(vip", "LOY105", "(", "add `)`"),
    ("shop in ['online'", "LOY105", "[", "add `]`"),
    ("visits > 3)", "LOY106", ")", "remove"),
    ('tier >= "gold', "LOY107", '"gold', 'closing quote "'),
    ("visits = 3", "LOY108", "=", "`==`"),
    ("vip && special", "LOY109", "&&", "`and`"),
    ("vip || special", "LOY109", "||", "`or`"),
    ("!vip", "LOY109", "!", "`not`"),
    ("visits > 1 且 vip", "LOY109", "且", "`and`"),
    ("visits > 1且 vip", "LOY109", "且", "and"),
    ("vip 或者 special", "LOY109", "或者", "`or`"),
    ("非 vip", "LOY109", "非", "`not`"),
    ("非vip", "LOY109", "非vip", "`not vip`"),
    ("vip且special", "LOY109", "vip且special", "`vip and special`"),
    ("vip AND special", "LOY109", "AND", "`and`"),
    ("vip == True", "LOY109", "True", "`true`"),
    ("spend >= 10,000", "LOY110", "10,000", "`10_000`"),
    ("spend >= 1，234，567", "LOY110", "1，234，567", "`1_234_567`"),
    ("spend >= 10 000", "LOY110", "10 000", "`10_000`"),
    ("max(10,000, spend) > 3", "LOY110", "10,000", "`10_000`"),
    ("visits > 1_0__0", "LOY111", "1_0__0", "`100`"),
    ("visits > 007", "LOY111", "007", "`7`"),
    ("visits > .5", "LOY111", ".5", "`0.5`"),
    ("visits > 5.", "LOY111", "5.", "`5`"),
    ("visits > 1e5", "LOY111", "1e5", "`100_000`"),
    ("visits > 10 500", "LOY111", "10 500", "`10_500`"),
    ("visits in 1..3", "LOY111", "1..3", "`1 <= x <= 3`"),
    ("spend >= 1万", "LOY112", "1万", "`10_000`"),
    ("spend >= 1.5万元", "LOY112", "1.5万元", "`15_000`"),
    ("spend >= 10k", "LOY112", "10k", "`10_000`"),
    ("spend >= 500元", "LOY112", "500元", "`500`"),
    ("days_since(born) > 30天", "LOY112", "30天", "`30`"),
    ("born < 2024-1-31", "LOY113", "2024-1-31", "`2024-01-31`"),
    ("born < 2024/01/31", "LOY113", "2024/01/31", "`2024-01-31`"),
    ("born < 2023-02-29", "LOY113", "2023-02-29", "exists"),
    ("at < 2024-01-31T10:00", "LOY113", "2024-01-31T10:00", "2024-01-31"),
    ("born + P30 < at", "LOY114", "P30", "`P30D`"),
    ("purchase.amount > 3", "LOY115", "purchase.amount", "`amount`"),
    ("shop.upper() == 'A'", "LOY115", "shop.upper", "function around it"),
    ("shop[0] == 'a'", "LOY115", "[", "`shop`"),
    ("visits % 2 == 0", "LOY116", "%", "`8%`"),
    ("1 < visits > 3", "LOY117", "1 < visits > 3", "`and`"),
    ("visits != 3 != streak", "LOY117", "visits != 3 != streak", "`and`"),
    ("shop in 'online'", "LOY118", "'online'", "in ('online')"),
    ("visits 大于 5", "LOY119", "大于", "`>`"),
    ("visits 不低于 5", "LOY119", "不低于", "`>=`"),
    ("visits 不超过 5", "LOY119", "不超过", "`<=`"),
    ("visits <> 5", "LOY119", "<>", "`!=`"),
    ("visits => 5", "LOY119", "=>", "`>=`"),
    ("visits > = 5", "LOY119", "> =", "`>=` without a space"),
    ("visits between 1 and 3", "LOY119", "between", "60 <= x <= 70"),
    ("shop is 'online'", "LOY119", "is", "`==`"),
    ("city matches '^138.*$'", "LOY120", "matches", "list the values"),
    ("city =~ '138'", "LOY120", "=~", "list the values"),
    ("city.startswith('1')", "LOY120", "city.startswith", "list the values"),
    ("shop in ()", "LOY121", "()", "at least one"),
    ("if vip then 1 else 2", "LOY122", "if", "`and`/`or`"),
    ("vip ? special", "LOY122", "?", "otherwise"),
    ("visits ** 2 > 3", "LOY122", "**", "`x * x`"),
    ("spent >= 3", "LOY130", "spent", "`spend`"),
    ("city == Beijing", "LOY130", "Beijing", '`"Beijing"`'),
    ("days_since > 3", "LOY130", "days_since", "`days_since(date)`"),
    ("age(born) >= 18", "LOY131", "age", "`years_since(date)`"),
    ("rond(rate, 2) > 1", "LOY131", "rond", "`round(x, 2)`"),
    ("tier >= gold", "LOY132", "gold", '`"gold"`'),
    ("shop in (online, 'store')", "LOY132", "online", '`"online"`'),
    ("none == tier", "LOY132", "none", '`"none"`'),
    ("last == null", "LOY133", "null", "known(x)"),
    ("visits(3) > 2", "LOY135", "visits", "without brackets"),
    ("away > 2", "LOY136", "away", "where `route` is known"),
    ("partly > 2", "LOY137", "partly", "`none = ...`"),
    ("bonus > 2", "LOY160", "bonus", "`otherwise(bonus, 0)`"),
    ("vip and spend", "LOY140", "spend", "`spend > 0`"),
    ("not visits", "LOY140", "visits", "`visits > 0`"),
    ("tier == 'gold' or 'silver'", "LOY140", "'silver'", "written again"),
    ("vip == 1", "LOY141", "1", "one kind"),
    ("born > 2000", "LOY141", "2000", "days_since"),
    ("days_since(born) > P30D", "LOY141", "P30D", "without `P`"),
    ("spend >= visits", "LOY142", "visits", "declare `visits` as money"),
    ("spend > 10%", "LOY142", "10%", "10% * ..."),
    ('visits >= "10000"', "LOY143", '"10000"', "`10000` without quotes"),
    ('rate >= "10%"', "LOY143", '"10%"', "`10%` without quotes"),
    ('"10,000" < spend', "LOY143", '"10,000"', "`10_000` without quotes"),
    ("born > '2000-01-31'", "LOY143", "'2000-01-31'", "`2000-01-31` without quotes"),
    ("vip == 'true'", "LOY143", "'true'", "`true` without quotes"),
    ("shop == 'onlin'", "LOY144", "'onlin'", '`"online"`'),
    ("tier >= 'golden'", "LOY145", "'golden'", '`"gold"`'),
    ("shop < 'online'", "LOY146", "shop", "`==`"),
    ("gap == P30D", "LOY146", "gap", "`==`"),
    ("shop + 'x' == 'ax'", "LOY147", "shop", "number"),
    ("-vip > 3", "LOY147", "vip", "number"),
    ("spend * spend > 3", "LOY148", "spend * spend", "factor"),
    ("visits / spend > 3", "LOY148", "visits", "factor"),
    ("spend >= 10.005", "LOY150", "10.005", "at most 2"),
    ("spend > -0.001", "LOY150", "-0.001", "at most 2"),
    ("max(visits) > 3", "LOY151", "max(visits)", "`max(a, b)`"),
    ("known() and vip", "LOY151", "known()", "`known(x)`"),
    ("floor(shop) > 3", "LOY152", "shop", "`floor(x)`"),
    ("days_since(visits) > 3", "LOY152", "visits", "`days_since(date)`"),
    ("max(shop, city) == 'a'", "LOY152", "shop", "`max(a, b)`"),
    ("ratio(spend, visits, rate) > 3", "LOY152", "rate", "`ratio(a, b, 0)`"),
    ("round(rate, visits) > 3", "LOY153", "visits", "`round(x, 2)`"),
    ("round(rate, 2.5) > 3", "LOY153", "2.5", "`round(x, 2)`"),
    ("at - born > 3", "LOY154", "at - born", "`days_between(born, at)`"),
    ("born + 30 < at", "LOY154", "born + 30", "`born + P30D`"),
    ("tier == service", "LOY155", "service", "own ladder"),
    ("born + PT5H < at", "LOY156", "PT5H", "days, weeks"),
    ("score > 3", "LOY160", "score", "`otherwise(score, 0)`"),
    ("days_since(last) > 3", "LOY160", "last", "known(last)"),
    ("spend / visits > 3", "LOY170", "spend / visits", "`ratio(spend, visits, 0)`"),
    ("spend / (2 - 2) > 3", "LOY171", "spend / (2 - 2)", "something else"),
]


def problems(text, scope=SCOPE, want=BOOL):
    """Read and check a text that has mistakes."""
    found = parse(text)
    found = found if isinstance(found, list) else check(found, scope, want, tables=ALL_TABLES)
    assert isinstance(found, list), text
    return found


@pytest.mark.parametrize(("text", "code", "part", "cure"), MISTAKES)
def test_a_mistake_is_reported_where_it_is_and_with_its_cure(text, code, part, cure):
    """A natural mistake gives one problem: its code, the characters concerned, and what to write instead."""
    (found,) = [problem for problem in problems(text) if problem.code == code]

    assert (code, part) == (found.code, text[found.start : found.end])
    assert cure in found.cure


@pytest.mark.parametrize("text", [text for text, *_ in MISTAKES])
def test_one_mistake_is_one_problem(text):
    """A mistake is read as what was meant, so that it causes no further problems."""
    assert 1 == len(problems(text))


def test_every_kind_of_mistake_is_tried():
    """Every code of the table has an example here or in the tests of limits and wanted types."""
    elsewhere = {"LOY134", "LOY149", "LOY180", "LOY181", "LOY182"}

    assert set(CATALOGUE) == {code for _, code, _, _ in MISTAKES} | elsewhere


def test_messages_say_what_why_and_what_to_write_in_full():
    """No message has a gap left in it, in either language."""
    for text, *_ in MISTAKES:
        for problem in problems(text):
            words = (problem.message, problem.message_zh, problem.why, problem.cure)
            assert all(words)
            assert not any("{" in word for word in words)


def test_all_mistakes_are_told_at_once():
    """Several mistakes of one text are reported together, in their order."""
    assert ["LOY109", "LOY108", "LOY110"] == [found.code for found in problems("vip && visits = 3 or spend > 10,000")]
    assert ["LOY130", "LOY130", "LOY145"] == [found.code for found in problems("spent > 3 or vists > 3 or tier > 'x'")]


def test_a_wrong_name_lists_the_nearest():
    """A name that is not declared names the nearest that are."""
    (found,) = problems("spen > 3 and vip", {"spend": MONEY, "spend_year": MONEY, "area": INTEGER, "vip": BOOL})

    assert "there is no `spen` here" == found.message
    assert "write `spend`   (nearest known names: spend, spend_year)" == found.cure


def test_functions_of_today_need_a_moment():
    """Without `at` in scope nothing can depend on the day."""
    (found,) = problems("days_since(born) > 3", {"born": DATE})

    assert "LOY134" == found.code


WANTED = [
    ("spend", BOOL, "LOY140"),
    ("visits / 3", INTEGER, "LOY149"),
    ("rate", MONEY, "LOY149"),
    ("vip", TEXT, "LOY149"),
    ("30", PERIOD, "LOY149"),
    ("'x'", tier_type("main", ("gold",)), "LOY145"),
    ("10.5", money_type(0), "LOY150"),
    ("'x'", SCOPE["shop"], "LOY144"),
    ("score", INTEGER, "LOY160"),
]


@pytest.mark.parametrize(("text", "want", "code"), WANTED)
def test_a_result_of_the_wrong_kind_is_reported(text, want, code):
    """The place where an expression stands decides what it must give."""
    assert [code] == [found.code for found in problems(text, want=want)]
