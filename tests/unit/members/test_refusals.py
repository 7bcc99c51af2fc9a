"""Every code of a rejection has words, in both languages, and stands on the reference page."""

import ast
import re
from pathlib import Path

from loyalty.members.refusals import REFUSALS
from loyalty_cli.render.refusals import BROKEN

ROOT = Path(__file__).resolve().parents[3]
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
ELSEWHERE = {  # refusals of calls, not of events
    *("bad-date", "bad-period", "bad-weights", "bounds", "out-of-range", "zero-division", "several-members"),
    *("unknown-ladder", "unknown-policy", "unknown-rounding", "unknown-timezone", "unknown-currency"),
    *("not-a-state", "missing-extra", "not-decidable", "not-in-version", "too-many-discounts"),
    *("absorbs", "of", "serial"),  # fields, where the code is a variable
}


def _codes(folder, callers):
    """Return the codes that calls of `callers` in a folder are given first."""
    found = set()
    for path in folder.rglob("*.py"):
        found |= set(_pairs(path))
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        for call in calls:
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            words = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            found |= {words[0]} if name in callers and words and CODE.fullmatch(words[0]) else set()
    return found


def _pairs(path):
    """Yield the codes that a file writes beside their message: `return "insufficient", "..."`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Constant):
            code, message = node.elts
            said = message.value if isinstance(message, ast.Constant) else ast.unparse(message)
            is_message = isinstance(said, str) and " " in said and isinstance(message, ast.Constant | ast.JoinedStr)
            if is_message and isinstance(code.value, str) and "-" in code.value and CODE.fullmatch(code.value):
                yield code.value


def test_every_code_of_the_sdk_has_words():
    """No rejection is told by its bare code."""
    rooms = ("members", "engine", "points", "quantities")
    used = set().union(*(_codes(ROOT / "loyalty" / room, {"LoyaltyError", "refuse", "Rejection"}) for room in rooms))

    assert set() == used - set(REFUSALS) - ELSEWHERE
    assert len(used & set(REFUSALS)) > 15


def test_every_code_of_a_broken_line_has_words():
    """No line that holds no event is told by its bare code."""
    used = _codes(ROOT / "cli" / "loyalty_cli" / "sources", {"_BadLineError", "Broken"})

    assert used == set(BROKEN)


def test_both_languages():
    """Chinese and English, and nothing empty."""
    for words in (*REFUSALS.values(), *BROKEN.values()):
        assert {"zh", "en"} == set(words)
        assert all(words.values())


def test_the_reference_page():
    """The page of rejections says the same words."""
    page = (ROOT / "docs" / "reference" / "rejections.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", page, re.MULTILINE))

    assert rows == {code: words["en"] for code, words in REFUSALS.items()}
