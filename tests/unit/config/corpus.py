"""Bad programs: TOML files whose first comments say what must be reported, and where.

```
# given: gap=P30D                                    a value for a parameter, as from a command line
# expect: LOY232 at 8:12 cure: Asia/Shanghai         a code, its line and column, and words of its cure
```
"""

import re
from pathlib import Path

import attrs

from loyalty.checks import check
from loyalty.config import read
from loyalty.errors import Diagnostic

FOLDER = Path(__file__).resolve().parents[2] / "bad_programs"
_EXPECT = re.compile(r"# expect: (LOY\d+) at (\d+):(\d+)(?: cure: (.+))?")
_GIVEN = re.compile(r"# given: (\w+)=(.*)")


@attrs.frozen
class Expected:
    """One diagnostic that a file says it has."""

    code: str
    line: int
    column: int
    cure: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        """The code with its line and column."""
        return self.code, self.line, self.column


def expected(text: str) -> list[Expected]:
    """Return what the comments of a file expect."""
    found = [_EXPECT.fullmatch(line) for line in _comments(text)]
    return [Expected(m[1], int(m[2]), int(m[3]), m[4] or "") for m in found if m]


def reported(text: str, file: str = "") -> list[Diagnostic]:
    """Return what reading and checking a file report; notes only if the file expects one."""
    given = {m[1]: m[2] for line in _comments(text) if (m := _GIVEN.fullmatch(line))}
    version, diagnostics = read(text, parameters=given, file=file)
    found = [*diagnostics, *(check(version) if version is not None else ())]
    codes = {one.code for one in expected(text)}
    return [one for one in found if one.severity != "note" or one.code in codes]


def faults(text: str, file: str = "") -> list[str]:
    """Return what a file expects in vain, what it has beside, and which cures are missing in the printed text."""
    wanted, found = expected(text), reported(text, file)
    printed = {(one.code, one.line, one.column): one.render() for one in found}
    faults = [f"missing {one.place}" for one in wanted if one.place not in printed]
    faults += [f"unexpected {place}" for place in printed if place not in {one.place for one in wanted}]
    for one in wanted:
        text_of = printed.get(one.place, "")
        cure = text_of.partition("\n   write: ")[2]
        if one.place in printed and (not cure.strip() or one.cure not in cure):
            faults.append(f"no cure {one.cure!r} in {text_of!r}")
    return faults if wanted else ["the file expects nothing"]


def _comments(text: str) -> list[str]:
    lines = text.splitlines()
    first = next((place for place, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return lines[:first]
