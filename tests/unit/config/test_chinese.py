"""Every diagnostic has Chinese words: a title, a reason and a cure for its code, and sentences for what says more."""

import re

import pytest

import loyalty
from loyalty.config.chinese import TITLES, in_chinese
from loyalty.config.chinese.advice import ADVICE
from loyalty.config.chinese.expressions import EXPRESSIONS
from loyalty.config.chinese.refused import HINTS, REFUSED
from loyalty.config.chinese.sentences import SENTENCES
from loyalty.config.chinese.translating import refused, sentence
from loyalty.config.codes import CODES
from loyalty.errors import Diagnostic
from loyalty.lang.problems import CATALOGUE
from loyalty.testing.codes import WHY
from tests.unit.config.corpus import FOLDER, reported

QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|“[^”]*”|\{[^}]*\}")
TECHNICAL = re.compile(r"UTC|UTF-8|TOML|ISO|ASCII|KiB|\bid\b|GBK|UTF-16|JSON|NaN|[PT]+\d+\w|LOY\d+|S39|type =")
NEAREST = re.compile(r"相近的(名称|代码)：[^）]*|，或 integer, .*")
SAID = [one for path in sorted(FOLDER.glob("*.toml")) for one in reported(path.read_text("utf-8"))]
HAN = re.compile(r"[\u4e00-\u9fff]")


def english(text):
    """Return the English words of a text that are neither code, nor names, nor what Chinese writes in Latin letters."""
    return re.findall(r"[A-Za-z]{2,}", TECHNICAL.sub("", QUOTED.sub("", NEAREST.sub("", text))))


def test_every_code_has_chinese_words():
    """The tables of Chinese have the codes of the tables of English, and no others."""
    assert set(CODES) | set(WHY) == set(TITLES)
    assert set(CATALOGUE) == set(EXPRESSIONS)
    assert all(HAN.search(title) and HAN.search(why) and cure for title, why, cure in TITLES.values())
    assert all(HAN.search(why) and cure for why, cure in EXPRESSIONS.values())


@pytest.mark.parametrize("code", CATALOGUE)
def test_places_in_reasons_and_cures_of_expressions(code):
    """Chinese fills in no word that the English sentence does not have."""
    entry, (why, cure) = CATALOGUE[code], EXPRESSIONS[code]

    assert set(re.findall(r"\{(\w+)\}", why)) <= set(re.findall(r"\{(\w+)\}", entry.why))
    assert set(re.findall(r"\{(\w+)\}", cure)) <= set(re.findall(r"\{(\w+)\}", entry.cure))


@pytest.mark.parametrize("pair", [*SENTENCES, *ADVICE, *REFUSED, *HINTS], ids=lambda pair: pair[0][:40])
def test_templates(pair):
    """The Chinese sentence has the places of the English one, and is Chinese."""
    places, chinese = (set(re.findall(r"<(\w+)>", text)) for text in pair)

    assert places == chinese
    assert HAN.search(pair[1])


def test_no_template_is_there_twice():
    """One English sentence has one translation."""
    assert len(SENTENCES) == len({english for english, _ in SENTENCES})
    assert len(ADVICE) == len({english for english, _ in ADVICE})


@pytest.mark.parametrize("one", SAID, ids=lambda one: f"{one.file or one.code}:{one.message[:40]}")
def test_what_bad_programs_are_told(one):
    """In Chinese nothing is left in English but code, and every word of code is kept."""
    said = in_chinese(one)

    assert [] == english(said.message) + english(said.why) + english(said.cure)
    assert (one.code, one.line, one.column) == (said.code, said.line, said.column)
    assert all(code in said.message for code in re.findall(r"`[^`]+`", one.message))


def test_nearly_every_headline_has_a_sentence_of_its_own():
    """What has no template falls back to the title of its code; that should be rare."""
    plain = [one.message for one in SAID if one.code >= "LOY200" and not sentence(one.message)]

    assert len(plain) <= len(SAID) / 20


def test_what_has_no_sentence_falls_back_to_its_code():
    """The title of the code, and what the English sentence names."""
    one = in_chinese(Diagnostic("LOY220", "error", "something new about `this` and `that`", "why", "do something new"))

    assert ("未知的键：`this`、`that`", "不认识的键不起作用，而且没有人会发觉", "删除它") == (
        one.message,
        one.why,
        one.cure,
    )


def test_a_code_without_words_is_left_as_it_is():
    """A plugin may have codes of its own."""
    one = Diagnostic("SHOP001", "error", "no", "because", "yes")

    assert one == in_chinese(one)


def test_rendered():
    """The words around it are Chinese as well."""
    _, (one,) = loyalty.check(str(FOLDER / "tier-points-balance.toml"))
    text = in_chinese(one).render("zh").partition(": ")[2]

    assert text.splitlines()[0] == "LOY130 错误：这里没有 `points`"
    assert text.splitlines()[-2:] == [
        "   原因：等级从不取决于可用积分，否则花掉积分就会降级",
        '   改法：在 `[metrics]` 中写 `points_earned = { sum = "points" }`，这里写 `points_earned`',
    ]


def test_the_public_name():
    """Whoever embeds the SDK has it at hand."""
    assert in_chinese is loyalty.in_chinese


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("5 points asked, 0 available", "申请 5 分，可用 0 分"),
        ("amount: the field is required", "amount: 这个字段必填"),
        (
            'amount: an amount of money is wanted, not float (write digits with at most one point, for instance "1.5")',
            'amount: 应为金额，而不是浮点数（只用数字，最多一个小数点，例如 "1.5"）',
        ),
        ("lines[2].amount: the field is required", "lines[2].amount: 这个字段必填"),
        (
            "guests: a whole number is wanted, not a text (write digits without quotes, for instance 12)",
            "guests: 应为整数，而不是文字（只写数字，不加引号，例如 12）",
        ),
        ("guests: the value lies outside its bounds (at least 0)", "guests: 值超出允许的范围（至少 0）"),
        (
            "score: the value lies outside its bounds (at least 0 and at most 100)",
            "score: 值超出允许的范围（至少 0，至多 100）",
        ),
        (
            "class: the value is not one of those that the program lists (write one of: A, B)",
            "class: 不是方案列出的取值（写以下之一：A, B）",
        ),
        ("something else (try it)", "something else (try it)"),
    ],
)
def test_what_rejections_say(message, expected):
    """The field stays, the sentence and the hint are translated; what has no sentence stays as it is."""
    assert expected == refused(message)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "the plugin `golf` declares the event kind `round` wrongly: `round` cannot be the name of an event kind",
            "插件 `golf` 声明的事件种类 `round` 有误：`round` 不能用作事件种类的名称",
        ),
        ("`9a` cannot be the name of an event field", "`9a` 不能用作事件字段的名称"),
    ],
)
def test_what_a_plugin_declares_wrongly(message, expected):
    """The sentence about the plugin's mistake is translated to its end."""
    assert expected == sentence(message)
