"""Conditions read aloud."""

import pytest

from loyalty.lang import bind, check, parse, phrase
from tests.unit.lang.scope import SCOPE, TABLES

LABELS = {
    "spend": {"zh": "累计消费", "en": "total spend"},
    "streak": {"zh": "连续消费次数", "en": "consecutive purchases"},
    "visits": {"zh": "到店次数", "en": "visits"},
    "rate": {"zh": "参与率", "en": "participation"},
    "born": {"zh": "生日", "en": "birthday"},
    "last": {"zh": "上次购物日", "en": "last purchase"},
    "shop": {"zh": "渠道", "en": "channel"},
    "vip": {"zh": "贵宾", "en": "VIP"},
    "gold": {"zh": "黄金VIP", "en": "Gold"},
    "wage": {"zh": "基本工资", "en": "base wage"},
    "score": "评分",
    "deposit": {"": "Deposit"},
    "special": {"fr": "spécial"},
}

PHRASES = [
    (
        "spend >= 10_000 or streak >= 10",
        "累计消费达到 10,000 元，或连续消费次数达到 10",
        "total spend of at least 10,000 yuan, or consecutive purchases of at least 10",
    ),
    ("spend > 100_000", "累计消费超过 100,000 元", "total spend of more than 100,000 yuan"),
    ("spend <= 0.5", "累计消费不超过 0.50 元", "total spend of at most 0.50 yuan"),
    ("spend < 680", "累计消费低于 680 元", "total spend of less than 680 yuan"),
    ("680 > spend", "累计消费低于 680 元", "total spend of less than 680 yuan"),
    ("visits == 3", "到店次数等于 3", "visits of exactly 3"),
    ("visits != 3", "到店次数不等于 3", "visits other than 3"),
    ("rate >= 85%", "参与率不低于 85%", "participation is at least 85%"),
    ("rate < 3.5%", "参与率低于 3.5%", "participation is less than 3.5%"),
    ("60 <= visits < 70", "到店次数达到 60 且低于 70", "visits of at least 60 and less than 70"),
    ("not visits >= 3", "到店次数低于 3", "visits of less than 3"),
    ("not not vip", "贵宾", "VIP"),
    ("not vip", "非贵宾", "not VIP"),
    ("not (vip and visits > 3)", "并非（贵宾，且到店次数超过 3）", "not (VIP, and visits of more than 3)"),
    (
        "vip and (visits >= 3 or spend >= 1)",
        "贵宾，且（到店次数达到 3，或累计消费达到 1 元）",
        "VIP, and (visits of at least 3, or total spend of at least 1 yuan)",
    ),
    ("tier >= 'gold'", "等级不低于“黄金VIP”", 'tier is "Gold" or above'),
    ("tier > 'gold'", "等级高于“黄金VIP”", 'tier is above "Gold"'),
    ("tier != 'none'", "等级不是“无”", 'tier is not "none"'),
    ("shop == 'online'", "渠道是“online”", 'channel is "online"'),
    ("shop in ('online', '电话')", "渠道是“online”、“电话”之一", 'channel is one of "online", "电话"'),
    ("shop not in ('online', '电话')", "渠道不是“online”、“电话”中的任何一个", 'channel is none of "online", "电话"'),
    ("shop not in ('online')", "渠道不是“online”", 'channel is not "online"'),
    ("born >= 2000-01-01", "生日不早于 2000-01-01", "birthday is on or after 2000-01-01"),
    ("at < 2024-02-01", "当天早于 2024-02-01", "the day is before 2024-02-01"),
    ("born + P18Y <= at", "生日加 18 年不晚于当天", "birthday plus 18 years is on or before the day"),
    ("years_since(born) >= 18", "生日至今的周年数达到 18", "full years since birthday of at least 18"),
    ("known(last)", "已有上次购物日", "last purchase is known"),
    ("not known(last)", "没有上次购物日", "last purchase is missing"),
    (
        "otherwise(days_since(last), 9_999) > 30",
        "距上次购物日的天数（没有时按 9,999 计）超过 30",
        "days since last purchase (or 9,999 if there is none) of more than 30",
    ),
    (
        "otherwise(score > 3, false)",
        "评分超过 3（没有时视为不成立）",
        "评分 of more than 3 (counts as not met if there is none)",
    ),
    (
        "ratio(spend, visits, 0) >= 100",
        "累计消费 ÷ 到店次数（除数为零时按 0 元计）不低于 100 元",
        "total spend ÷ visits (or 0 yuan if the divisor is zero) is at least 100 yuan",
    ),
    (
        "(spend + 100) * 8% - spend / 3",
        "（累计消费 + 100 元） × 8% − 累计消费 ÷ 3",
        "(total spend + 100 yuan) × 8% − total spend ÷ 3",
    ),
    (
        "min(visits, streak, 3)",
        "到店次数、连续消费次数、3 中的最小者",
        "the smallest of visits, consecutive purchases and 3",
    ),
    ("round(rate, 2)", "参与率（四舍五入到 2 位小数）", "participation (rounded to 2 decimals)"),
    ("visits > -25", "到店次数超过 -25", "visits is more than -25"),
    ("at - P1Y2M3D", "当天减 1 年 2 个月 3 天", "the day minus 1 year 2 months 3 days"),
    ("true", "恒成立", "always"),
    ("service > 'a'", "service 高于“a”", 'service is above "a"'),
    (
        "otherwise(deposit, 0) < 5",
        "Deposit（没有时按 0 元计）低于 5 元",
        "Deposit (or 0 yuan if there is none) of less than 5 yuan",
    ),
    ("special", "spécial", "spécial"),
    ("1 / 3", "1 ÷ 3", "1 ÷ 3"),
    ("wage * rate", "基本工资 × 参与率", "base wage × participation"),
    (
        "ratio(visits, streak, 1, 0)",
        "到店次数 ÷ 连续消费次数（零除以零按 1 计，除数为零的其他情形按 0 计）",
        "visits ÷ consecutive purchases (1 for 0/0, or 0 if only the divisor is zero)",
    ),
]


@pytest.mark.parametrize(("text", "chinese", "english"), PHRASES)
def test_phrase(text, chinese, english):
    """A condition is a short sentence; what includes its threshold and what does not cannot be confused."""
    typed = check(parse(text), SCOPE, tables=TABLES)

    assert chinese == phrase(typed, LABELS, "zh")
    assert english == phrase(typed, LABELS, "en", "yuan")


def test_every_operator_has_words_of_its_own():
    """No two comparison operators are worded alike, for any kind of value and in either language."""
    for name, value in (
        ("spend", "3"),
        ("rate", "3"),
        ("born", "2024-01-01"),
        ("tier", "'gold'"),
        ("visits", "streak"),
    ):
        typed = [check(parse(f"{name} {op} {value}"), SCOPE) for op in ("<", "<=", ">", ">=", "==", "!=")]
        for lang in ("zh", "en"):
            assert 6 == len({phrase(one, LABELS, lang) for one in typed})


def test_a_bound_parameter_is_read_with_its_value():
    """After binding, the sentence says the number and not the parameter's name."""
    typed = check(parse("spend >= deposit_line"), {**SCOPE, "deposit_line": SCOPE["spend"]})

    assert "累计消费达到 500 元" == phrase(bind(typed, {"deposit_line": 50_000}), LABELS, "zh-Hans")
    assert "total spend is at least deposit line" == phrase(typed, LABELS, "en")
