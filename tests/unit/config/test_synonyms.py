"""Words as authors call them: what each could mean is a word of the language."""

import re

import pytest

from loyalty.config.findings import known
from loyalty.config.synonyms import SYNONYMS, meant
from tests.docs.fragments import ROOT

REFERENCE = "\n".join(page.read_text("utf-8") for page in sorted((ROOT / "docs" / "reference").glob("*.md")))


def test_every_meaning_is_a_word_of_the_language():
    """What is advised stands in the reference."""
    words = {one for meanings in SYNONYMS.values() for one in meanings}

    assert set() == {one for one in words if not re.search(rf"[`\"\[]{one}\b", REFERENCE)}


@pytest.mark.parametrize(
    ("word", "choices", "expected"),
    [
        ("整数", ["text", "integer"], "`integer`"),
        ("String", ["text", "integer"], "`text`"),
        ("金额", ["amount", "shop"], "`amount`"),
        ("金额", ["money", "text"], "`money`"),
        ("店铺", ["text", "integer"], "one of `text`, `integer`"),
    ],
)
def test_what_is_advised(word, choices, expected):
    """A synonym comes before what is only spelled alike, and only if it is one of the choices."""
    assert expected == known(choices, word)


def test_no_meaning_is_invented():
    """A word that could be anything is left to the list of choices."""
    assert "" == meant("店铺", ["text"])
