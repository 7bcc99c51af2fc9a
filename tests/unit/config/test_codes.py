"""Every diagnostic has one code, one documented entry, and something that shows it."""

import re
from pathlib import Path

from loyalty.config.codes import CODES
from tests.unit.config.corpus import FOLDER, expected

ROOT = Path(__file__).resolve().parents[3]
ELSEWHERE = {  # shown by tests of files, sizes, several versions and plugins
    *("LOY200", "LOY201", "LOY202", "LOY208", "LOY209", "LOY211"),
    *("LOY224", "LOY290", "LOY291", "LOY292", "LOY293", "LOY294"),
    *("LOY271", "LOY272", "LOY273", "LOY274"),
    "LOY403",  # shown where the package is not there
}


def used():
    """The codes that the rooms of reading and checking mention."""
    files = [*(ROOT / "loyalty" / "config").rglob("*.py"), *(ROOT / "loyalty" / "checks").rglob("*.py")]
    tables = {"codes.py", "doubtful.py", "promise_codes.py"}
    text = "\n".join(path.read_text(encoding="utf-8") for path in files if path.name not in tables)
    return set(re.findall(r'"(LOY[2345]\d\d)"', text))


def test_every_code_is_in_the_table_and_in_use():
    """No code is reported without an entry, and no entry is without use."""
    assert set(CODES) == used()


def test_every_code_is_shown_by_a_bad_program():
    """The corpus has a program for each code, except those that a single text cannot show."""
    shown = {one.code for path in FOLDER.glob("*.toml") for one in expected(path.read_text(encoding="utf-8"))}

    assert set() == set(CODES) - shown - ELSEWHERE


def test_every_entry_says_what_why_and_what_to_do():
    """An entry has a title, a reason and a cure, and only doubts are not errors."""
    for code, entry in CODES.items():
        assert entry.title
        assert entry.why
        assert entry.cure
        assert (entry.severity == "error") is (not re.match("LOY(209|3|44|52)", code))
