"""Each bad program is reported with its code, at its line and column, with a cure."""

import pytest

from tests.unit.config.corpus import FOLDER, faults

FILES = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bad_program(path):
    """Exactly the expected mistakes are reported, each in its place and with its cure."""
    assert [] == faults(path.read_text(encoding="utf-8"), path.name)


def test_corpus_is_large():
    """The corpus has at least 150 programs, of every family."""
    families = {path.stem.partition("-")[0] for path in FILES}

    assert len(FILES) >= 150
    assert families >= {
        "syntax",
        "limits",
        "program",
        "parameter",
        "member",
        "event",
        "metric",
        "tier",
        "earn",
        "doubt",
    }


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("# expect: LOY233 at 7:12 cure: CNY", "missing ('LOY233', 7, 12)"),
        ("# expect: LOY222 at 7:13", "missing ('LOY222', 7, 13)"),
        ("# expect: LOY233 at 7:13 cure: JPY", "no cure 'JPY'"),
        ("# nothing", "the file expects nothing"),
    ],
)
def test_the_harness_fails_when_it_must(comment, fault):
    """A wrong column, code or cure, or no expectation at all, is a fault."""
    text = f"""{comment}
[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency  = "RMB"
"""

    assert any(found.startswith(fault) for found in faults(text))
