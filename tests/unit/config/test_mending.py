"""Behind a slip in the spelling, reading goes on: every slip is listed, in its place."""

import pytest

from loyalty.config.findings import MistakeError
from loyalty.config.mending import SLIPS_MAX, slips
from loyalty.config.source import parse


def places(text):
    """Return what is wrong, and the words meant."""
    with pytest.raises(MistakeError) as caught:
        parse(text)
    return [(one.code, text[slice(*one.part)]) for one in slips(text, caught.value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年龄 = 1\n姓名 = 2\n", [("LOY207", "年龄"), ("LOY207", "姓名")]),
        ("[会员]\n姓名 = 1\n[等级]\n姓名 = 2\n", [("LOY207", word) for word in ("会员", "姓名", "等级", "姓名")]),
        ("a：“b”\nc = 1，\n", [("LOY207", "："), ("LOY207", "“"), ("LOY207", "，")]),
        ("【【tiers】】\nid：1\n", [("LOY207", "【【tiers】】"), ("LOY207", "：")]),
        ("a = b > 1\nc = X\nd: 1\n", [("LOY205", "b > 1"), ("LOY205", "X"), ("LOY205", ":")]),
        ("a = { b = XX, c = 2024年1月1日 }\n", [("LOY205", "XX"), ("LOY205", "2024年1月1日")]),
        ("年 = 1\na = [1\n", [("LOY207", "年"), ("LOY205", "")]),
    ],
)
def test_every_slip_is_listed(text, expected):
    """Keys, signs and values that TOML cannot read, one after the other."""
    assert expected == places(text)


def test_what_the_mending_itself_would_cause_is_not_listed():
    """One Chinese key twice is twice without quotes; that the stand-in comes twice is not said."""
    assert [("LOY207", "年"), ("LOY207", "年")] == places("年 = 1\n年 = 2\n")


def test_there_is_an_end():
    """Nobody reads hundreds of slips, and nobody waits for them; that there may be more is said."""
    many = "".join(f"键{number} = 1\n" for number in range(500))

    assert [("LOY207", f"键{number}") for number in range(SLIPS_MAX + 1)] == places(many)[:-1]
    assert ("LOY209", f"键{SLIPS_MAX}") == places(many)[-1]
    assert [("LOY207", "键0"), ("LOY209", "键0")] == places(many + "# " + "x" * 500_000)
