"""Every block of every page is run."""

from pathlib import Path

import pytest
from sybil import Document
from sybil.example import SybilFailure

from tests.docs.blocks import parse
from tests.docs.fragments import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_blocks_do_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The blocks of a page, run from top to bottom in an empty folder, give what is printed."""
    monkeypatch.chdir(tmp_path)
    failures = []
    for example in Document.parse(str(page), parse):
        try:
            example.evaluate()
        except SybilFailure as failure:
            failures.append(f"line {example.line}: {failure.result}")
    if failures:
        pytest.fail("\n\n".join(failures), pytrace=False)
